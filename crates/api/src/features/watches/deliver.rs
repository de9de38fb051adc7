//! Calling a webhook: what changed, signed, tried again with growing waits for a day.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use shared::features::watches::{HookBody, TryOut, WatchState};
use shared::registers::MAX_LIMIT;
use uuid::Uuid;

use super::entity::{delivery, watch};
use super::keep::Target;
use super::owner;
use super::settle::{Outcome, Settle};
use super::store;
use super::watched::{Watched, state_of};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::registers;
use crate::jobs::{Failure, Job};
use crate::registers::read::Span;
use crate::state::AppState;
use crate::write::Caller;

/// With what a receiver proves who calls and that nothing was changed on the way.
const SIGNATURE: &str = "munica-signature";
/// By what a receiver knows a delivery that it has already.
const DELIVERY: &str = "munica-delivery";
/// The receiver is there no more and says so: trying again would be a nuisance.
const GONE: u16 = 410;

/// One try of one delivery.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Deliver {
    /// The delivery.
    pub(crate) id: Uuid,
    /// How many tries were made before: a job that runs twice is one try.
    pub(crate) attempt: i16,
}

impl Job for Deliver {
    const KIND: &'static str = "watches.deliver";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let read = state.db.read(Scope::Platform).await?;
        let waiting = store::waiting(&read, self.id).await?;
        let Some(row) = waiting.filter(|row| row.attempts == self.attempt) else {
            return Ok(());
        };
        let Some(hook) = store::find(&read, row.watch_id).await? else {
            return Ok(());
        };
        let now = state.clock.now();
        let has_owner = owner::is_there(&read, &hook, now).await?;
        drop(read);
        let (tried, outcome) = if !has_owner {
            (None, Outcome::Orphaned)
        } else if state_of(&hook)? == WatchState::Confirmed {
            let tried = call(state, &hook, &row).await?;
            let outcome = judged(&tried);
            (Some(tried), outcome)
        } else {
            return Ok(());
        };
        let settle = Settle {
            id: row.id,
            attempt: row.attempts,
            tried,
            outcome,
        };
        let caller = Caller::system(Self::KIND);
        state.write.run(caller, settle).await?;
        Ok(())
    }
}

fn judged(tried: &TryOut) -> Outcome {
    match tried.status {
        Some(200..=299) => Outcome::Delivered,
        Some(GONE) => Outcome::GivenUp,
        _ => Outcome::Again,
    }
}

/// Calls once. What the receiver is told follows from the two moments, so it is the same at every try.
async fn call(state: &AppState, hook: &watch::Model, row: &delivery::Model) -> ApiResult<TryOut> {
    let watched = Watched::of(state, hook).await?;
    let whose = (watched.register, watched.municipality_id());
    let span = Span {
        from: row.from_at,
        to: row.to_at,
    };
    let query = watched.query.clone();
    let changes = registers::difference(state, whose, query, span, MAX_LIMIT).await?;
    let body = serde_json::to_vec(&HookBody {
        watch: hook.id,
        delivery: row.id,
        register: hook.register.clone(),
        municipality: watched
            .municipality
            .as_ref()
            .map(|found| found.slug.clone()),
        changes: serde_json::from_slice(&changes)?,
    })?;
    let target = Target::of(&state.vault, hook)?;
    let target =
        target.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a hook without target")))?;
    let now = state.clock.now();
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        (DELIVERY, row.id.to_string()),
        (
            SIGNATURE,
            signature(&target.secret, now.timestamp(), &body)?,
        ),
    ];
    let outcome = state.outbound.post(&target.url, headers, body).await;
    Ok(TryOut {
        at: now,
        status: outcome.ok(),
        failure: outcome.err().map(|fault| fault.text().to_owned()),
    })
}

/// `t=…,v1=…`: the moment in seconds, and the HMAC-SHA256 of `t.body` under the secret as it was shown. A receiver refuses
/// what is older than a few minutes, so that nobody repeats a call that he overheard.
fn signature(secret: &str, at: i64, body: &[u8]) -> ApiResult<String> {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes());
    let mut mac = mac.map_err(ApiError::internal)?;
    mac.update(format!("{at}.").as_bytes());
    mac.update(body);
    Ok(format!(
        "t={at},v1={}",
        hex::encode(mac.finalize().into_bytes())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_hmac_that_any_library_computes() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac mwh_secreto
        let expected = SIGNED;
        let signed = signature("mwh_secreto", 1_700_000_000, br#"{"a":1}"#).unwrap();
        assert_eq!(signed, format!("t=1700000000,v1={expected}"));
    }

    const SIGNED: &str = "9fe057ee298da487be4c3b3d8b1e2890f5b18482a55957e565862a97157d7f2c";
}
