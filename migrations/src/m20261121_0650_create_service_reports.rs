//! What the parts of the service last said of themselves, for the public page of the state of the service.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, string, timestamp_with_time_zone, timestamp_with_time_zone_null,
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0650_create_service_reports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("service_reports")
            .col(string("component").primary_key())
            .col(boolean("well"))
            .col(timestamp_with_time_zone_null("moment"))
            .col(timestamp_with_time_zone("reported_at"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("service_reports").to_owned())
            .await
    }
}
