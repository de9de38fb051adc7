//! What the database itself refuses, whoever asks.

use migrations::{TABLES, TableKind};
use sea_orm::{ConnectionTrait, TransactionTrait};
use uuid::Uuid;

use super::{number, refusal, rows};
use crate::db::{Scope, set_scope};
use crate::write::testing::{Note, TestState, on_postgres};

const COPY: &str = "SELECT municipality_id, seq, occurred_at, recorded_at, actor_id, action, subject_type, subject_id,
    'forged', hash FROM journal WHERE seq = 1";

#[tokio::test]
async fn nobody_changes_removes_or_replaces_a_line_of_the_journal() {
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    for label in ["a", "b"] {
        test.note(municipality, label).await;
    }
    let mut attempts = vec![
        "UPDATE journal SET action = 'x'".to_owned(),
        "UPDATE journal SET body = body WHERE seq = 2".to_owned(),
        "DELETE FROM journal WHERE seq = 2".to_owned(),
        "DELETE FROM journal".to_owned(),
        format!("INSERT INTO journal {}", COPY.replace("seq,", "seq + 4,")),
        format!("INSERT INTO journal {COPY}"),
        "UPDATE journal_heads SET seq = seq + 2".to_owned(),
        "UPDATE journal_heads SET hash = 'x'".to_owned(),
    ];
    if on_postgres() {
        attempts.push("TRUNCATE journal".to_owned());
        attempts.push(format!(
            "INSERT INTO journal {COPY} ON CONFLICT (municipality_id, seq) DO UPDATE SET body = 'forged'"
        ));
    } else {
        attempts.push(format!("INSERT OR REPLACE INTO journal {COPY}"));
        attempts.push(format!("REPLACE INTO journal {COPY}"));
        attempts.push(
            "INSERT OR REPLACE INTO journal_heads SELECT municipality_id, 1, 'x' FROM journal_heads".to_owned(),
        );
    }
    let owner = test.owner().await;
    for attempt in &attempts {
        refusal(&owner, attempt).await;
        let transaction = test.state.db.writer.begin().await.unwrap();
        set_scope(&transaction, Scope::Platform).await.unwrap();
        refusal(&transaction, attempt).await;
        transaction.rollback().await.unwrap();
    }
    for delete in ["DELETE FROM journal_heads"] {
        refusal(&owner, delete).await;
    }
    assert_eq!(number(&owner, "SELECT COUNT(*) FROM journal").await, 2);
    let forged = "SELECT COUNT(*) FROM journal WHERE body = 'forged'";
    assert_eq!(number(&owner, forged).await, 0);
}

#[tokio::test]
async fn connections_for_reading_do_not_write() {
    let test = TestState::open().await;
    let write = "INSERT INTO journal_heads (municipality_id, seq, hash) VALUES (NULL, 1, 'x')";
    let read = test.state.db.read(Scope::Platform).await.unwrap();
    let error = refusal(&read, write).await;
    assert!(error.contains("read"), "{error}");
    let error = refusal(test.state.db.public(), write).await;
    assert!(
        error.contains("read") || error.contains("denied"),
        "{error}"
    );
}

/// A commit that is acknowledged is on the disk: a setting that says otherwise on one connection is enough to lose it.
#[tokio::test]
async fn every_connection_of_sqlite_is_durable_and_keeps_references() {
    if on_postgres() {
        return;
    }
    let test = TestState::open().await;
    let mut readers = Vec::new();
    for _ in 0..test.state.settings.database.readers {
        readers.push(test.state.db.read(Scope::Platform).await.unwrap());
    }
    for reader in &readers {
        check_pragmas(reader, 1).await;
    }
    check_pragmas(&test.state.db.writer, 0).await;
}

async fn check_pragmas(conn: &impl ConnectionTrait, query_only: i64) {
    let mode: String = rows(conn, "PRAGMA journal_mode").await[0]
        .try_get_by_index(0)
        .unwrap();
    assert_eq!(mode, "wal");
    assert_eq!(number(conn, "PRAGMA synchronous").await, 2);
    assert_eq!(number(conn, "PRAGMA foreign_keys").await, 1);
    assert_eq!(number(conn, "PRAGMA query_only").await, query_only);
    assert!(number(conn, "PRAGMA busy_timeout").await >= 5_000);
}

