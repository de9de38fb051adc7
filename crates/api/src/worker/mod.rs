//! The background worker: sends what the outbox holds and runs the jobs, inside `serve` or alone as `munica worker`.
//!
//! Any number of processes may run it at once: rows are claimed by leases, never by being the only one. It looks when the
//! bus says that work was queued, and every few seconds in any case.

pub(crate) mod backoff;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::features::status;
use crate::state::AppState;
use crate::{jobs, metrics, outbox};

/// How often to look without being told.
const POLL: Duration = Duration::from_secs(5);
/// How long work in hand may take to end after the order to stop; its lease outlives it.
const GRACE: Duration = Duration::from_secs(20);
/// Jobs that run at the same time in one process.
const JOB_SLOTS: usize = 2;

/// What a pass got done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Mails tried, sent or not.
    pub mails: usize,
    /// Jobs run, well or not.
    pub jobs: usize,
}

/// One pass: what is due now, tried once.
///
/// # Errors
/// When the database does not answer.
pub async fn run_once(state: &AppState) -> ApiResult<Progress> {
    jobs::plan(state, jobs::KINDS).await?;
    let mut progress = Progress::default();
    while jobs::run_next(state, jobs::KINDS).await? {
        progress.jobs += 1;
    }
    progress.mails = outbox::deliver_due(state).await?;
    status::from_worker(state).await?;
    Ok(progress)
}

/// Passes until nothing is due: what failed waits for its next time.
///
/// # Errors
/// When the database does not answer.
pub async fn drain(state: &AppState) -> ApiResult<Progress> {
    let mut total = Progress::default();
    loop {
        let pass = run_once(state).await?;
        if pass == Progress::default() {
            return Ok(total);
        }
        total.mails += pass.mails;
        total.jobs += pass.jobs;
    }
}

/// Works until `shutdown` ends; what is in hand then is finished, nothing new is begun.
pub async fn run(state: AppState, shutdown: impl Future<Output = ()>) {
    let (stop, stopping) = watch::channel(false);
    let mut slots = vec![
        Slot::new(&state, &stopping, Duty::Mails),
        Slot::new(&state, &stopping, Duty::Plan),
        Slot::new(&state, &stopping, Duty::Gauges),
        Slot::new(&state, &stopping, Duty::Report),
    ];
    slots.extend((0..JOB_SLOTS).map(|_| Slot::new(&state, &stopping, Duty::Jobs)));
    let mut work = Box::pin(futures_util::future::join_all(
        slots.into_iter().map(Slot::repeat),
    ));
    tokio::select! {
        _ = &mut work => return,
        () = shutdown => {}
    }
    // Slots that ended already do not listen any more.
    let _ = stop.send(true);
    if tokio::time::timeout(GRACE, work).await.is_err() {
        tracing::warn!("the worker stopped with work in hand; its leases will run out");
    }
}

#[derive(Clone, Copy, Debug)]
enum Duty {
    Mails,
    Jobs,
    Plan,
    Gauges,
    Report,
}

/// One strand of work that repeats a duty.
struct Slot {
    state: AppState,
    duty: Duty,
    stopping: watch::Receiver<bool>,
    news: broadcast::Receiver<Topic>,
}

impl Slot {
    fn new(state: &AppState, stopping: &watch::Receiver<bool>, duty: Duty) -> Self {
        Self {
            state: state.clone(),
            duty,
            stopping: stopping.clone(),
            news: state.bus.subscribe(),
        }
    }

    async fn repeat(mut self) {
        while !*self.stopping.borrow() {
            let worked = match self.work().await {
                Ok(worked) => worked,
                Err(error) => {
                    tracing::warn!(duty = ?self.duty, error = %error, "the worker could not work");
                    false
                }
            };
            if !worked {
                self.wait().await;
            }
        }
    }

    /// True when there may be more of it.
    async fn work(&self) -> ApiResult<bool> {
        match self.duty {
            Duty::Mails => Ok(outbox::deliver_due(&self.state).await? > 0),
            Duty::Jobs => jobs::run_next(&self.state, jobs::KINDS).await,
            Duty::Plan => jobs::plan(&self.state, jobs::KINDS).await.map(|()| false),
            Duty::Report => status::from_worker(&self.state).await.map(|()| false),
            Duty::Gauges => metrics::refresh(&self.state).await.map(|()| false),
        }
    }

    async fn wait(&mut self) {
        let told = async {
            loop {
                match self.news.recv().await {
                    Ok(Topic::Work | Topic::Everything) => break,
                    // Missed news may have been of work.
                    Err(broadcast::error::RecvError::Lagged(_)) => break,
                    Ok(_) => {}
                    Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        tokio::select! {
            () = told, if matches!(self.duty, Duty::Mails | Duty::Jobs) => {}
            () = tokio::time::sleep(POLL) => {}
            _ = self.stopping.changed() => {}
        }
    }
}
