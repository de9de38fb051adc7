//! Which issued documents a request for a portal has: its receipt, and the certificate of its portal.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0633_link_request_documents"
    }
}

const COLUMNS: [&str; 2] = ["receipt_code", "certificate_code"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time: SQLite alters one column per statement.
        for column in COLUMNS {
            let add = Table::alter()
                .table("portal_requests")
                .add_column(string_null(column))
                .to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let drop = Table::alter()
                .table("portal_requests")
                .drop_column(column)
                .to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
