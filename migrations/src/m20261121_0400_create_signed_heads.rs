//! Signed heads of the journals: published, mirrored, never changed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, timestamp_with_time_zone, uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0400_create_signed_heads"
    }
}

const SQLITE_STAYS: &[&str] = &[
    "CREATE TRIGGER signed_heads_no_update BEFORE UPDATE ON signed_heads
       BEGIN SELECT RAISE(ABORT, 'signed heads stay'); END",
    "CREATE TRIGGER signed_heads_no_delete BEFORE DELETE ON signed_heads
       BEGIN SELECT RAISE(ABORT, 'signed heads stay'); END",
    "CREATE TRIGGER signed_heads_once BEFORE INSERT ON signed_heads
       WHEN EXISTS (SELECT 1 FROM signed_heads WHERE municipality_id = NEW.municipality_id AND seq = NEW.seq)
       BEGIN SELECT RAISE(ABORT, 'signed heads stay'); END",
];

const POSTGRES_STAYS: &str =
    "CREATE TRIGGER signed_heads_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON signed_heads
  FOR EACH STATEMENT EXECUTE FUNCTION munica_append_only();";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(signed_heads()).await?;
        let by_day = index("signed_heads_by_day", "signed_heads", &["signed_at"], false);
        manager.create_index(by_day).await?;
        let db = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Sqlite {
            for trigger in SQLITE_STAYS {
                db.execute_unprepared(trigger).await?;
            }
        } else {
            db.execute_unprepared(POSTGRES_STAYS).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("signed_heads").to_owned())
            .await
    }
}

/// No foreign key on the municipality: signed heads outlive a removed tenant.
fn signed_heads() -> TableCreateStatement {
    Table::create()
        .table("signed_heads")
        .col(uuid("municipality_id"))
        .col(big_integer("seq"))
        .col(string("hash"))
        .col(timestamp_with_time_zone("signed_at"))
        .col(string("key_id"))
        .col(string("signature"))
        .primary_key(Index::create().col("municipality_id").col("seq"))
        .to_owned()
}
