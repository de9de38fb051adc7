//! What the write service promises, on both databases: nothing is lost, nothing happens twice, nothing goes unrecorded.

mod chain;
mod full;
mod idempotency;
mod references;
mod schema;
mod walls;

use sea_orm::{ConnectionTrait, QueryResult, Statement};

/// Rows of a statement in the words of either engine.
async fn rows(conn: &impl ConnectionTrait, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    conn.query_all_raw(statement).await.unwrap()
}

/// The one number of a statement.
async fn number(conn: &impl ConnectionTrait, sql: &str) -> i64 {
    rows(conn, sql).await[0].try_get_by_index(0).unwrap()
}

/// Why the database refuses a statement.
async fn refusal(conn: &impl ConnectionTrait, sql: &str) -> String {
    match conn.execute_unprepared(sql).await {
        Ok(done) => panic!("{sql}: {} rows", done.rows_affected()),
        Err(error) => error.to_string(),
    }
}
