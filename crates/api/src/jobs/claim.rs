//! Leases on jobs, and what is noted when one ends.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{Column, Entity, Model, Status};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// A lease runs out after this unless it is renewed; then another process takes the job.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// Jobs of these kinds that are due: their time has come, or the lease of whoever ran them ran out.
fn due(kinds: &[&'static str], now: DateTime<Utc>) -> Condition {
    let waiting = Condition::all()
        .add(Expr::col(Column::Status).eq(Status::Queued.code()))
        .add(Expr::col(Column::RunAt).lte(now));
    let abandoned = Condition::all()
        .add(Expr::col(Column::Status).eq(Status::Running.code()))
        .add(Expr::col(Column::LeaseUntil).lte(now));
    Condition::all()
        .add(Expr::col(Column::Kind).is_in(kinds.iter().copied()))
        .add(Condition::any().add(waiting).add(abandoned))
}

/// Asked on a reading connection, so that an idle worker never takes the writer's place.
pub(super) async fn anything_due(state: &AppState, kinds: &[&'static str]) -> ApiResult<bool> {
    let conn = state.db.read(Scope::Platform).await?;
    let count = Entity::find()
        .filter(due(kinds, state.clock.now()))
        .count(&conn)
        .await?;
    Ok(count > 0)
}

/// Takes a lease on the job that has been due longest. The platform's note on its own work, nobody's act.
pub(super) struct Claim(pub(super) Vec<&'static str>);

impl Bookkeeping for Claim {
    type Output = Option<Model>;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<Option<Model>> {
        let first = Query::select()
            .column(Column::Id)
            .from(Entity)
            .cond_where(due(&self.0, books.now()))
            .order_by(Column::RunAt, sea_orm::Order::Asc)
            .limit(1)
            // Another process takes another row instead of waiting; SQLite has one writer at a time and ignores it.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let claimed = Entity::update_many()
            .col_expr(Column::Status, Expr::value(Status::Running.code()))
            .col_expr(Column::LeaseId, Expr::value(Uuid::now_v7()))
            .col_expr(Column::LeaseUntil, Expr::value(books.now() + LEASE))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(first))
            .exec_with_returning(books.conn())
            .await?;
        Ok(claimed.into_iter().next())
    }
}

/// A lease on a job, by which later notes are made; they have no effect once another process took the job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lease {
    job: Uuid,
    id: Option<Uuid>,
}

impl Lease {
    pub(super) fn of(job: &Model) -> Self {
        Self {
            job: job.id,
            id: job.lease_id,
        }
    }
}

/// What is noted under a lease.
pub(super) enum Note {
    /// Still at it.
    Renew,
    /// Done.
    Done,
    /// Another try at this time.
    Again(DateTime<Utc>, String),
    /// Given up.
    GiveUp(String),
}

/// Makes a note under a lease. The platform's note on its own work, nobody's act.
pub(super) struct Under(pub(super) Lease, pub(super) Note);

impl Bookkeeping for Under {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let Self(lease, note) = self;
        let update = Entity::update_many()
            .filter(Column::Id.eq(lease.job))
            .filter(Column::LeaseId.eq(lease.id));
        let ended = |status: Status, error: Option<&String>| {
            update
                .clone()
                .col_expr(Column::Status, Expr::value(status.code()))
                .col_expr(Column::LastError, Expr::value(error.cloned()))
                .col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
                .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        };
        let finished = Expr::value(Some(books.now()));
        let update = match note {
            Note::Renew => update
                .clone()
                .col_expr(Column::LeaseUntil, Expr::value(books.now() + LEASE)),
            Note::Done => ended(Status::Done, None).col_expr(Column::FinishedAt, finished),
            Note::GiveUp(error) => {
                ended(Status::Failed, Some(error)).col_expr(Column::FinishedAt, finished)
            }
            Note::Again(time, error) => {
                ended(Status::Queued, Some(error)).col_expr(Column::RunAt, Expr::value(*time))
            }
        };
        update.exec(books.conn()).await?;
        Ok(())
    }
}
