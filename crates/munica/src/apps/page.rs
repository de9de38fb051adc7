//! Pages: the public ones with their first content, the staff app's frame.

use actix_web::http::header::{COOKIE, ETAG, HeaderMap, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use api::error::{ApiError, Code};
use api::http::host::Host;
use api::http::{DependsOn, etag_of};
use api::state::AppState;

use ::web::env::{Boot, DataBlock};
use ::web::i18n::Lang;
use ::web::portal_app::app_of;
use ::web::ssr::{
    DocumentParts, PageRequest, Preferences, Rendered, document, preferences, render,
};

use super::{api_calls, assets};

/// Renderings of a page until everything it asks for has been answered. A page that asks on in circles is cut off here
/// and finishes in the browser.
const ROUNDS: usize = 4;

/// A public page.
pub(crate) async fn public(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(ApiError::new(Code::NotFound));
    }
    if is_api(request.path()) {
        return Err(ApiError::new(Code::NotFound));
    }
    let preferences = read_preferences(&request);
    let boot = boot(&state, &request, &preferences);
    let page = PageRequest {
        path_and_query: path_and_query(&request),
        boot: boot.clone(),
    };
    let Complete {
        rendered,
        data,
        depends,
    } = complete(&state, &page).await?;
    let html = document(&DocumentParts {
        rendered: Some(&rendered),
        boot: &boot,
        data: &data,
        app: app_of(request.path(), boot.host_tenant.as_deref()),
        theme: preferences.theme,
        origin: &page_origin(&state, &request),
    });
    let status = StatusCode::from_u16(rendered.meta.status).unwrap_or(StatusCode::OK);
    let tag = (status == StatusCode::OK).then(|| etag_of(html.as_bytes()));
    let mut response = html_response(status, &preferences, "no-cache", html);
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        response.headers_mut().insert(ETAG, tag);
        // What remembers a choice is for one reader.
        let lasting = preferences.set_cookies.is_empty();
        let depends = depends.filter(|_| lasting).unwrap_or_default();
        response.extensions_mut().insert(depends);
    }
    Ok(response)
}

/// What tells renderings of one address apart: the language, the theme, whose host was asked.
pub(crate) fn variant(request: &HttpRequest) -> String {
    if is_api(request.path()) {
        return String::new();
    }
    let preferences = read_preferences(request);
    let lang = preferences.lang.code();
    let tenant = host_tenant(request).unwrap_or_default();
    format!("{lang} {} {tenant}", preferences.theme)
}

/// The staff app draws itself; its frame holds nothing private.
pub(crate) async fn staff(state: web::Data<AppState>, request: HttpRequest) -> HttpResponse {
    let preferences = Preferences {
        // No draft covers the screens of the staff: they would be half in one language and half in the other.
        lang: Lang::Es,
        ..read_preferences(&request)
    };
    let boot = boot(&state, &request, &preferences);
    let html = document(&DocumentParts {
        rendered: None,
        boot: &boot,
        data: &DataBlock::new(),
        app: "admin",
        theme: preferences.theme,
        origin: &boot.origin,
    });
    html_response(StatusCode::OK, &preferences, "no-store", html)
}

/// A page that asks for nothing more.
struct Complete {
    rendered: Rendered,
    data: DataBlock,
    /// None when it was cut off.
    depends: Option<DependsOn>,
}

async fn complete(state: &web::Data<AppState>, page: &PageRequest) -> Result<Complete, ApiError> {
    let mut data = DataBlock::new();
    let mut depends = DependsOn::program();
    let mut rendered = render(page, &data);
    for _ in 1..ROUNDS {
        if rendered.needs.is_empty() {
            break;
        }
        for address in std::mem::take(&mut rendered.needs) {
            let told = api_calls::get(state, &address)
                .await
                .map_err(ApiError::internal)?;
            depends = depends.and(&told.depends);
            data.insert(address, told.answer);
        }
        rendered = render(page, &data);
    }
    let depends = rendered.needs.is_empty().then_some(depends);
    Ok(Complete {
        rendered,
        data,
        depends,
    })
}

/// Addresses that belong to programs: an unknown one is a problem document, not a page.
fn is_api(path: &str) -> bool {
    ["/api/", "/assets/"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
}

/// The municipality whose own domain a request came to.
pub(super) fn host_tenant(request: &HttpRequest) -> Option<String> {
    match Host::of(request) {
        Host::Platform => None,
        Host::Tenant { slug, .. } => Some(slug),
    }
}

/// The origin under which this page is known: the municipality's own, where the request came to its domain.
fn page_origin(state: &AppState, request: &HttpRequest) -> String {
    match Host::of(request) {
        Host::Platform => state.settings.server.public_url.clone(),
        Host::Tenant { origin, .. } => origin,
    }
}

fn boot(state: &AppState, request: &HttpRequest, preferences: &Preferences) -> Boot {
    Boot {
        assets: assets::manifest().clone(),
        lang: preferences.lang.code().to_owned(),
        host_tenant: host_tenant(request),
        origin: state.settings.server.public_url.clone(),
        demo: state.settings.is_demo(),
    }
}

fn path_and_query(request: &HttpRequest) -> String {
    request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}

fn read_preferences(request: &HttpRequest) -> Preferences {
    preferences(request.query_string(), cookies(request.headers()))
}

fn cookies(headers: &HeaderMap) -> &str {
    headers
        .get(COOKIE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn html_response(
    status: StatusCode,
    preferences: &Preferences,
    cache: &str,
    html: String,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response
        .insert_header(("Cache-Control", cache))
        .insert_header(("Vary", "Cookie"))
        .content_type("text/html; charset=utf-8");
    for cookie in &preferences.set_cookies {
        response.append_header(("Set-Cookie", cookie.as_str()));
    }
    response.body(html)
}
