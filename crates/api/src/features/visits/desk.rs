//! `/admin/visits/entries` and `/admin/visits/exits`: what the desk at the door does and sees.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::access::{Permission, perm};
use shared::features::visits::desk::{
    CheckInIn, DeskOutcome, DeskQuery, DeskState, DeskVisit, DeskVisitDetail, ExitIn, GivenUpIn,
    ReopenIn, VisitCorrectionIn,
};
use shared::kit::page::Page;
use shared::registers::wire::WithdrawalIn;
use shared::time::lima_date;
use uuid::Uuid;

use super::check_in::{CheckIn, known};
use super::exits::{CheckOut, GiveUp, Reopen};
use super::revise::{Correct, Corrector, Look, Withdraw};
use super::store;
use super::view::{self, Viewer};
use crate::error::{ApiResult, Code};
use crate::http::etag::{self, Expected};
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

type Recorder = Staff<perm::VisitsRecord>;

fn corrector(staff: &Recorder) -> Corrector {
    Corrector {
        account: staff.principal().id,
        may_correct: staff.principal().allows(Permission::VisitsCorrect),
    }
}

/// Who is inside now, which visits have no exit, or the visits of a day; the last one first, at most 500. A visit whose day
/// ended without an exit says so: none is made up.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), params(DeskQuery),
    responses((status = 200, description = "Visitas", body = Page<DeskVisit>), StaffRead))]
#[get("/admin/visits/entries")]
pub(super) async fn list_visit_entries(
    state: web::Data<AppState>,
    staff: Recorder,
    Params(query): Params<DeskQuery>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let read = state.db.read(staff.scope()).await?;
    let now = state.clock.now();
    let (today, training) = (lima_date(now), query.is_training);
    let entries = match query.state {
        DeskState::Inside => {
            store::open_entries(&read, municipality, training, Some(today)).await?
        }
        DeskState::Open => store::open_entries(&read, municipality, training, None).await?,
        DeskState::Day => {
            let day = query.date.unwrap_or(today);
            store::entries_of(&read, municipality, training, day).await?
        }
    };
    let viewer = Viewer {
        account: staff.principal().id,
        now,
    };
    let mut visits = view::visits(&read, municipality, entries, viewer).await?;
    if query.state != DeskState::Day {
        visits.retain(|visit| visit.exited_at.is_none() && !visit.is_withdrawn);
    }
    etag::row(&Page::complete(visits))
}

/// People come in: the visitor and whoever accompanies him, each a visit of his own, in one act. What is entered in training
/// is never published. Send an `Idempotency-Key`: the same act sent twice has one effect.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = CheckInIn,
    responses((status = 201, description = "Ingreso anotado", body = DeskOutcome), StaffWrite))]
#[post("/admin/visits/entries")]
pub(super) async fn create_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    body: Valid<CheckInIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let body = body.into_inner();
    let municipality = staff.municipality()?;
    let viewer = Viewer {
        account: staff.principal().id,
        now: state.clock.now(),
    };
    let given = body.ids.clone();
    let known = async || {
        if given.is_empty() {
            return Ok(None);
        }
        let read = state.db.read(staff.scope()).await?;
        known(&read, municipality, &given, viewer).await
    };
    if let Some(outcome) = known().await? {
        return Ok(HttpResponse::Created().json(outcome));
    }
    let ids = if body.ids.is_empty() {
        body.visitors.iter().map(|_| Uuid::now_v7()).collect()
    } else {
        body.ids.clone()
    };
    let change = CheckIn {
        municipality,
        account: viewer.account,
        ids,
        body,
    };
    let outcome = match state.write.run(caller, change).await {
        // The same entry, sent twice at the same time.
        Err(error) if error.code == Code::Conflict => known().await?.ok_or(error)?,
        outcome => outcome?,
    };
    Ok(HttpResponse::Created().json(outcome))
}

/// Something that was recorded without a network is given up, since it cannot be entered any more: a visit that somebody else
/// entered meanwhile, an official who was not there. That it was recorded, and why it is not a visit, stays in the journal.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = GivenUpIn,
    responses((status = 204, description = "Anotado"), StaffWrite))]
#[post("/admin/visits/given-up")]
pub(super) async fn give_up_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    body: Valid<GivenUpIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = GiveUp {
        municipality: staff.municipality()?,
        body: body.into_inner(),
    };
    state.write.run(caller, change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One visit whole, also what is not public; the look stands in the journal.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])),
    params(("id" = Uuid, Path, description = "La visita")),
    responses((status = 200, description = "La visita", body = DeskVisitDetail), StaffRead))]
#[get("/admin/visits/entries/{id}")]
pub(super) async fn get_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Look {
        municipality: staff.municipality()?,
        account: staff.principal().id,
        id: *id,
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Corrects a visit. Whoever recorded it may for 15 minutes, later only who holds `visits:correct`. Both versions stay.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = VisitCorrectionIn,
    params(("id" = Uuid, Path, description = "La visita"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Corregida", body = DeskVisitDetail), StaffEdit))]
#[put("/admin/visits/entries/{id}")]
pub(super) async fn correct_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    id: web::Path<Uuid>,
    body: Valid<VisitCorrectionIn>,
) -> ApiResult<HttpResponse> {
    let change = Correct {
        municipality: staff.municipality()?,
        by: corrector(&staff),
        id: *id,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Withdraws a visit that should not stand there. It stays in its history with the reason.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = WithdrawalIn,
    params(("id" = Uuid, Path, description = "La visita"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Retirada", body = DeskVisitDetail), StaffEdit))]
#[post("/admin/visits/entries/{id}/withdrawal")]
pub(super) async fn withdraw_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    id: web::Path<Uuid>,
    body: Valid<WithdrawalIn>,
) -> ApiResult<HttpResponse> {
    let change = Withdraw {
        municipality: staff.municipality()?,
        by: corrector(&staff),
        id: *id,
        expected: Expected::of(&request)?,
        reason: body.into_inner().reason,
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Takes back an exit that was marked by mistake: a correction, for 15 minutes by whoever marked it.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = ReopenIn,
    params(("id" = Uuid, Path, description = "La visita")),
    responses((status = 200, description = "Sigue adentro", body = DeskVisit), StaffWrite))]
#[post("/admin/visits/entries/{id}/reopening")]
pub(super) async fn reopen_visit_entry(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    id: web::Path<Uuid>,
    body: Valid<ReopenIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Reopen {
        municipality: staff.municipality()?,
        by: corrector(&staff),
        id: *id,
        reason: body.into_inner().reason,
    };
    etag::row(&state.write.run(caller, change).await?)
}

/// People go out, one or several at once. Whoever has an exit already is named in `already_out` and keeps it.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), request_body = ExitIn,
    responses((status = 200, description = "Salida anotada", body = DeskOutcome), StaffWrite))]
#[post("/admin/visits/exits")]
pub(super) async fn record_visit_exits(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Recorder,
    body: Valid<ExitIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = CheckOut {
        municipality: staff.municipality()?,
        account: staff.principal().id,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(caller, change).await?)
}
