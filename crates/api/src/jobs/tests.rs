//! Jobs over several processes: run once each, tried again, taken over, planned once.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::entity::{Column, Entity, Model};
use super::{Failure, Job, Kind, NewJob, Schedule, plan, run_next};
use crate::db::{PLATFORM, Scope};
use crate::state::AppState;
use crate::testing::Stand;

/// Counts its runs in a counter that a test names.
#[derive(Debug, Serialize, Deserialize)]
struct Count(usize);

/// One counter per test, because tests share the process.
static RUNS: [AtomicUsize; 8] = [const { AtomicUsize::new(0) }; 8];

fn runs(counter: usize) -> usize {
    RUNS[counter].load(Ordering::SeqCst)
}

impl Job for Count {
    const KIND: &'static str = "test.count";

    async fn run(&self, _state: &AppState) -> Result<(), Failure> {
        RUNS[self.0].fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Fails with a reason, for good or not.
#[derive(Debug, Serialize, Deserialize)]
struct Fail {
    for_good: bool,
}

impl Job for Fail {
    const KIND: &'static str = "test.fail";
    const TRIES: i16 = 3;

    async fn run(&self, _state: &AppState) -> Result<(), Failure> {
        let error = anyhow::anyhow!("no se pudo");
        Err(if self.for_good {
            Failure::Final(error)
        } else {
            Failure::Retry(error)
        })
    }
}

/// Begins and never ends.
#[derive(Debug, Serialize, Deserialize)]
struct Freeze;

static BEGUN: Notify = Notify::const_new();
static BEGINNINGS: AtomicUsize = AtomicUsize::new(0);

impl Job for Freeze {
    const KIND: &'static str = "test.freeze";

    async fn run(&self, _state: &AppState) -> Result<(), Failure> {
        BEGUN.notify_one();
        if BEGINNINGS.fetch_add(1, Ordering::SeqCst) == 0 {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Nightly;

impl Job for Nightly {
    const KIND: &'static str = "test.nightly";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        Count(7).run(state).await
    }
}

static KINDS: &[Kind] = &[
    Kind::on_demand::<Count>(),
    Kind::on_demand::<Fail>(),
    Kind::on_demand::<Freeze>(),
];

static RECURRING: &[Kind] = &[Kind::recurring::<Nightly>(Schedule::Daily {
    hour: 3,
    minute: 0,
})];

async fn drain(state: &AppState) -> usize {
    drain_of(state, KINDS).await
}

async fn drain_of(state: &AppState, kinds: &'static [Kind]) -> usize {
    plan(state, kinds).await.unwrap();
    let mut count = 0;
    while run_next(state, kinds).await.unwrap() {
        count += 1;
    }
    count
}

async fn queue<J: Job + Again>(stand: &Stand, job: J, after: TimeDelta) {
    let due = stand.now() + after;
    stand
        .act(PLATFORM, move |tx| {
            let new = NewJob::new(PLATFORM, job.again()).at(due);
            Box::pin(async move { tx.job(new).await })
        })
        .await
        .unwrap();
}

/// A change is applied by reference, so a payload in a test is made anew.
trait Again: Sync {
    fn again(&self) -> Self;
}

impl Again for Count {
    fn again(&self) -> Self {
        Self(self.0)
    }
}

impl Again for Fail {
    fn again(&self) -> Self {
        Self {
            for_good: self.for_good,
        }
    }
}

impl Again for Freeze {
    fn again(&self) -> Self {
        Self
    }
}

async fn rows(stand: &Stand) -> Vec<Model> {
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    Entity::find()
        .order_by_asc(Column::CreatedAt)
        .all(&conn)
        .await
        .unwrap()
}

#[tokio::test]
async fn several_processes_run_each_job_once() {
    let stand = Stand::new().await;
    for _ in 0..30 {
        queue(&stand, Count(0), TimeDelta::zero()).await;
    }
    let (second, third) = (stand.another_process().await, stand.another_process().await);
    let (a, b, c) = tokio::join!(drain(&stand.state), drain(&second), drain(&third));
    assert_eq!((a + b + c, runs(0)), (30, 30));
    assert!(rows(&stand).await.iter().all(|job| job.status == "done"));
}

#[tokio::test]
async fn a_job_runs_when_its_time_has_come() {
    let stand = Stand::new().await;
    queue(&stand, Count(1), TimeDelta::minutes(10)).await;
    assert_eq!(drain(&stand.state).await, 0);
    stand.wait(TimeDelta::minutes(10));
    assert_eq!((drain(&stand.state).await, runs(1)), (1, 1));
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_later_and_kept_with_its_reason() {
    let stand = Stand::new().await;
    queue(&stand, Fail { for_good: false }, TimeDelta::zero()).await;
    for tries in 1..=3 {
        assert_eq!(drain(&stand.state).await, 1, "try {tries}");
        assert_eq!(drain(&stand.state).await, 0, "it waits before the next");
        stand.wait(TimeDelta::hours(6));
    }
    assert_eq!(drain(&stand.state).await, 0);
    let job = rows(&stand).await.remove(0);
    assert_eq!((job.status.as_str(), job.attempts), ("failed", 3));
    assert_eq!(job.last_error.as_deref(), Some("no se pudo"));
}

#[tokio::test]
async fn a_failure_for_good_is_not_tried_again() {
    let stand = Stand::new().await;
    queue(&stand, Fail { for_good: true }, TimeDelta::zero()).await;
    assert_eq!(drain(&stand.state).await, 1);
    let job = rows(&stand).await.remove(0);
    assert_eq!((job.status.as_str(), job.attempts), ("failed", 1));
}

#[tokio::test]
async fn a_job_of_a_process_that_died_is_taken_over_when_its_lease_has_run_out() {
    let stand = Stand::new().await;
    queue(&stand, Freeze, TimeDelta::zero()).await;
    let first = stand.state.clone();
    let dying = tokio::spawn(async move { run_next(&first, KINDS).await.map(|_| ()) });
    BEGUN.notified().await;
    dying.abort();
    let other = stand.another_process().await;
    assert_eq!(drain(&other).await, 0, "it is under a lease");
    stand.wait(TimeDelta::minutes(3));
    assert_eq!(drain(&other).await, 1);
    let job = rows(&stand).await.remove(0);
    assert_eq!((job.status.as_str(), job.attempts), ("done", 2));
}

#[tokio::test]
async fn a_recurring_job_is_planned_once_for_all_processes_and_caught_up_after_a_stop() {
    let stand = Stand::new().await;
    let second = stand.another_process().await;
    let (a, b) = tokio::join!(plan(&stand.state, RECURRING), plan(&second, RECURRING));
    a.unwrap();
    b.unwrap();
    assert_eq!(
        drain_of(&stand.state, RECURRING).await,
        0,
        "its time has not come"
    );
    // The platform is down over three nights: the night that was planned is caught up, once.
    stand.wait(TimeDelta::days(3));
    assert_eq!(
        (
            drain_of(&stand.state, RECURRING).await,
            drain_of(&second, RECURRING).await
        ),
        (1, 0)
    );
    stand.wait(TimeDelta::days(1));
    assert_eq!((drain_of(&second, RECURRING).await, runs(7)), (1, 2));
}
