//! The fresh database an archive is loaded into, and the moment at which it becomes the one in use.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use migrations::{Migrator, MigratorTrait, TABLES, guard};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement};

use super::archive::sync_folder;
use crate::db::{catalog, connect_owner, sqlite_path};
use crate::settings;

/// A database without rows, with the schema of an archive.
pub(super) struct Target {
    pub(super) owner: DatabaseConnection,
    /// On SQLite, the draft and the name it gets.
    files: Option<(PathBuf, PathBuf)>,
}

/// Sets every counter of PostgreSQL behind the numbers that are taken.
const COUNT_ON: &str = "DO $$ DECLARE own record; BEGIN
    FOR own IN SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
        EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), COALESCE(max(%I), 0) + 1, false) FROM %I',
            own.table_name, own.column_name, own.column_name, own.table_name);
    END LOOP;
END $$";

impl Target {
    /// Opens it and migrates it to where the archive's database stood.
    pub(super) async fn prepare(
        settings: &settings::Database,
        schema_version: &str,
    ) -> anyhow::Result<Self> {
        let steps = steps_to(schema_version)?;
        let mut settings = settings.clone();
        let mut files = None;
        if let Some(path) = sqlite_path(settings.url.expose()).map(Path::to_owned) {
            ensure!(
                !path.exists(),
                "ya existe {}: detenga el servidor y muévalo antes de restaurar",
                path.display()
            );
            let draft = with_suffix(&path, ".restoring");
            remove(&draft)?;
            settings.url = format!("sqlite://{}", draft.display()).as_str().into();
            files = Some((draft, path));
        }
        let owner = connect_owner(&settings).await?;
        refuse_rows(&owner).await?;
        Migrator::up(&owner, Some(steps)).await?;
        let version = catalog::schema_version(&owner).await?;
        ensure!(
            version == schema_version,
            "la base de datos de destino ya tiene el esquema {version}, el respaldo {schema_version}: use una base vacía"
        );
        Ok(Self { owner, files })
    }

    /// Lets the owner in and lets references wait for each other until [`Target::settle`].
    pub(super) async fn open_for_load(&self, conn: &DatabaseTransaction) -> anyhow::Result<()> {
        if conn.get_database_backend() == DbBackend::Sqlite {
            conn.execute_unprepared("PRAGMA defer_foreign_keys = ON")
                .await?;
            return Ok(());
        }
        for table in catalog::tables(conn).await? {
            // Set again, with everything else, by the guard at the end.
            let sql = format!(
                "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
                catalog::quoted(&table.name)
            );
            conn.execute_unprepared(&sql).await?;
        }
        alter_waiting(conn, "DEFERRABLE INITIALLY DEFERRED").await
    }

    /// Checks the references that waited.
    pub(super) async fn settle(&self, conn: &DatabaseTransaction) -> anyhow::Result<()> {
        if conn.get_database_backend() == DbBackend::Sqlite {
            let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA foreign_key_check");
            let orphans = conn.query_all_raw(statement).await?;
            ensure!(orphans.is_empty(), "hay filas cuyas referencias no existen");
            return Ok(());
        }
        conn.execute_unprepared("SET CONSTRAINTS ALL IMMEDIATE")
            .await?;
        alter_waiting(conn, "NOT DEFERRABLE").await?;
        // Rows came with the numbers they had; the next one counts on from there.
        conn.execute_unprepared(COUNT_ON).await?;
        Ok(())
    }

    /// Brings the schema up to date and makes the database the one in use.
    pub(super) async fn switch(self) -> anyhow::Result<()> {
        Migrator::up(&self.owner, None).await?;
        guard(&self.owner).await?;
        let Some((draft, path)) = self.files else {
            self.owner.close().await?;
            return Ok(());
        };
        // One file, complete, before it gets its name; the server makes a log beside it again.
        self.owner
            .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
            .await?;
        self.owner.close().await?;
        std::fs::File::open(&draft)?.sync_all()?;
        std::fs::rename(&draft, &path)?;
        sync_folder(&path)
    }

    /// Leaves nothing behind.
    pub(super) async fn discard(self) -> anyhow::Result<()> {
        self.owner.close().await?;
        match self.files {
            Some((draft, _)) => remove(&draft),
            None => Ok(()),
        }
    }
}

/// How many migrations lead to a version.
fn steps_to(version: &str) -> anyhow::Result<u32> {
    let migrations = Migrator::migrations();
    let index = migrations
        .iter()
        .position(|migration| migration.name() == version);
    let index = index.with_context(|| {
        format!("el respaldo es de una versión más nueva ({version}): actualice el programa")
    })?;
    Ok(u32::try_from(index)? + 1)
}

async fn refuse_rows(owner: &DatabaseConnection) -> anyhow::Result<()> {
    for table in catalog::tables(owner).await? {
        if !TABLES.iter().any(|own| own.name == table.name) {
            continue;
        }
        let sql = format!("SELECT 1 FROM {} LIMIT 1", catalog::quoted(&table.name));
        let statement = Statement::from_string(owner.get_database_backend(), sql);
        if owner.query_one_raw(statement).await?.is_some() {
            bail!(
                "la base de datos de destino no está vacía: {} tiene filas",
                table.name
            );
        }
    }
    Ok(())
}

/// References of PostgreSQL that no order satisfies: of a table to itself, or in a circle.
async fn alter_waiting(conn: &DatabaseTransaction, how: &str) -> anyhow::Result<()> {
    let order: Vec<String> = catalog::tables(conn)
        .await?
        .into_iter()
        .map(|table| table.name)
        .collect();
    let place = |name: &str| order.iter().position(|own| own == name);
    let sql = "SELECT f.conname::text, child.relname::text, parent.relname::text FROM pg_constraint f
        JOIN pg_class child ON child.oid = f.conrelid JOIN pg_class parent ON parent.oid = f.confrelid
        WHERE f.contype = 'f' AND child.relnamespace = current_schema()::regnamespace";
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    for row in conn.query_all_raw(statement).await? {
        let (child, parent): (String, String) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if place(&parent) >= place(&child) {
            let name: String = row.try_get_by_index(0)?;
            let sql = format!(
                "ALTER TABLE {} ALTER CONSTRAINT {} {how}",
                catalog::quoted(&child),
                catalog::quoted(&name)
            );
            conn.execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Removes a draft of SQLite and what lies beside it.
fn remove(draft: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        match std::fs::remove_file(with_suffix(draft, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
