//! What the register of acts of interest management publishes, and the questions to officials.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

use crate::index::index;
use crate::projection::{
    self,
    Holds::{Number, Text},
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0761_create_interest_acts"
    }
}

const COLUMNS: &[(&str, projection::Holds)] = &[
    ("registered_at", Text),
    ("act_date", Text),
    ("act_time", Text),
    ("matter", Text),
    ("official_name", Text),
    ("official_name_fold", Text),
    ("official_post", Text),
    ("office", Text),
    ("office_fold", Text),
    ("manager_name", Text),
    ("manager_name_fold", Text),
    ("manager_document_type", Text),
    ("manager_document", Text),
    ("manager_document_tag", Text),
    ("manager_kind", Text),
    ("is_professional", Number),
    ("represented", Text),
    ("represented_fold", Text),
    ("represented_ruc", Text),
    ("represented_ruc_tag", Text),
    ("decision_sought", Text),
    ("documents", Text),
    ("agreements", Text),
    ("modality", Text),
    ("venue", Text),
    ("place", Text),
    ("visit", Text),
    ("agenda_item", Text),
    ("record_class", Text),
    ("class_reason", Text),
    ("answer_due_on", Text),
    ("answer", Text),
    ("answered_on", Text),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::create(manager, "public_interest_acts", COLUMNS).await?;
        for column in ["visit", "agenda_item"] {
            projection::index_link(manager, "public_interest_acts", column).await?;
        }
        manager.create_table(answers()).await?;
        // Which terms are over; whose link it is: a link does not say which municipality's.
        let name = "idx_interest_answers_due";
        let columns = ["state", "due_at"];
        manager
            .create_index(index(name, "interest_answers", &columns, false))
            .await?;
        let name = "idx_interest_answers_token";
        manager
            .create_index(index(name, "interest_answers", &["token_hash"], true))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = Table::drop().table("interest_answers").to_owned();
        manager.drop_table(drop).await?;
        projection::drop(manager, "public_interest_acts").await
    }
}

fn answers() -> TableCreateStatement {
    Table::create()
        .table("interest_answers")
        .col(uuid("municipality_id"))
        .col(uuid("act_id"))
        .col(uuid("capacity_id"))
        .col(string("token_hash"))
        .col(string("state"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .primary_key(Index::create().col("municipality_id").col("act_id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_interest_answers_capacity")
                .from("interest_answers", ("municipality_id", "capacity_id"))
                .to("decision_capacities", ("municipality_id", "id")),
        )
        .to_owned()
}
