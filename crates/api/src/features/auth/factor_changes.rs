//! Enrolling, showing and removing the second factor.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::attempts::{self, Subject};
use super::entity::session;
use super::factor::{self, OFFERED, SECRET};
use super::sessions;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::entity::account;
use crate::features::accounts::store as accounts;
use crate::write::{Change, Entry, Recorded, Tx, Unrecorded};

/// Keeps a secret until its first code confirms that the authenticator has it.
pub(super) struct Offer {
    pub(super) account: Uuid,
    pub(super) secret: String,
}

impl Change for Offer {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        if load(tx, self.account).await?.factor_enrolled_at.is_some() {
            return Err(ApiError::conflict("La cuenta ya tiene un segundo factor"));
        }
        let kept = tx
            .keep_personal(PLATFORM, self.account, OFFERED, SECRET, &self.secret)
            .await?;
        let after = json!({ OFFERED: kept.commitment });
        let action = "auth.second_factor_offered";
        let entry = Entry::new(PLATFORM, action, "account", self.account).after(after);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Enrols the offered secret by its first code. Sessions that did not show the factor end.
pub(super) struct Confirm {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
    pub(super) code: String,
    pub(super) by_account: Subject,
    pub(super) recovery: Vec<String>,
}

/// How the use of a code ended; a refusal is counted, hence no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Shown {
    /// The code counts.
    Accepted,
    /// It is wrong, or was used.
    Refused,
    /// Too many were wrong: wait.
    Locked(chrono::DateTime<chrono::Utc>),
}

impl Shown {
    /// Nothing, or the refusal.
    pub(super) fn into_result(self, now: chrono::DateTime<chrono::Utc>) -> ApiResult<()> {
        match self {
            Self::Accepted => Ok(()),
            Self::Refused => Err(ApiError::new(Code::SecondFactorRefused)),
            Self::Locked(until) => Err(attempts::refusal(until, now)),
        }
    }
}

impl Change for Confirm {
    type Output = Shown;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Shown>> {
        if let Some(until) = attempts::locked(tx, &[&self.by_account]).await? {
            return Ok(locked(tx, until));
        }
        let enrolled = load(tx, self.account).await?.factor_enrolled_at.is_some();
        let offered = factor::secret(tx.conn(), tx.vault(), self.account, OFFERED).await?;
        let Some(secret) = offered.filter(|_| !enrolled) else {
            return Err(ApiError::conflict("No hay un segundo factor por confirmar"));
        };
        let Some(step) = factor::step_of(&secret, &self.code, tx.now().timestamp())? else {
            return refuse(tx, self.account, &self.by_account).await;
        };
        let kept = tx
            .keep_personal(PLATFORM, self.account, SECRET, SECRET, &secret)
            .await?;
        tx.forget_personal(PLATFORM, self.account, OFFERED).await?;
        factor::keep_recovery_codes(tx, self.account, &self.recovery).await?;
        let (now, conn) = (tx.now(), tx.conn());
        account::Entity::update(account::ActiveModel {
            id: Set(self.account),
            factor_enrolled_at: Set(Some(now)),
            factor_last_step: Set(Some(step)),
            updated_at: Set(now),
            ..Default::default()
        })
        .exec(conn)
        .await?;
        mark_shown(tx, self.session).await?;
        sessions::end_all(
            tx,
            self.account,
            Some(self.session),
            "second_factor_enrolled",
        )
        .await?;
        let after = json!({ SECRET: kept.commitment });
        let action = "auth.second_factor_enrolled";
        let entry = Entry::new(PLATFORM, action, "account", self.account).after(after);
        Ok(tx.record(entry).await?.with(Shown::Accepted))
    }
}

/// Shows the factor in a running session, for an act that asks for it.
pub(super) struct Show {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
    pub(super) code: String,
    pub(super) by_account: Subject,
}

impl Change for Show {
    type Output = Shown;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Shown>> {
        if let Some(refused) = use_code(tx, self.account, &self.code, &self.by_account).await? {
            return Ok(refused);
        }
        attempts::forget(tx, &self.by_account).await?;
        mark_shown(tx, self.session).await?;
        record(
            tx,
            self.account,
            "auth.second_factor_shown",
            Shown::Accepted,
        )
        .await
    }
}

/// Puts new recovery codes in place of the old ones.
pub(super) struct RenewRecovery {
    pub(super) account: Uuid,
    pub(super) codes: Vec<String>,
}

impl Change for RenewRecovery {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        if load(tx, self.account).await?.factor_enrolled_at.is_none() {
            return Err(ApiError::conflict("La cuenta no tiene un segundo factor"));
        }
        factor::keep_recovery_codes(tx, self.account, &self.codes).await?;
        record(tx, self.account, "auth.recovery_codes_renewed", ()).await
    }
}

/// Takes the factor away; the password was checked before.
pub(super) struct Remove {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
    pub(super) code: String,
    pub(super) by_account: Subject,
}

impl Change for Remove {
    type Output = Shown;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Shown>> {
        if let Some(refused) = use_code(tx, self.account, &self.code, &self.by_account).await? {
            return Ok(refused);
        }
        factor::forget(tx, self.account).await?;
        sessions::end_all(
            tx,
            self.account,
            Some(self.session),
            "second_factor_removed",
        )
        .await?;
        record(
            tx,
            self.account,
            "auth.second_factor_removed",
            Shown::Accepted,
        )
        .await
    }
}

async fn load(tx: &Tx<'_>, id: Uuid) -> ApiResult<account::Model> {
    accounts::find(tx.conn(), id)
        .await?
        .ok_or_else(ApiError::not_found)
}

async fn mark_shown(tx: &Tx<'_>, session: Uuid) -> ApiResult<()> {
    session::Entity::update(session::ActiveModel {
        id: Set(session),
        factor_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    Ok(())
}

async fn refuse(tx: &mut Tx<'_>, account: Uuid, subject: &Subject) -> ApiResult<Recorded<Shown>> {
    attempts::count(tx, &[subject]).await?;
    record(tx, account, "auth.second_factor_refused", Shown::Refused).await
}

/// Uses a code up. Answers how the act ends where the code does not count.
async fn use_code(
    tx: &mut Tx<'_>,
    account: Uuid,
    code: &str,
    by_account: &Subject,
) -> ApiResult<Option<Recorded<Shown>>> {
    if let Some(until) = attempts::locked(tx, &[by_account]).await? {
        return Ok(Some(locked(tx, until)));
    }
    if factor::consume(tx, account, code).await?.is_some() {
        return Ok(None);
    }
    refuse(tx, account, by_account).await.map(Some)
}

fn locked(tx: &Tx<'_>, until: chrono::DateTime<chrono::Utc>) -> Recorded<Shown> {
    tx.unrecorded(Unrecorded::AttemptCounted)
        .with(Shown::Locked(until))
}

async fn record<T>(
    tx: &mut Tx<'_>,
    account: Uuid,
    action: &str,
    output: T,
) -> ApiResult<Recorded<T>> {
    let entry = Entry::new(PLATFORM, action, "account", account);
    Ok(tx.record(entry).await?.with(output))
}
