//! Who recorded an entry or an exit on a device without a network, which another one may have sent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0730_name_who_captured"
    }
}

const COLUMNS: [&str; 2] = ["captured_by", "exit_captured_by"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one column at a time.
        for column in COLUMNS {
            let captured = Table::alter()
                .table("visit_entries")
                .add_column(text_null(column))
                .to_owned();
            manager.alter_table(captured).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let captured = Table::alter()
                .table("visit_entries")
                .drop_column(column)
                .to_owned();
            manager.alter_table(captured).await?;
        }
        Ok(())
    }
}
