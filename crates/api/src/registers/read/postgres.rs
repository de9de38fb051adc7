//! Reading from PostgreSQL: sqlx itself, whose statements stay prepared and whose rows are read as they come.

use futures_util::TryStreamExt as _;
use sea_orm::DatabaseConnection;
use sea_orm::sqlx::{self, Row as _, postgres::PgRow};
use uuid::Uuid;

use super::{Cells, Param, Statement};
use crate::error::{ApiError, ApiResult};

pub(super) async fn read(
    pool: &DatabaseConnection,
    statement: &Statement,
    row: &mut (dyn FnMut(&dyn Cells) -> ApiResult<()> + Send),
) -> ApiResult<()> {
    // The SQL is ours: names come from declarations, and every value has a place.
    let mut query = sqlx::query(sqlx::AssertSqlSafe(statement.sql.as_str()));
    for param in &statement.params {
        query = match param {
            Param::Uuid(id) => query.bind(*id),
            Param::Text(text) => query.bind(text.as_str()),
            Param::Number(number) => query.bind(*number),
        };
    }
    let mut rows = query.fetch(pool.get_postgres_connection_pool());
    while let Some(found) = rows.try_next().await.map_err(unavailable)? {
        row(&PostgresRow(&found))?;
    }
    Ok(())
}

struct PostgresRow<'a>(&'a PgRow);

impl Cells for PostgresRow<'_> {
    fn text(&self, place: usize) -> ApiResult<Option<&str>> {
        self.0.try_get(place).map_err(ApiError::internal)
    }

    fn number(&self, place: usize) -> ApiResult<Option<i64>> {
        self.0.try_get(place).map_err(ApiError::internal)
    }

    fn uuid(&self, place: usize) -> ApiResult<Uuid> {
        self.0.try_get(place).map_err(ApiError::internal)
    }
}

fn unavailable(error: sqlx::Error) -> ApiError {
    ApiError::unavailable(error)
}
