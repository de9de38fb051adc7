//! `/watches/webhooks`: watches that call a program, for whoever has a key or works here.

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::watches::{DeliveryOut, HOOKS_PATH, HookIn, HookIssued, HookOut};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::desk::{Pause, Try};
use super::keep::{Create, EndHook, Resume, delivery_view, hook_view, new_secret};
use super::owner::Owner;
use super::store;
use super::watched::Watched;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// The webhooks of whoever asks, the newest first.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])), params(PageQuery),
    responses((status = 200, description = "Webhooks", body = Page<HookOut>), StaffRead))]
#[get("/watches/webhooks")]
pub(crate) async fn list_webhooks(
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(Scope::Platform).await?;
    let page = store::list_hooks(&read, staff.principal().id, &query.0).await?;
    drop(read);
    let mut items = Vec::new();
    for row in &page.items {
        items.push(hook_view(&state, row).await?);
    }
    etag::row(&Page {
        items,
        next_cursor: page.next_cursor,
        total: page.total,
    })
}

/// Makes a webhook: from now on its address is told what changes. The secret of its signatures is shown this once.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])), request_body = HookIn,
    responses((status = 201, description = "El webhook, con su secreto por única vez", body = HookIssued), StaffWrite))]
#[post("/watches/webhooks")]
pub(crate) async fn create_webhook(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    body: Valid<HookIn>,
) -> ApiResult<HttpResponse> {
    let slug = body.municipality.as_deref();
    let watched = Watched::asked(&state, &body.register, slug, &body.filters).await?;
    let url = state.outbound.judge(&body.url).await;
    let url = url.map_err(|fault| ApiError::field("url", "url_refused", fault.text()))?;
    let secret = new_secret();
    let change = Create {
        view: watched.view()?,
        watched,
        rhythm: body.rhythm,
        host: url.host_str().unwrap_or_default().to_owned(),
        url: url.to_string(),
        owner: Owner::of(staff.principal()),
        secret,
    };
    let caller = staff.caller_with(&request, &body);
    let issued = state.write.run(caller, change).await?;
    let location = format!("{HOOKS_PATH}/{}", issued.details.id);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, location))
        .json(issued))
}

/// A webhook.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook")),
    responses((status = 200, description = "El webhook", body = HookOut), StaffRead))]
#[get("/watches/webhooks/{id}")]
pub(crate) async fn get_webhook(
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::row(&found(&state, &staff, *id).await?)
}

/// Resumes a webhook that was paused; it is told what changed meanwhile.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook")),
    responses((status = 200, description = "El webhook", body = HookOut), StaffWrite))]
#[post("/watches/webhooks/{id}/resume")]
pub(crate) async fn resume_webhook(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Resume {
        id: *id,
        owner: staff.principal().id,
    };
    state.write.run(staff.caller(&request), change).await?;
    etag::row(&found(&state, &staff, *id).await?)
}

/// Pauses a webhook: nothing is sent until it is resumed, and then it is told what changed meanwhile.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook")),
    responses((status = 200, description = "El webhook", body = HookOut), StaffWrite))]
#[post("/watches/webhooks/{id}/pause")]
pub(crate) async fn pause_webhook(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Pause {
        id: *id,
        owner: staff.principal().id,
    };
    state.write.run(staff.caller(&request), change).await?;
    etag::row(&found(&state, &staff, *id).await?)
}

/// Calls a webhook with nothing to tell, signed as every call is. What it answered stands among its deliveries.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook")),
    responses((status = 202, description = "La llamada está en camino"), StaffWrite))]
#[post("/watches/webhooks/{id}/test")]
pub(crate) async fn try_webhook(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Try {
        id: *id,
        owner: staff.principal().id,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Ends a webhook: its address and its secret are erased.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook")),
    responses((status = 204, description = "Terminado"), StaffWrite))]
#[post("/watches/webhooks/{id}/end")]
pub(crate) async fn end_webhook(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = EndHook {
        id: *id,
        owner: staff.principal().id,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was sent to a webhook and what it answered, the newest first.
#[utoipa::path(tag = "watches", security(("session" = ["watches:manage"]), ("api_key" = [])),
    params(("id" = Uuid, Path, description = "Webhook"), PageQuery),
    responses((status = 200, description = "Envíos", body = Page<DeliveryOut>), StaffRead))]
#[get("/watches/webhooks/{id}/deliveries")]
pub(crate) async fn list_webhook_deliveries(
    state: web::Data<AppState>,
    staff: Staff<perm::WatchesManage>,
    id: web::Path<Uuid>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(Scope::Platform).await?;
    let hook = store::hook(&read, staff.principal().id, *id).await?;
    let hook = hook.ok_or_else(ApiError::not_found)?;
    let page = store::list_deliveries(&read, hook.id, &query.0).await?;
    drop(read);
    etag::row(&page.try_map(delivery_view)?)
}

async fn found(
    state: &AppState,
    staff: &Staff<perm::WatchesManage>,
    id: Uuid,
) -> ApiResult<HookOut> {
    let read = state.db.read(Scope::Platform).await?;
    let row = store::hook(&read, staff.principal().id, id).await?;
    drop(read);
    hook_view(state, &row.ok_or_else(ApiError::not_found)?).await
}
