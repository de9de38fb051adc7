//! The rows of a table as lines, in pieces, with their digest.

use futures_util::TryStreamExt as _;
use sea_orm::{DatabaseTransaction, DbBackend, QueryResult, Statement, StreamTrait};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::manifest::TableEntry;
use super::value;
use crate::db::catalog::{Column, Table, quoted};

/// About how many bytes of lines make a piece.
const PIECE: usize = 1 << 20;

/// Lines of a table, and at the end what they were.
pub(super) struct Rows<'a> {
    stream: <DatabaseTransaction as StreamTrait>::Stream<'a>,
    table: &'a Table,
    digest: Sha256,
    rows: u64,
}

/// Which rows of a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// All of them.
    Whole,
    /// Those of a municipality, by the column that names it.
    Of(Uuid, &'static str),
}

impl<'a> Rows<'a> {
    pub(super) async fn of(
        conn: &'a DatabaseTransaction,
        table: &'a Table,
        part: Part,
    ) -> anyhow::Result<Self> {
        let backend = StreamTrait::get_database_backend(conn);
        Ok(Self {
            stream: conn.stream_raw(select(table, part, backend)).await?,
            table,
            digest: Sha256::new(),
            rows: 0,
        })
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next_piece(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let mut piece = Vec::new();
        while piece.len() < PIECE {
            let Some(row) = self.stream.try_next().await? else {
                break;
            };
            serde_json::to_writer(&mut piece, &line(&row, &self.table.columns)?)?;
            piece.push(b'\n');
            self.rows += 1;
        }
        self.digest.update(&piece);
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    /// What was read.
    pub(super) fn entry(self) -> TableEntry {
        TableEntry {
            name: self.table.name.clone(),
            columns: self.table.columns.clone(),
            rows: self.rows,
            sha256: hex::encode(self.digest.finalize()),
        }
    }
}

fn line(row: &QueryResult, columns: &[Column]) -> anyhow::Result<Vec<Value>> {
    let values = columns.iter().enumerate();
    values
        .map(|(index, column)| value::read(row, index, column.kind))
        .collect()
}

fn select(table: &Table, part: Part, backend: DbBackend) -> Statement {
    let list = |columns: Vec<String>| columns.join(", ");
    let selected = table
        .columns
        .iter()
        .map(|own| value::selected(own, backend));
    let key = table.key.iter().filter_map(|name| {
        let own = table.columns.iter().find(|own| own.name == *name);
        own.map(|own| value::sorted(own, backend))
    });
    let (filter, values) = match part {
        Part::Whole => (String::new(), Vec::new()),
        Part::Of(municipality, column) => {
            let place = if backend == DbBackend::Postgres {
                "$1"
            } else {
                "?"
            };
            let filter = format!(" WHERE {} = {place}", quoted(column));
            (filter, vec![municipality.into()])
        }
    };
    let sql = format!(
        "SELECT {} FROM {}{filter} ORDER BY {}",
        list(selected.collect()),
        quoted(&table.name),
        list(key.collect()),
    );
    Statement::from_sql_and_values(backend, sql, values)
}
