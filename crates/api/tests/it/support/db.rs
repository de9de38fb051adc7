//! A migrated database for one test: a copied file on SQLite, a database from a template on PostgreSQL.
//!
//! PostgreSQL is used when `MUNICA_TEST_PG` names a cluster (`postgres://superuser@host:port/database`). The module
//! knows nothing of the API, so that unit tests include it too.

use std::path::PathBuf;

use migrations::{Migrator, MigratorTrait, guard};
use sea_orm::sqlx::sqlite::SqliteSynchronous;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A database of a test, gone with it.
pub(crate) struct TestDb {
    /// The application's role.
    pub(crate) url: String,
    /// The owner's role, for looking behind the walls.
    pub(crate) owner_url: String,
    /// The reader's role.
    pub(crate) read_url: String,
    /// A folder of the test's own, for files and keys.
    pub(crate) folder: TempDir,
}

/// The name of a database in the folder of its test.
pub(crate) const FILE: &str = "munica.db";

/// The template, made once per process.
static TEMPLATE: OnceCell<Template> = OnceCell::const_new();

/// What databases of tests are copied from; nobody is connected to it.
pub(crate) enum Template {
    Sqlite { _folder: TempDir, file: PathBuf },
    Postgres { cluster: String, name: String },
}

/// A fresh migrated database.
pub(crate) async fn fresh() -> TestDb {
    copied(TEMPLATE.get_or_init(template).await).await
}

/// A database of its own, as the template is.
pub(crate) async fn copied(template: &Template) -> TestDb {
    let folder = tempfile::tempdir().unwrap();
    match template {
        Template::Sqlite { file, .. } => {
            let copy = folder.path().join(FILE);
            std::fs::copy(file, &copy).unwrap();
            let url = format!("sqlite://{}", copy.display());
            TestDb {
                owner_url: url.clone(),
                read_url: url.clone(),
                url,
                folder,
            }
        }
        Template::Postgres { cluster, name } => {
            let fresh = format!("t_{}", uuid::Uuid::now_v7().simple());
            admin(cluster, &format!("CREATE DATABASE {fresh} TEMPLATE {name}")).await;
            TestDb {
                url: address(cluster, Some("munica_app"), &fresh),
                owner_url: address(cluster, None, &fresh),
                read_url: address(cluster, Some("munica_reader"), &fresh),
                folder,
            }
        }
    }
}

async fn template() -> Template {
    match std::env::var("MUNICA_TEST_PG") {
        Ok(cluster) => postgres_template(cluster).await,
        Err(_) => sqlite_template().await,
    }
}

async fn sqlite_template() -> Template {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.db");
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| options.synchronous(SqliteSynchronous::Off));
    migrate(options).await;
    Template::Sqlite {
        _folder: folder,
        file,
    }
}

async fn postgres_template(cluster: String) -> Template {
    let name = format!("template_{}", uuid::Uuid::now_v7().simple());
    admin(&cluster, &format!("CREATE DATABASE {name}")).await;
    let mut options = ConnectOptions::new(address(&cluster, None, &name));
    options.max_connections(1).sqlx_logging(false);
    migrate(options).await;
    for role in ["munica_app", "munica_reader"] {
        admin(&cluster, &format!("ALTER ROLE {role} LOGIN")).await;
    }
    Template::Postgres { cluster, name }
}

async fn migrate(options: ConnectOptions) {
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    guard(&db).await.unwrap();
    db.close().await.unwrap();
}

async fn admin(cluster: &str, sql: &str) {
    let mut options = ConnectOptions::new(cluster.to_owned());
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

/// The cluster's address with another user and database.
fn address(cluster: &str, user: Option<&str>, database: &str) -> String {
    let rest = cluster.strip_prefix("postgres://").unwrap();
    let (superuser, host) = rest.split_once('@').unwrap();
    let (host, _) = host.split_once('/').unwrap();
    format!("postgres://{}@{host}/{database}", user.unwrap_or(superuser))
}
