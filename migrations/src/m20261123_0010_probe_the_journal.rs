//! PostgreSQL looks for the line before a new one by its number.
//!
//! The greatest number of a municipality says the same, but before a table's first statistics the planner read all of its lines
//! to find it: each act of a new installation cost more than the one before.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261123_0010_probe_the_journal"
    }
}

/// Numbers are unique, and each but the first has the one before it: so a new one is the next.
const BY_NUMBER: &str = "NEW.seq <> 1 AND NOT EXISTS
    (SELECT FROM journal WHERE municipality_id = NEW.municipality_id AND seq = NEW.seq - 1)";

const BY_GREATEST: &str = "NEW.seq <>
    (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE municipality_id = NEW.municipality_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        judge_by(manager, BY_NUMBER).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        judge_by(manager, BY_GREATEST).await
    }
}

async fn judge_by(manager: &SchemaManager<'_>, wrong: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let function = format!(
        "CREATE OR REPLACE FUNCTION munica_journal_next() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN
             IF {wrong} THEN
               RAISE EXCEPTION 'journal must be gapless';
             END IF;
             RETURN NEW;
           END $$"
    );
    let connection = manager.get_connection();
    connection.execute_unprepared(&function).await?;
    Ok(())
}
