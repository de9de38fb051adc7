//! Why the platform revoked a key.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0670_keep_reasons_of_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reason = Table::alter()
            .table("api_keys")
            .add_column(text_null("revoke_reason"))
            .to_owned();
        manager.alter_table(reason).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reason = Table::alter()
            .table("api_keys")
            .drop_column("revoke_reason")
            .to_owned();
        manager.alter_table(reason).await
    }
}
