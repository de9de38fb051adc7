//! Times during which a municipality's portal is not served.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, date_null, string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid,
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0610_create_portal_suspensions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("portal_suspensions")
            .col(uuid("municipality_id"))
            .col(uuid("id"))
            .col(string("previous_status"))
            .col(timestamp_with_time_zone("began_at"))
            .col(uuid("began_by"))
            .col(string("reason"))
            .col(string("resolution_number"))
            .col(date("resolution_date"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(string_null("end_reason"))
            .col(string_null("end_resolution_number"))
            .col(date_null("end_resolution_date"))
            .primary_key(Index::create().col("municipality_id").col("id"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::drop().table("portal_suspensions").to_owned();
        manager.drop_table(table).await
    }
}
