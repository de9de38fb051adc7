//! SQLite through its own driver: prepared statements, a connection for each reader, one writer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, params_from_iter};
use uuid::Uuid;

use crate::database::{Param, Statement, TABLE};
use crate::json::{self, Value};

/// Connections to a file.
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    writer: Arc<Mutex<Connection>>,
}

impl Pool {
    /// Opens the file.
    pub(crate) fn open(path: &str, with_table: bool) -> Result<Self> {
        let writer = connection(path.as_ref())?;
        if with_table {
            writer.execute_batch(&format!(
                "PRAGMA journal_mode = wal; CREATE TABLE IF NOT EXISTS {TABLE} (n INTEGER PRIMARY KEY, body TEXT NOT NULL);"
            ))?;
        }
        Ok(Self {
            path: path.into(),
            idle: Mutex::default(),
            writer: Arc::new(Mutex::new(writer)),
        })
    }

    /// Writes the rows of a statement as objects.
    pub(crate) fn json(&self, statement: &Statement, body: &mut Vec<u8>) -> Result<()> {
        self.rows(statement, |row, names| {
            json::begin(body);
            for (at, name) in names.iter().enumerate() {
                json::field(body, name, &value(row, at)?);
            }
            body.push(b'}');
            Ok(())
        })
    }

    /// Reads the rows of a statement.
    pub(crate) fn rows(
        &self,
        statement: &Statement,
        mut each: impl FnMut(&Row<'_>, &[String]) -> Result<()>,
    ) -> Result<()> {
        let known = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = known.map_or_else(|| connection(&self.path), Ok)?;
        let mut prepared = connection.prepare_cached(&statement.sql)?;
        let names: Vec<String> = prepared
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut rows = prepared.query(params_from_iter(&statement.params))?;
        while let Some(row) = rows.next()? {
            each(row, &names)?;
        }
        drop(rows);
        drop(prepared);
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        Ok(())
    }

    /// Inserts a row, in a commit of its own.
    pub(crate) async fn insert(&self, text: String) -> Result<()> {
        let writer = self.writer.clone();
        let inserted = tokio::task::spawn_blocking(move || {
            let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let mut prepared =
                writer.prepare_cached(&format!("INSERT INTO {TABLE} (body) VALUES (?1)"))?;
            prepared.execute([text])
        });
        inserted.await??;
        Ok(())
    }
}

fn connection(path: &std::path::Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA synchronous = full; PRAGMA busy_timeout = 10000;")?;
    Ok(connection)
}

/// The value at a place of a row.
pub(crate) fn value<'a>(row: &'a Row<'_>, at: usize) -> Result<Value<'a>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Number(number),
        ValueRef::Real(_) => anyhow::bail!("registers hold no fractions"),
        ValueRef::Text(text) => Value::Text(std::str::from_utf8(text)?),
        ValueRef::Blob(bytes) => Value::Uuid(Uuid::from_slice(bytes)?),
    })
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Uuid(id) => ValueRef::Blob(id.as_bytes()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Number(number) => ValueRef::Integer(*number),
        }))
    }
}
