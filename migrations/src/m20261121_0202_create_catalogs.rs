//! Rows of the effective-dated catalogues, all versions. Public columns only: who changed what stands in the journal.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date_null, integer, string, string_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0202_create_catalogs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(catalog_rows()).await?;
        let by_catalog = index(
            "catalog_rows_by_catalog",
            "catalog_rows",
            &["catalog", "code"],
            false,
        );
        manager.create_index(by_catalog).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("catalog_rows").to_owned())
            .await
    }
}

/// A row keeps its id through its versions; the one without `recorded_to` stands now.
fn catalog_rows() -> TableCreateStatement {
    Table::create()
        .table("catalog_rows")
        .col(uuid("id"))
        .col(integer("version"))
        .col(string("catalog"))
        .col(string("code"))
        .col(date_null("valid_from"))
        .col(date_null("valid_to"))
        .col(text("value"))
        .col(string_null("legal_basis"))
        .col(string_null("source"))
        .col(string("confidence"))
        .col(timestamp_with_time_zone("recorded_from"))
        .col(timestamp_with_time_zone_null("recorded_to"))
        .primary_key(Index::create().col("id").col("version"))
        .to_owned()
}
