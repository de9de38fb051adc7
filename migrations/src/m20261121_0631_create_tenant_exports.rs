//! Sealed archives of municipalities. They outlive the municipality, so the table is the platform's.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, string, string_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0631_create_tenant_exports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(exports()).await?;
        let by_municipality = index(
            "tenant_exports_by_municipality",
            "tenant_exports",
            &["municipality_id", "id"],
            false,
        );
        manager.create_index(by_municipality).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("tenant_exports").to_owned())
            .await
    }
}

/// `file_id` names a file of the platform: those of the municipality go with it.
fn exports() -> TableCreateStatement {
    Table::create()
        .table("tenant_exports")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(text("reason"))
        .col(string("status"))
        .col(string("requested_by"))
        .col(timestamp_with_time_zone("requested_at"))
        .col(timestamp_with_time_zone_null("verified_at"))
        .col(uuid_null("file_id"))
        .col(string_null("sha256"))
        .col(big_integer_null("size"))
        .col(big_integer_null("rows"))
        .col(big_integer_null("files"))
        .col(big_integer_null("journal_seq"))
        .col(big_integer("missing_files"))
        .foreign_key(
            ForeignKey::create()
                .name("tenant_exports_file")
                .from("tenant_exports", "file_id")
                .to("files", "id"),
        )
        .to_owned()
}
