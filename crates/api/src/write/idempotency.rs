//! Answers kept for a day, so that a request that is sent again has its effect once.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use sha2::{Digest, Sha256};

use super::Tx;
use super::entity::idempotency_record as record;
use crate::error::{ApiError, ApiResult, Code};

/// The key of a request, in the scope of who sent it and where to, with a digest of what was sent.
#[derive(Clone, Debug)]
pub(crate) struct IdempotencyKey {
    scope: String,
    key: String,
    fingerprint: String,
}

impl IdempotencyKey {
    /// `caller` and `route` keep one client's keys apart from another's.
    pub(crate) fn new(caller: &str, route: &str, key: &str, body: &[u8]) -> Self {
        Self {
            scope: hex::encode(Sha256::digest(format!("{caller}\n{route}"))),
            key: hex::encode(Sha256::digest(key)),
            fingerprint: hex::encode(Sha256::digest(body)),
        }
    }

    fn context(&self) -> String {
        format!("idempotency|{}|{}", self.scope, self.key)
    }

    fn id(&self) -> (String, String) {
        (self.scope.clone(), self.key.clone())
    }
}

/// What is known of a key.
pub(super) enum Claim {
    /// First seen: make the change.
    New,
    /// Answered before, with this.
    Replay(Vec<u8>),
}

/// Reserves the key, or finds its answer. A second transaction with the same key waits here for the first.
pub(super) async fn claim(tx: &Tx<'_>, key: &IdempotencyKey) -> ApiResult<Claim> {
    let row = record::ActiveModel {
        scope: Set(key.scope.clone()),
        key: Set(key.key.clone()),
        fingerprint: Set(key.fingerprint.clone()),
        answer: Set(Vec::new()),
        created_at: Set(tx.now()),
    };
    let inserted = record::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([record::Column::Scope, record::Column::Key])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.conn())
        .await?;
    if inserted == 1 {
        return Ok(Claim::New);
    }
    let kept = record::Entity::find_by_id(key.id())
        .one(tx.conn())
        .await?
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("idempotency record vanished")))?;
    if kept.fingerprint != key.fingerprint {
        return Err(ApiError::new(Code::IdempotencyMismatch));
    }
    let plain = tx
        .vault()
        .open(&key.context(), &kept.answer)
        .map_err(ApiError::internal)?;
    Ok(Claim::Replay(plain))
}

/// Keeps the answer, sealed, beside the change it belongs to.
pub(super) async fn keep(tx: &Tx<'_>, key: &IdempotencyKey, answer: &[u8]) -> ApiResult<()> {
    let sealed = tx
        .vault()
        .seal(&key.context(), answer)
        .map_err(ApiError::internal)?;
    let row = record::ActiveModel {
        scope: Set(key.scope.clone()),
        key: Set(key.key.clone()),
        answer: Set(sealed),
        ..Default::default()
    };
    record::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}
