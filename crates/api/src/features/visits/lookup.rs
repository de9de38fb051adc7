//! Looking up who stands at the door: first the visits that the municipality recorded itself, then the installation's source
//! of identities. Each look stands in the journal, with whose document it was as a commitment.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::json;
use shared::access::perm;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::DeskVisitDetail;
use shared::features::visits::lookup::{LookupIn, LookupOut, LookupSource};
use shared::rules::normalize_document;
use shared::time::lima_date;
use uuid::Uuid;

use super::check_in::inside_since;
use super::form;
use super::officials::out;
use super::store::{self, Of};
use super::view::{self, Viewer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::identities::Identity;
use crate::problems::StaffWrite;
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// What is known of a document whose holder stands at the door, and from where. The look stands in the journal.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = LookupIn,
    responses((status = 200, description = "Lo que se sabe, con su fuente", body = LookupOut), StaffWrite))]
#[post("/admin/visits/lookup")]
pub(super) async fn look_visitor_up(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsRecord>,
    body: Valid<LookupIn>,
) -> ApiResult<HttpResponse> {
    let number = normalize_document(&body.document);
    // Before the change, so that a slow source keeps nobody from writing.
    let identity = state.identities.find(&body.document_type, &number).await;
    let identity = identity.map_err(ApiError::unavailable)?;
    let change = LookUp {
        municipality: staff.municipality()?,
        account: staff.principal().id,
        id: Uuid::now_v7(),
        number,
        body: body.into_inner(),
        identity,
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

struct LookUp {
    municipality: Uuid,
    account: Uuid,
    /// Names this look.
    id: Uuid,
    number: String,
    body: LookupIn,
    identity: Identity,
}

impl Change for LookUp {
    type Output = LookupOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<LookupOut>> {
        let is_entity = self.body.document_type == "ruc";
        let found = if is_entity {
            self.entity(tx).await?
        } else {
            self.person(tx).await?
        };
        let found = found.unwrap_or_else(|| self.elsewhere());
        let kept = tx
            .keep_personal(
                self.municipality,
                self.id,
                "document",
                "document",
                &self.number,
            )
            .await?;
        let action = "visitor.looked_up";
        let entry = Entry::new(self.municipality, action, "visitor_lookup", self.id).after(json!({
            "for": "visit_check_in", "document_type": self.body.document_type,
            "document": kept.commitment, "source": found.source,
        }));
        Ok(tx
            .record(entry.basis(REGISTER.legal_basis))
            .await?
            .with(found))
    }
}

impl LookUp {
    /// What this municipality's own visits tell of a person.
    async fn person(&self, tx: &Tx<'_>) -> ApiResult<Option<LookupOut>> {
        let tag = form::tag(tx.vault(), "visitor_document", &self.number)?;
        let (account, training) = (self.account, self.body.is_training);
        let at = (account, tx.now());
        let inside = inside_since(tx, self.municipality, training, &tag, at).await?;
        let Some(last) = self.last(tx, Of::Visitor(&tag)).await? else {
            return Ok(None);
        };
        let official = last.meeting.official_id;
        let official = store::official(tx.conn(), self.municipality, official).await?;
        let is_in_force = out(official.clone()).is_in_force(lima_date(tx.now()));
        Ok(Some(LookupOut {
            source: LookupSource::Visits,
            name: Some(last.visitor.name),
            visitor_kind: Some(last.meeting.visitor_kind),
            entity: last.meeting.entity,
            ruc: last.meeting.ruc,
            official_id: is_in_force.then_some(official.id),
            reason: Some(last.meeting.reason),
            last_visit_at: Some(last.visit.entered_at),
            inside_since: inside,
        }))
    }

    /// How visits called the entity with this RUC.
    async fn entity(&self, tx: &Tx<'_>) -> ApiResult<Option<LookupOut>> {
        // A source of identities knows it better than what somebody typed.
        if let Identity::Known(_) = self.identity {
            return Ok(None);
        }
        let tag = form::tag(tx.vault(), "visitor_ruc", &self.number)?;
        let found = self.last(tx, Of::Entity(&tag)).await?;
        Ok(found.and_then(|last| {
            Some(LookupOut {
                source: LookupSource::Visits,
                name: Some(last.meeting.entity?),
                visitor_kind: Some(last.meeting.visitor_kind),
                ruc: Some(self.number.clone()),
                last_visit_at: Some(last.visit.entered_at),
                ..nothing(LookupSource::Visits)
            })
        }))
    }

    async fn last(&self, tx: &Tx<'_>, of: Of<'_>) -> ApiResult<Option<DeskVisitDetail>> {
        let training = self.body.is_training;
        let now = tx.now();
        let entries = store::entries_by(tx.conn(), self.municipality, training, of, now, 1).await?;
        let Some(entry) = entries.into_iter().next() else {
            return Ok(None);
        };
        let viewer = Viewer {
            account: self.account,
            now,
        };
        let (detail, _) = view::detail(tx.conn(), tx.vault(), entry, viewer).await?;
        // Somebody may have withdrawn it elsewhere than at the desk.
        Ok(Some(detail).filter(|detail| !detail.visit.is_withdrawn))
    }

    /// What the source of identities says, or that nobody knows.
    fn elsewhere(&self) -> LookupOut {
        let (source, name) = match &self.identity {
            Identity::Known(name) => (LookupSource::File, Some(name.clone())),
            Identity::Unknown => (LookupSource::Unknown, None),
            Identity::NotLookedUp => (LookupSource::NotLookedUp, None),
        };
        LookupOut {
            name,
            ..nothing(source)
        }
    }
}

/// An answer that tells nothing but where it comes from.
fn nothing(source: LookupSource) -> LookupOut {
    LookupOut {
        source,
        name: None,
        visitor_kind: None,
        entity: None,
        ruc: None,
        official_id: None,
        reason: None,
        last_visit_at: None,
        inside_since: None,
    }
}
