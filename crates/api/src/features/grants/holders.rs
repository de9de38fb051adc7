//! What is done for or to the account of somebody who holds a role: inviting again, ending his sessions, taking away a
//! second factor that he lost.

use serde_json::{Value, json};
use shared::access::Role;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::{Giver, load, not_over};
use super::entity as grant;
use super::give::reason;
use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::accounts::{Invitations, invite};
use crate::features::auth;
use crate::outbox::Letter;
use crate::write::{Change, Entry, Mail, Receipt, Recorded, Tx};

/// Sends the invitation of a holder who has not accepted it once more.
pub(super) struct InviteAgain {
    pub(super) giver: Giver,
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
        let (row, role) = held(tx, &self.giver, self.municipality, self.id).await?;
        let account = accounts::find(tx.conn(), row.account_id).await?;
        let account = account
            .filter(|account| account.status == Status::Invited.code() && row.ended_at.is_none())
            .ok_or_else(|| ApiError::conflict("La persona ya aceptó su invitación"))?;
        let reason = reason(role, &self.place, &row.resolution_number);
        let token = invite(tx, &self.invitations, &account, self.municipality, reason).await?;
        let entry = Entry::new(self.municipality, "grant.invited_again", "grant", row.id);
        Ok(tx.record(entry).await?.with(token))
    }
}

/// Ends the sessions of a person who holds a role here.
pub(super) struct SignOut {
    pub(super) giver: Giver,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Change for SignOut {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (row, _) = held(tx, &self.giver, self.municipality, self.id).await?;
        let ended = auth::end_sessions(tx, row.account_id, None, "ended_by_administrator").await?;
        let actions = ("auth.sessions_ended", "grant.holder_signed_out");
        let after = json!({ "grant": row.id, "ended": ended });
        let receipt = record_with_account(tx, &row, actions, &after).await?;
        Ok(receipt.with(()))
    }
}

/// Takes away the second factor of a person who lost it: at the next sign-in the password is enough, and where the second
/// factor is mandatory a new one is enrolled before anything else.
pub(super) struct ResetFactor {
    pub(super) giver: Giver,
    pub(super) municipality: Uuid,
    pub(super) place: String,
    pub(super) id: Uuid,
    /// Where the person signs in.
    pub(super) public_url: String,
}

impl Change for ResetFactor {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (row, _) = held(tx, &self.giver, self.municipality, self.id).await?;
        not_over(&row, lima_date(tx.now()))?;
        if row.account_id == self.giver.account {
            return Err(ApiError::conflict(
                "Su propio segundo factor se cambia en «Su cuenta»",
            ));
        }
        self.is_his_to_reset(tx, row.account_id).await?;
        let account = accounts::find(tx.conn(), row.account_id)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if account.factor_enrolled_at.is_none() {
            return Err(ApiError::conflict("La cuenta no tiene un segundo factor"));
        }
        auth::forget_factor(tx, account.id).await?;
        let ended = auth::end_sessions(tx, account.id, None, "second_factor_reset").await?;
        self.tell(tx, &account).await?;
        let actions = ("auth.second_factor_reset", "grant.holder_factor_reset");
        let after = json!({ "grant": row.id, "ended": ended });
        let receipt = record_with_account(tx, &row, actions, &after).await?;
        Ok(receipt.with(()))
    }
}

impl ResetFactor {
    /// Whoever operates the platform or administers another municipality opens more than what is administered here.
    async fn is_his_to_reset(&self, tx: &Tx<'_>, account: Uuid) -> ApiResult<()> {
        if self.giver.roles.contains(&Role::PlatformOperator)
            || !is_trusted_elsewhere(tx, account, self.municipality).await?
        {
            return Ok(());
        }
        Err(ApiError::conflict(
            "Esta persona también administra fuera de esta municipalidad: pídalo a la plataforma",
        ))
    }

    async fn tell(&self, tx: &mut Tx<'_>, account: &account::Model) -> ApiResult<()> {
        let letter = Letter {
            subject: "Se quitó el segundo factor de su cuenta de Munica".to_owned(),
            name: account.name.clone(),
            paragraphs: vec![
                format!(
                    "Quien administra las cuentas de {} quitó el segundo factor de la suya. Sus sesiones se cerraron y sus \
                     códigos de recuperación ya no sirven.",
                    self.place
                ),
                "Ingrese con su contraseña y active un segundo factor nuevo. Si perdió el teléfono, cambie también la \
                 contraseña."
                    .to_owned(),
            ],
            action: Some(("Ingresar".to_owned(), format!("{}/admin", self.public_url))),
            footer: "Si no lo pidió, avise cuanto antes a quien administra las cuentas.".to_owned(),
        };
        let to = accounts::mail_of(tx.conn(), tx.vault(), account.id).await?;
        tx.mail(Mail {
            municipality: self.municipality,
            template: "auth.second_factor_reset",
            to,
            letter,
        })
        .await
    }
}

/// Whether a person holds a role of the platform, or administers a municipality, other than here.
async fn is_trusted_elsewhere(tx: &Tx<'_>, account: Uuid, here: Uuid) -> ApiResult<bool> {
    let held = store::held_by(tx.conn(), account, lima_date(tx.now())).await?;
    Ok(held.iter().any(|held| {
        held.municipality != here && matches!(held.role, Role::PlatformOperator | Role::PortalAdmin)
    }))
}

/// A grant whose role the giver oversees.
async fn held(
    tx: &Tx<'_>,
    giver: &Giver,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<(grant::Model, Role)> {
    let row = load(tx, municipality, id).await?;
    let role = store::role(&row.role)?;
    giver.check(role)?;
    Ok((row, role))
}

/// Records an act on an account in the journal of accounts, which is the platform's, and in that of the place of the role.
async fn record_with_account(
    tx: &mut Tx<'_>,
    row: &grant::Model,
    (of_account, of_grant): (&'static str, &'static str),
    after: &Value,
) -> ApiResult<Receipt> {
    let own = Entry::new(PLATFORM, of_account, "account", row.account_id);
    let _receipt = tx.record(own.after(after.clone())).await?;
    let entry = Entry::new(row.municipality_id, of_grant, "grant", row.id);
    tx.record(entry.after(after.clone())).await
}
