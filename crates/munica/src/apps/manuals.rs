//! The address of a manual, and the pictures of screens in it. Roles that share a manual lead to the page that has it, so
//! that it is known under one address.

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use api::error::{ApiError, Code};
use api::state::AppState;
use rust_embed::Embed;
use shared::access::Role;
use shared::features::help::manual_page;

use super::page::{host_tenant, public};

/// Pictures of the screens, made by `cargo xtask manuals`.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../docs/manuals/pantallas"]
#[include = "*.webp"]
struct Figures;

/// `GET /ayuda/pantallas/{file}`
pub(super) async fn figure(file: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let found = Figures::get(&file).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "public, max-age=86400"))
        .content_type("image/webp")
        .body(found.data.into_owned()))
}

/// `GET /ayuda/{role}`
pub(super) async fn page(
    state: web::Data<AppState>,
    request: HttpRequest,
    role: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let Some(role) = Role::from_code(&role).filter(|_| host_tenant(&request).is_none()) else {
        return public(state, request).await;
    };
    let known_as = manual_page(role);
    if known_as == request.path() {
        return public(state, request).await;
    }
    let query = match request.query_string() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    // Which roles share a manual may change with a version: asked anew each time.
    Ok(HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, format!("{known_as}{query}")))
        .insert_header(("Cache-Control", "no-cache"))
        .finish())
}
