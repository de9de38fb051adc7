//! What an applicant corrected in a request since it was submitted, for the operators: masks and plain facts, as JSON,
//! because it is only ever read whole.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0680_show_corrections"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let corrected = Table::alter()
            .table("portal_requests")
            .add_column(text_null("changes"))
            .to_owned();
        manager.alter_table(corrected).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let corrected = Table::alter()
            .table("portal_requests")
            .drop_column("changes")
            .to_owned();
        manager.alter_table(corrected).await
    }
}
