//! That nobody changes a journal unnoticed: not in an export, not as the owner of the database.

use std::io::Cursor;

use proptest::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use shared::features::journal::PublicKey;
use shared::journal::chain::{BrokenLink, LinkError};
use uuid::Uuid;

use super::export::export_journal;
use super::{Depth, Fault, Kept, Report, database, readers};
use crate::features::journal::{public_keys, sign_heads};
use crate::write::testing::{Note, TestState, on_postgres};

struct Export {
    journal: Vec<u8>,
    heads: Vec<u8>,
    keys: Vec<PublicKey>,
}

impl Export {
    async fn of(test: &TestState, municipality: Uuid) -> Self {
        let (mut journal, mut heads) = (Vec::new(), Vec::new());
        export_journal(&test.state, municipality, &mut journal, &mut heads)
            .await
            .unwrap();
        Self {
            journal,
            heads,
            keys: public_keys(&test.state.keys),
        }
    }

    fn verify(&self, journal: &[u8], heads: &[u8]) -> Report {
        readers(Cursor::new(journal), Cursor::new(heads), &self.keys).unwrap()
    }
}

/// A journal of some entries with a person in it, signed up to its end.
async fn signed_journal(test: &TestState, length: usize) -> Uuid {
    let municipality = Uuid::now_v7();
    for index in 0..length {
        let note = Note::new(municipality, &format!("n{index}"));
        let note = note.about(Uuid::now_v7(), &format!("4011{index:04}"));
        test.run(note).await.unwrap();
        if index == length / 2 {
            sign_heads(&test.state).await.unwrap();
        }
    }
    sign_heads(&test.state).await.unwrap();
    municipality
}

fn broken(seq: i64, reason: LinkError) -> Fault {
    Fault::Link(BrokenLink { seq, reason })
}

fn faults(report: &Report) -> Vec<Fault> {
    let faults = report.findings.iter().map(|finding| finding.fault.clone());
    faults.collect()
}

#[tokio::test]
async fn a_thousand_flipped_bytes_of_an_export_are_found() {
    let test = TestState::open().await;
    let export = Export::of(&test, signed_journal(&test, 8).await).await;
    let clean = export.verify(&export.journal, &export.heads);
    assert!(clean.is_clean(), "{clean}");
    assert_eq!((clean.entries, clean.heads), (8, 2));
    let size = export.journal.len() + export.heads.len();
    for step in 0..1_000_usize {
        let at = step * 7_919 % size;
        let (mut journal, mut heads) = (export.journal.clone(), export.heads.clone());
        let mask = 1 << (step % 8);
        if at < journal.len() {
            journal[at] ^= mask;
        } else {
            heads[at - journal.len()] ^= mask;
        }
        let report = export.verify(&journal, &heads);
        assert_eq!(report.exit_code(), 1, "byte {at} ^ {mask}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lines_that_are_moved_doubled_or_taken_away_are_found(a in 0_usize..8, b in 0_usize..8, how in 0_u8..4) {
        static EXPORT: std::sync::OnceLock<Export> = std::sync::OnceLock::new();
        let export = EXPORT.get_or_init(|| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let test = TestState::open().await;
                Export::of(&test, signed_journal(&test, 8).await).await
            })
        });
        prop_assume!(a != b);
        let mut lines: Vec<&[u8]> = export.journal.split_inclusive(|byte| *byte == b'\n').collect();
        match how {
            0 => lines.swap(a, b),
            1 => { lines.remove(a); }
            2 => lines.insert(a, lines[b]),
            _ => lines.truncate(a),
        }
        prop_assert!(!export.verify(&lines.concat(), &export.heads).is_clean());
    }
}

#[tokio::test]
async fn a_head_signed_by_a_stranger_does_not_count() {
    let (test, stranger) = (TestState::open().await, TestState::open().await);
    let mut export = Export::of(&test, signed_journal(&test, 2).await).await;
    export.keys = public_keys(&stranger.state.keys);
    let report = export.verify(&export.journal, &export.heads);
    assert_eq!(faults(&report)[..1], [Fault::Signature(2)]);
}

#[tokio::test]
async fn an_honest_database_verifies_while_it_is_written_to() {
    let test = TestState::open().await;
    let municipality = signed_journal(&test, 5).await;
    test.note(municipality, "after").await;
    let report = database(&test.state, Depth::Files, None).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.journals, report.entries, report.heads), (1, 6, 2));
    assert_eq!(report.personal_values, 5);
}

