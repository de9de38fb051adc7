//! Signing the heads that moved, and publishing what was signed.
//!
//! A signature is the platform's note on a journal, not an act, and so stands in no journal: otherwise signing would make
//! the platform's own move for ever. Its record is the published, unchangeable row itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Days, NaiveDate, Utc};
use ed25519_dalek::Signer as _;
use object_store::ObjectStoreExt as _;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};
use shared::features::journal::SignedHead;
use shared::time::{day_start, lima_date};

use super::entity::{self, Column, Entity};
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::files::objects;
use crate::jobs::{Failure, Job};
use crate::journal::entity::{head, line};
use crate::keys::{Key, Purpose};
use crate::registers;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// The hourly signing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SignHeads;

impl Job for SignHeads {
    const KIND: &'static str = "journal.sign_heads";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        Ok(sign_heads(state).await.map(|_| ())?)
    }
}

/// Signs every head that moved, then publishes the heads of the day. Returns how many were signed. Safe to run twice and
/// from several processes.
///
/// # Errors
/// When the database, the files or the mirror do not answer; what was signed stays signed, and the next run publishes.
pub(crate) async fn sign_heads(state: &AppState) -> anyhow::Result<u64> {
    let key = state.keys.current(Purpose::Head)?;
    let signed = state.write.bookkeep(Signing { key }).await?;
    publish(state).await?;
    Ok(signed)
}

struct Signing {
    key: Key,
}

impl Bookkeeping for Signing {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<u64> {
        let moved = store::unsigned_heads(books.conn()).await?;
        for head in &moved {
            let signed = sign(&self.key, head, books.now()).map_err(ApiError::internal)?;
            insert(books, signed).await?;
        }
        registers::sign_trees(books, &self.key).await?;
        u64::try_from(moved.len()).map_err(ApiError::internal)
    }
}

/// Signs the place of one entry in its journal as a head: who has the entry and this, needs no other entry to see that
/// it stands there as it is. Published and stored nowhere.
///
/// # Errors
/// When there is no key to sign with.
pub(crate) fn attest(state: &AppState, line: &line::Model) -> anyhow::Result<SignedHead> {
    let head = head::Model {
        municipality_id: line.municipality_id,
        seq: line.seq,
        hash: line.hash.clone(),
    };
    sign(
        &state.keys.current(Purpose::Head)?,
        &head,
        state.clock.now(),
    )
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

async fn insert(books: &Books<'_>, signed: SignedHead) -> ApiResult<()> {
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
        .exec_without_returning(books.conn())
        .await?;
    Ok(())
}

/// Writes the heads of today and of yesterday, where a failed run may have left a gap, as one line each.
async fn publish(state: &AppState) -> anyhow::Result<()> {
    let today = lima_date(state.clock.now());
    let (files, mirror) = (&state.settings.files, &state.settings.mirror);
    let mut places = vec![objects(files)?];
    if !mirror.url.is_empty() {
        places.push(objects(mirror)?);
    }
    for day in [today - Days::new(1), today] {
        let files = [
            (day_name(day), day_file(state, day).await?),
            (trees_name(day), trees_file(state, day).await?),
        ];
        for (name, bytes) in files {
            if bytes.is_empty() {
                continue;
            }
            for place in &places {
                place.put(&name, bytes.clone().into()).await?;
            }
        }
    }
    Ok(())
}

fn day_name(day: NaiveDate) -> object_store::path::Path {
    format!("public/heads/{day}.ndjson").into()
}

fn trees_name(day: NaiveDate) -> object_store::path::Path {
    format!("public/tree-heads/{day}.ndjson").into()
}

/// The heads of the trees of registers that were signed on a day in Lima, one canonical line each.
async fn trees_file(state: &AppState, day: NaiveDate) -> anyhow::Result<Vec<u8>> {
    let (from, to) = (day_start(day), day_start(day + Days::new(1)));
    let mut bytes = Vec::new();
    for head in registers::tree_heads_between(state.db.public(), from, to).await? {
        bytes.extend(head.line()?);
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// The heads of a day as they were published; `None` when none were.
pub(super) async fn day_published(
    state: &AppState,
    day: NaiveDate,
) -> anyhow::Result<Option<Vec<u8>>> {
    match objects(&state.settings.files)?.get(&day_name(day)).await {
        Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
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
        assert_eq!(sign_heads(&test.state).await.unwrap(), 0);
        test.note(one, "b").await;
        test.note(one, "c").await;
        assert_eq!(sign_heads(&test.state).await.unwrap(), 1);
        assert_eq!(sign_heads(&test.state).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn the_day_s_heads_lie_in_a_file_here_and_in_the_mirror() {
        let mut test = TestState::open().await;
        let mirror = test.folder.path().join("mirror");
        let mut settings = (*test.state.settings).clone();
        settings.mirror.url = format!("file://{}", mirror.display());
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
        assert_eq!(lines(mirror, "2026-11-22").len(), 1);
        assert_eq!(
            lines(test.folder.path().join("files"), "2026-11-22").len(),
            1
        );
    }
}
