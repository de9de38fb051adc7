//! By which norm and when the personal values of a record were erased, beside its private versions and its public ones.
//! The index of words of SQLite learns to follow a text that changes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use crate::projection;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0780_mark_erasures"
    }
}

const MARK: &str = "erased";
/// What registers published when this came; later ones are created with the column.
const PROJECTIONS: [&str; 3] = ["public_payments", "public_visits", "public_works"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let versions = Table::alter()
            .table("register_versions")
            .add_column(text_null(MARK))
            .to_owned();
        manager.alter_table(versions).await?;
        for table in PROJECTIONS {
            // A projection that was created since stands with it already.
            if !manager.has_column(table, MARK).await? {
                let marked = Table::alter()
                    .table(table)
                    .add_column(text_null(MARK))
                    .to_owned();
                manager.alter_table(marked).await?;
            }
            projection::follow_words(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Of projections it goes with their tables, which are created with it.
        let versions = Table::alter()
            .table("register_versions")
            .drop_column(MARK)
            .to_owned();
        manager.alter_table(versions).await
    }
}
