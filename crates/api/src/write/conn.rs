//! The connection of a change, which knows of rows that nobody asks for before the change is over.
//!
//! Most of what a small statement costs is the way to the database and back. [`Conn::later`] keeps such statements until
//! one of their tables is read, something else is written, or the change ends, and sends them together.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures_util::join;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, QueryTrait,
    Statement, StreamTrait, Value,
};

use crate::error::ApiResult;

/// Values that wait at most. A statement with more goes by itself: what it costs is no longer the way.
const VALUES: usize = 1_000;
/// Rows that one statement writes at most.
const ROWS: usize = 64;

/// A transaction in which statements may wait. Whatever else is asked of it comes behind those that do.
pub(crate) struct Conn<'t> {
    transaction: &'t DatabaseTransaction,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    /// What the database said when it refused statements that had waited: their change must come to nothing, whatever it makes
    /// of the error.
    refused: Option<String>,
}

struct Waiting {
    table: String,
    statement: Statement,
}

impl Waiting {
    fn values(&self) -> usize {
        let values = self.statement.values.as_ref();
        values.map_or(0, |values| values.0.len())
    }
}

impl<'t> Conn<'t> {
    pub(super) fn new(transaction: &'t DatabaseTransaction) -> Self {
        Self {
            transaction,
            state: Mutex::default(),
        }
    }

    /// Writes rows of a table before anything is read or the change ends. Whether the database refuses them shows then.
    pub(crate) async fn later(
        &self,
        table: impl Into<String>,
        statement: Statement,
    ) -> Result<(), DbErr> {
        let waiting = Waiting {
            table: table.into(),
            statement,
        };
        let waits: usize = self.state().waiting.iter().map(Waiting::values).sum();
        if waits + waiting.values() > VALUES {
            self.flush().await?;
        }
        self.state().waiting.push(waiting);
        Ok(())
    }

    /// The same of what sea-orm builds.
    pub(crate) async fn query_later(
        &self,
        table: impl Into<String>,
        query: &impl QueryTrait,
    ) -> Result<(), DbErr> {
        self.later(table, query.build(self.backend())).await
    }

    /// Writes many rows of a table, some with each statement. While the database is busy with one, the next is made.
    pub(crate) async fn rows_later<T>(
        &self,
        table: &str,
        rows: &[T],
        statement: impl Fn(&[T]) -> ApiResult<Statement>,
    ) -> ApiResult<()> {
        let (mut rest, mut sizes) = (rows, portions(rows.len()));
        let mut make = || -> Option<ApiResult<Statement>> {
            let (portion, later) = rest.split_at(sizes.next()?);
            rest = later;
            Some(statement(portion))
        };
        let mut made = make();
        while let Some(statement) = made {
            let sending = self.later(table, statement?);
            let (sent, next) = join!(sending, async { make() });
            sent?;
            made = next;
        }
        Ok(())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// When the database refuses it, then and ever after.
    pub(super) async fn flush(&self) -> Result<(), DbErr> {
        let waiting = {
            let mut state = self.state();
            if let Some(refused) = &state.refused {
                return Err(DbErr::Custom(refused.clone()));
            }
            std::mem::take(&mut state.waiting)
        };
        for statement in bundled(self.backend(), waiting) {
            if let Err(error) = self.transaction.execute_raw(statement).await {
                self.state().refused = Some(error.to_string());
                return Err(error);
            }
        }
        Ok(())
    }

    /// Writes what waits before a query that may ask for it: there is no reading a table without naming it.
    async fn flush_before(&self, query: &Statement) -> Result<(), DbErr> {
        let names_none = {
            let state = self.state();
            let mut waiting = state.waiting.iter();
            state.refused.is_none() && !waiting.any(|one| query.sql.contains(&one.table))
        };
        if query.sql.starts_with("SELECT") && names_none {
            return Ok(());
        }
        self.flush().await
    }

    pub(crate) fn backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(self.transaction)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ConnectionTrait for Conn<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.flush().await?;
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.flush_before(&statement).await?;
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.flush_before(&statement).await?;
        self.transaction.query_all_raw(statement).await
    }

