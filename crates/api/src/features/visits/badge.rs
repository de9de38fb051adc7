//! What is printed for a visitor to wear: no more than others may read on him, and a code by which the desk finds him again.

use actix_web::{HttpResponse, get, web};
use qrcode::QrCode;
use qrcode::render::svg;
use shared::access::perm;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::{BadgeOut, badge_code};
use uuid::Uuid;

use super::store;
use super::view::{self, Viewer};
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::staff::Staff;
use crate::problems::StaffRead;
use crate::registers;
use crate::state::AppState;

/// What is printed for a visitor to wear: his name, whom he visits, and a code that the desk reads when he leaves.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])),
    params(("id" = Uuid, Path, description = "La visita")),
    responses((status = 200, description = "El fotocheck", body = BadgeOut), StaffRead))]
#[get("/admin/visits/entries/{id}/badge")]
pub(super) async fn get_visit_badge(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let read = state.db.read(staff.scope()).await?;
    let entry = store::entry(&read, municipality, *id).await?;
    let row = registers::current(&read, municipality, &REGISTER, *id).await?;
    let viewer = Viewer {
        account: staff.principal().id,
        now: state.clock.now(),
    };
    let visit = view::visit(entry, &row, viewer)?;
    let code = badge_code(visit.id);
    let qr_svg = QrCode::new(&code)
        .map_err(ApiError::internal)?
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .build();
    etag::row(&BadgeOut {
        visit,
        code,
        qr_svg,
    })
}
