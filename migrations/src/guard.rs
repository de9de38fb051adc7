//! Grants and row-level security of PostgreSQL, set anew after every migration from the kinds of the tables.
//!
//! Three roles: the owner migrates, `munica_app` writes and reads behind forced row-level security, `munica_reader` sees
//! published tables only. On SQLite there are no roles: composite keys and the scope of each query are the walls.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DbBackend, TransactionSession, TransactionTrait,
};

use crate::table::{TABLES, TableKind};

/// The tenant of the current transaction, and whether it may see all of them.
const FUNCTIONS: &str = r"
CREATE OR REPLACE FUNCTION munica_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('munica.tenant', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION munica_platform() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT COALESCE(current_setting('munica.platform', true), '') = 'on' $$;
";

/// Two guards at once would change the same rows of the catalogue, and PostgreSQL refuses the second.
const ALONE: &str = "SELECT pg_advisory_xact_lock(hashtext('munica guard'))";

/// Roles are shared by the databases of a cluster, so another migration may be creating them at this moment.
const ROLES: &str = r"
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['munica_app', 'munica_reader'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
        EXECUTE format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', r);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, munica_app, munica_reader;
GRANT USAGE ON SCHEMA public TO munica_app, munica_reader;
GRANT SELECT ON seaql_migrations TO munica_app;
";

/// Sets roles, grants and row-level security in one transaction: servers that work meanwhile see the walls as they were or
/// as they become, never without. Does nothing on SQLite.
///
/// # Errors
/// When the database refuses a statement, for example because the user may not create roles; then nothing has changed.
pub async fn guard(db: &(impl ConnectionTrait + TransactionTrait)) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let whole = db.begin().await?;
    whole.execute_unprepared(ALONE).await?;
    whole.execute_unprepared(FUNCTIONS).await?;
    whole.execute_unprepared(ROLES).await?;
    for table in TABLES {
        whole
            .execute_unprepared(&statements(table.name, table.kind))
            .await?;
    }
    whole.commit().await
}

fn statements(name: &str, kind: TableKind) -> String {
    match kind {
        TableKind::Tenant => row_level(name, "SELECT, INSERT, UPDATE, DELETE"),
        TableKind::Platform => {
            format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO munica_app;")
        }
        TableKind::Public => format!(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO munica_app;
             GRANT SELECT ON {name} TO munica_reader;"
        ),
        TableKind::AppendOnly => row_level(name, "SELECT, INSERT"),
    }
}

fn row_level(name: &str, grants: &str) -> String {
    format!(
        "GRANT {grants} ON {name} TO munica_app;
         ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
         ALTER TABLE {name} FORCE ROW LEVEL SECURITY;
         DROP POLICY IF EXISTS tenant ON {name};
         CREATE POLICY tenant ON {name} TO munica_app
           USING (municipality_id = munica_tenant() OR munica_platform())
           WITH CHECK (municipality_id = munica_tenant() OR munica_platform());"
    )
}
