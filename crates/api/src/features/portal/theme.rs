//! A municipality's colours as a stylesheet: the policy of the pages allows no inline styles.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::color::{DARK_PAPERS, LIGHT_PAPERS, Rgb, tints};

use super::publish::{PortalBody, name};
use super::store::FIRST_COLOR;
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// The colours of a portal, made readable on light and dark paper.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Hoja de estilo", content_type = "text/css", body = String), Named))]
#[get("/m/{slug}/theme.css")]
pub(crate) async fn get_portal_theme(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let body: Option<PortalBody> = published(state.db.public(), tenant.id, name::PORTAL).await?;
    let color = body.map_or_else(|| FIRST_COLOR.to_owned(), |body| body.brand_color);
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    Ok(etag::public_body(
        &request,
        "text/css; charset=utf-8",
        stylesheet(&color).into_bytes(),
        &topics,
    ))
}

/// The stylesheet of a colour; empty for what is none, which leaves the platform's own.
fn stylesheet(color: &str) -> String {
    let found = color
        .parse::<Rgb>()
        .ok()
        .and_then(|brand| Some((tints(brand, &LIGHT_PAPERS)?, tints(brand, &DARK_PAPERS)?)));
    let Some((light, dark)) = found else {
        return String::new();
    };
    format!(
        ":root{{--brand:light-dark({},{});--brand-on:light-dark({},{});--brand-ink:light-dark({},{})}}\n",
        light.text, dark.text, light.on_text, dark.on_text, light.text, dark.text
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_becomes_properties_and_nothing_else_gets_in() {
        let sheet = stylesheet("#7a1f3d");
        assert!(sheet.starts_with(":root{--brand:light-dark(#"), "{sheet}");
        assert_eq!(stylesheet("red;}body{display:none"), "");
    }
}
