//! What the parts of the service say of themselves. Notes of the platform on its own running, nobody's acts.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::features::status::Component;

use super::entity::{ActiveModel, Column, Entity};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::features::journal;
use crate::outbox::entity as mails;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// The worker reports this often.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// The worker's report: that it lives, since when the oldest mail waits and the oldest entry of a journal is not signed,
/// whether a file can be written. Does nothing where a worker reported within the last minute.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn from_worker(state: &AppState) -> ApiResult<()> {
    let now = state.clock.now();
    let last = Entity::find_by_id(Component::Worker.as_str())
        .one(state.db.public())
        .await?;
    if last.is_some_and(|last| now - last.reported_at < EVERY && last.reported_at <= now) {
        return Ok(());
    }
    let waits_since = oldest_mail(state).await?;
    let conn = state.db.read(Scope::Platform).await?;
    let unsigned_since = journal::unsigned_since(&conn).await?;
    drop(conn);
    let stored = state.files.probe().await;
    if let Err(error) = &stored {
        tracing::error!(error = format!("{error:#}"), "no file can be written");
    }
    let written = stored.is_ok().then_some(now);
    let said = vec![
        (Component::Worker, true, Some(now)),
        (Component::Outbox, true, waits_since),
        (Component::Journal, true, unsigned_since),
        (Component::Storage, stored.is_ok(), written),
    ];
    state.write.bookkeep(Report(said)).await
}

/// That a complete backup was written.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn backup_done(state: &AppState, began: DateTime<Utc>) -> ApiResult<()> {
    let said = vec![(Component::Backup, true, Some(began))];
    state.write.bookkeep(Report(said)).await
}

async fn oldest_mail(state: &AppState) -> ApiResult<Option<DateTime<Utc>>> {
    let conn = state.db.read(Scope::Platform).await?;
    let oldest: Option<Option<DateTime<Utc>>> = mails::Entity::find()
        .select_only()
        .column_as(mails::Column::CreatedAt.min(), "oldest")
        .filter(mails::Column::Status.eq(mails::Status::Queued.code()))
        .into_tuple()
        .one(&conn)
        .await?;
    Ok(oldest.flatten())
}

struct Report(Vec<(Component, bool, Option<DateTime<Utc>>)>);

impl Bookkeeping for Report {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let rows = self.0.iter().map(|(component, well, moment)| ActiveModel {
            component: Set(component.as_str().to_owned()),
            well: Set(*well),
            moment: Set(*moment),
            reported_at: Set(books.now()),
        });
        let latest = OnConflict::column(Column::Component)
            .update_columns([Column::Well, Column::Moment, Column::ReportedAt])
            .to_owned();
        Entity::insert_many(rows)
            .on_conflict(latest)
            .exec_without_returning(books.conn())
            .await?;
        Ok(())
    }
}
