//! A disk without room: what was acknowledged stays, and writes go on once there is room again.

use futures_util::future::join_all;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
};
use uuid::Uuid;

use super::number;
use crate::journal::entity::line;
use crate::write::testing::{Fate, Note, TestState, on_postgres};

/// Bytes of a label of which not many fit into the last pages.
const LONG: usize = 20_000;

/// Notes of a municipality in its journal, as somebody sees them who looks from outside.
async fn kept(test: &TestState, municipality: Uuid) -> usize {
    let own = line::Entity::find().filter(line::Column::MunicipalityId.eq(municipality));
    let count = own.count(&test.owner().await).await.unwrap();
    usize::try_from(count).unwrap()
}

#[tokio::test]
async fn what_is_acknowledged_around_a_full_disk_is_there() {
    // PostgreSQL ends no transaction by itself; `cargo xtask drill full` fills a disk for real.
    if on_postgres() {
        return;
    }
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    test.note(municipality, "before").await;
    let pages = number(&test.state.db.writer, "PRAGMA page_count").await;
    let limit = format!("PRAGMA max_page_count = {}", pages + 8);
    test.state
        .db
        .writer
        .execute_unprepared(&limit)
        .await
        .unwrap();

    let long = "x".repeat(LONG);
    let notes = join_all((0..24).map(|_| test.run(Note::new(municipality, &long)))).await;
    let acknowledged = notes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(acknowledged < notes.len(), "the disk stopped nobody");
    assert_eq!(kept(&test, municipality).await, 1 + acknowledged);

    let room = "PRAGMA max_page_count = 1073741823";
    test.state.db.writer.execute_unprepared(room).await.unwrap();
    let refused = Note::new(municipality, "refused").that(Fate::IsRefused);
    test.run(refused).await.unwrap_err();
    test.note(municipality, "after").await;
    assert_eq!(kept(&test, municipality).await, 2 + acknowledged);
}
