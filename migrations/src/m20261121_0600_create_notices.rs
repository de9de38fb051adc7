//! Notices: what a member of staff is told in the staff app, one row per person.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0600_create_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(notices()).await?;
        let of_account = index(
            "notices_of_account",
            "notices",
            &["municipality_id", "account_id", "read_at"],
            false,
        );
        manager.create_index(of_account).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("notices").to_owned())
            .await
    }
}

/// `municipality_id` is where the person works when he reads it; zeros for the platform.
fn notices() -> TableCreateStatement {
    Table::create()
        .table("notices")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("account_id"))
        .col(string("kind"))
        .col(text("about"))
        .col(string("link"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("read_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .to_owned()
}
