//! What the write service writes beside a feature's own rows: journal, idempotency, outbox, jobs, personal values,
//! files, published documents.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, boolean, integer, small_integer, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::index::index;

/// Named explicitly because the file name is the name in the table of migrations.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261121_0001_create_write_service"
    }
}

/// What can change or remove a line of the journal is refused by the database itself. `INSERT OR REPLACE` walks past
/// UPDATE and DELETE triggers, hence the check of the sequence before every insert.
const SQLITE_APPEND_ONLY: &[&str] = &[
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_next BEFORE INSERT ON journal
       WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE municipality_id = NEW.municipality_id)
       BEGIN SELECT RAISE(ABORT, 'journal must be gapless'); END",
    "CREATE TRIGGER journal_heads_once BEFORE INSERT ON journal_heads
       WHEN EXISTS (SELECT 1 FROM journal_heads WHERE municipality_id = NEW.municipality_id)
       BEGIN SELECT RAISE(ABORT, 'journal heads stay'); END",
    "CREATE TRIGGER journal_heads_forward BEFORE UPDATE ON journal_heads
       WHEN NEW.seq IS NOT OLD.seq + 1 OR NEW.municipality_id IS NOT OLD.municipality_id
       BEGIN SELECT RAISE(ABORT, 'journal heads move forward one by one'); END",
    "CREATE TRIGGER journal_heads_no_delete BEFORE DELETE ON journal_heads
       BEGIN SELECT RAISE(ABORT, 'journal heads stay'); END",
];

const POSTGRES_APPEND_ONLY: &str = r"
CREATE FUNCTION munica_append_only() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'journal is append-only'; END $$;
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION munica_append_only();
CREATE FUNCTION munica_journal_next() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE municipality_id = NEW.municipality_id) THEN
      RAISE EXCEPTION 'journal must be gapless';
    END IF;
    RETURN NEW;
  END $$;
CREATE TRIGGER journal_next BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION munica_journal_next();
CREATE FUNCTION munica_heads_forward() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' OR NEW.seq <> OLD.seq + 1 OR NEW.municipality_id <> OLD.municipality_id THEN
      RAISE EXCEPTION 'journal heads move forward one by one';
    END IF;
    RETURN NEW;
  END $$;
CREATE TRIGGER journal_heads_forward BEFORE UPDATE OR DELETE ON journal_heads
  FOR EACH ROW EXECUTE FUNCTION munica_heads_forward();
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            journal(),
            journal_heads(),
            idempotency_records(),
            outbox_mails(),
            jobs(),
            personal_values(),
            files(),
            public_documents(),
        ] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        match manager.get_database_backend() {
            DbBackend::Sqlite => {
                for trigger in SQLITE_APPEND_ONLY {
                    db.execute_unprepared(trigger).await?;
                }
            }
            _ => {
                db.execute_unprepared(POSTGRES_APPEND_ONLY).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "public_documents",
            "files",
            "personal_values",
            "jobs",
            "outbox_mails",
            "idempotency_records",
            "journal_heads",
            "journal",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            for function in [
                "munica_append_only",
                "munica_journal_next",
                "munica_heads_forward",
            ] {
                let sql = format!("DROP FUNCTION {function}()");
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }
}

/// One line per act. `body` is the canonical text the hash was taken of; the other columns serve queries.
/// No foreign key on the municipality: the journal outlives a removed tenant.
fn journal() -> TableCreateStatement {
    Table::create()
        .table("journal")
        .col(uuid("municipality_id"))
        .col(big_integer("seq"))
        .col(timestamp_with_time_zone("occurred_at"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(string_null("actor_id"))
        .col(string("action"))
        .col(string("subject_type"))
        .col(string("subject_id"))
        .col(text("body"))
        .col(string("hash"))
        .primary_key(Index::create().col("municipality_id").col("seq"))
        .to_owned()
}

fn journal_heads() -> TableCreateStatement {
    Table::create()
        .table("journal_heads")
        .col(uuid("municipality_id").primary_key())
        .col(big_integer("seq"))
        .col(string("hash"))
        .to_owned()
}

/// Answers of the last 24 hours to requests that carried an `Idempotency-Key`; the answer is encrypted because it may
/// hold what is shown once, such as a new API key.
fn idempotency_records() -> TableCreateStatement {
    Table::create()
        .table("idempotency_records")
        .col(string("scope"))
        .col(string("key"))
        .col(string("fingerprint"))
        .col(binary("answer"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("scope").col("key"))
        .to_owned()
}

/// Mails to send, written in the transaction of the act that causes them. Recipient and body are encrypted.
fn outbox_mails() -> TableCreateStatement {
    Table::create()
        .table("outbox_mails")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(string("template"))
        .col(binary("content"))
        .col(string("recipient_mask"))
        .col(string("status"))
        .col(small_integer("attempts"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("next_attempt_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(uuid_null("lease_id"))
        .to_owned()
}

/// Work to do outside a request, claimed by a lease that runs out.
fn jobs() -> TableCreateStatement {
    Table::create()
        .table("jobs")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(string("kind"))
        .col(string_null("unique_key"))
        .col(text("payload"))
        .col(string("status"))
        .col(small_integer("attempts"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("run_at"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(uuid_null("lease_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .to_owned()
}

/// The only place of a personal value: sealed, with the salt of its commitment. Erasing a person is deleting rows here.
fn personal_values() -> TableCreateStatement {
    Table::create()
        .table("personal_values")
        .col(uuid("municipality_id"))
        .col(uuid("subject_id"))
        .col(string("field"))
        .col(binary("sealed"))
        .col(binary("salt"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(
            Index::create()
                .col("municipality_id")
                .col("subject_id")
                .col("field"),
        )
        .to_owned()
}

/// Files by content: the bytes lie at `{municipality_id}/{sha256}`, public addresses carry the id.
fn files() -> TableCreateStatement {
    Table::create()
        .table("files")
        .col(uuid("id").primary_key())
        .col(uuid("municipality_id"))
        .col(string("sha256"))
        .col(big_integer("size"))
        .col(string("media_type"))
        .col(string("name"))
        .col(integer("width").null())
        .col(integer("height").null())
        .col(boolean("is_public"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("checked_at"))
        .col(boolean("intact"))
        .to_owned()
}

/// What the public reads of a municipality, as the very JSON that is served.
fn public_documents() -> TableCreateStatement {
    Table::create()
        .table("public_documents")
        .col(uuid("municipality_id"))
        .col(string("name"))
        .col(text("body"))
        .col(string("digest"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("municipality_id").col("name"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index(
            "journal_by_subject",
            "journal",
            &["municipality_id", "subject_type", "subject_id", "seq"],
            false,
        ),
        index(
            "outbox_mails_due",
            "outbox_mails",
            &["status", "next_attempt_at"],
            false,
        ),
        index("jobs_due", "jobs", &["status", "run_at"], false),
        index("jobs_unique", "jobs", &["kind", "unique_key"], true),
        index(
            "files_by_digest",
            "files",
            &["municipality_id", "sha256"],
            false,
        ),
        index("files_by_tenant", "files", &["municipality_id", "id"], true),
        index(
            "idempotency_by_age",
            "idempotency_records",
            &["created_at"],
            false,
        ),
    ]
}
