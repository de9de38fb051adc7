//! Whether the database has the schema that this program was written for. Looking needs no rights over it.

use std::collections::HashSet;

use anyhow::ensure;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbErr, Statement};

/// Refuses a database that lacks migrations. One that has more than this program knows is accepted: the version before runs
/// on the new schema.
///
/// # Errors
/// With the command to run.
pub(super) async fn check(conn: &impl ConnectionTrait) -> anyhow::Result<()> {
    let missing = missing(conn).await;
    ensure!(
        missing == 0,
        "la base de datos no está al día (faltan {missing} migraciones): ejecute «munica migrate» con database.owner_url"
    );
    Ok(())
}

async fn missing(conn: &impl ConnectionTrait) -> usize {
    // Without the table of migrations, or without the grant to read it, nothing was migrated for us.
    let applied = applied(conn).await.unwrap_or_default();
    let known = Migrator::migrations();
    let names = known.iter().map(|migration| migration.name());
    names.filter(|name| !applied.contains(*name)).count()
}

async fn applied(conn: &impl ConnectionTrait) -> Result<HashSet<String>, DbErr> {
    let sql = "SELECT version FROM seaql_migrations";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
