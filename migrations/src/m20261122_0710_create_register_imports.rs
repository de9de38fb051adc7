//! Imports of registers from spreadsheets: what is staged, what was mapped, and since when the rows of a batch are public.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_null, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::index::index;
use crate::projection;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_0710_create_register_imports"
    }
}

/// The projections that were there before batches had an index.
const PROJECTIONS: [&str; 3] = ["public_visits", "public_payments", "public_works"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(imports()).await?;
        let newest = "idx_register_imports_newest";
        let columns = ["municipality_id", "register", "id"];
        manager
            .create_index(index(newest, "register_imports", &columns, false))
            .await?;
        manager.create_table(chunks()).await?;
        manager.create_table(mappings()).await?;
        batches(manager).await?;
        let commitments = Table::alter()
            .table("register_versions")
            .add_column(text_null("commitments"))
            .to_owned();
        manager.alter_table(commitments).await?;
        for table in PROJECTIONS {
            projection::index_batches(manager, table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in PROJECTIONS {
            let drop = format!("DROP INDEX IF EXISTS idx_{table}_batch");
            manager.get_connection().execute_unprepared(&drop).await?;
        }
        let commitments = Table::alter()
            .table("register_versions")
            .drop_column("commitments")
            .to_owned();
        manager.alter_table(commitments).await?;
        for table in [
            "public_batches",
            "register_mappings",
            "register_import_chunks",
            "register_imports",
        ] {
            let drop = Table::drop().table(table).to_owned();
            manager.drop_table(drop).await?;
        }
        Ok(())
    }
}

/// A file on its way into a register. `plan` is what was found in it and how its columns are read; `digest` is the chain over
/// the commitments of the rows written so far, with which their entry in the journal ends.
fn imports() -> TableCreateStatement {
    Table::create()
        .table("register_imports")
        .col(uuid("municipality_id"))
        .col(uuid("id"))
        .col(string("register"))
        .col(string("state"))
        .col(uuid_null("file_id"))
        .col(string("file_name"))
        .col(string("sha256"))
        .col(big_integer("staging"))
        .col(binary_null("plan"))
        .col(text_null("failure"))
        .col(big_integer("total"))
        .col(big_integer("done"))
        .col(big_integer("chunks"))
        .col(big_integer("added"))
        .col(big_integer("changed"))
        .col(big_integer("same"))
        .col(big_integer("ignored"))
        .col(big_integer("rejected"))
        .col(big_integer("flagged"))
        .col(big_integer("mended"))
        .col(big_integer("overtaken"))
        .col(big_integer("left_alone"))
        .col(uuid("batch_id"))
        .col(uuid("undo_batch_id"))
        .col(binary_null("digest"))
        .col(text_null("reason"))
        .col(text_null("undo_reason"))
        .col(uuid_null("started_by"))
        .col(string_null("started_by_name"))
        .col(timestamp_with_time_zone("started_at"))
        .col(uuid_null("confirmed_by"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("applied_at"))
        .col(timestamp_with_time_zone_null("undone_at"))
        .col(big_integer_null("undo_after"))
        .primary_key(Index::create().col("municipality_id").col("id"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_register_imports_municipality")
                .from("register_imports", "municipality_id")
                .to("municipalities", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_register_imports_file")
                .from("register_imports", ("municipality_id", "file_id"))
                .to("files", ("municipality_id", "id")),
        )
        .to_owned()
}

/// Rows that were read and judged, sealed, since they hold document numbers; with their counts by verdict.
fn chunks() -> TableCreateStatement {
    Table::create()
        .table("register_import_chunks")
        .col(uuid("municipality_id"))
        .col(uuid("import_id"))
        .col(big_integer("number"))
        .col(big_integer("added"))
        .col(big_integer("changed"))
        .col(big_integer("same"))
        .col(big_integer("ignored"))
        .col(big_integer("rejected"))
        .col(binary("sealed"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("import_id")
                .col("number"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_register_import_chunks_import")
                .from("register_import_chunks", ("municipality_id", "import_id"))
                .to("register_imports", ("municipality_id", "id")),
        )
        .to_owned()
}

/// Which heading of a municipality's files means which column, as it was confirmed last.
fn mappings() -> TableCreateStatement {
    Table::create()
        .table("register_mappings")
        .col(uuid("municipality_id"))
        .col(string("register"))
        .col(text("body"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("register"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_register_mappings_municipality")
                .from("register_mappings", "municipality_id")
                .to("municipalities", "id"),
        )
        .to_owned()
}

/// Since when the rows of a batch are public, an instant as projections keep it; nothing while they are being written.
async fn batches(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    let (text, uuid) = if sqlite {
        ("text", "uuid_text")
    } else {
        ("text COLLATE \"C\"", "uuid")
    };
    let conn = manager.get_connection();
    let table = format!(
        "CREATE TABLE public_batches (
           id {uuid} NOT NULL PRIMARY KEY,
           municipality_id {uuid} NOT NULL REFERENCES municipalities (id),
           register {text} NOT NULL,
           visible_from {text})"
    );
    conn.execute_unprepared(&table).await?;
    let pending =
        "CREATE INDEX idx_public_batches_pending ON public_batches (id) WHERE visible_from IS NULL";
    conn.execute_unprepared(pending).await?;
    let seen = "CREATE INDEX idx_public_batches_visible_from ON public_batches (visible_from)";
    conn.execute_unprepared(seen).await?;
    Ok(())
}
