//! The link by which an observed request is corrected. It travels in mails to the address of the request only: whoever
//! knows the code and the document number can follow a request, and change nothing.
//!
//! The link is sealed and kept nowhere. It names the turn of the applicant, so that it works once: what is corrected is
//! no longer his turn, and a later observation sends another.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::portal_requests::{
    CORRECTION, CORRECTION_PAGE, CorrectionOut, PortalRequestIn, RequestState, ResponsibleIn,
};
use uuid::Uuid;

use super::entity::request;
use super::submit::field;
use super::{desk, letters, look, store, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::auth::{Subject, attempts};
use crate::features::places;
use crate::keys::Vault;
use crate::reference;
use crate::write::{Change, Entry, Recorded, Tx, Unrecorded, read_personal};

const CONTEXT: &str = "portal_request_correction";

#[derive(Serialize, Deserialize)]
struct Ticket {
    id: Uuid,
    turn_since: DateTime<Utc>,
}

/// The address that goes into the mail, for a request whose applicant has to act.
pub(super) fn address(vault: &Vault, row: &request::Model, public_url: &str) -> ApiResult<String> {
    let ticket = Ticket {
        id: row.id,
        turn_since: row.turn_since,
    };
    let sealed = vault.seal(CONTEXT, &serde_json::to_vec(&ticket)?);
    let token = BASE64.encode(sealed.map_err(ApiError::internal)?);
    Ok(format!("{public_url}{CORRECTION_PAGE}/{token}"))
}

/// The request behind a link, while it works.
///
/// # Errors
/// 410 for a link that is none of ours, was used, or is over: which one is not told.
pub(super) async fn opened(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    token: &str,
) -> ApiResult<request::Model> {
    let gone = || ApiError::new(Code::Gone);
    let sealed = BASE64.decode(token.trim()).map_err(|_| gone())?;
    let plain = vault.open(CONTEXT, &sealed).map_err(|_| gone())?;
    let ticket: Ticket = serde_json::from_slice(&plain).map_err(|_| gone())?;
    let row = request::Entity::find_by_id(ticket.id).one(conn).await?;
    let row = row.filter(|row| row.turn_since == ticket.turn_since);
    row.filter(|row| row.state == RequestState::Observed.code())
        .ok_or_else(gone)
}

/// The applicant looks at what was sent, to correct it.
pub(super) struct Open {
    pub(super) token: String,
}

impl Change for Open {
    type Output = CorrectionOut;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CorrectionOut>> {
        let row = opened(tx.conn(), tx.vault(), &self.token).await?;
        let sent = sent(tx, &row).await?;
        let calendar = reference::calendar_in(tx.conn(), &row.ubigeo).await?;
        let place = match row.ubigeo.parse() {
            Ok(code) => places::load(tx.conn()).await?.public(&code),
            Err(_) => None,
        };
        let out = CorrectionOut {
            code: row.code.clone(),
            municipality: row.municipality_name.clone(),
            observations: row.observations.clone(),
            due: workflow::count(&calendar, row.turn_since, CORRECTION)?,
            place,
            request: sent,
        };
        let entry = Entry::new(
            PLATFORM,
            "portal_request.correction_opened",
            "portal_request",
            row.id,
        )
        .after(json!({ "code": row.code }))
        .basis("Ley 29733, art. 19");
        Ok(tx.record(entry).await?.with(out))
    }
}

/// The request as it was sent. The scan is not handed out: without another one it stays.
async fn sent(tx: &Tx<'_>, row: &request::Model) -> ApiResult<PortalRequestIn> {
    let person = look::responsible(tx, row)
        .await?
        .ok_or_else(|| ApiError::new(Code::Gone))?;
    let given = read_personal(tx.conn(), tx.vault(), PLATFORM, row.id, field::GIVEN_NAMES).await?;
    let given = given.unwrap_or_default();
    let family = person.name.strip_prefix(&given).unwrap_or(&person.name);
    Ok(PortalRequestIn {
        ubigeo: row.ubigeo.clone(),
        kind: desk::item(row)?.kind,
        populated_center: row.populated_center.clone(),
        ruc: row.ruc.clone(),
        responsible: ResponsibleIn {
            family_names: family.trim().to_owned(),
            given_names: given,
            dni: person.dni,
            post: person.post,
            email: person.email,
            phone: person.phone,
            designation: desk::designation(row)?,
        },
        scan: String::new(),
        declared_true: false,
    })
}

/// Sends the mail with the link again, to the address of the request. Whether there is such a request, whether it waits
/// for its applicant, and whether it was asked for too often all end alike.
pub(super) struct SendAgain {
    pub(super) code: String,
    pub(super) dni_tag: String,
    pub(super) by_request: Subject,
    pub(super) public_url: String,
}

impl Change for SendAgain {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let silent = |tx: &Tx<'_>| Ok(tx.unrecorded(Unrecorded::AttemptCounted).with(()));
        if attempts::locked(tx, &[&self.by_request]).await?.is_some() {
            return silent(tx);
        }
        attempts::count(tx, &[&self.by_request]).await?;
        let row = store::find_tracked(tx.conn(), &self.code, &self.dni_tag).await?;
        let Some(row) = row.filter(|row| row.state == RequestState::Observed.code()) else {
            return silent(tx);
        };
        let Some(person) = look::responsible(tx, &row).await? else {
            return silent(tx);
        };
        let calendar = reference::calendar_in(tx.conn(), &row.ubigeo).await?;
        let due = workflow::count(&calendar, row.turn_since, CORRECTION)?;
        let link = address(tx.vault(), &row, &self.public_url)?;
        let letter = letters::observed(
            &person.name,
            (&row.code, &row.municipality_name),
            row.observations.as_deref().unwrap_or_default(),
            &due,
            link,
        );
        tx.mail(letters::mail(
            "portal_request.observed",
            &person.email,
            letter,
        ))
        .await?;
        let entry = Entry::new(
            PLATFORM,
            "portal_request.correction_link_sent",
            "portal_request",
            row.id,
        )
        .after(json!({ "code": row.code }))
        .basis("TUO de la Ley 27444, art. 136");
        Ok(tx.record(entry).await?.with(()))
    }
}
