//! The two drivers behind one face.

use serde::Deserialize;
use uuid::Uuid;

use crate::{postgres, sqlite};

/// A value for a place of a statement.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Param {
    /// An identifier.
    Uuid(Uuid),
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// A statement with its values.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) params: Vec<Param>,
}

/// What one request asks.
pub(crate) type Request = Vec<Statement>;

/// A table of one text beside its number, for rows that are inserted.
pub(crate) const TABLE: &str = "yardstick";

/// A database.
pub(crate) enum Database {
    /// Where none is needed.
    None,
    /// A file.
    Sqlite(sqlite::Pool),
    /// A server.
    Postgres(postgres::Pool),
}

impl Database {
    /// Opens it; with a table for inserts where `with_table`.
    pub(crate) async fn open(address: Option<&str>, with_table: bool) -> anyhow::Result<Self> {
        Ok(match address {
            None => Self::None,
            Some(url) if url.starts_with("postgres") => {
                Self::Postgres(postgres::Pool::open(url, with_table).await?)
            }
            Some(path) => Self::Sqlite(sqlite::Pool::open(path, with_table)?),
        })
    }

    /// Writes the rows of a statement as objects.
    pub(crate) async fn json(
        &self,
        statement: &Statement,
        body: &mut Vec<u8>,
    ) -> anyhow::Result<()> {
        match self {
            Self::None => anyhow::bail!("no database"),
            // On this thread, as the platform does: a page takes less time than handing it over.
            Self::Sqlite(pool) => pool.json(statement, body),
            Self::Postgres(pool) => pool.json(statement, body).await,
        }
    }

    /// Inserts a row and waits for the disk.
    pub(crate) async fn insert(&self, text: &str) -> anyhow::Result<()> {
        match self {
            Self::None => anyhow::bail!("no database"),
            Self::Sqlite(pool) => pool.insert(text.to_owned()).await,
            Self::Postgres(pool) => pool.insert(text).await,
        }
    }
}
