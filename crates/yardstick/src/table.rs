//! Rows as CSV, sent in pieces while the database is read.

use std::io::Write as _;
use std::sync::Arc;

use actix_web::web::Bytes;
use anyhow::Result;
use futures_util::{Stream, TryStreamExt as _};
use tokio::sync::mpsc;

use crate::database::{Database, Statement};
use crate::json::Value;
use crate::{Work, postgres, sqlite};

/// Bytes that are sent at a time.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for a client.
const WAITING: usize = 4;

/// The pieces of a file.
pub(crate) fn pieces(work: Arc<Work>, statement: Statement) -> impl Stream<Item = Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(WAITING);
    actix_web::rt::spawn(async move {
        let failed = sender.clone();
        if let Err(error) = read(work, statement, sender).await {
            // A client that is gone does not want to know.
            drop(failed.send(Err(error)).await);
        }
    });
    futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    })
}

type Sender = mpsc::Sender<Result<Bytes>>;

async fn read(work: Arc<Work>, statement: Statement, sender: Sender) -> Result<()> {
    let mut buffer = Vec::with_capacity(PIECE * 2);
    match &work.database {
        Database::None => anyhow::bail!("no database"),
        Database::Sqlite(_) => {
            let (work, sender) = (work.clone(), sender.clone());
            let reading = tokio::task::spawn_blocking(move || {
                let Database::Sqlite(pool) = &work.database else {
                    return Ok(());
                };
                let mut buffer = buffer;
                pool.rows(&statement, |row, names| {
                    for at in 0..names.len() {
                        cell(&mut buffer, at, &sqlite::value(row, at)?)?;
                    }
                    buffer.extend_from_slice(b"\r\n");
                    if buffer.len() > PIECE {
                        sender.blocking_send(Ok(std::mem::take(&mut buffer).into()))?;
                    }
                    Ok(())
                })?;
                sender.blocking_send(Ok(buffer.into()))?;
                anyhow::Ok(())
            });
            reading.await?
        }
        Database::Postgres(pool) => {
            let rows = pool.rows(&statement).await?;
            futures_util::pin_mut!(rows);
            while let Some(row) = rows.try_next().await? {
                for at in 0..row.len() {
                    cell(&mut buffer, at, &postgres::value(&row, at)?)?;
                }
                buffer.extend_from_slice(b"\r\n");
                if buffer.len() > PIECE {
                    sender.send(Ok(std::mem::take(&mut buffer).into())).await?;
                }
            }
            sender.send(Ok(buffer.into())).await?;
            Ok(())
        }
    }
}

/// A cell, quoted where it holds what would end it.
fn cell(buffer: &mut Vec<u8>, at: usize, value: &Value<'_>) -> Result<()> {
    if at > 0 {
        buffer.push(b',');
    }
    match value {
        Value::Null => {}
        Value::Number(number) => write!(buffer, "{number}")?,
        Value::Uuid(id) => write!(buffer, "{id}")?,
        Value::Text(text) if text.contains([',', '"', '\r', '\n']) => {
            write!(buffer, "\"{}\"", text.replace('"', "\"\""))?;
        }
        Value::Text(text) => buffer.extend_from_slice(text.as_bytes()),
    }
    Ok(())
}
