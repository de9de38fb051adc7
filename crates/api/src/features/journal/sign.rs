//! Signing the heads that moved, and publishing what was signed.
//!
//! Signing is itself an act and stands in the platform's journal, as one entry per run. So that it does not make that
//! journal move for ever, a run in which nothing else happened since the last signature signs nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Days, NaiveDate, Utc};
use ed25519_dalek::Signer as _;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::features::journal::SignedHead;
use shared::time::{day_start, lima_date};

use super::entity::{self, Column, Entity};
use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::journal::entity::head;
use crate::keys::{Key, Purpose};
use crate::state::AppState;
use crate::storage;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

const ACTION: &str = "journal_heads.signed";

/// Signs every head that moved, then publishes the heads of the day. Returns how many were signed.
/// Meant to run every hour; safe to run twice and from several processes.
///
/// # Errors
/// When the database, the files or the mirror do not answer; what was signed stays signed, and the next run publishes.
pub(crate) async fn sign_heads(state: &AppState) -> anyhow::Result<u64> {
    let moved = moved_heads(&state.db.snapshot().await?).await?;
    let signed = if moved.is_empty() {
        0
    } else {
        let key = state.keys.current(Purpose::Head)?;
        let run = state
            .write
            .run(Caller::system("sign_heads"), SignHeads { key });
        match run.await {
            Ok(signed) => signed,
            // Another process was faster.
            Err(error) if error.code == Code::Conflict => 0,
            Err(error) => return Err(error.into()),
        }
    };
    publish(state).await?;
    Ok(signed)
}

/// Heads to sign now: none when only the signing itself moved the platform's.
async fn moved_heads(
    conn: &impl sea_orm::ConnectionTrait,
) -> Result<Vec<head::Model>, sea_orm::DbErr> {
    let heads = store::unsigned_heads(conn).await?;
    let only_platform = heads.iter().all(|head| head.municipality_id == PLATFORM);
    if only_platform && !store::has_news(conn, PLATFORM, ACTION).await? {
        return Ok(Vec::new());
    }
    Ok(heads)
}

struct SignHeads {
    key: Key,
}

impl Change for SignHeads {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let moved = moved_heads(tx.conn()).await?;
        if moved.is_empty() {
            return Err(ApiError::new(Code::Conflict));
        }
        let mut digest = Sha256::new();
        for head in &moved {
            let signed = sign(&self.key, head, tx.now()).map_err(ApiError::internal)?;
            digest.update(signed.line().map_err(ApiError::internal)?);
            digest.update(b"\n");
            insert(tx, signed).await?;
        }
        let count = u64::try_from(moved.len()).map_err(ApiError::internal)?;
        let entry = Entry::new(PLATFORM, ACTION, "journal", "heads")
            .after(json!({"count": count, "digest": hex::encode(digest.finalize())}));
        Ok(tx.record(entry).await?.with(count))
    }
}

fn sign(key: &Key, head: &head::Model, now: DateTime<Utc>) -> anyhow::Result<SignedHead> {
    let mut signed = SignedHead {
        municipality_id: head.municipality_id,
        seq: head.seq,
        hash: head.hash.clone(),
        signed_at: now,
        key_id: key.id.clone(),
        signature: String::new(),
    };
    let signature = key.signing().sign(&signed.signed_bytes()?);
    signed.signature = STANDARD.encode(signature.to_bytes());
    Ok(signed)
}

async fn insert(tx: &Tx<'_>, signed: SignedHead) -> ApiResult<()> {
    let row = entity::ActiveModel {
        municipality_id: Set(signed.municipality_id),
        seq: Set(signed.seq),
        hash: Set(signed.hash),
        signed_at: Set(signed.signed_at),
        key_id: Set(signed.key_id),
        signature: Set(signed.signature),
    };
    let key = OnConflict::columns([Column::MunicipalityId, Column::Seq])
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(key)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Writes the heads of today and of yesterday, where a failed run may have left a gap, as one line each.
async fn publish(state: &AppState) -> anyhow::Result<()> {
    let today = lima_date(state.clock.now());
    let own = storage::open(&state.settings.files.url, &state.settings.files)?;
    let mirror_url = &state.settings.heads.mirror_url;
    let mirror = if mirror_url.is_empty() {
        None
    } else {
        Some(storage::open(mirror_url, &state.settings.files)?)
    };
    for day in [today - Days::new(1), today] {
        let bytes = day_file(state, day).await?;
        if bytes.is_empty() {
            continue;
        }
        let name = format!("public/heads/{day}.ndjson");
        storage::write(&own, &name, bytes.clone()).await?;
        if let Some(mirror) = &mirror {
            storage::write(mirror, &name, bytes).await?;
        }
    }
    Ok(())
}

/// The heads that were signed on a day in Lima, one canonical line each.
async fn day_file(state: &AppState, day: NaiveDate) -> anyhow::Result<Vec<u8>> {
    let (from, to) = (day_start(day), day_start(day + Days::new(1)));
    let mut bytes = Vec::new();
    for row in store::heads_between(state.db.public(), from, to).await? {
        bytes.extend(SignedHead::from(row).line()?);
        bytes.push(b'\n');
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::testing::TestState;
    use chrono::TimeDelta;
    use uuid::Uuid;

    #[tokio::test]
    async fn heads_are_signed_once_and_signing_does_not_go_on_for_ever() {
        let test = TestState::open().await;
        assert_eq!(sign_heads(&test.state).await.unwrap(), 0);
        let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
        test.note(one, "a").await;
        test.note(two, "a").await;
        assert_eq!(sign_heads(&test.state).await.unwrap(), 2);
        for _ in 0..3 {
            assert_eq!(sign_heads(&test.state).await.unwrap(), 0);
        }
        // The platform's own head has moved by the entry of the first run, and is signed with the next news.
        test.note(one, "b").await;
        assert_eq!(sign_heads(&test.state).await.unwrap(), 2);
        assert_eq!(sign_heads(&test.state).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn the_day_s_heads_lie_in_a_file_here_and_in_the_mirror() {
        let mut test = TestState::open().await;
        let mirror = test.folder.path().join("mirror");
        let mut settings = (*test.state.settings).clone();
        settings.heads.mirror_url = format!("file://{}", mirror.display());
        test.state.settings = settings.into();
        test.note(Uuid::now_v7(), "a").await;
        sign_heads(&test.state).await.unwrap();
        test.clock.advance(TimeDelta::days(1));
        test.note(Uuid::now_v7(), "b").await;
        sign_heads(&test.state).await.unwrap();
        let lines = |root: std::path::PathBuf, day: &str| {
            let file = root.join(format!("public/heads/{day}.ndjson"));
            let text = std::fs::read_to_string(file).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
            lines.collect::<Vec<SignedHead>>()
        };
        assert_eq!(lines(mirror.clone(), "2026-11-21").len(), 1);
        assert_eq!(lines(mirror, "2026-11-22").len(), 2);
        assert_eq!(
            lines(test.folder.path().join("files"), "2026-11-22").len(),
            2
        );
    }
}
