//! The record of incidents with personal data.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, string, string_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0632_create_privacy_incidents"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(incidents()).await?;
        let by_state = index(
            "privacy_incidents_by_state",
            "privacy_incidents",
            &["municipality_id", "state", "id"],
            false,
        );
        manager.create_index(by_state).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("privacy_incidents").to_owned())
            .await
    }
}

/// `reminded` is the number of the last reminder that was sent, 0 before the first.
fn incidents() -> TableCreateStatement {
    Table::create()
        .table("privacy_incidents")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("code"))
        .col(string("state"))
        .col(text("title"))
        .col(timestamp_with_time_zone("known_at"))
        .col(timestamp_with_time_zone_null("began_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(text("description"))
        .col(text("categories"))
        .col(big_integer("people"))
        .col(boolean("may_harm"))
        .col(text("measures"))
        .col(string_null("authority_number"))
        .col(timestamp_with_time_zone_null("authority_told_at"))
        .col(timestamp_with_time_zone_null("people_told_at"))
        .col(text_null("people_means"))
        .col(text_null("conclusion"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(big_integer("reminded"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .to_owned()
}
