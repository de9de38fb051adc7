//! What the official agenda publishes, and whose activity each is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, uuid};

use crate::index::index;
use crate::projection::{self, Holds::Text};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0762_create_official_agenda"
    }
}

const COLUMNS: &[(&str, projection::Holds)] = &[
    ("published_at", Text),
    ("agenda_date", Text),
    ("start_time", Text),
    ("end_time", Text),
    ("activity", Text),
    ("kind", Text),
    ("official_name", Text),
    ("official_name_fold", Text),
    ("official_post", Text),
    ("office", Text),
    ("office_fold", Text),
    ("venue", Text),
    ("place", Text),
    ("participants", Text),
    ("state", Text),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::create(manager, "public_official_agenda", COLUMNS).await?;
        manager.create_table(items()).await?;
        let name = "idx_agenda_items_official";
        let columns = ["municipality_id", "official_id"];
        manager
            .create_index(index(name, "agenda_items", &columns, false))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("agenda_items").to_owned();
        manager.drop_table(drop).await?;
        projection::drop(manager, "public_official_agenda").await
    }
}

/// All else stands in the record of the register.
fn items() -> TableCreateStatement {
    Table::create()
        .table("agenda_items")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(uuid("official_id"))
        .col(timestamp_with_time_zone("published_at"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_agenda_items_official")
                .from("agenda_items", ("municipality_id", "official_id"))
                .to("officials", ("municipality_id", "id")),
        )
        .to_owned()
}
