//! Inserting the lines of an archive.

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use super::value;
use crate::db::catalog::{Column, quoted};

/// Values of one statement; both engines take more.
const VALUES: usize = 2_000;

/// Inserts the rows of one piece.
pub(super) async fn insert(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &[Column],
    piece: &[u8],
) -> anyhow::Result<()> {
    let together = (VALUES / columns.len().max(1)).max(1);
    let lines: Vec<&[u8]> = piece
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .collect();
    for lines in lines.chunks(together) {
        let mut values = Vec::with_capacity(lines.len() * columns.len());
        for line in lines {
            let row: Vec<Value> = serde_json::from_slice(line)?;
            ensure!(
                row.len() == columns.len(),
                "una fila de {table} no está completa"
            );
            for (cell, column) in row.iter().zip(columns) {
                let bound = value::bind(cell, column.kind)
                    .with_context(|| format!("{table}.{}", column.name))?;
                values.push(bound);
            }
        }
        let backend = conn.get_database_backend();
        let sql = statement(table, columns, lines.len(), backend);
        conn.execute_raw(Statement::from_sql_and_values(backend, sql, values))
            .await
            .with_context(|| format!("no se pudo cargar {table}"))?;
    }
    Ok(())
}

fn statement(table: &str, columns: &[Column], rows: usize, backend: DbBackend) -> String {
    let names: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let mut next = 0_usize;
    let tuples: Vec<String> = (0..rows)
        .map(|_| {
            let places: Vec<String> = columns
                .iter()
                .map(|_| {
                    next += 1;
                    match backend {
                        DbBackend::Postgres => format!("${next}"),
                        _ => "?".to_owned(),
                    }
                })
                .collect();
            format!("({})", places.join(", "))
        })
        .collect();
    format!(
        "INSERT INTO {} ({}) VALUES {}",
        quoted(table),
        names.join(", "),
        tuples.join(", ")
    )
}