    fn support_returning(&self) -> bool {
        self.transaction.support_returning()
    }
}

type Rows<'a> = <DatabaseTransaction as StreamTrait>::Stream<'a>;

impl StreamTrait for Conn<'_> {
    type Stream<'a>
        = Rows<'a>
    where
        Self: 'a;

    fn get_database_backend(&self) -> DbBackend {
        self.backend()
    }

    fn stream_raw<'a>(
        &'a self,
        statement: Statement,
    ) -> Pin<Box<dyn Future<Output = Result<Rows<'a>, DbErr>> + 'a + Send>> {
        Box::pin(async move {
            self.flush().await?;
            self.transaction.stream_raw(statement).await
        })
    }
}

/// The statements in as few as the database takes. SQLite runs several that stand in one text, one after the other.
/// PostgreSQL runs several as parts of one, in no order and none seeing what another writes, so no two are of one table.
fn bundled(backend: DbBackend, waiting: Vec<Waiting>) -> Vec<Statement> {
    let mut bundles: Vec<Vec<Statement>> = Vec::new();
    let mut tables = HashSet::new();
    for Waiting { table, statement } in waiting {
        let is_first = tables.insert(table.clone());
        match bundles.last_mut() {
            Some(bundle) if is_first || backend == DbBackend::Sqlite => bundle.push(statement),
            _ => {
                tables = HashSet::from([table]);
                bundles.push(vec![statement]);
            }
        }
    }
    let bundles = bundles.into_iter();
    bundles.map(|bundle| bundle_of(backend, bundle)).collect()
}

fn bundle_of(backend: DbBackend, mut statements: Vec<Statement>) -> Statement {
    let is_sqlite = backend == DbBackend::Sqlite;
    // By itself it has its numbers already, and one of many rows has thousands.
    if !is_sqlite
        && statements.len() == 1
        && let Some(only) = statements.pop()
    {
        return only;
    }
    let last = statements.len().saturating_sub(1);
    let (mut sql, mut values) = (String::new(), Vec::<Value>::new());
    for (at, statement) in statements.into_iter().enumerate() {
        let own = statement.values.map(|values| values.0).unwrap_or_default();
        let (begin, end) = match (is_sqlite, at == last) {
            (_, true) => (String::new(), ""),
            (true, false) => (String::new(), ";\n"),
            (false, false) if at == 0 => ("WITH w0 AS (".to_owned(), ")"),
            (false, false) => (format!(", w{at} AS ("), ")"),
        };
        sql.push_str(&begin);
        if is_sqlite {
            unnumbered(&statement.sql, own, &mut sql, &mut values);
        } else {
            numbered(&statement.sql, values.len(), &mut sql);
            values.extend(own);
        }
        sql.push_str(end);
    }
    Statement::from_sql_and_values(backend, sql, values)
}

/// Appends a statement with the places of its values counted from those of others before it.
fn numbered(sql: &str, before: usize, out: &mut String) {
    each_place(sql, out, |place, out| {
        // Writing into a text does not fail.
        let _ = write!(out, "${}", before + place + 1);
    });
}

/// Appends a statement with places that have no numbers, and its values as often and in the order as they are asked for. SQLite
/// knows `$1` too, as a name, and goes through the names of all places to find each: a statement with thousands took it longer
/// than the rows.
fn unnumbered(sql: &str, own: Vec<Value>, out: &mut String, values: &mut Vec<Value>) {
    let mut places = Vec::with_capacity(own.len());
    each_place(sql, out, |place, out| {
        out.push('?');
        places.push(place);
    });
    if places.iter().copied().eq(0..own.len()) {
        values.extend(own);
    } else {
        let asked = places.into_iter().filter_map(|place| own.get(place));
        values.extend(asked.cloned());
    }
}

