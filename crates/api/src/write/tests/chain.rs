//! The journal that changes leave behind, and that one change does not harm another.

use std::sync::Arc;

use futures_util::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};
use shared::journal::chain::Head;
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

use super::number;
use crate::db::Scope;
use crate::error::Code;
use crate::journal::entity::{head, line};
use crate::write::testing::{Fate, Note, TestState};

/// The chain of each municipality, verified, must end where its head says.
async fn verify_chains(test: &TestState) {
    let read = test.state.db.read(Scope::Platform).await.unwrap();
    for row in head::Entity::find().all(&read).await.unwrap() {
        let lines = line::Entity::find()
            .filter_by_municipality(row.municipality_id)
            .all(&read)
            .await
            .unwrap();
        let entries: Vec<JournalEntry> = lines
            .iter()
            .map(|line| serde_json::from_str(&line.body).unwrap())
            .collect();
        let end = Head::genesis(row.municipality_id).verify(&entries).unwrap();
        assert_eq!((end.seq, end.hash), (row.seq, row.hash));
    }
}

trait OfMunicipality {
    fn filter_by_municipality(self, municipality: Uuid) -> Self;
}

impl OfMunicipality for sea_orm::Select<line::Entity> {
    fn filter_by_municipality(self, municipality: Uuid) -> Self {
        use sea_orm::{ColumnTrait as _, QueryFilter as _};
        self.filter(line::Column::MunicipalityId.eq(municipality))
            .order_by_asc(line::Column::Seq)
    }
}

#[tokio::test]
async fn fifty_changes_at_once_over_several_municipalities_leave_chains_without_gaps() {
    let test = Arc::new(TestState::open().await);
    let municipalities: Vec<Uuid> = (0..7).map(|_| Uuid::now_v7()).collect();
    let changes = (0..50).map(|index| {
        let (test, municipality) = (test.clone(), municipalities[index % 7]);
        tokio::spawn(async move { test.note(municipality, &format!("n{index}")).await })
    });
    for outcome in join_all(changes).await {
        outcome.unwrap();
    }
    verify_chains(&test).await;
    assert_eq!(
        number(&test.owner().await, "SELECT COUNT(*) FROM journal").await,
        50
    );
}

#[tokio::test]
async fn changes_that_fail_take_nothing_with_them_and_leave_nothing_behind() {
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    let fate = |index: usize| match index % 4 {
        0 => Fate::IsRefused,
        1 => Fate::BreaksARule,
        2 => Fate::Panics,
        _ => Fate::Succeeds,
    };
    // All wait before the lane takes the first, so they share one transaction.
    let changes = (0..60).map(|index| {
        let note = Note::new(municipality, &format!("n{index}"));
        test.run(note.about(Uuid::now_v7(), "40112233").that(fate(index)))
    });
    for (index, outcome) in join_all(changes).await.into_iter().enumerate() {
        match fate(index) {
            Fate::Succeeds => assert!(outcome.is_ok(), "{index}"),
            Fate::IsRefused => assert_eq!(outcome.unwrap_err().code, Code::Conflict),
            Fate::BreaksARule | Fate::Panics => {
                assert_eq!(outcome.unwrap_err().code, Code::Internal);
            }
        }
    }
    let owner = test.owner().await;
    assert_eq!(number(&owner, "SELECT COUNT(*) FROM journal").await, 15);
    assert_eq!(
        number(&owner, "SELECT COUNT(*) FROM personal_values").await,
        15
    );
    verify_chains(&test).await;
}

#[tokio::test]
async fn the_service_goes_on_after_a_change_that_panics_alone() {
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    let note = Note::new(municipality, "a").that(Fate::Panics);
    assert_eq!(test.run(note).await.unwrap_err().code, Code::Internal);
    test.note(municipality, "b").await;
    assert_eq!(
        number(&test.owner().await, "SELECT COUNT(*) FROM journal").await,
        1
    );
}

#[tokio::test]
async fn writing_goes_on_while_this_process_listens_for_others() {
    let test = TestState::open().await;
    test.state.follow_other_processes();
    for index in 0..20 {
        tokio::task::yield_now().await;
        test.note(Uuid::now_v7(), &format!("n{index}")).await;
    }
}

#[tokio::test]
async fn two_processes_on_one_database_continue_the_same_chain() {
    let test = TestState::open().await;
    let settings = (*test.state.settings).clone();
    let other = crate::state::AppState::open(settings, test.state.clock.clone())
        .await
        .unwrap();
    let municipality = Uuid::now_v7();
    let changes = (0..40).map(|index| {
        let state = if index % 2 == 0 { &test.state } else { &other };
        let note = Note::new(municipality, &format!("n{index}"));
        state.write.run(crate::write::Caller::system("test"), note)
    });
    for outcome in join_all(changes).await {
        outcome.unwrap();
    }
    verify_chains(&test).await;
    assert_eq!(
        number(&test.owner().await, "SELECT COUNT(*) FROM journal").await,
        40
    );
}
