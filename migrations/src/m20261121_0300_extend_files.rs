//! Where a file stands with the antivirus, and the published files as the reader role sees them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer_null, string, timestamp_with_time_zone, uuid,
};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0300_extend_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let scan = Table::alter()
            .table("files")
            .add_column(string("scan").default("not_scanned"))
            .to_owned();
        manager.alter_table(scan).await?;
        manager.create_table(public_files()).await?;
        for index in [
            index("files_by_scan", "files", &["scan", "id"], false),
            index("files_by_intact", "files", &["intact", "id"], false),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["files_by_intact", "files_by_scan"] {
            let drop = Index::drop().name(index).table("files").to_owned();
            manager.drop_index(drop).await?;
        }
        manager
            .drop_table(Table::drop().table("public_files").to_owned())
            .await?;
        let scan = Table::alter().table("files").drop_column("scan").to_owned();
        manager.alter_table(scan).await
    }
}

/// A row per file that anybody may read; it goes when the file is taken back.
fn public_files() -> TableCreateStatement {
    Table::create()
        .table("public_files")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(string("sha256"))
        .col(big_integer("size"))
        .col(string("media_type"))
        .col(string("name"))
        .col(integer_null("width"))
        .col(integer_null("height"))
        .col(boolean("intact"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}
