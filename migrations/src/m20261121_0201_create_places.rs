//! The places of Peru by the codes of INEI. Seeded from the file that ships with the API, then kept by the operator.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date_null, integer_null, string, string_null, timestamp_with_time_zone,
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0201_create_places"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(places()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("places").to_owned())
            .await
    }
}

/// Positions in millionths of a degree, so that both databases keep the same value.
fn places() -> TableCreateStatement {
    Table::create()
        .table("places")
        .col(string("code").primary_key())
        .col(string("name"))
        .col(string_null("capital"))
        .col(date_null("valid_from"))
        .col(date_null("valid_to"))
        .col(string_null("reniec"))
        .col(integer_null("latitude_e6"))
        .col(integer_null("longitude_e6"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}
