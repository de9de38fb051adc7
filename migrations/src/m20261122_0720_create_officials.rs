//! The officials who can be visited, each in a post and for a time.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, date_null, string, text, text_null, timestamp_with_time_zone, uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0720_create_officials"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(officials()).await?;
        let name = "idx_officials_valid";
        let columns = ["municipality_id", "valid_to", "valid_from"];
        manager
            .create_index(index(name, "officials", &columns, false))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("officials").to_owned();
        manager.drop_table(drop).await
    }
}

/// The document's number stands sealed among the personal values.
fn officials() -> TableCreateStatement {
    Table::create()
        .table("officials")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(text("name"))
        .col(text("search_text"))
        .col(string("document_type"))
        .col(string("document_masked"))
        .col(string("document_tag"))
        .col(text("post"))
        .col(text("office"))
        .col(text("resolution"))
        .col(date("valid_from"))
        .col(date_null("valid_to"))
        .col(text_null("end_resolution"))
        .col(date_null("decides_from"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_officials_municipality")
                .from("officials", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}
