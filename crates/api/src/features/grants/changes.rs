//! Giving and ending grants, inviting again, ending a holder's sessions.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::access::Role;
use shared::features::grants::GrantIn;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity as grant;
use super::give::{Gift, give, reason};
use super::{publish, rules, store};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::accounts::{Invitations, invite};
use crate::features::auth;
use crate::files;
use crate::write::{Change, Entry, Recorded, Tx};

/// Who acts on grants.
#[derive(Clone, Debug)]
pub(super) struct Giver {
    pub(super) account: Uuid,
    pub(super) roles: Vec<Role>,
}

impl Giver {
    fn check(&self, role: Role) -> ApiResult<()> {
        if rules::may_give(&self.roles, role) {
            return Ok(());
        }
        Err(ApiError::new(Code::Forbidden).detail("Su rol no puede asignar ni terminar este rol"))
    }
}

/// Gives a role to a person.
pub(super) struct Give {
    pub(super) giver: Giver,
    pub(super) municipality: Uuid,
    pub(super) place: String,
    pub(super) grant: GrantIn,
    pub(super) invitations: Invitations,
}

impl Change for Give {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        self.giver.check(self.grant.role)?;
        self.claim_scan(tx).await?;
        let gift = Gift {
            municipality: self.municipality,
            place: &self.place,
            grant: &self.grant,
            granted_by: Some(self.giver.account),
            invitations: &self.invitations,
        };
        let given = give(tx, &gift).await?;
        Ok(given.receipt.with(given.id))
    }
}

impl Give {
    /// The scan of the resolution is a file that was sent for this municipality.
    async fn claim_scan(&self, tx: &Tx<'_>) -> ApiResult<()> {
        let Some(file) = self.grant.resolution.file_id else {
            return Ok(());
        };
        let found = files::claim(tx, self.municipality, file).await?;
        found.map(|_| ()).ok_or_else(|| {
            let message = "Suba la resolución otra vez.";
            ApiError::field("resolution.file_id", "unknown_file", message)
        })
    }
}

/// Ends a grant by an act, from this moment.
pub(super) struct End {
    pub(super) giver: Giver,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) reason: String,
}

impl Change for End {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = load(tx, self.municipality, self.id).await?;
        let role = store::role(&row.role)?;
        self.giver.check(role)?;
        let today = lima_date(tx.now());
        if row.ended_at.is_some() || row.ends_on.is_some_and(|ends| ends < today) {
            return Err(ApiError::conflict("La asignación ya terminó"));
        }
        self.keep_one(tx, role, &row, today).await?;
        grant::Entity::update(grant::ActiveModel {
            id: Set(row.id),
            ended_at: Set(Some(tx.now())),
            end_reason: Set(Some(self.reason.trim().to_owned())),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        // Whoever holds nothing any more has nothing to do here: disabled the same day.
        if store::held_by(tx.conn(), row.account_id, today)
            .await?
            .is_empty()
        {
            auth::end_sessions(tx, row.account_id, None, "last_grant_ended").await?;
        }
        publish::responsibles(tx, self.municipality).await?;
        let reason = tx
            .commit_text(self.municipality, row.id, self.reason.trim())
            .await?;
        let entry = Entry::new(self.municipality, "grant.ended", "grant", row.id)
            .before(
                json!({ "account_id": row.account_id, "role": row.role, "ends_on": row.ends_on }),
            )
            .after(json!({ "reason": reason }));
        Ok(tx.record(entry).await?.with(()))
    }
}

impl End {
    /// A municipality without an administrator, or a platform without an operator, could not help itself.
    async fn keep_one(
        &self,
        tx: &Tx<'_>,
        role: Role,
        row: &grant::Model,
        today: NaiveDate,
    ) -> ApiResult<()> {
        if !matches!(role, Role::PortalAdmin | Role::PlatformOperator) {
            return Ok(());
        }
        let holders = store::holders(tx.conn(), self.municipality, role, today).await?;
        let by_operator =
            role == Role::PortalAdmin && self.giver.roles.contains(&Role::PlatformOperator);
        if by_operator || holders.iter().any(|holder| *holder != row.account_id) {
            return Ok(());
        }
        Err(ApiError::conflict(
            "Es la última persona con este rol: asigne primero a otra",
        ))
    }
}

/// Sends the invitation of a holder who has not accepted it once more.
pub(super) struct InviteAgain {
    pub(super) municipality: Uuid,
    pub(super) place: String,
    pub(super) id: Uuid,
    pub(super) invitations: Invitations,
}

impl Change for InviteAgain {
    /// What stands in the new link.
    type Output = String;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<String>> {
        let row = load(tx, self.municipality, self.id).await?;
        let account = accounts::find(tx.conn(), row.account_id).await?;
        let account = account
            .filter(|account| account.status == Status::Invited.code() && row.ended_at.is_none())
            .ok_or_else(|| ApiError::conflict("La persona ya aceptó su invitación"))?;
        let reason = reason(store::role(&row.role)?, &self.place, &row.resolution_number);
        let token = invite(tx, &self.invitations, &account, self.municipality, reason).await?;
        let entry = Entry::new(self.municipality, "grant.invited_again", "grant", row.id);
        Ok(tx.record(entry).await?.with(token))
    }
}

/// Ends the sessions of a person who holds a role here.
pub(super) struct SignOut {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Change for SignOut {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = load(tx, self.municipality, self.id).await?;
        let ended = auth::end_sessions(tx, row.account_id, None, "ended_by_administrator").await?;
        let after = json!({ "grant": row.id, "ended": ended });
        let own = Entry::new(PLATFORM, "auth.sessions_ended", "account", row.account_id);
        let _receipt = tx.record(own.after(after.clone())).await?;
        let entry = Entry::new(
            self.municipality,
            "grant.holder_signed_out",
            "grant",
            row.id,
        );
        Ok(tx.record(entry.after(after)).await?.with(()))
    }
}

async fn load(tx: &Tx<'_>, municipality: Uuid, id: Uuid) -> ApiResult<grant::Model> {
    let row = store::find(tx.conn(), municipality, id).await?;
    row.ok_or_else(ApiError::not_found)
}
