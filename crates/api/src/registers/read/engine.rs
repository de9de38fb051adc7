//! The narrow reader: one statement, its rows one by one.

use std::path::Path;
use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbBackend};
use uuid::Uuid;

use super::{Statement, postgres, sqlite};
use crate::error::{ApiError, ApiResult};

/// A row, by the place of its columns.
pub(crate) trait Cells {
    /// A text; none where there is nothing.
    fn text(&self, place: usize) -> ApiResult<Option<&str>>;
    /// A number; none where there is nothing.
    fn number(&self, place: usize) -> ApiResult<Option<i64>>;
    /// An identifier.
    fn uuid(&self, place: usize) -> ApiResult<Uuid>;
}

/// What reads projections.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    /// Connections of its own to the file.
    Sqlite(Arc<sqlite::Readers>),
    /// The pool of the reader role.
    Postgres(DatabaseConnection),
}

impl Engine {
    /// Reads what the public connection reads.
    pub(crate) fn open(public: &DatabaseConnection, file: Option<&Path>) -> Self {
        match file {
            Some(path) => Self::Sqlite(Arc::new(sqlite::Readers::new(path))),
            None => Self::Postgres(public.clone()),
        }
    }

    /// Whose SQL it takes.
    pub(crate) const fn backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    /// Reads every row of a statement.
    ///
    /// # Errors
    /// When the database does not answer, or what `row` returns.
    pub(crate) async fn read(
        &self,
        statement: &Statement,
        mut row: impl FnMut(&dyn Cells) -> ApiResult<()> + Send,
    ) -> ApiResult<()> {
        match self {
            // Inline: a page takes a fraction of a millisecond, less than handing it to another thread and back.
            Self::Sqlite(readers) => readers.read(statement, &mut row),
            Self::Postgres(pool) => postgres::read(pool, statement, &mut row).await,
        }
    }

    /// Reads what takes longer than a page: every row that a statement measures or counts. Nobody's page waits for it.
    ///
    /// # Errors
    /// When the database does not answer, or what `row` returns.
    pub(crate) async fn gather<T: Send + 'static>(
        &self,
        statement: Statement,
        row: fn(&dyn Cells) -> ApiResult<T>,
    ) -> ApiResult<Vec<T>> {
        let mut found = Vec::new();
        match self {
            Self::Sqlite(readers) => {
                let readers = Arc::clone(readers);
                let read = move || {
                    readers.read(&statement, &mut |cells| {
                        found.push(row(cells)?);
                        Ok(())
                    })?;
                    Ok(found)
                };
                let read = tokio::task::spawn_blocking(read).await;
                read.map_err(ApiError::internal)?
            }
            Self::Postgres(pool) => {
                let mut take = |cells: &dyn Cells| {
                    found.push(row(cells)?);
                    Ok(())
                };
                postgres::read(pool, &statement, &mut take).await?;
                Ok(found)
            }
        }
    }
}
