//! That nothing goes before its time, under a hold, or by the will of one person.

use chrono::TimeDelta;
use sea_orm::{EntityTrait, Set};
use shared::features::conservation::{Decision, RecordKind as Kind};
use shared::journal::entry::{Actor, ActorKind};
use uuid::Uuid;

use super::entity::{disposal, legal_hold};
use super::{DecideDisposal, LiftHold, PlaceHold, ProposeDisposal, PurgeAnswers, due};
use crate::backup::export_tenant;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiResult, Code};
use crate::features::catalogs;
use crate::files::entity::file;
use crate::jobs::Job as _;
use crate::outbox::entity as mail;
use crate::verify::{Depth, database};
use crate::write::testing::{Note, TestState};
use crate::write::{Caller, Change, Entry, IdempotencyKey, Recorded, Tx, idempotency_record};

fn by(name: &str) -> Caller {
    let mut caller = Caller::system("test");
    caller.actor = Actor {
        kind: ActorKind::Operator,
        id: Some(name.to_owned()),
        name: None,
    };
    caller
}

async fn run<C: Change>(test: &TestState, who: &str, change: C) -> ApiResult<C::Output> {
    test.state.write.run(by(who), change).await
}

fn propose(municipality: Uuid, kind: Kind) -> ProposeDisposal {
    ProposeDisposal {
        municipality,
        kind,
        reason: "plazo cumplido".into(),
        legal_basis: None,
        archive_digest: None,
    }
}

/// Fills the catalogue of terms.
struct Terms;

