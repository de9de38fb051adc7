//! `/admin/privacy/records`: what registers tell of a person is found by the number of the document, and erased.

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::access::perm;
use shared::features::privacy::{
    ErasedOut, ErasureIn, MAX_ERASED, PersonIn, PersonRecord, PersonRecords,
};
use shared::registers::Register;
use shared::rules::{normalize_document, ruc};
use uuid::Uuid;

use super::erase::{Erase, LookUp};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::StaffWrite;
use crate::registers::{self, Place, Standing};
use crate::state::AppState;

/// Finds the records of the municipality that tell of the person with this document, those of training too. The look stands
/// in the journal with what was found, without the number.
#[utoipa::path(tag = "privacy", security(("session" = ["privacy:manage"])), request_body = PersonIn,
    responses((status = 200, description = "Los registros", body = PersonRecords), StaffWrite))]
#[post("/admin/privacy/records/search")]
pub(crate) async fn find_person_records(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PrivacyManage>,
    body: Valid<PersonIn>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let found = Found::of(&state, municipality, &body.document).await?;
    let out = found.out(&state, municipality).await?;
    let look = LookUp {
        municipality,
        id: Uuid::now_v7(),
        out,
    };
    etag::row(&state.write.run(staff.caller(&request), look).await?)
}

/// Erases what these records tell of the person with this document, in all of their versions, and the numbers of looks at the
/// door for it. Digests, chain and trees stay; in the place of the values stands by which norm and when. Cannot be undone.
/// Asks for a recent second factor.
#[utoipa::path(tag = "privacy", security(("session" = ["privacy:manage"])), request_body = ErasureIn,
    responses((status = 200, description = "Lo que se suprimió", body = ErasedOut), StaffWrite))]
#[post("/admin/privacy/records/erasures")]
pub(crate) async fn erase_person_records(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PrivacyManage>,
    body: Valid<ErasureIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let municipality = staff.municipality()?;
    let caller = staff.caller_with(&request, &body);
    let found = Found::of(&state, municipality, &body.document).await?;
    let mut places = Vec::with_capacity(body.records.len());
    for (named, index) in body.records.iter().zip(0_u32..) {
        let register = Register::find(&named.register);
        let register = register.filter(|it| found.records.contains(&(it.id, named.id)));
        let register = register.ok_or_else(|| {
            let message = "Ese registro no dice nada de ese documento, o ya se suprimió.";
            ApiError::field(&format!("records[{index}]"), "unknown", message)
        })?;
        places.push(Place {
            register,
            municipality,
            id: named.id,
        });
    }
    let body = body.into_inner();
    let erase = Erase {
        municipality,
        id: Uuid::now_v7(),
        places,
        lookups: found.lookups,
        norm: body.norm,
        reason: body.reason,
    };
    etag::row(&state.write.run(caller, erase).await?)
}

/// Where a document stands.
struct Found {
    records: BTreeSet<(&'static str, Uuid)>,
    /// Looks at the door for it.
    lookups: Vec<Uuid>,
}

impl Found {
    async fn of(state: &AppState, municipality: Uuid, document: &str) -> ApiResult<Self> {
        let conn = state.db.read(Scope::Tenant(municipality)).await?;
        let vault = &state.vault;
        let mut records = registers::holding(&conn, vault, municipality, document).await?;
        let lookups = visits::lookups_for(&conn, vault, municipality, document).await?;
        drop(conn);
        if let Some(ruc) = natural_ruc(&normalize_document(document)) {
            records.extend(registers::tagged(state, municipality, &ruc).await?);
        }
        Ok(Self { records, lookups })
    }

    async fn out(self, state: &AppState, municipality: Uuid) -> ApiResult<PersonRecords> {
        let conn = state.db.read(Scope::Tenant(municipality)).await?;
        let mut items = Vec::with_capacity(self.records.len());
        for (register, id) in &self.records {
            let register = Register::find(register).ok_or_else(ApiError::not_found)?;
            let place = Place {
                register,
                municipality,
                id: *id,
            };
            let standing = match Standing::of(&conn, place).await {
                // Of an import that is still being written.
                Err(error) if error.code == Code::NotFound => continue,
                standing => standing?,
            };
            items.push(PersonRecord {
                register: register.id.to_owned(),
                id: *id,
                date: standing.date,
                versions: standing.row.version,
                is_published: standing.row.is_published,
                is_withdrawn: standing.is_withdrawn,
            });
        }
        items.sort_by(|a, b| (&b.date, b.id).cmp(&(&a.date, a.id)));
        let more = items.len().saturating_sub(MAX_ERASED);
        items.truncate(MAX_ERASED);
        Ok(PersonRecords {
            items,
            more: u32::try_from(more).map_err(ApiError::internal)?,
            lookups: u32::try_from(self.lookups.len()).map_err(ApiError::internal)?,
        })
    }
}

/// The RUC of the natural person with this DNI.
fn natural_ruc(dni: &str) -> Option<String> {
    shared::rules::dni(dni).ok()?;
    let mut candidates = (0..10).map(|last| format!("10{dni}{last}"));
    candidates.find(|candidate| ruc(candidate).is_ok())
}
