//! What an installation knows about itself: which key ring it was written with, and whether it is a demo.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0661_create_installation_facts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let facts = Table::create()
            .table("installation_facts")
            .col(string("name").primary_key())
            .col(string("value"))
            .to_owned();
        manager.create_table(facts).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("installation_facts").to_owned())
            .await
    }
}
