//! Accepting an invitation, declaring personal use, disabling an account.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::declaration;
use super::entity::account;
use super::links::{self, Purpose};
use super::people::{Invitations, invite};
use super::store::{self, Status};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::auth;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// Accepts an invitation with a first password.
pub(super) struct Accept {
    pub(super) digest: String,
    pub(super) account: Uuid,
    pub(super) hash: String,
}

impl Change for Accept {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        links::consume(tx, &self.digest, Purpose::Invitation).await?;
        auth::set_password(tx, self.account, &self.hash).await?;
        set_status(tx, self.account, Status::Active).await?;
        let entry = Entry::new(PLATFORM, "account.accepted", "account", self.account);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Accepts the declaration of personal use.
pub(super) struct Declare {
    pub(super) account: Uuid,
    pub(super) version: i32,
}

impl Change for Declare {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        if self.version != declaration::VERSION {
            return Err(ApiError::conflict("La declaración cambió; léala de nuevo"));
        }
        account::Entity::update(account::ActiveModel {
            id: Set(self.account),
            declaration_version: Set(Some(self.version)),
            declared_at: Set(Some(tx.now())),
            updated_at: Set(tx.now()),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let text = declaration::current()?;
        let entry = Entry::new(PLATFORM, "account.declared", "account", self.account)
            .after(json!({ "version": self.version }))
            .basis(text.legal_basis);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Disables an account: its sessions end and it signs in no more.
pub(super) struct Disable {
    pub(super) account: Uuid,
    pub(super) by: Uuid,
}

impl Change for Disable {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        if self.account == self.by {
            return Err(ApiError::conflict("Nadie desactiva su propia cuenta"));
        }
        let row = store::find(tx.conn(), self.account)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if row.status == Status::Disabled.code() {
            return Err(ApiError::conflict("La cuenta ya está desactivada"));
        }
        Ok(disable(tx, &row, None).await?.with(()))
    }
}

/// Disables an account whose last municipality is removed by a disposal: its sessions end. One that is disabled already
/// stays as it is.
pub(crate) async fn disable_left_over(
    tx: &mut Tx<'_>,
    account: Uuid,
    disposal: Uuid,
) -> ApiResult<()> {
    let Some(row) = store::find(tx.conn(), account).await? else {
        return Ok(());
    };
    if row.status == Status::Disabled.code() {
        return Ok(());
    }
    let _receipt = disable(tx, &row, Some(disposal)).await?;
    Ok(())
}

/// Ends the sessions too. `disposal` is the one of which this is a consequence.
async fn disable(
    tx: &mut Tx<'_>,
    row: &account::Model,
    disposal: Option<Uuid>,
) -> ApiResult<Receipt> {
    set_status(tx, row.id, Status::Disabled).await?;
    auth::end_sessions(tx, row.id, None, "account_disabled").await?;
    let mut entry = Entry::new(PLATFORM, "account.disabled", "account", row.id)
        .before(json!({ "status": row.status }));
    if let Some(disposal) = disposal {
        entry = entry.after(json!({ "disposal": disposal }));
    }
    tx.record(entry).await
}

/// Enables a disabled account. Its old password is not brought back: whoever disabled it had a reason to.
pub(super) struct Enable {
    pub(super) account: Uuid,
    pub(super) invitations: Invitations,
}

impl Change for Enable {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.account)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if row.status != Status::Disabled.code() {
            return Err(ApiError::conflict("La cuenta no está desactivada"));
        }
        let reason = "Su cuenta en la plataforma Munica se activó de nuevo.".to_owned();
        invite(tx, &self.invitations, &row, PLATFORM, reason).await?;
        let entry = Entry::new(PLATFORM, "account.enabled", "account", self.account)
            .before(json!({ "status": row.status }));
        Ok(tx.record(entry).await?.with(()))
    }
}

async fn set_status(tx: &Tx<'_>, id: Uuid, status: Status) -> ApiResult<()> {
    account::Entity::update(account::ActiveModel {
        id: Set(id),
        status: Set(status.code().to_owned()),
        updated_at: Set(tx.now()),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    Ok(())
}
