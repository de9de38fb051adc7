//! Opening the connections, with the durability that an acknowledged write promises.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use migrations::{Migrator, MigratorTrait, guard};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection as _, SqliteConnection};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use super::Db;
use crate::settings;

/// How long a writer waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(10);

/// Pages that SQLite lets gather in its log (32 MB) before it moves them into the database. At the thousand it has by itself, each
/// piece of an import moved the same pages of the same indexes again: a fifth of the time.
const WAL_PAGES: &str = "8000";

/// Opens every connection the settings name.
///
/// # Errors
/// When a database does not answer, or would forget acknowledged commits.
pub async fn connect(settings: &settings::Database) -> anyhow::Result<Db> {
    let url = settings.url.expose();
    if let Some(path) = sqlite_path(url) {
        return connect_sqlite(path, settings).await;
    }
    let lanes = u32::try_from(settings.write_lanes.max(1))?;
    let read_url = or(settings.read_url.expose(), url);
    let db = Db {
        writer: postgres(url, lanes).await?,
        reader: postgres(url, settings.readers).await?,
        public: postgres(read_url, settings.readers).await?,
    };
    if !settings.allow_unsafe_durability {
        check_postgres_durability(&db.writer).await?;
    }
    Ok(db)
}

/// Brings the schema up to date, as the owner, and sets grants and row-level security.
///
/// # Errors
/// When the database does not answer or a migration fails.
pub async fn migrate(settings: &settings::Database) -> anyhow::Result<()> {
    let owner = connect_owner(settings).await?;
    Migrator::up(&owner, None)
        .await
        .context("la migración de la base de datos falló")?;
    guard(&owner)
        .await
        .context("no se pudieron fijar los permisos de la base de datos")?;
    owner.close().await?;
    Ok(())
}

/// One connection as the owner.
pub(crate) async fn connect_owner(
    settings: &settings::Database,
) -> anyhow::Result<DatabaseConnection> {
    let url = settings.url.expose();
    match sqlite_path(url) {
        Some(path) => sqlite(path, 1, false).await,
        None => postgres(or(settings.owner_url.expose(), url), 1).await,
    }
}

/// Whether the database is a file of this program's own, which nobody else could migrate.
pub fn is_embedded(settings: &settings::Database) -> bool {
    sqlite_path(settings.url.expose()).is_some()
}

/// Refuses an embedded database whose file is not there: whoever looks at one must not make it.
///
/// # Errors
/// With the path where it was expected.
pub fn ensure_exists(settings: &settings::Database) -> anyhow::Result<()> {
    let path = sqlite_path(settings.url.expose());
    if let Some(path) = path.filter(|path| !path.exists()) {
        bail!("no hay una base de datos en {}", path.display());
    }
    Ok(())
}

fn or<'a>(value: &'a str, fallback: &'a str) -> &'a str {
    if value.is_empty() { fallback } else { value }
}

/// The file behind a `sqlite://` address, without its query.
pub(crate) fn sqlite_path(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://")?;
    Some(Path::new(path.split('?').next().unwrap_or(path)))
}

async fn connect_sqlite(path: &Path, settings: &settings::Database) -> anyhow::Result<Db> {
    let writer = sqlite(path, 1, false).await?;
    let reader = sqlite(path, settings.readers, true).await?;
    Ok(Db {
        writer,
        public: reader.clone(),
        reader,
    })
}

async fn sqlite(
    path: &Path,
    connections: u32,
    read_only: bool,
) -> anyhow::Result<DatabaseConnection> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("no se pudo crear la carpeta {}", folder.display()))?;
    }
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(BUSY)
        .sqlx_logging(false)
        // A write is durable when it is acknowledged: WAL alone may lose the last commits on a power cut.
        .map_sqlx_sqlite_opts(move |options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY)
                .pragma("wal_autocheckpoint", WAL_PAGES)
                .pragma("query_only", if read_only { "ON" } else { "OFF" })
        })
        .map_sqlx_sqlite_pool_opts(|options| {
            options.after_release(|connection, _| Box::pin(is_settled(connection)))
        });
    Database::connect(options)
        .await
        .with_context(|| format!("no se pudo abrir la base de datos {}", path.display()))
}

/// Whether a connection may be used again: it stands in no transaction.
///
/// Where the disk is full, SQLite may end a whole transaction by itself. The driver, which counts how deep it stands, cannot
/// take that back and goes on counting; its next transaction would begin as a savepoint, and once that was undone (`ROLLBACK TO`
/// leaves it open) every later one would lie inside it: committed for whoever asked, and never on the disk.
async fn is_settled(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // What was dropped is undone by a command that may still wait; this one comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

async fn postgres(url: &str, connections: u32) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(BUSY)
        .sqlx_logging(false)
        .set_application_name("munica");
    Database::connect(options)
        .await
        .context("la base de datos PostgreSQL no responde")
}

/// Refuses a cluster that acknowledges what it may forget.
async fn check_postgres_durability(db: &DatabaseConnection) -> anyhow::Result<()> {
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let statement = Statement::from_string(DbBackend::Postgres, format!("SHOW {setting}"));
        let row = db
            .query_one_raw(statement)
            .await?
            .context("PostgreSQL no respondió")?;
        let value: String = row.try_get_by_index(0)?;
        ensure!(
            value != "off",
            "PostgreSQL tiene {setting} = off: un cambio confirmado podría perderse"
        );
    }
    Ok(())
}
