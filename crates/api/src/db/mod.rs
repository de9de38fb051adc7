//! The database: who connects as what, and how a read says whose rows it may see.

pub(crate) mod catalog;
mod connect;
mod schema;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, Statement, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

pub use connect::{connect, ensure_exists, is_embedded, migrate};
pub(crate) use connect::{connect_owner, sqlite_path};

/// The stream and scope of what belongs to no municipality.
pub const PLATFORM: Uuid = Uuid::nil();

/// Whose private rows a transaction may see and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One municipality's.
    Tenant(Uuid),
    /// All of them: platform operators, worker, sign-in.
    Platform,
}

impl Scope {
    /// The scope in which the rows of a municipality, or of the platform, are seen.
    pub(crate) fn of(id: Uuid) -> Self {
        if id == PLATFORM {
            Self::Platform
        } else {
            Self::Tenant(id)
        }
    }

    /// The municipality, or [`PLATFORM`].
    pub fn id(self) -> Uuid {
        match self {
            Self::Tenant(id) => id,
            Self::Platform => PLATFORM,
        }
    }
}

/// Connections by purpose.
#[derive(Clone, Debug)]
pub struct Db {
    /// One connection on SQLite, a few lanes on PostgreSQL; only the write service uses it.
    pub(crate) writer: DatabaseConnection,
    /// The application's role, for private reads.
    reader: DatabaseConnection,
    /// The reader role, for published tables only.
    public: DatabaseConnection,
}

impl Db {
    /// Which engine this is.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Published tables. On PostgreSQL this role can see nothing else.
    pub fn public(&self) -> &DatabaseConnection {
        &self.public
    }

    /// A read of private rows: one snapshot, closed when dropped.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self, scope: Scope) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            // SQLite has no read-only transactions; its reading connections refuse writes by themselves.
            access_mode: (self.backend() == DbBackend::Postgres).then_some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        let transaction = self.reader.begin_with_options(options).await?;
        set_scope(&transaction, scope).await?;
        Ok(transaction)
    }

    /// A read of everything as it stands at one instant, however long it takes and whatever is written meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let postgres = self.backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            // A transaction of SQLite is a snapshot from its first read on.
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            ..TransactionOptions::default()
        };
        let transaction = self.reader.begin_with_options(options).await?;
        set_scope(&transaction, Scope::Platform).await?;
        Ok(transaction)
    }

    /// Whether the database answers and is migrated.
    ///
    /// # Errors
    /// When it does not, or a migration is missing.
    pub async fn ready(&self) -> anyhow::Result<()> {
        self.reader.ping().await?;
        self.public.ping().await?;
        schema::check(&self.reader).await
    }

    /// Ends every connection.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        self.public.close_by_ref().await?;
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// Tells PostgreSQL's row-level security whose transaction this is; gone with the transaction.
pub(crate) async fn set_scope(conn: &impl ConnectionTrait, scope: Scope) -> Result<(), DbErr> {
    if conn.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let (tenant, platform) = match scope {
        Scope::Tenant(id) => (id.to_string(), ""),
        Scope::Platform => (String::new(), "on"),
    };
    let sql =
        "SELECT set_config('munica.tenant', $1, true), set_config('munica.platform', $2, true)";
    let values = [tenant.into(), platform.into()];
    conn.query_one_raw(Statement::from_sql_and_values(
        DbBackend::Postgres,
        sql,
        values,
    ))
    .await?;
    Ok(())
}
