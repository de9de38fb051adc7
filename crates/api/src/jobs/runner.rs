//! Running one job: claim, run while renewing the lease, note how it ended.

use std::time::Duration;

use super::claim::{Claim, Lease, Note, Under, anything_due};
use super::entity::Model;
use super::{Failure, Kind};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::worker::backoff;

/// How often a lease is renewed, well within its two minutes.
const RENEW: Duration = Duration::from_secs(30);
/// Characters of an error that are kept.
const ERROR_LENGTH: usize = 500;

/// Runs the job that has been due longest. False when none is due.
pub(crate) async fn run_next(state: &AppState, kinds: &'static [Kind]) -> ApiResult<bool> {
    let names: Vec<&'static str> = kinds.iter().map(|kind| kind.name).collect();
    if !anything_due(state, &names).await? {
        return Ok(false);
    }
    let Some(job) = state.write.bookkeep(Claim(names)).await? else {
        return Ok(false);
    };
    let Some(kind) = kinds.iter().find(|kind| kind.name == job.kind) else {
        return Ok(false);
    };
    let outcome = run_renewing(state, kind, &job).await;
    if let Err(failure) = &outcome {
        tracing::warn!(job.id = %job.id, job.kind = %job.kind, attempt = job.attempts, ?failure, "a job failed");
    }
    let label = if outcome.is_ok() { "done" } else { "failed" };
    metrics::counter!("munica_jobs_runs_total", "kind" => kind.name, "outcome" => label)
        .increment(1);
    let note = note(kind, &job, outcome, state);
    state
        .write
        .bookkeep(Under(Lease::of(&job), note))
        .await
        .map(|()| true)
}

async fn run_renewing(state: &AppState, kind: &Kind, job: &Model) -> Result<(), Failure> {
    let mut work = (kind.run)(state, &job.payload);
    loop {
        tokio::select! {
            outcome = &mut work => return outcome,
            () = tokio::time::sleep(RENEW) => {
                let renewal = Under(Lease::of(job), Note::Renew);
                if let Err(error) = state.write.bookkeep(renewal).await {
                    tracing::warn!(job.id = %job.id, error = %error, "a lease could not be renewed");
                }
            }
        }
    }
}

fn note(kind: &Kind, job: &Model, outcome: Result<(), Failure>, state: &AppState) -> Note {
    match outcome {
        Ok(()) => Note::Done,
        Err(Failure::Final(error)) => Note::GiveUp(short(&error)),
        Err(Failure::Retry(error)) if job.attempts >= kind.tries => Note::GiveUp(short(&error)),
        Err(Failure::Retry(error)) => {
            let time = state.clock.now() + backoff::after(job.attempts);
            Note::Again(time, short(&error))
        }
    }
}

fn short(error: &anyhow::Error) -> String {
    format!("{error:#}").chars().take(ERROR_LENGTH).collect()
}
