//! How many working days an official has to confirm or reject an act.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0764_set_answer_days"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut settings = Table::alter();
        settings
            .table("visit_settings")
            .add_column(big_integer("answer_days").default(5));
        manager.alter_table(settings.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut settings = Table::alter();
        settings.table("visit_settings").drop_column("answer_days");
        manager.alter_table(settings.to_owned()).await
    }
}
