//! What the register of public works publishes.

use sea_orm_migration::prelude::*;

use crate::projection::{
    self,
    Holds::{Number, NumberKey, Text},
};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0703_create_works"
    }
}

const COLUMNS: &[(&str, projection::Holds)] = &[
    ("started_on", Text),
    ("project_code", Text),
    ("project_code_fold", Text),
    ("name", Text),
    ("kind", Text),
    ("kind_fold", Text),
    ("mode", Text),
    ("state", Text),
    ("halted_why", Text),
    ("place", Text),
    ("latitude_e6", Number),
    ("longitude_e6", Number),
    ("cost_cents", Number),
    ("cost_cents_key", NumberKey),
    ("additions_cents", Number),
    ("valued_cents", Number),
    ("contractor", Text),
    ("contractor_fold", Text),
    ("contractor_ruc", Text),
    ("contractor_ruc_tag", Text),
    ("supervisor", Text),
    ("physical_progress", Number),
    ("physical_progress_key", NumberKey),
    ("financial_progress", Number),
    ("financial_progress_key", NumberKey),
    ("ends_on", Text),
    ("ended_on", Text),
    ("infobras_code", Text),
    ("infobras_code_fold", Text),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::create(manager, "public_works", COLUMNS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::drop(manager, "public_works").await
    }
}
