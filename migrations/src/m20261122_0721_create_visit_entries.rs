//! What the desk knows of a visit beside its record: clocks, group, device, exit.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, string_null, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0721_create_visit_entries"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(entries()).await?;
        // The day's visits; who is inside; a person's visits; an entity's visits.
        for (name, columns) in [
            ("day", ["municipality_id", "occurred_at"]),
            ("exit", ["municipality_id", "exited_at"]),
            ("visitor", ["municipality_id", "visitor_tag"]),
            ("entity", ["municipality_id", "entity_tag"]),
        ] {
            let name = format!("idx_visit_entries_{name}");
            let index = index(&name, "visit_entries", &columns, false);
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("visit_entries").to_owned();
        manager.drop_table(drop).await
    }
}

/// Minors are a number and nothing else.
fn entries() -> TableCreateStatement {
    Table::create()
        .table("visit_entries")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("group_id"))
        .col(uuid("official_id"))
        .col(string_null("visitor_tag"))
        .col(string_null("document_masked"))
        .col(string_null("entity_tag"))
        .col(big_integer("minors"))
        .col(timestamp_with_time_zone("occurred_at"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(timestamp_with_time_zone("received_at"))
        .col(timestamp_with_time_zone_null("device_at"))
        .col(big_integer("drift_ms"))
        .col(uuid_null("recorded_by"))
        .col(text_null("device"))
        .col(text_null("gate"))
        .col(text_null("badge"))
        .col(boolean("is_training"))
        .col(boolean("is_withdrawn"))
        .col(timestamp_with_time_zone_null("exited_at"))
        .col(timestamp_with_time_zone_null("exit_recorded_at"))
        .col(uuid_null("exit_recorded_by"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_visit_entries_official")
                .from("visit_entries", ("municipality_id", "official_id"))
                .to("officials", ("municipality_id", "id")),
        )
        .to_owned()
}
