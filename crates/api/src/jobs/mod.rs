//! Work outside requests: queued in the transaction of the act that causes it, or on a schedule; run under a lease, tried
//! again with growing waits, kept with its error when given up.
//!
//! A new kind implements [`Job`] and gets a line in [`registry`]. A job may run twice (a crash after its work, before the
//! note): it must end the same way.

mod claim;
mod enqueue;
pub(crate) mod entity;
mod purge;
mod registry;
mod runner;
mod schedule;
#[cfg(test)]
mod tests;

use std::future::Future;

use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::state::AppState;

pub(crate) use enqueue::NewJob;
pub(crate) use registry::KINDS;
pub(crate) use runner::run_next;
pub(crate) use schedule::{Schedule, plan};

/// A kind of job; the value is its payload. Personal values do not belong in it: an id does.
pub(crate) trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Stable name, `feature.verb`.
    const KIND: &'static str;
    /// Tries before it is given up.
    const TRIES: i16 = 8;

    /// Does the work.
    fn run(&self, state: &AppState) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Why a job did not end well.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Worth another try.
    Retry(anyhow::Error),
    /// No later try would end otherwise.
    Final(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Retry(error.into())
    }
}

type Run = for<'a> fn(&'a AppState, &'a str) -> BoxFuture<'a, Result<(), Failure>>;

/// Makes the payload of a job that comes back by itself.
type Blank = fn() -> serde_json::Result<String>;

/// A kind of job with its type erased.
pub(crate) struct Kind {
    name: &'static str,
    tries: i16,
    run: Run,
    recurring: Option<(Schedule, Blank)>,
}

impl Kind {
    /// A kind that is queued by acts.
    pub(crate) const fn on_demand<J: Job>() -> Self {
        Self {
            name: J::KIND,
            tries: J::TRIES,
            run: run::<J>,
            recurring: None,
        }
    }

    /// A kind that comes back by itself.
    pub(crate) const fn recurring<J: Job + Default>(schedule: Schedule) -> Self {
        Self {
            recurring: Some((schedule, || serde_json::to_string(&J::default()))),
            ..Self::on_demand::<J>()
        }
    }
}

fn run<'a, J: Job>(state: &'a AppState, payload: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(async move {
        let job: J = serde_json::from_str(payload).map_err(|error| Failure::Final(error.into()))?;
        job.run(state).await
    })
}
