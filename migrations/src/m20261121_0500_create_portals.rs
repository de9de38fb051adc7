//! Portals: the requests for them, what municipalities put into them, and the counters of human codes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date, integer, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0500_create_portals"
    }
}

const TABLES: [&str; 5] = [
    "content_items",
    "portal_settings",
    "portal_request_events",
    "portal_requests",
    "sequences",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            sequences(),
            portal_requests(),
            portal_request_events(),
            portal_settings(),
            content_items(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns, unique) in INDEXES {
            manager
                .create_index(index(name, table, columns, *unique))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

const INDEXES: &[(&str, &str, &[&str], bool)] = &[
    (
        "portal_requests_by_state",
        "portal_requests",
        &["state", "submitted_at", "id"],
        false,
    ),
    (
        "portal_requests_by_place",
        "portal_requests",
        &["ubigeo", "kind"],
        false,
    ),
    (
        "portal_request_events_in_order",
        "portal_request_events",
        &["request_id", "at", "id"],
        false,
    ),
    (
        "content_items_in_order",
        "content_items",
        &["municipality_id", "kind", "position", "id"],
        false,
    ),
    (
        "content_items_by_key",
        "content_items",
        &["municipality_id", "kind", "unique_key"],
        true,
    ),
];

/// The last number given out for a kind of human code in a year; locked by the transaction that takes the next one.
fn sequences() -> TableCreateStatement {
    Table::create()
        .table("sequences")
        .col(uuid("municipality_id"))
        .col(string("name"))
        .col(integer("year"))
        .col(big_integer("value"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("name")
                .col("year"),
        )
        .to_owned()
}

/// Names, document, mail and phone of the responsible person are personal values under the request's id; the last two
/// columns name the documents that were issued: its receipt, and the certificate of its portal. The scan, a file of the
/// platform, is gone where the term of a rejected request is over.
fn portal_requests() -> TableCreateStatement {
    Table::create()
        .table("portal_requests")
        .col(uuid("id").primary_key())
        .col(string("code").unique_key())
        .col(string("kind"))
        .col(string("ubigeo"))
        .col(string_null("populated_center"))
        .col(string_null("ruc"))
        .col(string("municipality_name"))
        .col(string("place"))
        .col(string("dni_tag"))
        .col(string("post"))
        .col(string("designation_kind"))
        .col(string("designation_number"))
        .col(date("designation_date"))
        .col(uuid_null("scan_id"))
        .col(string("state"))
        .col(text_null("observations"))
        .col(uuid_null("proposed_by"))
        .col(timestamp_with_time_zone("submitted_at"))
        .col(timestamp_with_time_zone("turn_since"))
        .col(timestamp_with_time_zone_null("due_at"))
        .col(uuid_null("municipality_id"))
        .col(string_null("receipt_code"))
        .col(string_null("certificate_code"))
        .foreign_key(
            ForeignKey::create()
                .name("portal_requests_scan")
                .from("portal_requests", "scan_id")
                .to("files", "id"),
        )
        .to_owned()
}

fn portal_request_events() -> TableCreateStatement {
    Table::create()
        .table("portal_request_events")
        .col(uuid("id").primary_key())
        .col(uuid("request_id"))
        .col(timestamp_with_time_zone("at"))
        .col(string_null("action"))
        .col(string("state"))
        .col(uuid_null("actor_id"))
        .col(text_null("note"))
        .foreign_key(
            ForeignKey::create()
                .from("portal_request_events", "request_id")
                .to("portal_requests", "id"),
        )
        .to_owned()
}

/// One row per municipality: colours, images, contact, weather; typed in `shared`, stored as JSON because it is only ever
/// read whole.
fn portal_settings() -> TableCreateStatement {
    Table::create()
        .table("portal_settings")
        .col(uuid("municipality_id").primary_key())
        .col(text("value"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// What a municipality arranges in lists and trees: menu, pages, offices, units, videos. Typed by `kind` in `shared`.
fn content_items() -> TableCreateStatement {
    Table::create()
        .table("content_items")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("kind"))
        .col(uuid_null("parent_id"))
        .col(integer("position"))
        .col(boolean("is_visible"))
        .col(string_null("unique_key"))
        .col(text("value"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .from("content_items", ("municipality_id", "parent_id"))
                .to("content_items", ("municipality_id", "id")),
        )
        .to_owned()
}
