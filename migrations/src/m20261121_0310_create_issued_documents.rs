//! The documents the platform issued, and what anybody may verify of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0310_create_issued_documents"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(issued_documents()).await?;
        manager.create_table(verifiable_documents()).await?;
        let by_code = index(
            "issued_documents_by_code",
            "issued_documents",
            &["municipality_id", "code"],
            true,
        );
        manager.create_index(by_code).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["verifiable_documents", "issued_documents"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// `signed_file_id` and `signed_sha256` are those of the signed copy that came back, where one did.
fn issued_documents() -> TableCreateStatement {
    Table::create()
        .table("issued_documents")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("code"))
        .col(string("kind"))
        .col(text("title"))
        .col(text("issuer"))
        .col(uuid("file_id"))
        .col(string("sha256"))
        .col(string("signature"))
        .col(uuid("signed_file_id").null())
        .col(string_null("signed_sha256"))
        .col(string("state"))
        .col(text_null("reason"))
        .col(string_null("replaced_by"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .from("issued_documents", ("municipality_id", "file_id"))
                .to("files", ("municipality_id", "id")),
        )
        .foreign_key(
            ForeignKey::create()
                .from("issued_documents", ("municipality_id", "signed_file_id"))
                .to("files", ("municipality_id", "id")),
        )
        .to_owned()
}

/// What a code leads to; no personal value stands here, and not the document itself.
fn verifiable_documents() -> TableCreateStatement {
    Table::create()
        .table("verifiable_documents")
        .col(string("code").primary_key())
        .col(uuid("municipality_id"))
        .col(text("title"))
        .col(text("issuer"))
        .col(string("sha256"))
        .col(string_null("signed_sha256"))
        .col(string("signature"))
        .col(string("state"))
        .col(text_null("reason"))
        .col(string_null("replaced_by"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .to_owned()
}
