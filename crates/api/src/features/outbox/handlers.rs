//! `/platform/mails`: the list, one mail, sending a failed one again.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use shared::access::perm;
use shared::features::platform::{MailListItem, MailOut, MailStatus};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::changes::{Look, Resend};
use super::store::{self, Narrowed};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// What the list is narrowed to.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct MailsQuery {
    /// How far the mail has come.
    status: Option<MailStatus>,
    /// The recipient's domain, whole: what stands after the `@`.
    #[param(example = "munipiura.gob.pe")]
    domain: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the previous page ended.
    cursor: Option<String>,
}

/// The mails of the platform, newest first; recipients masked and subjects left out unless the installation is a demo.
#[utoipa::path(tag = "outbox", security(("session" = ["operations:read"])), params(MailsQuery), responses(
    (status = 200, description = "Una página de correos", body = Page<MailListItem>), StaffRead
))]
#[get("/platform/mails")]
pub(super) async fn list_mails(
    state: web::Data<AppState>,
    staff: Staff<perm::OperationsRead>,
    Params(query): Params<MailsQuery>,
) -> ApiResult<HttpResponse> {
    let narrowed = Narrowed {
        status: query.status,
        domain: query
            .domain
            .map(|domain| domain.trim().trim_start_matches('@').to_lowercase())
            .filter(|domain| !domain.is_empty()),
    };
    let conn = state.db.read(staff.scope()).await?;
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let found = store::list(&conn, &narrowed, &asked).await?;
    drop(conn);
    let demo = state.settings.is_demo();
    etag::row(&found.try_map(|row| {
        if demo {
            Ok(store::opened(&state.vault, &row)?.0)
        } else {
            store::item(&row)
        }
    })?)
}

/// One mail: to whom, what about, what the mail server said; its text only in a demo. The look is journaled.
#[utoipa::path(tag = "outbox", security(("session" = ["operations:read"])),
    params(("id" = Uuid, Path, description = "Correo")), responses(
    (status = 200, description = "El correo", body = MailOut), StaffRead
))]
#[get("/platform/mails/{id}")]
pub(super) async fn get_mail(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::OperationsRead>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Look {
        id: *id,
        demo: state.settings.is_demo(),
    };
    let view = state.write.run(staff.caller(&request), change).await?;
    etag::row(&view)
}

/// Queues a mail that could not be sent once more.
#[utoipa::path(tag = "outbox", security(("session" = ["operations:manage"])),
    params(("id" = Uuid, Path, description = "Correo")), responses(
    (status = 200, description = "El correo, de nuevo por enviar", body = MailListItem), StaffWrite
))]
#[post("/platform/mails/{id}/resend")]
pub(super) async fn resend_mail(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::OperationsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Resend { id: *id };
    let view = state.write.run(staff.caller(&request), change).await?;
    etag::row(&view)
}
