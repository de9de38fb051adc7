//! `/admin/visits/settings`: the limit, places, gates and terms of a municipality, and whether the public reads whole numbers.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use serde_json::json;
use shared::access::perm;
use shared::features::visits::REGISTER;
use shared::features::visits::settings::{FullDocumentsIn, VisitSettings, VisitSettingsIn};
use uuid::Uuid;

use super::store;
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// The settings of the visitor register.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])),
    responses((status = 200, description = "Los ajustes", body = VisitSettings), StaffRead))]
#[get("/admin/visits/settings")]
pub(super) async fn get_visit_settings(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    etag::row(&store::settings(&read, staff.municipality()?).await?)
}

/// Replaces limit, places, gates and the term for answers. Entries keep the class by which they were judged.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), request_body = VisitSettingsIn,
    params(("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Guardado", body = VisitSettings), StaffEdit))]
#[put("/admin/visits/settings")]
pub(super) async fn update_visit_settings(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    body: Valid<VisitSettingsIn>,
) -> ApiResult<HttpResponse> {
    let change = Save {
        municipality: staff.municipality()?,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Decides whether the public reads whole document numbers on list and record. Bulk files are masked in any case.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), request_body = FullDocumentsIn,
    responses((status = 200, description = "Decidido", body = VisitSettings), StaffWrite))]
#[post("/admin/visits/settings/full-documents")]
pub(super) async fn set_full_documents(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    body: Valid<FullDocumentsIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Decide {
        municipality: staff.municipality()?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(caller, change).await?)
}

/// Whether a municipality shows whole document numbers on the pages of its own list and on its records.
pub(crate) async fn shows_documents(state: &AppState, municipality: Uuid) -> ApiResult<bool> {
    let load = async {
        let read = state.db.read(Scope::Tenant(municipality)).await?;
        let settings = store::settings(&read, municipality).await?;
        Ok(Some(settings.is_full_document))
    };
    let key = format!("visit documents {municipality}");
    let found = state
        .memo
        .find(Topic::Tenant(municipality), &key, load)
        .await?;
    Ok(found.is_some_and(|shows| *shows))
}

struct Save {
    municipality: Uuid,
    expected: Expected,
    body: VisitSettingsIn,
}

impl Change for Save {
    type Output = VisitSettings;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<VisitSettings>> {
        let before = store::settings(tx.conn(), self.municipality).await?;
        self.expected.check(&before)?;
        let trimmed = |names: &[String]| names.iter().map(|name| name.trim().to_owned()).collect();
        let after = VisitSettings {
            limit_minutes: self.body.limit_minutes,
            places: trimmed(&self.body.places),
            gates: trimmed(&self.body.gates),
            is_full_document: before.is_full_document,
            is_in_production: before.is_in_production,
            answer_days: self.body.answer_days,
            updated_at: Some(tx.now()),
        };
        store::save_settings(tx, self.municipality, &after).await?;
        let action = "visit_settings.changed";
        let entry = entry(action, self.municipality, &before, &after);
        Ok(tx.record(entry).await?.with(after))
    }
}

fn entry(action: &str, municipality: Uuid, before: &VisitSettings, after: &VisitSettings) -> Entry {
    let body = |of: &VisitSettings| {
        json!({
            "limit_minutes": of.limit_minutes, "places": of.places, "gates": of.gates,
            "is_full_document": of.is_full_document, "answer_days": of.answer_days,
        })
    };
    Entry::new(municipality, action, "visit_settings", municipality)
        .before(body(before))
        .after(body(after))
        .basis(REGISTER.legal_basis)
}

struct Decide {
    municipality: Uuid,
    body: FullDocumentsIn,
}

impl Change for Decide {
    type Output = VisitSettings;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<VisitSettings>> {
        let before = store::settings(tx.conn(), self.municipality).await?;
        if before.is_full_document == self.body.is_full_document {
            return Err(ApiError::conflict("Ya se decidió así"));
        }
        let after = VisitSettings {
            is_full_document: self.body.is_full_document,
            updated_at: Some(tx.now()),
            ..before.clone()
        };
        store::save_settings(tx, self.municipality, &after).await?;
        // What was remembered of its list shows them otherwise.
        tx.touch(Topic::Tenant(self.municipality));
        let text = self.body.reason.trim();
        let reason = tx.commit_text(self.municipality, self.municipality, text);
        let reason = reason.await?;
        let entry = Entry::new(
            self.municipality,
            "visit_settings.documents_decided",
            "visit_settings",
            self.municipality,
        )
        .before(json!({ "is_full_document": before.is_full_document }))
        .after(json!({ "is_full_document": after.is_full_document, "reason": reason }))
        .basis(REGISTER.legal_basis);
        Ok(tx.record(entry).await?.with(after))
    }
}
