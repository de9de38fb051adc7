//! The rows of an import are found in the order of their leaves, as they are taken back; what belongs to none stands in no
//! index for it.
//!
//! Each page of an import that was undone sorted all of its rows before.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261123_0020_order_batches"
    }
}

const ORDERED: &str = "(municipality_id, batch_id, leaf) WHERE batch_id IS NOT NULL";

const GATHERED: &str = "(municipality_id, batch_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, ORDERED).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, GATHERED).await
    }
}

async fn index(manager: &SchemaManager<'_>, by: &str) -> Result<(), DbErr> {
    let conn = manager.get_connection();
    conn.execute_unprepared("DROP INDEX idx_register_versions_batch")
        .await?;
    let create = format!("CREATE INDEX idx_register_versions_batch ON register_versions {by}");
    conn.execute_unprepared(&create).await?;
    Ok(())
}
