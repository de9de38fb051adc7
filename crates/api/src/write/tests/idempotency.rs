//! A request that is sent again has its effect once and gets the same answer.

use futures_util::future::join_all;
use uuid::Uuid;

use super::{number, rows};
use crate::error::{ApiResult, Code};
use crate::write::testing::{Fate, Note, TestState};
use crate::write::{Caller, IdempotencyKey};

async fn send(test: &TestState, note: Note, key: &str, body: &str) -> ApiResult<i64> {
    let mut caller = Caller::system("test");
    caller.idempotency = Some(IdempotencyKey::new(
        "anyone",
        "/notes",
        key,
        body.as_bytes(),
    ));
    test.state.write.run(caller, note).await
}

async fn entries(test: &TestState) -> i64 {
    number(&test.owner().await, "SELECT COUNT(*) FROM journal").await
}

#[tokio::test]
async fn a_repeated_request_is_answered_with_the_first_answer() {
    let test = TestState::open().await;
    let note = Note::new(Uuid::now_v7(), "a");
    let first = send(&test, note.clone(), "k", "body").await.unwrap();
    assert_eq!(send(&test, note.clone(), "k", "body").await.unwrap(), first);
    assert_eq!(entries(&test).await, 1);
    assert_ne!(send(&test, note, "other", "body").await.unwrap(), first);
    assert_eq!(entries(&test).await, 2);
}

#[tokio::test]
async fn the_same_key_with_another_content_is_refused() {
    let test = TestState::open().await;
    let note = Note::new(Uuid::now_v7(), "a");
    send(&test, note.clone(), "k", "body").await.unwrap();
    let error = send(&test, note, "k", "another body").await.unwrap_err();
    assert_eq!(error.code, Code::IdempotencyMismatch);
    assert_eq!(entries(&test).await, 1);
}

#[tokio::test]
async fn a_hundred_requests_at_once_with_one_key_have_one_effect() {
    let test = TestState::open().await;
    let note = Note::new(Uuid::now_v7(), "a");
    let outcomes = join_all((0..100).map(|_| send(&test, note.clone(), "k", "body"))).await;
    let answers: Vec<i64> = outcomes.into_iter().map(Result::unwrap).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(entries(&test).await, 1);
}

#[tokio::test]
async fn one_key_sent_to_two_processes_at_once_has_one_effect() {
    let test = TestState::open().await;
    let settings = (*test.state.settings).clone();
    let other = crate::state::AppState::open(settings, test.state.clock.clone())
        .await
        .unwrap();
    let note = Note::new(Uuid::now_v7(), "a");
    let requests = (0..40).map(|index| {
        let state = if index % 2 == 0 { &test.state } else { &other };
        let mut caller = Caller::system("test");
        caller.idempotency = Some(IdempotencyKey::new("anyone", "/notes", "k", b"body"));
        state.write.run(caller, note.clone())
    });
    let answers: Vec<i64> = join_all(requests)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(entries(&test).await, 1);
}

#[tokio::test]
async fn a_request_that_failed_may_be_sent_again() {
    let test = TestState::open().await;
    let note = Note::new(Uuid::now_v7(), "a");
    let refused = send(&test, note.clone().that(Fate::IsRefused), "k", "body").await;
    assert!(refused.is_err());
    send(&test, note, "k", "body").await.unwrap();
    assert_eq!(entries(&test).await, 1);
}

#[tokio::test]
async fn neither_answers_nor_personal_values_lie_readable_in_the_database() {
    let test = TestState::open().await;
    let dni = "40112233";
    let note = Note::new(Uuid::now_v7(), "a").about(Uuid::now_v7(), dni);
    let answer = send(&test, note, "k", "body").await.unwrap().to_string();
    let owner = test.owner().await;
    let kept: Vec<Vec<u8>> = rows(
        &owner,
        "SELECT answer FROM idempotency_records UNION ALL SELECT sealed FROM personal_values",
    )
    .await
    .iter()
    .map(|row| row.try_get_by_index(0).unwrap())
    .collect();
    assert_eq!(kept.len(), 2);
    for bytes in kept {
        let shown = String::from_utf8_lossy(&bytes);
        assert!(!shown.contains(&answer) && !shown.contains(dni), "{shown}");
    }
    let body: String = rows(&owner, "SELECT body FROM journal").await[0]
        .try_get_by_index(0)
        .unwrap();
    assert!(!body.contains(dni), "{body}");
}
