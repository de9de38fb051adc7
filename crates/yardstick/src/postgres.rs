//! PostgreSQL through its bare driver: a few connections that stay open, statements prepared once on each.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result};
use futures_util::TryStreamExt as _;
use tokio::sync::Mutex;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls, Row, RowStream};

use crate::database::{Param, Statement, TABLE};
use crate::json::{self, Value};

/// Connections, as many as ask at the same time.
const CONNECTIONS: usize = 16;

struct Connection {
    client: Client,
    prepared: Mutex<HashMap<String, tokio_postgres::Statement>>,
}

/// Connections to a server, each in its turn.
pub(crate) struct Pool {
    connections: Vec<Arc<Connection>>,
    next: AtomicUsize,
}

impl Pool {
    /// Connects.
    pub(crate) async fn open(url: &str, with_table: bool) -> Result<Self> {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
            actix_web::rt::spawn(connection);
            connections.push(Arc::new(Connection {
                client,
                prepared: Mutex::default(),
            }));
        }
        let pool = Self {
            connections,
            next: AtomicUsize::new(0),
        };
        if with_table {
            let sql = format!(
                "CREATE TABLE IF NOT EXISTS {TABLE} (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)"
            );
            pool.connection()?.client.batch_execute(&sql).await?;
        }
        Ok(pool)
    }

    fn connection(&self) -> Result<&Arc<Connection>> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        self.connections
            .get(next % CONNECTIONS)
            .context("no connection")
    }

    /// Writes the rows of a statement as objects.
    pub(crate) async fn json(&self, statement: &Statement, body: &mut Vec<u8>) -> Result<()> {
        let rows = self.rows(statement).await?;
        futures_util::pin_mut!(rows);
        while let Some(row) = rows.try_next().await? {
            json::begin(body);
            for (at, column) in row.columns().iter().enumerate() {
                json::field(body, column.name(), &value(&row, at)?);
            }
            body.push(b'}');
        }
        Ok(())
    }

    /// Asks for the rows of a statement.
    pub(crate) async fn rows(&self, statement: &Statement) -> Result<RowStream> {
        let connection = self.connection()?;
        let prepared = connection.prepared(&statement.sql).await?;
        let params = statement.params.iter();
        let params = params.map(|param| -> &(dyn ToSql + Sync) {
            match param {
                Param::Uuid(id) => id,
                Param::Text(text) => text,
                Param::Number(number) => number,
            }
        });
        let params: Vec<_> = params.collect();
        Ok(connection.client.query_raw(&prepared, params).await?)
    }

    /// Inserts a row, in a commit of its own.
    pub(crate) async fn insert(&self, text: &str) -> Result<()> {
        let connection = self.connection()?;
        let prepared = connection
            .prepared(&format!("INSERT INTO {TABLE} (body) VALUES ($1)"))
            .await?;
        connection.client.execute(&prepared, &[&text]).await?;
        Ok(())
    }
}

impl Connection {
    async fn prepared(&self, sql: &str) -> Result<tokio_postgres::Statement> {
        let mut prepared = self.prepared.lock().await;
        if let Some(known) = prepared.get(sql) {
            return Ok(known.clone());
        }
        let made = self.client.prepare(sql).await?;
        prepared.insert(sql.to_owned(), made.clone());
        Ok(made)
    }
}

/// The value at a place of a row.
pub(crate) fn value(row: &Row, at: usize) -> Result<Value<'_>> {
    let column = row.columns().get(at).context("no such column")?;
    let value = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Value::Number),
        Type::INT4 => row
            .try_get::<_, Option<i32>>(at)?
            .map(|number| Value::Number(number.into())),
        Type::UUID => row.try_get::<_, Option<uuid::Uuid>>(at)?.map(Value::Uuid),
        _ => row.try_get::<_, Option<&str>>(at)?.map(Value::Text),
    };
    Ok(value.unwrap_or(Value::Null))
}
