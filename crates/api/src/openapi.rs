//! The OpenAPI 3.1 document: its base, and how it is built without starting a server.

use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Munica API",
        description = "API abierta de Munica, la plataforma municipal del Perú. Los datos públicos se leen sin clave; \
            con una clave hay más cuota. Los errores siguen RFC 9457 y su `code` es estable.",
        version = "1.0.0",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
        contact(name = "Munica", url = "https://munica.example/desarrolladores")
    ),
    components(schemas(shared::kit::problem::Problem)),
    servers((url = "/", description = "Esta instalación"))
)]
struct Base;

/// What every document starts from.
pub(crate) fn base() -> Document {
    Base::openapi()
}

/// The document of the whole API, without a server.
pub fn document() -> Document {
    use utoipa_actix_web::AppExt as _;
    let (_, document) =
        crate::startup::operations(actix_web::App::new().into_utoipa_app()).split_for_parts();
    document
}
