//! Setting a password: by the person himself, or by the link of a mail.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use shared::features::auth::{MIN_PASSWORD, MIN_PASSWORD_WITH_FACTOR};
use uuid::Uuid;

use super::attempts::{self, Subject};
use super::factor_changes::Shown;
use super::{factor, passwords, sessions};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::entity::account;
use crate::features::accounts::links::{self, Purpose};
use crate::features::accounts::store::{self as accounts, Status};
use crate::outbox::Letter;
use crate::state::AppState;
use crate::write::{Change, Entry, Mail, Recorded, Tx, Unrecorded};

/// Judges a new password of an account, its holder's words included.
///
/// # Errors
/// 422 under `field`.
pub(crate) async fn judge(
    state: &AppState,
    account: &account::Model,
    field: &str,
    password: &str,
) -> ApiResult<()> {
    let conn = state.db.read(Scope::Platform).await?;
    let email = accounts::mail_of(&conn, &state.vault, account.id).await?;
    drop(conn);
    let min = if account.factor_enrolled_at.is_some() {
        MIN_PASSWORD_WITH_FACTOR
    } else {
        MIN_PASSWORD
    };
    let context = [account.name.as_str(), email.as_str()];
    passwords::judge(password, min, &context)
        .map_err(|violation| ApiError::violation(field, violation))
}

/// Sets a new password; the old one was compared before. Other sessions end.
pub(super) struct ChangePassword {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
    /// The stored hash the old password matched.
    pub(super) matched: String,
    pub(super) hash: String,
}

impl Change for ChangePassword {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let account = accounts::find(tx.conn(), self.account).await?;
        let unchanged = account.and_then(|account| account.password_hash);
        if unchanged.as_ref() != Some(&self.matched) {
            return Err(ApiError::new(Code::Stale));
        }
        set_password(tx, self.account, &self.hash).await?;
        sessions::end_all(tx, self.account, Some(self.session), "password_changed").await?;
        let entry = Entry::new(PLATFORM, "auth.password_changed", "account", self.account);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Puts a password hash in place of the one there is.
pub(crate) async fn set_password(tx: &Tx<'_>, account: Uuid, hash: &str) -> ApiResult<()> {
    account::Entity::update(account::ActiveModel {
        id: Set(account),
        password_hash: Set(Some(hash.to_owned())),
        updated_at: Set(tx.now()),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    Ok(())
}

/// Counts a wrong password of a signed-in person, so that a session left open is no way to guess it.
pub(super) struct CountWrongPassword {
    pub(super) account: Uuid,
    pub(super) by_account: Subject,
}

impl Change for CountWrongPassword {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        attempts::count(tx, &[&self.by_account]).await?;
        let entry = Entry::new(PLATFORM, "auth.password_refused", "account", self.account);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Sends a reset link, where there is somebody to send one to. Counted for known and unknown mails alike.
pub(super) struct RequestReset {
    pub(super) email_tag: String,
    pub(super) by_mail: Subject,
    pub(super) token: String,
    pub(super) life: TimeDelta,
    pub(super) public_url: String,
}

impl Change for RequestReset {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let silent = |tx: &Tx<'_>| Ok(tx.unrecorded(Unrecorded::AttemptCounted).with(()));
        if attempts::locked(tx, &[&self.by_mail]).await?.is_some() {
            return silent(tx);
        }
        attempts::count(tx, &[&self.by_mail]).await?;
        let account = accounts::by_email(tx.conn(), &self.email_tag).await?;
        let Some(account) = account.filter(|row| row.status == Status::Active.code()) else {
            return silent(tx);
        };
        let to = accounts::mail_of(tx.conn(), tx.vault(), account.id).await?;
        links::keep(tx, account.id, Purpose::Reset, &self.token, self.life).await?;
        let letter = Letter {
            subject: "Restablecer su contraseña de Munica".to_owned(),
            name: account.name.clone(),
            paragraphs: vec![
                "Alguien pidió una contraseña nueva para su cuenta. Si fue usted, use el enlace."
                    .to_owned(),
                format!(
                    "El enlace sirve una sola vez y vence en {} minutos.",
                    self.life.num_minutes()
                ),
            ],
            action: Some((
                "Elegir una contraseña nueva".to_owned(),
                format!("{}/admin/restablecer/{}", self.public_url, self.token),
            )),
            footer: "Si no lo pidió, no haga nada: su contraseña sigue igual.".to_owned(),
        };
        let mail = Mail {
            municipality: PLATFORM,
            template: "auth.password_reset",
            to,
            letter,
        };
        tx.mail(mail).await?;
        let entry = Entry::new(
            PLATFORM,
            "auth.password_reset_requested",
            "account",
            account.id,
        );
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Sets a password by a link. An account with a second factor shows it too: a mailbox alone is not enough.
pub(super) struct Reset {
    pub(super) digest: String,
    pub(super) account: Uuid,
    pub(super) code: Option<String>,
    pub(super) by_account: Subject,
    pub(super) hash: String,
}

/// How a reset ended.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum ResetOutcome {
    /// The password is set.
    Done,
    /// The account has a second factor: a code is missing. The link still works.
    CodeMissing,
    /// The code was not accepted. The link still works.
    Code(Shown),
}

impl Change for Reset {
    type Output = ResetOutcome;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ResetOutcome>> {
        let account = accounts::find(tx.conn(), self.account).await?;
        let account = account
            .filter(|account| account.status == Status::Active.code())
            .ok_or(ApiError::new(Code::Gone))?;
        if account.factor_enrolled_at.is_some() {
            let counted = |tx: &Tx<'_>| tx.unrecorded(Unrecorded::AttemptCounted);
            let Some(code) = &self.code else {
                return Ok(counted(tx).with(ResetOutcome::CodeMissing));
            };
            if let Some(until) = attempts::locked(tx, &[&self.by_account]).await? {
                return Ok(counted(tx).with(ResetOutcome::Code(Shown::Locked(until))));
            }
            if factor::consume(tx, account.id, code).await?.is_none() {
                attempts::count(tx, &[&self.by_account]).await?;
                let entry = Entry::new(
                    PLATFORM,
                    "auth.second_factor_refused",
                    "account",
                    account.id,
                );
                let receipt = tx.record(entry).await?;
                return Ok(receipt.with(ResetOutcome::Code(Shown::Refused)));
            }
        }
        links::consume(tx, &self.digest, Purpose::Reset).await?;
        set_password(tx, account.id, &self.hash).await?;
        sessions::end_all(tx, account.id, None, "password_reset").await?;
        let entry = Entry::new(PLATFORM, "auth.password_reset", "account", account.id);
        Ok(tx.record(entry).await?.with(ResetOutcome::Done))
    }
}