/// Copies a statement and says of each place (`?` or `$1`) which value is meant, from 0. What stands in quotation marks is copied
/// as it is.
fn each_place(sql: &str, out: &mut String, mut write: impl FnMut(usize, &mut String)) {
    let (mut quoted, mut next) = (None, 0);
    let mut rest = sql.chars().peekable();
    while let Some(sign) = rest.next() {
        match (quoted, sign) {
            (Some(mark), _) if sign == mark => quoted = None,
            (None, '\'' | '"') => quoted = Some(sign),
            (None, '?') => {
                write(next, out);
                next += 1;
                continue;
            }
            (None, '$') => {
                let mut digits = String::new();
                while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                let number: usize = digits.parse().unwrap_or_default();
                write(number.saturating_sub(1), out);
                continue;
            }
            _ => {}
        }
        out.push(sign);
    }
}

/// How many of some rows each statement writes that writes them: a power of two, so that however many they are, their statements
/// are of few texts and stay prepared.
fn portions(rows: usize) -> impl Iterator<Item = usize> {
    let mut left = rows;
    std::iter::from_fn(move || {
        let most = 1_usize.checked_shl(left.checked_ilog2()?)?;
        let portion = most.min(ROWS);
        left -= portion;
        Some(portion)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(backend: DbBackend, sql: &str, values: &[i32]) -> Statement {
        let values = values.iter().map(|value| Value::from(*value));
        Statement::from_sql_and_values(backend, sql, values)
    }

    fn waiting(backend: DbBackend) -> Vec<Waiting> {
        let one = |table: &str, sql: &str, values: &[i32]| Waiting {
            table: table.to_owned(),
            statement: statement(backend, sql, values),
        };
        // As sea-query writes places for each.
        let behind = match backend {
            DbBackend::Sqlite => "INSERT INTO a (x, y) VALUES (?, ?)",
            _ => "INSERT INTO a (x, y) VALUES ($1, $2)",
        };
        vec![
            one("a", "INSERT INTO a (x, y) VALUES ($1, $2)", &[1, 2]),
            one("b", "UPDATE b SET x = $1, y = '$2?', z = $1", &[3]),
            one("a", behind, &[4, 5]),
        ]
    }

    fn told(statement: &Statement) -> (&str, Vec<Value>) {
        let values = statement.values.as_ref();
        (
            &statement.sql,
            values.map(|values| values.0.clone()).unwrap_or_default(),
        )
    }

    #[test]
    fn sqlite_takes_all_of_them_in_one_text() {
        let bundles = bundled(DbBackend::Sqlite, waiting(DbBackend::Sqlite));
        let [all] = bundles.as_slice() else {
            panic!("{bundles:?}");
        };
        let sql = "INSERT INTO a (x, y) VALUES (?, ?);\nUPDATE b SET x = ?, y = '$2?', z = ?;\n\
                   INSERT INTO a (x, y) VALUES (?, ?)";
        let values = [1, 2, 3, 3, 4, 5].map(Value::from).to_vec();
        assert_eq!(told(all), (sql, values));
    }

    #[test]
    fn postgres_takes_one_of_each_table_at_a_time() {
        let bundles = bundled(DbBackend::Postgres, waiting(DbBackend::Postgres));
        let [first, second] = bundles.as_slice() else {
            panic!("{bundles:?}");
        };
        let sql = "WITH w0 AS (INSERT INTO a (x, y) VALUES ($1, $2))UPDATE b SET x = $3, y = '$2?', z = $3";
        assert_eq!(told(first), (sql, [1, 2, 3].map(Value::from).to_vec()));
        let sql = "INSERT INTO a (x, y) VALUES ($1, $2)";
        assert_eq!(told(second), (sql, [4, 5].map(Value::from).to_vec()));
    }

    #[test]
    fn rows_go_in_statements_of_few_sizes() {
        assert_eq!(portions(0).count(), 0);
        assert_eq!(portions(7).collect::<Vec<_>>(), [4, 2, 1]);
        assert_eq!(portions(200).collect::<Vec<_>>(), [64, 64, 64, 8]);
    }
}
