//! What was done to a thing, for the screen that shows it.

use shared::features::journal::{HistoryEntry, HistoryQuery};
use shared::journal::entry::JournalEntry;
use shared::kit::page::Page;

use super::store;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::state::AppState;

/// A page of the journal of `scope` (the platform's own for [`Scope::Platform`]), newest first.
pub(crate) async fn history(
    state: &AppState,
    scope: Scope,
    query: &HistoryQuery,
) -> ApiResult<Page<HistoryEntry>> {
    let read = state.db.read(scope).await?;
    let lines = store::lines(&read, scope.id(), query).await?;
    lines.try_map(|line| Ok(entry(serde_json::from_str(&line.body)?)))
}

fn entry(entry: JournalEntry) -> HistoryEntry {
    let JournalEntry {
        municipality_id: _,
        seq,
        occurred_at,
        recorded_at,
        actor,
        role,
        action,
        subject,
        before,
        after,
        legal_basis,
        request_id,
        prev_hash: _,
        hash: _,
    } = entry;
    HistoryEntry {
        seq,
        occurred_at,
        recorded_at,
        actor,
        role,
        action,
        subject,
        before,
        after,
        legal_basis,
        request_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::testing::TestState;
    use uuid::Uuid;

    #[tokio::test]
    async fn a_screen_reads_what_was_done_to_its_thing_page_by_page() {
        let test = TestState::open().await;
        let municipality = Uuid::now_v7();
        for label in ["a", "b", "a", "a"] {
            test.note(municipality, label).await;
        }
        test.note(Uuid::now_v7(), "a").await;
        let mut query = HistoryQuery {
            subject_id: Some("a".into()),
            limit: Some(2),
            ..HistoryQuery::default()
        };
        let scope = Scope::Tenant(municipality);
        let first = history(&test.state, scope, &query).await.unwrap();
        assert_eq!(
            first
                .items
                .iter()
                .map(|entry| entry.seq)
                .collect::<Vec<_>>(),
            [4, 3]
        );
        query.cursor = first.next_cursor;
        let second = history(&test.state, scope, &query).await.unwrap();
        assert_eq!(
            second
                .items
                .iter()
                .map(|entry| entry.seq)
                .collect::<Vec<_>>(),
            [1]
        );
        assert_eq!(second.next_cursor, None);
        query.cursor = Some("nada".into());
        assert!(history(&test.state, scope, &query).await.is_err());
    }

    #[tokio::test]
    async fn a_day_is_a_day_in_lima() {
        let test = TestState::open().await;
        let municipality = Uuid::now_v7();
        test.note(municipality, "a").await;
        let on = |day: &str| HistoryQuery {
            from: Some(day.parse().unwrap()),
            to: Some(day.parse().unwrap()),
            ..HistoryQuery::default()
        };
        let scope = Scope::Tenant(municipality);
        let found = history(&test.state, scope, &on("2026-11-21"))
            .await
            .unwrap();
        assert_eq!(found.items.len(), 1);
        let found = history(&test.state, scope, &on("2026-11-22"))
            .await
            .unwrap();
        assert_eq!(found.items.len(), 0);
    }
}
