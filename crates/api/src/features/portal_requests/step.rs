//! A step that one operator takes: take, observe, propose, return, reject.

use serde_json::json;
use shared::features::notices::NoticeKind;
use shared::features::portal_requests::{CORRECTION, PortalRequestOut, RequestAction, StepActor};
use uuid::Uuid;

use super::look::{find, responsible, view};
use super::{desk, letters, link, tell, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts;
use crate::features::notices::To;
use crate::reference;
use crate::write::{Change, Entry, Recorded, Tx};

/// A step on one request.
pub(super) struct TakeStep {
    pub(super) id: Uuid,
    pub(super) action: RequestAction,
    pub(super) actor: Uuid,
    pub(super) note: Option<String>,
    pub(super) public_url: String,
    /// Whether this installation sends short messages.
    pub(super) texts: bool,
}

impl Change for TakeStep {
    type Output = PortalRequestOut;

    fn scope(&self) -> Scope {
        desk::SCOPE
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestOut>> {
        let row = find(tx, self.id).await?;
        let step = workflow::allowed(&row, self.action)?;
        let note = self.note.as_deref().map(str::trim);
        let explained = matches!(
            self.action,
            RequestAction::Observe | RequestAction::Return | RequestAction::Reject
        );
        if explained && note.is_none_or(str::is_empty) {
            return Err(ApiError::field(
                "note",
                "required",
                "Explique el motivo: quien debe actuar lo recibe por correo.",
            ));
        }
        if step.actor == StepActor::SecondOperator {
            second_operator(&row, self.actor)?;
        }
        let taken = workflow::take(tx, &row, step, Some(self.actor), note).await?;
        if self.action == RequestAction::Return {
            self.tell_proposer(tx, &row, note.unwrap_or_default())
                .await?;
        } else if let Some(template) = step.mail {
            self.tell(tx, &taken, template, note.unwrap_or_default())
                .await?;
        }
        self.notify(tx, &row).await?;
        let said = match note {
            Some(note) => Some(tx.commit_text(PLATFORM, row.id, note).await?),
            None => None,
        };
        let entry = Entry::new(PLATFORM, self.action.done(), "portal_request", row.id)
            .before(json!({ "state": row.state, "proposed_by": row.proposed_by }))
            .after(json!({ "state": taken.state, "proposed_by": taken.proposed_by, "note": said }))
            .basis("TUO de la Ley 27444, arts. 136 y 144");
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(view(tx, &taken).await?))
    }
}

impl TakeStep {
    /// A proposal waits for another operator; what was sent back concerns the one who proposed it.
    async fn notify(&self, tx: &mut Tx<'_>, row: &super::entity::request::Model) -> ApiResult<()> {
        let (to, kind) = match (self.action, row.proposed_by) {
            (RequestAction::Propose, _) => (tell::others(self.actor), NoticeKind::RequestProposed),
            (RequestAction::Return, Some(by)) => (To::Account(by), NoticeKind::RequestReturned),
            _ => return Ok(()),
        };
        tell::operators(tx, to, kind, row.id, &row.municipality_name).await
    }

    async fn tell(
        &self,
        tx: &mut Tx<'_>,
        row: &super::entity::request::Model,
        template: &'static str,
        note: &str,
    ) -> ApiResult<()> {
        let Some(person) = responsible(tx, row).await? else {
            return Ok(());
        };
        let letter = match self.action {
            RequestAction::Observe => {
                let calendar = reference::calendar_in(tx.conn(), &row.ubigeo).await?;
                let due = workflow::count(&calendar, tx.now(), CORRECTION)?;
                letters::observed(
                    &person.name,
                    (&row.code, &row.municipality_name),
                    note,
                    &due,
                    link::address(tx.vault(), row, &self.public_url)?,
                )
            }
            _ => letters::rejected(
                &person.name,
                &row.code,
                &row.municipality_name,
                note,
                &self.public_url,
            ),
        };
        tx.mail(letters::mail(template, &person.email, letter))
            .await?;
        let news = match self.action {
            RequestAction::Observe => tell::News::Observed,
            _ => tell::News::Rejected,
        };
        if self.texts {
            tell::by_phone(tx, &person.phone, &row.code, news).await?;
        }
        Ok(())
    }
}

impl TakeStep {
    /// The proposal goes back to the operator who made it, with the reason.
    async fn tell_proposer(
        &self,
        tx: &mut Tx<'_>,
        row: &super::entity::request::Model,
        note: &str,
    ) -> ApiResult<()> {
        let Some(proposer) = row.proposed_by else {
            return Ok(());
        };
        let Some(account) = accounts::find(tx.conn(), proposer).await? else {
            return Ok(());
        };
        let email = accounts::mail_of(tx.conn(), tx.vault(), proposer).await?;
        let letter = letters::returned(&account.name, row, note, &self.public_url);
        tx.mail(letters::mail("portal_request.returned", &email, letter))
            .await
    }
}

/// Four eyes: who proposed does not decide.
pub(super) fn second_operator(row: &super::entity::request::Model, actor: Uuid) -> ApiResult<()> {
    match row.proposed_by {
        None => Err(ApiError::conflict(
            "Primero otra persona del equipo operador tiene que proponer la aprobación.",
        )),
        Some(proposer) if proposer == actor => Err(ApiError::new(Code::Forbidden)
            .detail("Usted propuso la aprobación: la decide otra persona del equipo operador.")),
        Some(_) => Ok(()),
    }
}
