//! Delivery: claim what is due, send it, note the outcome. At least once: between the server's acceptance and the note a
//! crash sends again, under the same `Message-ID`.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Value};
use uuid::Uuid;

use super::entity::{self, Column, Status};
use super::transport::Refusal;
use super::{Content, context};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::worker::backoff;
use crate::write::{Bookkeeping, Books};

/// Mails sent side by side.
const BATCH: u64 = 8;
/// A claimed mail is claimed again after this: longer than any one delivery takes.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Tries before a mail is given up, about a day after the first.
pub(super) const TRIES: i16 = 12;

/// Tries what is due once and says how many mails that were.
pub(crate) async fn deliver_due(state: &AppState) -> ApiResult<usize> {
    if !state.mailer.sends() || !anything_due(state).await? {
        return Ok(0);
    }
    let claimed = state.write.bookkeep(Claim).await?;
    let outcomes = join_all(claimed.iter().map(|mail| deliver(state, mail))).await;
    outcomes.into_iter().collect::<ApiResult<Vec<()>>>()?;
    Ok(claimed.len())
}

/// Asked on a reading connection, so that an idle worker never takes the writer's place.
async fn anything_due(state: &AppState) -> ApiResult<bool> {
    let conn = state.db.read(Scope::Platform).await?;
    let due = entity::Entity::find()
        .filter(Column::Status.eq(Status::Queued.code()))
        .filter(Column::NextAttemptAt.lte(state.clock.now()))
        .count(&conn)
        .await?;
    Ok(due > 0)
}

/// Takes a lease on due mails. The platform's note on its own work, nobody's act.
struct Claim;

impl Bookkeeping for Claim {
    type Output = Vec<entity::Model>;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<Vec<entity::Model>> {
        let now = books.now();
        let due = Query::select()
            .column(Column::Id)
            .from(entity::Entity)
            .and_where(Expr::col(Column::Status).eq(Status::Queued.code()))
            .and_where(Expr::col(Column::NextAttemptAt).lte(now))
            .order_by(Column::NextAttemptAt, sea_orm::Order::Asc)
            .limit(BATCH)
            // Another process takes other rows instead of waiting; SQLite has one writer at a time and ignores it.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let claimed = entity::Entity::update_many()
            .col_expr(Column::LeaseId, Expr::value(Uuid::now_v7()))
            .col_expr(Column::NextAttemptAt, Expr::value(now + LEASE))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(due))
            .exec_with_returning(books.conn())
            .await?;
        Ok(claimed)
    }
}

async fn deliver(state: &AppState, mail: &entity::Model) -> ApiResult<()> {
    let outcome = match open(state, mail) {
        Some(content) => state.mailer.send(mail.id, mail.created_at, &content).await,
        None => Err(Refusal::Never(
            "el contenido no se pudo descifrar".to_owned(),
        )),
    };
    count(&outcome);
    if let Err(refusal) = &outcome {
        tracing::warn!(mail.id = %mail.id, mail.template = %mail.template, attempt = mail.attempts, ?refusal,
            "a mail was not delivered");
    }
    let settle = Settle {
        id: mail.id,
        lease: mail.lease_id,
        now_is: next(mail.attempts, outcome, state.clock.now()),
        // A demo shows its mails in the staff app; elsewhere nothing personal outlives its delivery.
        keep_content: state.settings.is_demo(),
    };
    state.write.bookkeep(settle).await
}

fn open(state: &AppState, mail: &entity::Model) -> Option<Content> {
    let plain = state.vault.open(&context(mail.id), &mail.content).ok()?;
    serde_json::from_slice(&plain).ok()
}

fn count(outcome: &Result<(), Refusal>) {
    let outcome = match outcome {
        Ok(()) => "sent",
        Err(Refusal::Later(_)) => "deferred",
        Err(Refusal::Never(_)) => "refused",
    };
    metrics::counter!("munica_outbox_deliveries_total", "outcome" => outcome).increment(1);
}

/// Where a mail stands after a try.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    Sent(DateTime<Utc>),
    Waiting(DateTime<Utc>, String),
    GivenUp(String),
}

fn next(tries: i16, outcome: Result<(), Refusal>, now: DateTime<Utc>) -> Standing {
    match outcome {
        Ok(()) => Standing::Sent(now),
        Err(Refusal::Never(reason)) => Standing::GivenUp(reason),
        Err(Refusal::Later(reason)) if tries >= TRIES => Standing::GivenUp(reason),
        Err(Refusal::Later(reason)) => Standing::Waiting(now + backoff::after(tries), reason),
    }
}

/// Notes the outcome, unless the lease ran out and another process has the mail now.
struct Settle {
    id: Uuid,
    lease: Option<Uuid>,
    now_is: Standing,
    keep_content: bool,
}

impl Bookkeeping for Settle {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let update = entity::Entity::update_many()
            .col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
            .filter(Column::Id.eq(self.id))
            .filter(Column::LeaseId.eq(self.lease));
        let status = |status: Status| Expr::value(status.code());
        let error = |text: Option<&str>| Expr::value(Value::from(text.map(str::to_owned)));
        let mut update = match &self.now_is {
            Standing::Sent(at) => update
                .col_expr(Column::Status, status(Status::Sent))
                .col_expr(Column::SentAt, Expr::value(*at))
                .col_expr(Column::LastError, error(None)),
            Standing::Waiting(until, reason) => update
                .col_expr(Column::NextAttemptAt, Expr::value(*until))
                .col_expr(Column::LastError, error(Some(reason))),
            Standing::GivenUp(reason) => update
                .col_expr(Column::Status, status(Status::Failed))
                .col_expr(Column::LastError, error(Some(reason))),
        };
        if !self.keep_content && matches!(self.now_is, Standing::Sent(_)) {
            update = update.col_expr(Column::Content, Expr::value(Vec::<u8>::new()));
        }
        update.exec(books.conn()).await?;
        Ok(())
    }
}
