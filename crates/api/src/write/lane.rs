//! One lane of the write service: takes what waits, applies it in one transaction, commits, answers.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use sea_orm::{
    DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::conn::Conn;
use super::idempotency::{self, Claim};
use super::{Caller, Change, Services, Tx};
use crate::bus::Topic;
use crate::db::set_scope;
use crate::error::{ApiError, ApiResult};

/// Most changes that share a commit: enough to amortise the sync, few enough that nobody waits long.
const GROUP: usize = 64;
/// Tries of a commit that loses against another process.
const TRIES: u32 = 4;

/// A change with its type erased, on its way through a lane.
#[async_trait]
pub(super) trait Operation: Send {
    /// Applies the change: all of it reached the database when it is to be kept.
    async fn apply(&mut self, services: &Services, conn: &DatabaseTransaction) -> Applied;
    /// Tells the caller, after the commit or in place of it.
    fn answer(self: Box<Self>, failure: Option<&DbErr>);
}

/// How an application ended.
pub(super) enum Applied {
    /// Keep it; these topics changed.
    Keep(Vec<Topic>),
    /// Take it back; the caller gets the error.
    Undo,
    /// Another transaction was faster: take it back and try again.
    Retry,
}

/// What is done inside the transaction: a change with its journal entry, or bookkeeping without one.
pub(super) trait Work: Send + Sync + 'static {
    /// What the caller is told.
    type Output: Send + 'static;

    /// Does it, and says which topics are no longer fresh once it is committed.
    fn apply(
        &self,
        services: &Services,
        conn: &Conn<'_>,
    ) -> impl Future<Output = (ApiResult<Self::Output>, Vec<Topic>)> + Send;
}

/// A change and who asks for it.
pub(super) struct Act<C> {
    pub(super) caller: Caller,
    pub(super) change: C,
}

impl<C: Change> Work for Act<C> {
    type Output = C::Output;

    async fn apply(
        &self,
        services: &Services,
        conn: &Conn<'_>,
    ) -> (ApiResult<C::Output>, Vec<Topic>) {
        let mut tx = Tx::new(services, conn, &self.caller);
        let outcome = match set_scope(conn, self.change.scope()).await {
            Ok(()) => once(&mut tx, &self.caller, &self.change).await,
            Err(error) => Err(error.into()),
        };
        (outcome, tx.into_topics())
    }
}

/// Applies the change once per idempotency key, where the request carries one.
async fn once<C: Change>(tx: &mut Tx<'_>, caller: &Caller, change: &C) -> ApiResult<C::Output> {
    let Some(key) = &caller.idempotency else {
        return Ok(change.apply(tx).await?.into_output());
    };
    match idempotency::claim(tx, key).await? {
        Claim::Replay(answer) => Ok(serde_json::from_slice(&answer)?),
        Claim::New => {
            let output = change.apply(tx).await?.into_output();
            let answer = serde_json::to_vec(&output)?;
            idempotency::keep(tx, key, &answer).await?;
            Ok(output)
        }
    }
}

struct Pending<W: Work> {
    work: W,
    outcome: Option<ApiResult<W::Output>>,
    reply: oneshot::Sender<ApiResult<W::Output>>,
}

/// Work on its way through a lane, and where its outcome arrives.
pub(super) type Queued<T> = (Box<dyn Operation>, oneshot::Receiver<ApiResult<T>>);

/// Wraps work for a lane.
pub(super) fn operation<W: Work>(work: W) -> Queued<W::Output> {
    let (reply, answer) = oneshot::channel();
    let pending = Pending {
        work,
        outcome: None,
        reply,
    };
    (Box::new(pending), answer)
}

#[async_trait]
impl<W: Work> Operation for Pending<W> {
    async fn apply(&mut self, services: &Services, conn: &DatabaseTransaction) -> Applied {
        let conn = Conn::new(conn);
        // A lane serves everybody: work that panics must not take it down.
        let work = AssertUnwindSafe(self.work.apply(services, &conn)).catch_unwind();
        let (mut outcome, topics) = work.await.unwrap_or_else(|_| {
            let error = ApiError::internal(anyhow::anyhow!("a change panicked"));
            (Err(error), Vec::new())
        });
        if outcome.is_ok()
            && let Err(error) = conn.flush().await
        {
            outcome = Err(error.into());
        }
        let applied = match &outcome {
            Ok(_) => Applied::Keep(topics),
            Err(error) if lost_a_race(error) => Applied::Retry,
            Err(_) => Applied::Undo,
        };
        self.outcome = Some(outcome);
        applied
    }

    fn answer(self: Box<Self>, failure: Option<&DbErr>) {
        let outcome = match (failure, self.outcome) {
            // What failed by itself keeps its own reason.
            (_, Some(Err(error))) => Err(error),
            (Some(failure), _) => Err(ApiError::unavailable(anyhow::anyhow!("commit: {failure}"))),
            (None, Some(Ok(output))) => Ok(output),
            (None, None) => Err(ApiError::unavailable(anyhow::anyhow!(
                "the change was not applied"
            ))),
        };
        // A caller that hung up does not undo what is durable.
        let _ = self.reply.send(outcome);
    }
}

