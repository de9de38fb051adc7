//! The write service: the only owner of write transactions.
//!
//! A handler hands it a [`Change`]. The service opens a transaction (immediate on SQLite), tells PostgreSQL whose rows
//! may be touched, applies the change, and answers after the commit. Changes that wait at the same time share one commit;
//! one that fails is taken out of it. SQLite has one lane; PostgreSQL has a few, and a municipality always takes the same one,
//! so that the head of its journal is never fought over within a process.

mod bookkeeping;
mod conn;
mod entity;
mod idempotency;
mod lane;
mod personal;
mod published;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tx;

use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use sea_orm::DbBackend;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::journal::entry::{Actor, ActorKind};
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::bus::Bus;
use crate::clock::SharedClock;
use crate::db::{Db, Scope};
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;

pub(crate) use bookkeeping::{Bookkeeping, Books};
pub(crate) use conn::Conn;
pub(crate) use entity::{idempotency_record, personal_value, public_document};
pub(crate) use idempotency::IdempotencyKey;
pub(crate) use personal::{
    Personal, PersonalCommitment, commitment_of, fields_with, insert_personal,
    personal_commitments, personal_tag, read_personal, read_personal_fields, read_personal_of,
    seal_personal,
};
pub(crate) use published::published;
pub(crate) use tx::{Entry, Mail, PublicView, Receipt, Recorded, Tx, Unrecorded};

/// A change of state.
///
/// It is applied by reference because a commit that lost a race is tried again from the start.
pub(crate) trait Change: Send + Sync + 'static {
    /// What the caller is told. It is kept for a day under the request's idempotency key, so it must survive JSON.
    type Output: Serialize + DeserializeOwned + Send + 'static;

    /// Whose rows it touches.
    fn scope(&self) -> Scope;

    /// Makes the change. Rules that need the database are checked here, inside the transaction.
    fn apply(
        &self,
        tx: &mut Tx<'_>,
    ) -> impl Future<Output = ApiResult<Recorded<Self::Output>>> + Send;
}

/// Who asks for a change, and in which request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// Person, program or the platform itself.
    pub(crate) actor: Actor,
    /// The role in which he acts, as its code.
    pub(crate) role: Option<String>,
    /// The request, for the journal.
    pub(crate) request_id: String,
    /// Set when the request may be repeated.
    pub(crate) idempotency: Option<IdempotencyKey>,
}

impl Caller {
    /// The platform itself: jobs, the lapse of a term.
    pub(crate) fn system(job: &str) -> Self {
        Self {
            actor: Actor {
                kind: ActorKind::System,
                id: None,
                name: Some(job.to_owned()),
            },
            role: None,
            request_id: job.to_owned(),
            idempotency: None,
        }
    }
}

/// What every transaction needs beside the connection.
#[derive(Clone)]
pub(crate) struct Services {
    pub(crate) db: Db,
    pub(crate) clock: SharedClock,
    pub(crate) vault: Vault,
    pub(crate) bus: Bus,
}

/// Takes changes and answers after their commit.
#[derive(Clone)]
pub struct WriteService {
    lanes: Arc<[mpsc::Sender<Box<dyn lane::Operation>>]>,
    running: Arc<Running>,
}

/// The lanes at work, and the order to end.
struct Running {
    stop: watch::Sender<bool>,
    lanes: Mutex<Vec<JoinHandle<()>>>,
}

/// Changes that may wait in a lane before callers are told to come back.
const QUEUE: usize = 1024;

impl WriteService {
    /// Starts the lanes on the current runtime.
    pub(crate) fn start(services: &Services, lanes: usize) -> Self {
        let count = match services.db.backend() {
            DbBackend::Sqlite => 1,
            _ => lanes.max(1),
        };
        let (stop, stopping) = watch::channel(false);
        let (lanes, running): (Vec<_>, Vec<_>) = (0..count)
            .map(|_| {
                let (sender, receiver) = mpsc::channel(QUEUE);
                let lane = lane::run(services.clone(), receiver, stopping.clone());
                (sender, tokio::spawn(lane))
            })
            .unzip();
        let running = Running {
            stop,
            lanes: Mutex::new(running),
        };
        Self {
            lanes: lanes.into(),
            running: Arc::new(running),
        }
    }

    /// Commits what waits in the lanes and takes nothing more.
    pub(crate) async fn close(&self) {
        self.running.stop.send_replace(true);
        let mut lanes = self.running.lanes.lock().await;
        for lane in lanes.drain(..) {
            if let Err(error) = lane.await {
                tracing::error!(error = %error, "a write lane broke");
            }
        }
    }

    /// Applies a change and answers when it is durable.
    ///
    /// # Errors
    /// What the change returned, or that the database does not answer.
    pub(crate) async fn run<C: Change>(&self, caller: Caller, change: C) -> ApiResult<C::Output> {
        let scope = change.scope();
        self.send(scope, lane::operation(lane::Act { caller, change }))
            .await
    }

    async fn send<T>(&self, scope: Scope, (work, answer): lane::Queued<T>) -> ApiResult<T> {
        self.lane(scope.id())?.try_send(work).map_err(|_| {
            ApiError::unavailable(anyhow::anyhow!("the write lane is full or closed"))
        })?;
        answer.await.unwrap_or_else(|_| {
            Err(ApiError::unavailable(anyhow::anyhow!(
                "the write lane stopped"
            )))
        })
    }

    fn lane(&self, municipality: Uuid) -> ApiResult<&mpsc::Sender<Box<dyn lane::Operation>>> {
        let mut hasher = DefaultHasher::new();
        municipality.hash(&mut hasher);
        let count = u64::try_from(self.lanes.len()).unwrap_or(1).max(1);
        let index = usize::try_from(hasher.finish() % count).unwrap_or(0);
        self.lanes
            .get(index)
            .ok_or_else(|| ApiError::unavailable(anyhow::anyhow!("no write lane")))
    }
}

impl std::fmt::Debug for WriteService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WriteService({} lanes)", self.lanes.len())
    }
}
