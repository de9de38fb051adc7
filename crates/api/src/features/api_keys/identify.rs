//! Who a key belongs to, at every request.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::access::Role;
use shared::features::auth::NextStep;
use uuid::Uuid;

use super::changes::scopes;
use super::entity::key;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::principal::{Credential, Principal};
use crate::http::token;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// Marks our keys, so that one that was published by mistake is recognised.
pub(super) const PREFIX: &str = "mnc_";
/// Random characters after the prefix: 190 bits.
pub(super) const LENGTH: usize = 32;

/// The program behind a key. What does not look like a key of ours is refused before the database is asked.
///
/// # Errors
/// 401 for a key that is unknown, revoked or past its time.
pub(crate) async fn identify(state: &AppState, presented: &str) -> ApiResult<Principal> {
    let invalid = || ApiError::new(Code::InvalidCredentials);
    let random = presented.strip_prefix(PREFIX).ok_or_else(invalid)?;
    if random.len() != LENGTH || !random.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(invalid());
    }
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let row = key::Entity::find()
        .filter(key::Column::KeyHash.eq(token::digest(presented)))
        .one(&conn)
        .await?;
    drop(conn);
    let in_force = |row: &key::Model| row.revoked_at.is_none() && now < row.expires_at;
    let row = row.filter(in_force).ok_or_else(invalid)?;
    note_use(state, &row, now).await;
    Ok(Principal {
        id: row.id,
        name: row.name,
        credential: Credential::Key {
            scopes: scopes(&row.scopes)?,
        },
        workplace: row.municipality_id,
        workplaces: vec![row.municipality_id],
        roles: vec![Role::ApiClient],
        permissions: Role::ApiClient.permissions().to_vec(),
        next: NextStep::Done,
        second_factor: false,
        break_glass: None,
    })
}

/// Notes the use, at most once a minute. That it cannot be noted is no reason to refuse a read.
async fn note_use(state: &AppState, row: &key::Model, now: DateTime<Utc>) {
    let fresh = |at: DateTime<Utc>| now - at < TimeDelta::minutes(1);
    if row.last_used_at.is_some_and(fresh) {
        return;
    }
    if let Err(error) = state.write.bookkeep(KeyUsed { id: row.id }).await {
        tracing::warn!(error = %error, "the use of a key was not noted");
    }
}

/// No act: the program did something else, and the key was in use meanwhile.
struct KeyUsed {
    id: Uuid,
}

impl Bookkeeping for KeyUsed {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        key::Entity::update(key::ActiveModel {
            id: Set(self.id),
            last_used_at: Set(Some(books.now())),
            ..Default::default()
        })
        .exec(books.conn())
        .await?;
        Ok(())
    }
}
