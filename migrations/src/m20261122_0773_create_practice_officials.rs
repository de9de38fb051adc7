//! Which officials are of fiction, for practising before production.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0773_create_practice_officials"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(practice()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("practice_officials").to_owned();
        manager.drop_table(drop).await
    }
}

fn practice() -> TableCreateStatement {
    Table::create()
        .table("practice_officials")
        .col(uuid("municipality_id"))
        .col(uuid("official_id"))
        .primary_key(Index::create().col("municipality_id").col("official_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_practice_officials_official")
                .from("practice_officials", ("municipality_id", "official_id"))
                .to("officials", ("municipality_id", "id")),
        )
        .to_owned()
}
