//! The chain of the journal: whatever is changed, moved or taken away is found, and where.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use shared::journal::{
    chain::{BrokenLink, GENESIS, Head, LinkError, entry_hash},
    entry::{Actor, ActorKind, JournalEntry, Subject},
};
use uuid::Uuid;

const OWN: Uuid = Uuid::from_u128(7);

fn an_entry(step: i64) -> JournalEntry {
    let time: DateTime<Utc> = "2026-11-21T15:00:00.123456Z".parse().unwrap();
    JournalEntry {
        municipality_id: OWN,
        seq: 0,
        occurred_at: time + TimeDelta::seconds(step),
        recorded_at: time + TimeDelta::seconds(step + 1),
        actor: Actor {
            kind: ActorKind::Staff,
            id: Some("u-1".into()),
            name: None,
        },
        role: Some("portal_admin".into()),
        action: "menu.update".into(),
        subject: Subject {
            kind: "menu".into(),
            id: step.to_string(),
        },
        before: (step > 0).then(|| json!({"label": "Inicio", "order": step - 1})),
        after: Some(json!({"label": "Inicio", "order": step, "visible": true})),
        legal_basis: Some("Ley 27972".into()),
        request_id: None,
        prev_hash: String::new(),
        hash: String::new(),
    }
}

fn a_chain(length: i64) -> (Vec<JournalEntry>, Head) {
    let mut head = Head::genesis(OWN);
    let entries = (0..length)
        .map(|step| {
            let mut entry = an_entry(step);
            head.seal(&mut entry).unwrap();
            entry
        })
        .collect();
    (entries, head)
}

fn verify(entries: &[JournalEntry]) -> Result<Head, BrokenLink> {
    Head::genesis(OWN).verify(entries)
}

#[test]
fn an_honest_journal_verifies_whole_and_in_pieces() {
    let (entries, head) = a_chain(9);
    assert_eq!(verify(&entries), Ok(head.clone()));
    assert_eq!(entries[0].prev_hash, GENESIS);
    let half = verify(&entries[..4]).unwrap();
    assert_eq!(half.verify(&entries[4..]), Ok(head));
    assert_eq!(verify(&[]), Ok(Head::genesis(OWN)));
}

#[test]
fn the_hash_is_the_one_that_outsiders_compute() {
    let (entries, _) = a_chain(1);
    // Computed independently, with Python's json and hashlib, over the published description of the format.
    assert_eq!(
        entries[0].hash,
        "24803189d547ae2a5489f6bc08c236a6c004aaf64f883cb0a2f9387da7783d8c"
    );
    let exported = serde_json::to_string(&entries[0]).unwrap();
    assert!(exported.contains("\"2026-11-21T15:00:00.123456Z\""));
    let read: JournalEntry = serde_json::from_str(&exported).unwrap();
    assert_eq!(entry_hash(&read), Ok(read.hash.clone()));
}

#[test]
fn missing_entries_at_the_end_show_only_against_a_published_head() {
    let (entries, head) = a_chain(5);
    let short = verify(&entries[..3]).expect("a shorter journal is a journal");
    assert_eq!(
        short.expect(&head),
        Err(BrokenLink {
            seq: 5,
            reason: LinkError::Truncated
        })
    );
    assert_eq!(head.expect(&short), Ok(()));
    assert_eq!(head.expect(&head), Ok(()));
    let rewritten = Head {
        hash: GENESIS.into(),
        ..head.clone()
    };
    assert_eq!(
        head.expect(&rewritten).unwrap_err().reason,
        LinkError::WrongHash
    );
}

#[test]
fn an_entry_of_another_municipality_is_named() {
    let (mut entries, _) = a_chain(3);
    entries[1].municipality_id = Uuid::from_u128(8);
    let broken = verify(&entries).unwrap_err();
    assert_eq!(
        broken,
        BrokenLink {
            seq: 2,
            reason: LinkError::OtherMunicipality
        }
    );
    assert_eq!(
        broken.to_string(),
        "El asiento 2 del diario pertenece a otra municipalidad."
    );
}

