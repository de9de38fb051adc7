//! What the register of visits publishes.

use sea_orm_migration::prelude::*;

use crate::projection::{self, Holds::Text};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0701_create_visits"
    }
}

const COLUMNS: &[(&str, projection::Holds)] = &[
    ("registered_at", Text),
    ("visit_date", Text),
    ("visitor_name", Text),
    ("visitor_name_fold", Text),
    ("visitor_document_type", Text),
    ("visitor_document", Text),
    ("visitor_document_tag", Text),
    ("visitor_kind", Text),
    ("visitor_entity", Text),
    ("visitor_entity_fold", Text),
    ("visitor_ruc", Text),
    ("visitor_ruc_tag", Text),
    ("official_name", Text),
    ("official_name_fold", Text),
    ("official_post", Text),
    ("office", Text),
    ("office_fold", Text),
    ("entry_time", Text),
    ("exit_time", Text),
    ("reason", Text),
    ("reason_detail", Text),
    ("place", Text),
    ("remark", Text),
    ("record_class", Text),
    ("class_reason", Text),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::create(manager, "public_visits", COLUMNS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::drop(manager, "public_visits").await
    }
}