impl Change for Terms {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        catalogs::seed(tx, super::CATALOG).await?;
        let entry = Entry::new(PLATFORM, "catalogs.seeded", "catalog", super::CATALOG);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// A state with terms.
async fn open() -> TestState {
    let test = TestState::open().await;
    test.run(Terms).await.unwrap();
    test
}

async fn confirm(test: &TestState, who: &str, municipality: Uuid, id: Uuid) -> ApiResult<u64> {
    let change = DecideDisposal {
        municipality,
        id,
        decision: Decision::Confirm,
    };
    run(test, who, change).await
}

async fn a_mail_given_up(test: &TestState, municipality: Uuid) -> Uuid {
    let (id, now) = (Uuid::now_v7(), test.state.clock.now());
    let row = mail::ActiveModel {
        id: Set(id),
        municipality_id: Set(municipality),
        template: Set("test".into()),
        content: Set(vec![1, 2, 3]),
        recipient_mask: Set("a***@b.pe".into()),
        status: Set(mail::Status::Failed.code().into()),
        attempts: Set(1),
        last_error: Set(None),
        next_attempt_at: Set(now),
        created_at: Set(now),
        sent_at: Set(None),
        lease_id: Set(None),
    };
    let owner = test.owner().await;
    mail::Entity::insert(row)
        .exec_without_returning(&owner)
        .await
        .unwrap();
    id
}

async fn mails(test: &TestState) -> usize {
    let owner = test.owner().await;
    mail::Entity::find().all(&owner).await.unwrap().len()
}

#[tokio::test]
async fn mails_go_after_their_term_and_only_when_a_second_person_says_so() {
    let test = open().await;
    let municipality = Uuid::now_v7();
    a_mail_given_up(&test, municipality).await;
    let owner = test.owner().await;
    let now = || test.state.clock.now();
    assert_eq!(due(&owner, now()).await.unwrap(), []);
    let early = run(&test, "ana", propose(municipality, Kind::Mails)).await;
    assert_eq!(early.unwrap_err().code, Code::Conflict);
    test.clock.advance(TimeDelta::days(93));
    let found = due(&owner, now()).await.unwrap();
    assert_eq!((found[0].municipality, found[0].rows), (municipality, 1));
    let proposal = propose(municipality, Kind::Mails);
    let id = run(&test, "ana", proposal.clone()).await.unwrap();
    assert!(
        run(&test, "ana", proposal).await.is_err(),
        "one proposal at a time"
    );
    let own = confirm(&test, "ana", municipality, id).await;
    assert_eq!(own.unwrap_err().code, Code::Conflict);
    assert_eq!(mails(&test).await, 1);
    assert_eq!(confirm(&test, "beto", municipality, id).await.unwrap(), 1);
    assert_eq!(mails(&test).await, 0);
    let again = confirm(&test, "beto", municipality, id).await;
    assert_eq!(again.unwrap_err().code, Code::Conflict);
    let kept = disposal::Entity::find().one(&owner).await.unwrap().unwrap();
    assert_eq!(
        (kept.status.as_str(), kept.disposed_rows),
        ("executed", Some(1))
    );
    assert_eq!(kept.legal_basis, "Ley 29733, art. 8");
    assert!(
        database(&test.state, Depth::Journals, None)
            .await
            .unwrap()
            .is_clean()
    );
}

#[tokio::test]
async fn a_job_cannot_propose_and_a_refusal_leaves_everything() {
    let test = open().await;
    let municipality = Uuid::now_v7();
    a_mail_given_up(&test, municipality).await;
    test.clock.advance(TimeDelta::days(93));
    let proposal = propose(municipality, Kind::Mails);
    let job = test.run(proposal.clone()).await;
    assert_eq!(job.unwrap_err().code, Code::Forbidden);
    let id = run(&test, "ana", proposal).await.unwrap();
    let refuse = DecideDisposal {
        municipality,
        id,
        decision: Decision::Refuse,
    };
    run(&test, "beto", refuse).await.unwrap();
    assert_eq!(mails(&test).await, 1);
}

#[tokio::test]
async fn a_hold_keeps_what_it_names() {
    let test = open().await;
    let municipality = Uuid::now_v7();
    let held = a_mail_given_up(&test, municipality).await;
    a_mail_given_up(&test, municipality).await;
    test.clock.advance(TimeDelta::days(93));
    let hold = |subject| PlaceHold {
        municipality,
        kind: Kind::Mails,
        subject,
        reason: "proceso judicial".into(),
        legal_basis: "mandato judicial".into(),
    };
    run(&test, "ana", hold(Some(held))).await.unwrap();
    let proposal = propose(municipality, Kind::Mails);
    let id = run(&test, "ana", proposal).await.unwrap();
    let all = run(&test, "ana", hold(None)).await.unwrap();
    let found = due(&test.owner().await, test.state.clock.now())
        .await
        .unwrap();
    assert_eq!((found[0].rows, found[0].held), (1, true));
    let stopped = confirm(&test, "beto", municipality, id).await;
    assert_eq!(stopped.unwrap_err().code, Code::Conflict);
    let lift = LiftHold {
        municipality,
        id: all,
        reason: "fin del proceso".into(),
    };
    run(&test, "ana", lift.clone()).await.unwrap();
    assert!(run(&test, "ana", lift).await.is_err());
    assert_eq!(confirm(&test, "beto", municipality, id).await.unwrap(), 1);
    let owner = test.owner().await;
    let kept = mail::Entity::find_by_id(held).one(&owner).await.unwrap();
    assert!(kept.is_some());
    let holds = legal_hold::Entity::find().all(&owner).await.unwrap();
    assert_eq!(holds.len(), 2);
}

/// A municipality with a person and a file, and where its bytes lie.
async fn a_tenant(test: &TestState) -> (Uuid, std::path::PathBuf) {
    let municipality = Uuid::now_v7();
    let note = Note::new(municipality, "a").about(Uuid::now_v7(), "40112233");
    test.run(note).await.unwrap();
    let path = test.add_file(municipality, b"test").await;
    (municipality, path)
}

#[tokio::test]
async fn without_a_term_nothing_is_due_and_nothing_may_go() {
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    a_mail_given_up(&test, municipality).await;
    test.clock.advance(TimeDelta::days(4_000));
    let owner = test.owner().await;
    let now = test.state.clock.now();
    assert_eq!(due(&owner, now).await.unwrap(), []);
    let proposed = run(&test, "ana", propose(municipality, Kind::Mails)).await;
    assert_eq!(proposed.unwrap_err().code, Code::Conflict);
}

#[tokio::test]
async fn a_removed_tenant_leaves_its_journal_and_nothing_of_its_persons() {
    let test = TestState::open().await;
    let (municipality, bytes) = a_tenant(&test).await;
    let (other, others) = a_tenant(&test).await;
    let mut proposal = propose(municipality, Kind::Tenant);
    let without = run(&test, "ana", proposal.clone()).await;
    assert_eq!(without.unwrap_err().code, Code::Invalid);
    let archive = test.folder.path().join("export.tar.zst");
    export_tenant(&test.state, municipality, &archive)
        .await
        .unwrap();
    proposal.archive_digest = Some("ab".repeat(32));
    let id = run(&test, "ana", proposal).await.unwrap();
    assert!(bytes.exists());
    // The value, the file, and the sealed reason of the proposal.
    assert_eq!(confirm(&test, "beto", municipality, id).await.unwrap(), 3);
    super::remove_files(&test.state, municipality).await;
    assert!(!bytes.exists() && others.exists());
    let report = database(&test.state, Depth::Files, None).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.personal_values, report.files), (1, 1));
    let read = test.state.db.read(Scope::Tenant(other)).await.unwrap();
    assert_eq!(file::Entity::find().all(&read).await.unwrap().len(), 1);
}

#[tokio::test]
async fn answers_for_repeated_requests_are_kept_for_a_day() {
    let test = TestState::open().await;
    let mut caller = Caller::system("test");
    caller.idempotency = Some(IdempotencyKey::new("anyone", "/notes", "k", b"body"));
    let note = Note::new(Uuid::now_v7(), "a");
    test.state.write.run(caller, note).await.unwrap();
    let kept = async || {
        let owner = test.owner().await;
        let rows = idempotency_record::Entity::find().all(&owner).await;
        rows.unwrap().len()
    };
    for (hours, left) in [(23, 1), (2, 0)] {
        test.clock.advance(TimeDelta::hours(hours));
        PurgeAnswers.run(&test.state).await.unwrap();
        assert_eq!(kept().await, left);
    }
}