#[test]
fn rewriting_an_entry_with_its_hash_breaks_the_next_link() {
    let (mut entries, _) = a_chain(4);
    entries[1].action = "menu.create".into();
    entries[1].hash = entry_hash(&entries[1]).unwrap();
    assert_eq!(
        verify(&entries),
        Err(BrokenLink {
            seq: 3,
            reason: LinkError::WrongPrevious
        })
    );
}

#[test]
fn nothing_can_be_added_to_an_exported_entry() {
    let (entries, _) = a_chain(1);
    let mut exported = serde_json::to_value(&entries[0]).unwrap();
    exported["note"] = json!("agregado");
    assert!(serde_json::from_value::<JournalEntry>(exported.clone()).is_err());
    exported.as_object_mut().unwrap().remove("note");
    exported["actor"]["note"] = json!("agregado");
    assert!(serde_json::from_value::<JournalEntry>(exported).is_err());
}

/// Every leaf of a JSON value, as a path.
fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| leaves(member, &format!("{path}/{name}"), out)),
        _ => out.push(path.to_owned()),
    }
}

/// The same leaf with another value of the same kind, or of none.
fn altered(value: &Value) -> Value {
    match value {
        Value::Null => json!("x"),
        Value::Bool(value) => json!(!value),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        Value::String(text) => match text.parse::<DateTime<Utc>>() {
            Ok(time) => json!((time + TimeDelta::microseconds(1)).to_rfc3339()),
            Err(_) if text == "staff" => json!("citizen"),
            Err(_) if Uuid::parse_str(text).is_ok() => json!(Uuid::from_u128(9)),
            Err(_) => json!(format!("{text} ")),
        },
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn any_changed_field_is_found_at_its_entry(length in 2_i64..8, at: Index, field: Index) {
        let (mut entries, _) = a_chain(length);
        let at = at.index(entries.len());
        let mut exported = serde_json::to_value(&entries[at]).unwrap();
        let mut paths = Vec::new();
        leaves(&exported, "", &mut paths);
        let path = field.get(&paths);
        let leaf = exported.pointer_mut(path).unwrap();
        *leaf = altered(leaf);
        entries[at] = serde_json::from_value(exported).unwrap();
        let broken = verify(&entries).unwrap_err();
        prop_assert_eq!(broken.seq, i64::try_from(at).unwrap() + 1, "{}", path);
    }

    #[test]
    fn any_flipped_byte_of_an_export_is_refused_or_found(length in 1_i64..5, at: Index, bit in 0_u32..8) {
        let (entries, head) = a_chain(length);
        let mut bytes = serde_json::to_vec(&entries).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(read) = serde_json::from_slice::<Vec<JournalEntry>>(&bytes) {
            let verified = verify(&read).and_then(|found| found.expect(&head));
            // A flip may touch what carries no meaning, such as the case of a letter of the tenant's identifier.
            prop_assert!(verified.is_err() || read == entries);
        }
    }

    #[test]
    fn any_two_exchanged_entries_are_found(length in 2_i64..8, first: Index, second: Index) {
        let (mut entries, _) = a_chain(length);
        let (first, second) = (first.index(entries.len()), second.index(entries.len()));
        prop_assume!(first != second);
        entries.swap(first, second);
        let seq = i64::try_from(first.min(second)).unwrap() + 1;
        prop_assert_eq!(verify(&entries), Err(BrokenLink { seq, reason: LinkError::Gap }));
    }

    #[test]
    fn any_removed_or_repeated_entry_is_found(length in 2_i64..8, at: Index, repeat: bool) {
        let (mut entries, head) = a_chain(length);
        let at = at.index(entries.len());
        if repeat {
            entries.insert(at, entries[at].clone());
        } else {
            entries.remove(at);
        }
        let verified = verify(&entries).and_then(|found| found.expect(&head));
        prop_assert!(verified.is_err());
    }
}
