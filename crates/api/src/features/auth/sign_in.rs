//! The act of signing in: password, lock, second factor, a new session.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::access::Role;
use shared::features::auth::NextStep;
use shared::time::lima_date;
use uuid::Uuid;

use super::attempts::{self, Subject};
use super::entity::{refresh_token, session};
use super::factor::{self, Proof};
use super::identify::next_step;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::grants::store as grants;
use crate::features::portal;
use crate::settings::Settings;
use crate::write::{Change, Entry, Recorded, Tx, Unrecorded};

/// A sign-in whose password was compared outside the transaction, because that takes long.
pub(super) struct SignIn {
    /// The account of the mail, if there is one.
    pub(super) account: Option<Uuid>,
    /// The stored hash that the password was compared with.
    pub(super) compared: Option<String>,
    /// Whether it matched.
    pub(super) right: bool,
    /// The password hashed with today's parameters, where the stored hash is of others.
    pub(super) rehashed: Option<String>,
    pub(super) code: Option<String>,
    pub(super) by_account: Subject,
    pub(super) by_address: Subject,
    pub(super) agent: String,
    pub(super) refresh_digest: String,
    pub(super) settings: std::sync::Arc<Settings>,
}

/// How a sign-in ended. Refusals are outcomes and not errors, since what they count must be kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Outcome {
    /// Too many failures: wait.
    Locked(DateTime<Utc>),
    /// Unknown mail or wrong password.
    Refused,
    /// The stored hash was replaced since the comparison (a new password, or a hash with today's parameters): nothing
    /// follows from it, and nobody failed.
    Stale,
    /// The password is right; the account has a second factor.
    CodeMissing,
    /// The password is right and the code is not.
    CodeRefused,
    /// Signed in.
    Done {
        account: Uuid,
        session: Uuid,
        next: NextStep,
    },
}

impl Change for SignIn {
    type Output = Outcome;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Outcome>> {
        let subjects = [&self.by_account, &self.by_address];
        if let Some(until) = attempts::locked(tx, &subjects).await? {
            return Ok(uncounted(tx, Outcome::Locked(until)));
        }
        let account = match self.account {
            Some(id) => accounts::find(tx.conn(), id).await?,
            None => None,
        };
        let Some(account) = account else {
            attempts::count(tx, &subjects).await?;
            return Ok(uncounted(tx, Outcome::Refused));
        };
        if self.compared != account.password_hash {
            return Ok(uncounted(tx, Outcome::Stale));
        }
        // The account may have been disabled while the hash was computed.
        if !self.right || account.status != Status::Active.code() {
            return self
                .refuse(tx, &account, "auth.sign_in_refused", Outcome::Refused)
                .await;
        }
        let proof = match (account.factor_enrolled_at, &self.code) {
            (None, _) => None,
            (Some(_), None) => return Ok(uncounted(tx, Outcome::CodeMissing)),
            (Some(_), Some(code)) => {
                let Some(proof) = factor::consume(tx, account.id, code).await? else {
                    let action = "auth.second_factor_refused";
                    return self
                        .refuse(tx, &account, action, Outcome::CodeRefused)
                        .await;
                };
                Some(proof)
            }
        };
        attempts::forget(tx, &self.by_account).await?;
        self.open_session(tx, &account, proof).await
    }
}

fn uncounted(tx: &Tx<'_>, outcome: Outcome) -> Recorded<Outcome> {
    tx.unrecorded(Unrecorded::AttemptCounted).with(outcome)
}

impl SignIn {
    async fn refuse(
        &self,
        tx: &mut Tx<'_>,
        account: &account::Model,
        action: &str,
        outcome: Outcome,
    ) -> ApiResult<Recorded<Outcome>> {
        attempts::count(tx, &[&self.by_account, &self.by_address]).await?;
        let entry = Entry::new(PLATFORM, action, "account", account.id);
        Ok(tx.record(entry).await?.with(outcome))
    }

    /// Every sign-in has a session of its own, so that nobody can plant one beforehand.
    async fn open_session(
        &self,
        tx: &mut Tx<'_>,
        account: &account::Model,
        proof: Option<Proof>,
    ) -> ApiResult<Recorded<Outcome>> {
        let now = tx.now();
        let held = grants::held_by(tx.conn(), account.id, lima_date(now)).await?;
        let home = held.iter().find(|held| held.role == Role::PlatformOperator);
        let home = home
            .or(held.first())
            .map_or(PLATFORM, |held| held.municipality);
        let id = Uuid::now_v7();
        let life = TimeDelta::hours(self.settings.identity.absolute_hours);
        session::Entity::insert(session::ActiveModel {
            id: Set(id),
            account_id: Set(account.id),
            municipality_id: Set(home),
            agent: Set(self.agent.clone()),
            created_at: Set(now),
            last_seen_at: Set(now),
            expires_at: Set(now + life),
            factor_at: Set(proof.map(|_| now)),
            ended_at: Set(None),
            ended_by: Set(None),
        })
        .exec_without_returning(tx.conn())
        .await?;
        keep_refresh(tx, id, &self.refresh_digest).await?;
        if let Some(hash) = &self.rehashed {
            account::Entity::update(account::ActiveModel {
                id: Set(account.id),
                password_hash: Set(Some(hash.clone())),
                ..Default::default()
            })
            .exec(tx.conn())
            .await?;
        }
        portal::entered(tx, home, account.id, &self.settings.server.public_url).await?;
        let factor = match proof {
            None => "none",
            Some(Proof::Totp) => "totp",
            Some(Proof::Recovery) => "recovery_code",
        };
        let entry = Entry::new(PLATFORM, "auth.signed_in", "account", account.id)
            .after(json!({ "session": id, "second_factor": factor }));
        let outcome = Outcome::Done {
            account: account.id,
            session: id,
            next: next_step(&self.settings, account, &held),
        };
        Ok(tx.record(entry).await?.with(outcome))
    }
}

/// Stores a refresh token of a session, by its digest.
pub(super) async fn keep_refresh(tx: &Tx<'_>, session: Uuid, digest: &str) -> ApiResult<()> {
    refresh_token::Entity::insert(refresh_token::ActiveModel {
        token_hash: Set(digest.to_owned()),
        session_id: Set(session),
        created_at: Set(tx.now()),
        used_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}
