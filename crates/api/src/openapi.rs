//! The OpenAPI 3.1 document: its base, and how it is built without starting a server.

use std::sync::LazyLock;

use actix_web::{App, HttpRequest, HttpResponse, get};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa_actix_web::{AppExt as _, scope};

use crate::features::{self, health};
use crate::http::cookies::{ACCESS, REFRESH};
use crate::http::method::Methods;
use crate::http::operations::Operations;
use crate::http::{DependsOn, etag};

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
    servers((url = "/", description = "Esta instalación")),
    tags(
        (name = "accounts", description = "Invitaciones y cuentas del personal"),
        (name = "api_keys", description = "Claves de programas"),
        (name = "auth", description = "Ingreso, segundo factor y sesiones"),
        (name = "break_glass", description = "Acceso excepcional del operador"),
        (name = "catalogs", description = "Catálogos con vigencia: UIT, nombres del año, feriados, tipo de cambio"),
        (name = "conservation", description = "Plazos de conservación, retenciones legales, eliminaciones y revisión de archivos"),
        (name = "deadline_tool", description = "Calculadora de plazos"),
        (name = "deadlines", description = "Plazos de los casos abiertos tras un cambio del calendario"),
        (name = "directory", description = "Directorio de municipalidades"),
        (name = "documents", description = "Documentos emitidos y su verificación"),
        (name = "errors", description = "Los errores del API y qué hacer con cada uno"),
        (name = "events", description = "Lo que se publica, mientras ocurre"),
        (name = "domains", description = "Dominio propio de una municipalidad"),
        (name = "files", description = "Archivos"),
        (name = "golive", description = "Puesta en marcha de un registro: etapas, evidencia y su revisión"),
        (name = "grants", description = "Roles por resolución y quién responde de qué"),
        (name = "health", description = "Estado del proceso"),
        (name = "help", description = "Manuales por rol"),
        (name = "interests", description = "Gestión de intereses: capacidad de decisión, actos, respuesta del funcionario y agenda oficial"),
        (name = "journal", description = "Diario, cabezas firmadas y llaves públicas"),
        (name = "municipalities", description = "Municipalidades para el operador: suspender y reanudar portales"),
        (name = "notices", description = "Avisos para el personal"),
        (name = "outbox", description = "Correos de la plataforma y su envío"),
        (name = "payments", description = "Pagos a proveedores: la consulta de su titular"),
        (name = "places", description = "Lugares del Perú (UBIGEO del INEI)"),
        (name = "portal", description = "El portal de una municipalidad"),
        (name = "portal_requests", description = "Solicitudes de portal"),
        (name = "privacy", description = "Protección de datos personales e incidentes"),
        (name = "registers", description = "Registros públicos: visitas, pagos, obras; de una municipalidad o de todas"),
        (name = "tenant_exports", description = "Exportación y retiro de una municipalidad"),
        (name = "status", description = "Cómo está el servicio"),
        (name = "tickets", description = "Consultas de las municipalidades al operador"),
        (name = "today", description = "Lo pendiente de quien ingresó"),
        (name = "validators", description = "Comprobación de formato de RUC y DNI"),
        (name = "visits", description = "Registro de visitas en la puerta: ingresos, salidas, funcionarios y ajustes"),
        (name = "watches", description = "Avisos de cambios en registros: por correo y a programas"),
    )
)]
struct Base;

/// What every document starts from.
fn base() -> Document {
    let mut document = Base::openapi();
    let components = document.components.get_or_insert_default();
    let cookie = |name: &str, description: &str| {
        let value = ApiKeyValue::with_description(name, description);
        SecurityScheme::ApiKey(ApiKey::Cookie(value))
    };
    components.add_security_scheme(
        "session",
        cookie(
            ACCESS,
            "Personal de la municipalidad o de la plataforma. Los ámbitos son los permisos que la operación exige. \
             Las escrituras llevan además Origin y X-Munica-CSRF: 1.",
        ),
    );
    components.add_security_scheme(
        "refresh",
        cookie(REFRESH, "Renueva la sesión; cada valor sirve una vez."),
    );
    let mut key = Http::new(HttpAuthScheme::Bearer);
    key.description =
        Some("Clave de programa `mnc_…`; se pide en la página de desarrolladores.".to_owned());
    components.add_security_scheme("api_key", SecurityScheme::Http(key));
    document
}

/// Below which all operations lie but the state of the process.
pub(crate) const ROOT: &str = "/api/v1";
/// Where the document is served.
pub(crate) const PATH: &str = "/openapi.json";

/// The document of the whole API, without a server.
pub fn document() -> Document {
    let (_, document) = App::new()
        .into_utoipa_app()
        .openapi(base())
        .service(health::health)
        .service(health::ready)
        .service(
            scope(ROOT).configure(|config| features::configure(&mut Operations::describe(config))),
        )
        .split_for_parts();
    finish(document)
}

/// What the server knows of its document. It is the same for all workers, and is made once.
pub(crate) struct Described {
    json: Vec<u8>,
    /// The methods of every address.
    pub(crate) methods: Methods,
}

/// The document as it is served.
pub(crate) fn described() -> &'static Described {
    static DESCRIBED: LazyLock<Described> = LazyLock::new(|| {
        let document = document();
        Described {
            json: serde_json::to_vec(&document).unwrap_or_default(),
            methods: Methods::of(&document),
        }
    });
    &DESCRIBED
}

/// The document for programs and for the API browser.
#[get("/openapi.json")]
pub(crate) async fn get_document(request: HttpRequest) -> HttpResponse {
    let body = described().json.clone();
    etag::public_body(&request, "application/json", body, DependsOn::program())
}

/// Drops schemas that nothing refers to: the generator also lists the parts of what it writes inline.
fn finish(mut document: Document) -> Document {
    loop {
        let text = serde_json::to_string(&document).unwrap_or_default();
        let Some(components) = document.components.as_mut() else {
            return document;
        };
        let before = components.schemas.len();
        components
            .schemas
            .retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
        if components.schemas.len() == before {
            return document;
        }
    }
}
