//! Whether a file that staff sent waits for the form that names it. Files there are already count as used.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::boolean;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0662_await_use_of_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let awaits = Table::alter()
            .table("files")
            .add_column(boolean("awaits_use").default(false))
            .to_owned();
        manager.alter_table(awaits).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let awaits = Table::alter()
            .table("files")
            .drop_column("awaits_use")
            .to_owned();
        manager.alter_table(awaits).await
    }
}
