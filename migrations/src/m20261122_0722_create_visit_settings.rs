//! What each municipality decides about its visitor register.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, text, timestamp_with_time_zone, uuid};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0722_create_visit_settings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(settings()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("visit_settings").to_owned();
        manager.drop_table(drop).await
    }
}

fn settings() -> TableCreateStatement {
    Table::create()
        .table("visit_settings")
        .col(uuid("municipality_id"))
        .col(big_integer("limit_minutes"))
        .col(text("places"))
        .col(text("gates"))
        .col(boolean("is_full_document"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_visit_settings_municipality")
                .from("visit_settings", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}
