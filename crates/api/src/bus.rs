//! What changed, told to whoever keeps something derived: caches, event streams, watches.
//!
//! In this process at once; to other processes by NOTIFY on PostgreSQL and by polling the data version on SQLite.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::sync::broadcast;
use uuid::Uuid;

/// Something a public answer may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// What a municipality publishes.
    Tenant(Uuid),
    /// The list of municipalities.
    Directory,
    /// The reference catalogues.
    Catalogs,
    /// Mails or jobs were queued.
    Work,
    /// Anything may have changed: another process wrote, and this one cannot tell what.
    Everything,
}

impl Topic {
    fn encode(self) -> String {
        match self {
            Self::Tenant(id) => id.to_string(),
            Self::Directory => "directory".to_owned(),
            Self::Catalogs => "catalogs".to_owned(),
            Self::Work => "work".to_owned(),
            Self::Everything => "everything".to_owned(),
        }
    }

    fn decode(text: &str) -> Self {
        match text {
            "directory" => Self::Directory,
            "catalogs" => Self::Catalogs,
            "work" => Self::Work,
            _ => Uuid::parse_str(text).map_or(Self::Everything, Self::Tenant),
        }
    }
}

const CHANNEL: &str = "munica_changes";
/// Slower than this and a page would be stale for longer than promised.
const POLL: Duration = Duration::from_millis(500);

/// The moment of the last change of each topic, in changes since the start.
#[derive(Debug, Default)]
struct Versions {
    now: u64,
    changed: HashMap<Topic, u64>,
}

/// The bus of a process.
#[derive(Clone, Debug)]
pub struct Bus {
    versions: Arc<RwLock<Versions>>,
    sender: broadcast::Sender<Topic>,
}

impl Default for Bus {
    fn default() -> Self {
        Self {
            versions: Arc::default(),
            sender: broadcast::channel(256).0,
        }
    }
}

impl Bus {
    /// The moment of a topic's last change. What was derived at or after that moment of [`Bus::now`] is fresh.
    pub fn version(&self, topic: Topic) -> u64 {
        let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
        let of = |topic| versions.changed.get(&topic).copied().unwrap_or(0);
        of(topic).max(of(Topic::Everything))
    }

    /// The present moment, to be taken before reading what something is derived from.
    pub fn now(&self) -> u64 {
        let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
        versions.now
    }

    /// Listens for changes from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Topic> {
        self.sender.subscribe()
    }

    /// Tells this process.
    pub(crate) fn publish(&self, topics: &[Topic]) {
        if topics.is_empty() {
            return;
        }
        let mut versions = self
            .versions
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        versions.now += 1;
        let now = versions.now;
        versions
            .changed
            .extend(topics.iter().map(|topic| (*topic, now)));
        drop(versions);
        for topic in topics {
            // Nobody listening is not an error.
            let _ = self.sender.send(*topic);
        }
    }

    /// Tells other processes with the commit of this transaction. SQLite's are told by its data version.
    pub(crate) async fn announce_in(
        &self,
        conn: &impl ConnectionTrait,
        topics: &[Topic],
    ) -> Result<(), DbErr> {
        if conn.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        for topic in topics {
            let values = [CHANNEL.into(), topic.encode().into()];
            let statement = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_notify($1, $2)",
                values,
            );
            conn.query_one_raw(statement).await?;
        }
        Ok(())
    }

    /// Hears other processes until the task is dropped.
    pub(crate) async fn follow(self, db: DatabaseConnection) {
        loop {
            let outcome = match db.get_database_backend() {
                DbBackend::Postgres => self.follow_postgres(&db).await,
                _ => self.follow_sqlite(&db).await,
            };
            if let Err(error) = outcome {
                tracing::warn!(error = %error, "the bus lost its connection");
            }
            // What was missed in between is unknown.
            self.publish(&[Topic::Everything]);
            tokio::time::sleep(POLL).await;
        }
    }

    async fn follow_postgres(&self, db: &DatabaseConnection) -> anyhow::Result<()> {
        let mut listener = PgListener::connect_with(db.get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        loop {
            let notification = listener.recv().await?;
            self.publish(&[Topic::decode(notification.payload())]);
        }
    }

    /// `data_version` moves on a connection when any other commits. On the only connection that writes here, that is
    /// another process. It is asked for and given back each time: the write service needs it.
    async fn follow_sqlite(&self, db: &DatabaseConnection) -> anyhow::Result<()> {
        let mut last = None;
        loop {
            let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA data_version");
            let row = db.query_one_raw(statement).await?;
            let version: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
            if last.is_some_and(|last| last != version) {
                self.publish(&[Topic::Everything]);
            }
            last = Some(version);
            tokio::time::sleep(POLL).await;
        }
    }
}
