//! A grant belongs to a municipality that exists, or to the platform, which has the nil id and no row.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0660_tie_grants"
    }
}

/// A reference knows no condition, so it hangs on a column that the database computes: null for the platform. SQLite adds
/// computed columns to a table that exists only where they are not stored, PostgreSQL has only stored ones.
const SQLITE: &str = "ALTER TABLE grants ADD COLUMN tenant_id uuid_text
   GENERATED ALWAYS AS (NULLIF(municipality_id, X'00000000000000000000000000000000')) VIRTUAL
   REFERENCES municipalities (id)";
const POSTGRES: &str = "ALTER TABLE grants ADD COLUMN tenant_id uuid
   GENERATED ALWAYS AS (NULLIF(municipality_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED
   CONSTRAINT grants_tenant REFERENCES municipalities (id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        manager.get_connection().execute_unprepared(sql).await?;
        manager
            .create_index(index("grants_by_tenant", "grants", &["tenant_id"], false))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(
                Index::drop()
                    .name("grants_by_tenant")
                    .table("grants")
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        db.execute_unprepared("ALTER TABLE grants DROP COLUMN tenant_id")
            .await?;
        Ok(())
    }
}
