//! The visits of a person, of an entity and those without an exit are found in the order in which they are asked for.
//!
//! Without the moment in these indexes SQLite takes the one of the day, which has it, and reads every visit of the
//! municipality to find those of one person: whoever came in for the first time took the longer, the more had come before.

use sea_orm_migration::prelude::*;

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261123_0030_order_visits"
    }
}

/// Index and the column behind the municipality.
const INDEXES: [(&str, &str); 3] = [
    ("idx_visit_entries_exit", "exited_at"),
    ("idx_visit_entries_visitor", "visitor_tag"),
    ("idx_visit_entries_entity", "entity_tag"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &["occurred_at"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, &[]).await
    }
}

async fn replace(manager: &SchemaManager<'_>, then: &[&str]) -> Result<(), DbErr> {
    for (name, column) in INDEXES {
        let drop = Index::drop().name(name).table("visit_entries").to_owned();
        manager.drop_index(drop).await?;
        let columns: Vec<&str> = ["municipality_id", column]
            .into_iter()
            .chain(then.iter().copied())
            .collect();
        manager
            .create_index(index(name, "visit_entries", &columns, false))
            .await?;
    }
    Ok(())
}
