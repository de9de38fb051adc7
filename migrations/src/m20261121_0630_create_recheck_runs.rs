//! What each monthly re-check of the files found.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, timestamp_with_time_zone, uuid};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0630_create_recheck_runs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("recheck_runs")
            .col(uuid("id").primary_key())
            .col(timestamp_with_time_zone("started_at"))
            .col(timestamp_with_time_zone("finished_at"))
            .col(big_integer("checked"))
            .col(big_integer("damaged"))
            .col(big_integer("unread"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("recheck_runs").to_owned())
            .await
    }
}
