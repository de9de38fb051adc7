//! The operators' desk: the list, one request, the steps up to the approval.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::Deserialize;
use shared::access::perm;
use shared::features::directory::PortalStatus;
use shared::features::portal::PortalMode;
use shared::features::portal_requests::{
    DesignationIn, DesignationKind, PortalRequestListItem, PortalRequestOut, RequestAction,
    RequestChange, RequestState, StepIn,
};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::approve::Approve;
use super::entity::request;
use super::look::Look;
use super::papers::{self, Paper};
use super::step::TakeStep;
use super::workflow;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::municipalities;
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::kit::page;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// What the list may be narrowed to.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DeskQuery {
    /// Only requests in this state.
    state: Option<RequestState>,
    /// Part of the code or of the municipality's name.
    #[param(max_length = 80)]
    q: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// What the page before said.
    #[param(max_length = 200)]
    cursor: Option<String>,
}

/// Requests for a portal, newest first.
#[utoipa::path(tag = "portal_requests", security(("session" = ["portal_requests:read"])), params(DeskQuery),
    responses((status = 200, description = "Una página", body = Page<PortalRequestListItem>), StaffRead))]
#[get("/platform/portal-requests")]
pub(super) async fn list_portal_requests(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRequestsRead>,
    query: Params<DeskQuery>,
) -> ApiResult<HttpResponse> {
    let Params(query) = query;
    let mut select = request::Entity::find();
    if let Some(state) = query.state {
        select = select.filter(request::Column::State.eq(state.code()));
    }
    if let Some(text) = query
        .q
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let found = Condition::any()
            .add(request::Column::Code.contains(text.to_uppercase()))
            .add(request::Column::MunicipalityName.contains(text));
        select = select.filter(found);
    }
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let read = state.db.read(staff.scope()).await?;
    let found = page::newest(&read, select, request::Column::Id, |row| row.id, &asked).await?;
    etag::row(&found.try_map(|row| item(&row))?)
}

/// One request, with the responsible person's data. The look is journaled.
#[utoipa::path(tag = "portal_requests", security(("session" = ["portal_requests:read"])),
    responses((status = 200, description = "La solicitud", body = PortalRequestOut), StaffRead))]
#[get("/platform/portal-requests/{id}")]
pub(super) async fn get_portal_request(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRequestsRead>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let view = state
        .write
        .run(
            staff.caller(&request),
            Look {
                id: id.into_inner(),
            },
        )
        .await?;
    etag::row(&view)
}

/// Steps that one operator takes alone.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReviewStep {
    Take,
    Observe,
    Propose,
    Reject,
}

impl From<ReviewStep> for RequestAction {
    fn from(step: ReviewStep) -> Self {
        match step {
            ReviewStep::Take => Self::Take,
            ReviewStep::Observe => Self::Observe,
            ReviewStep::Propose => Self::Propose,
            ReviewStep::Reject => Self::Reject,
        }
    }
}

/// Take a request, observe it, propose its approval, reject it.
#[utoipa::path(tag = "portal_requests", security(("session" = ["portal_requests:review"])), request_body = StepIn,
    params(("id" = Uuid, Path), ("step" = inline(ReviewStep), Path)),
    responses((status = 200, description = "La solicitud", body = PortalRequestOut), StaffWrite))]
#[post("/platform/portal-requests/{id}/{step}")]
pub(super) async fn review_portal_request(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRequestsReview>,
    request: HttpRequest,
    path: web::Path<(Uuid, ReviewStep)>,
    body: Valid<StepIn>,
) -> ApiResult<HttpResponse> {
    let (id, step) = path.into_inner();
    let change = TakeStep {
        id,
        action: step.into(),
        actor: staff.principal().id,
        note: body.note.clone(),
        public_url: state.settings.server.public_url.clone(),
        texts: state.sms.is_some(),
    };
    let view = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    etag::row(&view)
}

/// Approve what another operator proposed: the portal is created and its administrator invited.
#[utoipa::path(tag = "portal_requests", security(("session" = ["portal_requests:approve"])), request_body = StepIn,
    responses((status = 200, description = "La solicitud", body = PortalRequestOut), StaffWrite))]
#[post("/platform/portal-requests/{id}/approve")]
pub(super) async fn approve_portal_request(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRequestsApprove>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Valid<StepIn>,
) -> ApiResult<HttpResponse> {
    let demo = state.settings.is_demo();
    let change = Approve {
        id: id.into_inner(),
        actor: staff.principal().id,
        invitations: Invitations::new(&state.settings),
        public_url: state.settings.server.public_url.clone(),
        mode: if demo {
            PortalMode::Demo
        } else {
            PortalMode::Official
        },
        texts: state.sms.is_some(),
    };
    let view = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    papers::issue_now(&state, &view.item.code, Paper::Certificate).await;
    etag::row(&view)
}

/// Send a proposal back to review instead of approving it.
#[utoipa::path(tag = "portal_requests", security(("session" = ["portal_requests:approve"])), request_body = StepIn,
    responses((status = 200, description = "La solicitud", body = PortalRequestOut), StaffWrite))]
#[post("/platform/portal-requests/{id}/return")]
pub(super) async fn return_portal_request(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRequestsApprove>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Valid<StepIn>,
) -> ApiResult<HttpResponse> {
    let change = TakeStep {
        id: id.into_inner(),
        action: RequestAction::Return,
        actor: staff.principal().id,
        note: body.note.clone(),
        public_url: state.settings.server.public_url.clone(),
        texts: state.sms.is_some(),
    };
    let view = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    etag::row(&view)
}

/// The row as the list shows it.
pub(super) fn item(row: &request::Model) -> ApiResult<PortalRequestListItem> {
    Ok(PortalRequestListItem {
        id: row.id,
        code: row.code.clone(),
        municipality: row.municipality_name.clone(),
        kind: known(row.kind.parse().ok(), &row.kind)?,
        place: row.place.clone(),
        state: workflow::state(row)?,
        proposed: row.proposed_by.is_some(),
        submitted_at: row.submitted_at,
        due_at: row.due_at,
    })
}

/// The designation as it was given.
pub(super) fn designation(row: &request::Model) -> ApiResult<DesignationIn> {
    Ok(DesignationIn {
        kind: known(
            DesignationKind::from_code(&row.designation_kind),
            &row.designation_kind,
        )?,
        number: row.designation_number.clone(),
        date: row.designation_date,
    })
}

/// What was corrected since the submission.
pub(super) fn changes(row: &request::Model) -> ApiResult<Vec<RequestChange>> {
    let kept = row.changes.as_deref().map(serde_json::from_str);
    Ok(kept.transpose()?.unwrap_or_default())
}

/// The municipality that the request asks for.
pub(super) fn municipality(row: &request::Model) -> ApiResult<municipalities::New> {
    let place = row
        .ubigeo
        .parse()
        .map_err(|_| ApiError::internal(anyhow::anyhow!("not a place: {}", row.ubigeo)))?;
    Ok(municipalities::New {
        kind: known(row.kind.parse().ok(), &row.kind)?,
        ubigeo: place,
        populated_center: row.populated_center.clone(),
        name: Some(row.municipality_name.clone()),
        ruc: row.ruc.clone(),
        status: PortalStatus::Created,
        mode: PortalMode::Official,
        siaf_code: None,
        consucode: None,
    })
}

fn known<T>(value: Option<T>, code: &str) -> ApiResult<T> {
    value.ok_or_else(|| ApiError::internal(anyhow::anyhow!("unknown code {code}")))
}

/// Requests belong to no municipality yet.
pub(super) const SCOPE: Scope = Scope::Platform;
