//! The municipalities: every one of the country, with a portal or without. Public columns only.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date_null, string, string_null, string_uniq, text, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0200_create_municipalities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(municipalities(manager.get_database_backend()))
            .await?;
        for (name, columns, unique) in INDEXES {
            manager
                .create_index(index(name, "municipalities", columns, *unique))
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("municipalities").to_owned())
            .await
    }
}

/// A place has one municipality of each level, and one per populated centre; the others are orders of the directory.
const INDEXES: &[(&str, &[&str], bool)] = &[
    (
        "municipalities_by_place",
        &["ubigeo", "kind", "populated_center_key"],
        true,
    ),
    ("municipalities_by_ruc", &["ruc"], true),
    ("municipalities_by_domain", &["domain"], true),
    ("municipalities_in_order", &["sort_key", "id"], false),
    (
        "municipalities_by_status",
        &["status", "sort_key", "id"],
        false,
    ),
];

fn municipalities(backend: DbBackend) -> TableCreateStatement {
    let mut sort_key = string("sort_key");
    if backend == DbBackend::Postgres {
        // Keys are compared as bytes, as SQLite does; the collation of the database would ignore spaces.
        sort_key.extra("COLLATE \"C\"");
    }
    Table::create()
        .table("municipalities")
        .col(uuid("id").primary_key())
        .col(string_uniq("slug"))
        .col(string("kind"))
        .col(string("name"))
        .col(string_null("ruc"))
        .col(string("ubigeo"))
        .col(string_null("populated_center"))
        // Folded, and empty instead of null: nulls never collide in a unique index.
        .col(string("populated_center_key"))
        .col(string("department"))
        .col(string("province"))
        .col(string("district"))
        .col(text("search_text"))
        .col(sort_key)
        .col(string("status"))
        .col(string("mode"))
        .col(date_null("created_on"))
        .col(string_null("domain"))
        .col(uuid_null("coat_of_arms_file"))
        .col(string_null("siaf_code"))
        .col(string_null("consucode"))
        .col(timestamp_with_time_zone("registered_at"))
        .col(timestamp_with_time_zone("updated_at"))
        // Since when it is in its state, and until when the platform expects its next step.
        .col(timestamp_with_time_zone_null("status_since"))
        .col(timestamp_with_time_zone_null("status_due_at"))
        .to_owned()
}