/// What the owner of the database can do who knows about the triggers.
async fn tamper(owner: &DatabaseConnection, statements: &[&str]) {
    if on_postgres() {
        for table in ["journal", "journal_heads", "signed_heads"] {
            let sql = format!("ALTER TABLE {table} DISABLE TRIGGER USER");
            owner.execute_unprepared(&sql).await.unwrap();
        }
    } else {
        let triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
        let triggers = Statement::from_string(DbBackend::Sqlite, triggers);
        for row in owner.query_all_raw(triggers).await.unwrap() {
            let name: String = row.try_get_by_index(0).unwrap();
            let sql = format!("DROP TRIGGER {name}");
            owner.execute_unprepared(&sql).await.unwrap();
        }
    }
    for statement in statements {
        owner.execute_unprepared(statement).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_owner_of_the_database_changes_is_named() {
    let own = if on_postgres() {
        "municipality_id <> '00000000-0000-0000-0000-000000000000'"
    } else {
        "municipality_id <> zeroblob(16)"
    };
    let cases: [(&str, Fault); 9] = [
        (
            "UPDATE journal SET body = REPLACE(body, 'n2', 'x2') WHERE seq = 3",
            broken(3, LinkError::WrongHash),
        ),
        (
            "UPDATE journal SET action = 'note.removed' WHERE seq = 2",
            Fault::Columns(2),
        ),
        (
            "DELETE FROM journal WHERE seq = 2",
            broken(2, LinkError::Gap),
        ),
        (
            "DELETE FROM journal WHERE seq = 5",
            broken(5, LinkError::Truncated),
        ),
        ("DELETE FROM journal", broken(1, LinkError::Truncated)),
        (
            "UPDATE journal SET seq = 9 WHERE seq = 1",
            broken(1, LinkError::Gap),
        ),
        ("UPDATE journal_heads SET seq = 4", Fault::Head(4)),
        (
            "UPDATE signed_heads SET hash = 'x' WHERE seq = 3",
            Fault::Signature(3),
        ),
        ("DELETE FROM journal_heads", Fault::Head(0)),
    ];
    for (statement, fault) in cases {
        let test = TestState::open().await;
        let municipality = signed_journal(&test, 5).await;
        let filter = if statement.contains("WHERE") {
            " AND "
        } else {
            " WHERE "
        };
        let statement = format!("{statement}{filter}{own}");
        tamper(&test.owner().await, &[&statement]).await;
        let report = database(&test.state, Depth::Journals, None).await.unwrap();
        assert_eq!(faults(&report), [fault], "{statement}");
        assert_eq!(report.findings[0].municipality_id, municipality);
    }
}

#[tokio::test]
async fn a_journal_written_anew_agrees_with_itself_but_not_with_a_head_that_somebody_kept() {
    for (anew, reason) in [
        (&["x", "b", "c", "d"][..], LinkError::WrongHash),
        (&["x", "b"], LinkError::Truncated),
        (&[], LinkError::Truncated),
    ] {
        let test = TestState::open().await;
        let municipality = Uuid::now_v7();
        for label in ["a", "b", "c"] {
            test.note(municipality, label).await;
        }
        sign_heads(&test.state).await.unwrap();
        let export = Export::of(&test, municipality).await;
        let path = test.folder.path().join("kept.ndjson");
        // As it comes out of a mail: without the end of the line.
        std::fs::write(&path, export.heads.trim_ascii_end()).unwrap();
        let keys = test.folder.path().join("keys.json");
        let page = shared::kit::page::Page::complete(export.keys);
        std::fs::write(&keys, serde_json::to_vec(&page).unwrap()).unwrap();
        let look = async |keys| {
            let kept = Kept { heads: &path, keys };
            database(&test.state, Depth::Journals, Some(kept)).await
        };
        for keys in [None, Some(keys.as_path())] {
            let report = look(keys).await.unwrap();
            assert!(report.is_clean(), "{report}");
        }
        let all = ["journal", "journal_heads", "signed_heads"];
        let statements = all.map(|table| format!("DELETE FROM {table}"));
        let statements = statements.each_ref().map(String::as_str);
        tamper(&test.owner().await, &statements).await;
        for label in anew {
            test.note(municipality, label).await;
        }
        sign_heads(&test.state).await.unwrap();
        let own = database(&test.state, Depth::Journals, None).await.unwrap();
        assert!(own.is_clean(), "{own}");
        let report = look(None).await.unwrap();
        let seq = i64::try_from(anew.len()).unwrap().min(2) + 1;
        assert_eq!(faults(&report), [broken(seq, reason)]);
        assert_eq!(report.findings[0].municipality_id, municipality);
    }
}

#[tokio::test]
async fn a_kept_head_that_nobody_of_ours_signed_does_not_count() {
    let (test, stranger) = (TestState::open().await, TestState::open().await);
    let export = Export::of(&stranger, signed_journal(&stranger, 2).await).await;
    let path = test.folder.path().join("kept.ndjson");
    std::fs::write(&path, &export.heads).unwrap();
    let kept = Kept {
        heads: &path,
        keys: None,
    };
    let report = database(&test.state, Depth::Journals, Some(kept)).await;
    assert_eq!(faults(&report.unwrap()), [Fault::Signature(2)]);
}

#[tokio::test]
async fn a_personal_value_that_was_exchanged_is_named() {
    for statement in [
        "UPDATE personal_values SET salt = (SELECT salt FROM personal_values ORDER BY salt DESC LIMIT 1)
         WHERE salt = (SELECT salt FROM personal_values ORDER BY salt LIMIT 1)",
        "UPDATE personal_values SET sealed = (SELECT sealed FROM personal_values ORDER BY sealed DESC LIMIT 1)
         WHERE sealed = (SELECT sealed FROM personal_values ORDER BY sealed LIMIT 1)",
    ] {
        let test = TestState::open().await;
        signed_journal(&test, 2).await;
        tamper(&test.owner().await, &[statement]).await;
        let report = database(&test.state, Depth::Journals, None).await.unwrap();
        assert!(
            matches!(faults(&report)[..], [Fault::PersonalValue(_)]),
            "{report}"
        );
    }
}

#[tokio::test]
async fn erasing_a_person_leaves_a_journal_that_verifies() {
    let test = TestState::open().await;
    signed_journal(&test, 3).await;
    tamper(&test.owner().await, &["DELETE FROM personal_values"]).await;
    let report = database(&test.state, Depth::Journals, None).await.unwrap();
    assert!(report.is_clean(), "{report}");
}
