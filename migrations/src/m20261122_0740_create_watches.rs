//! Watches of registers: who is told what changes, and what was sent to programs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    binary_null, small_integer, string, string_null, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0740_create_watches"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(watches()).await?;
        manager.create_table(deliveries()).await?;
        for (name, table, columns, unique) in INDEXES {
            manager
                .create_index(index(name, table, columns, *unique))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["watch_deliveries", "watches"] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        Ok(())
    }
}

type Indexed = (&'static str, &'static str, &'static [&'static str], bool);

const INDEXES: &[Indexed] = &[
    (
        "watches_by_confirmation",
        "watches",
        &["confirm_hash"],
        true,
    ),
    ("watches_by_end", "watches", &["end_hash"], true),
    ("watches_due", "watches", &["state", "due_at"], false),
    ("watches_by_email", "watches", &["email_tag"], false),
    ("watches_by_client", "watches", &["client_tag"], false),
    ("watches_by_owner", "watches", &["owner_id", "id"], false),
    (
        "watch_deliveries_by_watch",
        "watch_deliveries",
        &["watch_id", "id"],
        false,
    ),
];

/// A watch. `municipality_id` is empty where all are watched. A watch by mail has a keyed tag of the address, which lies
/// sealed in `personal_values` under the watch, and the hashes of the two links; a webhook has its owner, and sealed in
/// `target` its address and secret.
fn watches() -> TableCreateStatement {
    Table::create()
        .table("watches")
        .col(uuid("id").primary_key())
        .col(string("channel"))
        .col(string("register"))
        .col(uuid_null("municipality_id"))
        .col(text("filters"))
        .col(string("rhythm"))
        .col(string("state"))
        .col(string_null("email_tag"))
        .col(string_null("client_tag"))
        .col(string_null("confirm_hash"))
        .col(string_null("end_hash"))
        .col(uuid_null("owner_id"))
        .col(string_null("owner_kind"))
        .col(uuid_null("owner_home"))
        .col(binary_null("target"))
        .col(string_null("host"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("told_to"))
        .col(timestamp_with_time_zone_null("told_at"))
        .col(timestamp_with_time_zone_null("due_at"))
        .col(timestamp_with_time_zone_null("paused_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_watches_municipality")
                .from("watches", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

/// A difference on its way to a webhook. `tries` is a JSON list of what came of each try.
fn deliveries() -> TableCreateStatement {
    Table::create()
        .table("watch_deliveries")
        .col(uuid("id").primary_key())
        .col(uuid("watch_id"))
        .col(timestamp_with_time_zone("from_at"))
        .col(timestamp_with_time_zone("to_at"))
        .col(string("state"))
        .col(small_integer("attempts"))
        .col(text("tries"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("next_try_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_watch_deliveries_watch")
                .from("watch_deliveries", "watch_id")
                .to("watches", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
