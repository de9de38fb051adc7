//! Reading from SQLite past its queue: connections that only read, each with its prepared statements.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Row};
use uuid::Uuid;

use super::{Cells, Param, Statement};
use crate::error::{ApiError, ApiResult};

/// Statements that a connection keeps prepared.
const PREPARED: usize = 64;
/// Connections that are kept for the next reader.
const IDLE: usize = 8;

/// Connections to one file.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Opens nothing yet.
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            idle: Mutex::default(),
        }
    }

    fn connection(&self) -> ApiResult<Connection> {
        let known = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        if let Some(connection) = known {
            return Ok(connection);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags).map_err(unavailable)?;
        connection
            .busy_timeout(Duration::from_secs(10))
            .map_err(unavailable)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        Ok(connection)
    }

    /// Reads every row of a statement on this thread.
    pub(super) fn read(
        &self,
        statement: &Statement,
        row: &mut dyn FnMut(&dyn Cells) -> ApiResult<()>,
    ) -> ApiResult<()> {
        let connection = self.connection()?;
        let outcome = rows(&connection, statement, row);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(connection);
        }
        outcome
    }
}

fn rows(
    connection: &Connection,
    statement: &Statement,
    row: &mut dyn FnMut(&dyn Cells) -> ApiResult<()>,
) -> ApiResult<()> {
    let mut prepared = connection
        .prepare_cached(&statement.sql)
        .map_err(unavailable)?;
    let params = rusqlite::params_from_iter(statement.params.iter());
    let mut rows = prepared.query(params).map_err(unavailable)?;
    while let Some(found) = rows.next().map_err(unavailable)? {
        row(&SqliteRow(found))?;
    }
    Ok(())
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

struct SqliteRow<'a>(&'a Row<'a>);

impl SqliteRow<'_> {
    fn value(&self, place: usize) -> ApiResult<ValueRef<'_>> {
        self.0.get_ref(place).map_err(ApiError::internal)
    }
}

impl Cells for SqliteRow<'_> {
    fn text(&self, place: usize) -> ApiResult<Option<&str>> {
        self.value(place)?
            .as_str_or_null()
            .map_err(ApiError::internal)
    }

    fn number(&self, place: usize) -> ApiResult<Option<i64>> {
        self.value(place)?
            .as_i64_or_null()
            .map_err(ApiError::internal)
    }

    fn uuid(&self, place: usize) -> ApiResult<Uuid> {
        let bytes = self.value(place)?.as_blob().map_err(ApiError::internal)?;
        Uuid::from_slice(bytes).map_err(ApiError::internal)
    }
}

fn unavailable(error: rusqlite::Error) -> ApiError {
    ApiError::unavailable(error)
}