#[tokio::test]
async fn on_postgres_rows_of_another_municipality_are_not_there() {
    if !on_postgres() {
        return;
    }
    let test = TestState::open().await;
    let (own, other) = (Uuid::now_v7(), Uuid::now_v7());
    for municipality in [own, other] {
        let note = Note::new(municipality, "a").about(Uuid::now_v7(), "40112233");
        test.run(note).await.unwrap();
    }
    let guarded = TABLES
        .iter()
        .filter(|table| matches!(table.kind, TableKind::Tenant | TableKind::AppendOnly));
    for table in guarded {
        let count = format!("SELECT COUNT(*) FROM {}", table.name);
        let foreign = format!("{count} WHERE municipality_id <> '{own}'");
        let nobody = test.state.db.writer.begin().await.unwrap();
        assert_eq!(number(&nobody, &count).await, 0, "{}", table.name);
        nobody.rollback().await.unwrap();
        let read = test.state.db.read(Scope::Tenant(own)).await.unwrap();
        assert_eq!(number(&read, &foreign).await, 0, "{}", table.name);
    }
    let read = test.state.db.read(Scope::Tenant(own)).await.unwrap();
    assert_eq!(
        number(&read, "SELECT COUNT(*) FROM personal_values").await,
        1
    );
    drop(read);
    let read = test.state.db.read(Scope::Platform).await.unwrap();
    assert_eq!(
        number(&read, "SELECT COUNT(*) FROM personal_values").await,
        2
    );
}

#[tokio::test]
async fn on_postgres_a_change_cannot_write_into_another_municipality() {
    if !on_postgres() {
        return;
    }
    let test = TestState::open().await;
    let transaction = test.state.db.writer.begin().await.unwrap();
    set_scope(&transaction, Scope::Tenant(Uuid::now_v7()))
        .await
        .unwrap();
    let other = Uuid::now_v7();
    let error = refusal(
        &transaction,
        &format!(
            "INSERT INTO personal_values (municipality_id, subject_id, field, sealed, salt, created_at)
             VALUES ('{other}', '{other}', 'dni', '', '', now())"
        ),
    )
    .await;
    assert!(error.contains("row-level security"), "{error}");
}

/// Grants and policies as the catalogue of the database has them, table by table.
#[tokio::test]
async fn on_postgres_the_roles_have_what_the_kind_of_a_table_gives_and_no_more() {
    if !on_postgres() {
        return;
    }
    let test = TestState::open().await;
    let owner = test.owner().await;
    let strong = "SELECT COUNT(*) FROM pg_roles WHERE rolname IN ('munica_app', 'munica_reader')
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)";
    assert_eq!(number(&owner, strong).await, 0);
    for table in TABLES {
        let name = table.name;
        let may = async |role: &str, what: &str| {
            let sql =
                format!("SELECT has_table_privilege('{role}', '{name}', '{what}')::int::bigint");
            number(&owner, &sql).await == 1
        };
        let public = table.kind == TableKind::Public;
        assert_eq!(may("munica_reader", "SELECT").await, public, "{name}");
        for what in [
            "INSERT",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "REFERENCES",
            "TRIGGER",
        ] {
            assert!(!may("munica_reader", what).await, "{name} {what}");
        }
        for what in ["TRUNCATE", "REFERENCES", "TRIGGER"] {
            assert!(!may("munica_app", what).await, "{name} {what}");
        }
        let append_only = table.kind == TableKind::AppendOnly;
        assert_eq!(may("munica_app", "UPDATE").await, !append_only, "{name}");
        assert_eq!(may("munica_app", "DELETE").await, !append_only, "{name}");
        let forced = format!(
            "SELECT COUNT(*) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
             WHERE c.relname = '{name}' AND c.relrowsecurity AND c.relforcerowsecurity
             AND pg_get_userbyid(c.relowner) <> 'munica_app'"
        );
        let guarded = matches!(table.kind, TableKind::Tenant | TableKind::AppendOnly);
        assert_eq!(number(&owner, &forced).await, i64::from(guarded), "{name}");
    }
}
