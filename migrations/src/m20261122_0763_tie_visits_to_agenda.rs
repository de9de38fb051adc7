//! A visit says in which activity of the official agenda it happened. Visits of before say nothing, and their leaves leave
//! out what is not there.

use sea_orm_migration::prelude::*;

use crate::projection::{self, Holds::Text};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0763_tie_visits_to_agenda"
    }
}

const TABLE: &str = "public_visits";
const COLUMN: &str = "agenda_item";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::add(manager, TABLE, (COLUMN, Text)).await?;
        projection::index_link(manager, TABLE, COLUMN).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projection::remove_link(manager, TABLE, COLUMN).await
    }
}