/// Whether the database chose another transaction over this one: serialization, deadlock, or the same key at once.
fn lost_a_race(error: &ApiError) -> bool {
    error.cause.as_ref().is_some_and(|cause| {
        let text = format!("{cause:#}");
        [
            "40001",
            "40P01",
            "could not serialize",
            "deadlock detected",
            "idempotency_records",
            "journal must be gapless",
        ]
        .iter()
        .any(|sign| text.contains(sign))
    })
}

/// Serves a lane until every sender is gone, or the order to stop comes and what waits is done.
pub(super) async fn run(
    services: Services,
    mut queue: mpsc::Receiver<Box<dyn Operation>>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut open = true;
    loop {
        let next = tokio::select! {
            next = queue.recv() => next,
            _ = stopping.wait_for(|stop| *stop), if open => {
                open = false;
                queue.close();
                continue;
            }
        };
        let Some(first) = next else { return };
        let mut group = vec![first];
        while group.len() < GROUP {
            match queue.try_recv() {
                Ok(next) => group.push(next),
                Err(_) => break,
            }
        }
        commit_group(&services, group).await;
    }
}

/// Why a transaction came to nothing.
enum Failure {
    /// Before the commit was asked for: nothing of it is in the database, it may be tried again.
    Before(DbErr),
    /// At the commit: the database may have made it and been cut off before saying so. Never tried again, or an act
    /// could happen twice.
    AtCommit(DbErr),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Before(error)
    }
}

/// Tries of a group before each of its changes is alone: what is refused now and then costs the others no commit of their own.
const GROUP_TRIES: u32 = 2;

/// Applies a group in one transaction. A change that fails takes the transaction with it: the others are applied again without
/// it, and it alone behind them, as what they wrote may be why it failed.
async fn commit_group(services: &Services, mut group: Vec<Box<dyn Operation>>) {
    let mut alone = Vec::new();
    for _ in 0..GROUP_TRIES {
        if group.len() < 2 {
            break;
        }
        match try_group(services, &mut group).await {
            Ok(None) => {
                for operation in std::mem::take(&mut group) {
                    operation.answer(None);
                }
            }
            Ok(Some(refused)) => alone.push(group.remove(refused)),
            Err(Failure::AtCommit(error)) => {
                tracing::error!(error = %error, "a commit failed");
                for operation in std::mem::take(&mut group) {
                    operation.answer(Some(&error));
                }
            }
            Err(Failure::Before(error)) => {
                tracing::debug!(error = %error, "a group is parted");
                break;
            }
        }
    }
    for operation in group.into_iter().chain(alone) {
        commit_alone(services, operation).await;
    }
}

/// Which change of a group was refused, where one was: nothing of it is in the database then. A savepoint for each would keep
/// the others, and would cost every change two ways to the database.
async fn try_group(
    services: &Services,
    group: &mut [Box<dyn Operation>],
) -> Result<Option<usize>, Failure> {
    let transaction = begin(services).await?;
    let mut topics = Vec::new();
    for (at, operation) in group.iter_mut().enumerate() {
        match operation.apply(services, &transaction).await {
            Applied::Keep(touched) => topics.extend(touched),
            Applied::Undo => {
                transaction.rollback().await?;
                return Ok(Some(at));
            }
            Applied::Retry => {
                transaction.rollback().await?;
                let reason = "a change of the group lost a race".to_owned();
                return Err(Failure::Before(DbErr::Custom(reason)));
            }
        }
    }
    commit(services, transaction, topics).await?;
    Ok(None)
}

async fn commit_alone(services: &Services, mut operation: Box<dyn Operation>) {
    let mut failure = None;
    for _ in 0..TRIES {
        match try_alone(services, operation.as_mut()).await {
            Ok(true) => break,
            Ok(false) => {}
            Err(Failure::Before(error) | Failure::AtCommit(error)) => {
                failure = Some(error);
                break;
            }
        }
    }
    if let Some(error) = &failure {
        tracing::error!(error = %error, "a transaction failed");
    }
    operation.answer(failure.as_ref());
}

/// True when the change is settled, one way or the other.
async fn try_alone(services: &Services, operation: &mut dyn Operation) -> Result<bool, Failure> {
    let transaction = begin(services).await?;
    match operation.apply(services, &transaction).await {
        Applied::Keep(topics) => commit(services, transaction, topics).await.map(|()| true),
        Applied::Undo => Ok(transaction.rollback().await.map(|()| true)?),
        Applied::Retry => Ok(transaction.rollback().await.map(|()| false)?),
    }
}

async fn begin(services: &Services) -> Result<DatabaseTransaction, DbErr> {
    // A deferred transaction that reads before it writes fails at once when another process wrote in between.
    let mode =
        (services.db.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions {
        sqlite_transaction_mode: mode,
        ..TransactionOptions::default()
    };
    services.db.writer.begin_with_options(options).await
}

async fn commit(
    services: &Services,
    transaction: DatabaseTransaction,
    topics: Vec<Topic>,
) -> Result<(), Failure> {
    services.bus.announce_in(&transaction, &topics).await?;
    transaction.commit().await.map_err(Failure::AtCommit)?;
    services.bus.publish(&topics);
    Ok(())
}
