//! Conservation: what must not be disposed of, and what two people decided to dispose of.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, string, string_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0401_create_conservation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(legal_holds()).await?;
        manager.create_table(disposals()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["disposals", "legal_holds"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// While a hold stands, nothing of its kind (or the one subject it names) is disposed of.
fn legal_holds() -> TableCreateStatement {
    Table::create()
        .table("legal_holds")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("kind"))
        .col(uuid_null("subject_id"))
        .col(text("reason"))
        .col(string("legal_basis"))
        .col(string("placed_by"))
        .col(timestamp_with_time_zone("placed_at"))
        .col(string_null("lifted_by"))
        .col(timestamp_with_time_zone_null("lifted_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .to_owned()
}

/// A disposal is proposed by one person and confirmed or refused by another.
fn disposals() -> TableCreateStatement {
    Table::create()
        .table("disposals")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("kind"))
        .col(timestamp_with_time_zone("cutoff"))
        .col(text("reason"))
        .col(string("legal_basis"))
        .col(text_null("archive_digest"))
        .col(string("status"))
        .col(string("proposed_by"))
        .col(timestamp_with_time_zone("proposed_at"))
        .col(string_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(big_integer_null("disposed_rows"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .to_owned()
}
