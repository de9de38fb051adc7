//! Whose pages a request's host stands for: the platform's, or those of one municipality on its own domain.
//!
//! The host is hostile input. It is compared with what is configured and looked up among the domains that are remembered;
//! it never reaches the database, an address we send, or a page. Staff work on the platform's host alone, so a
//! municipality's domain answers nothing that takes or gives a session.

use std::borrow::Cow;
use std::net::IpAddr;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderMap, LOCATION};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest, HttpResponse, web};

use shared::features::payments::HOLDER_PATH;
use shared::features::watches::WATCHES_PATH;

use super::{InProcess, client};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::domains::{self, HostState, Hosts, host_of, origin_of, without_port};
use crate::state::AppState;

/// Whose pages the host stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Host {
    /// The platform's own.
    #[default]
    Platform,
    /// A municipality's own domain.
    Tenant {
        /// Whose it is.
        slug: String,
        /// The origin under which its pages stand, without a slash at the end.
        origin: String,
    },
}

impl Host {
    /// The host of a request, as [`route`] found it.
    pub fn of(request: &HttpRequest) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_default()
    }
}

/// What answers on every host: load balancers and reverse proxies ask by address.
const EVERYWHERE: [&str; 3] = [
    "/health",
    "/ready",
    shared::features::domains::CERTIFICATE_CHECK_PATH,
];

/// What of the API a municipality's domain answers beside the municipality itself: reading that belongs to nobody.
const OPEN: [&str; 5] = [
    "/api/v1/catalogs",
    "/api/v1/files/",
    "/api/v1/places",
    "/api/v1/tools/",
    "/api/v1/validate/",
];

/// Names by which the machine itself asks.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// On, as a request to this host.
    On(Host),
    /// To another address, for good or until something changes.
    Elsewhere(String),
    /// Nowhere: this host does not answer that.
    Nowhere,
}

/// Middleware: says whose host it is, sends requests to the address where things are, refuses foreign hosts.
pub(crate) async fn route(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let inside = request.extensions().contains::<InProcess>();
    let Some(state) = state.filter(|_| !inside && !EVERYWHERE.contains(&request.path())) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    match way(&state, &request).await {
        Ok(Way::On(host)) => {
            request.extensions_mut().insert(host);
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Ok(Way::Elsewhere(address)) => {
            let moved = HttpResponse::PermanentRedirect()
                .insert_header((LOCATION, address))
                .finish();
            Ok(request.into_response(moved))
        }
        Ok(Way::Nowhere) => {
            let refusal = refusal(request.path());
            Ok(request.into_response(refusal))
        }
        Err(error) => Ok(request.error_response(error)),
    }
}

async fn way(state: &AppState, request: &ServiceRequest) -> ApiResult<Way> {
    let hosts = domains::hosts(state).await?;
    let server = &state.settings.server;
    let peer = request.peer_addr().map(|peer| peer.ip());
    let asked = Asked {
        name: name(request, peer, &server.trusted_proxies),
        path: request.path(),
        query: request.query_string(),
        reads: matches!(*request.method(), Method::GET | Method::HEAD),
        insecure: forwarded(
            request.headers(),
            "x-forwarded-proto",
            peer,
            &server.trusted_proxies,
        ) == Some("http"),
    };
    Ok(asked.way(&hosts, &server.public_url))
}

/// What of a request decides where it goes.
struct Asked<'a> {
    /// The host it names, in lower case and without port; `None` where it names none, as HTTP/1.0 may.
    name: Option<Cow<'a, str>>,
    path: &'a str,
    query: &'a str,
    reads: bool,
    /// A proxy of ours says that it came without TLS.
    insecure: bool,
}

impl Asked<'_> {
    fn way(&self, hosts: &Hosts, public_url: &str) -> Way {
        let name = self.name.as_deref().unwrap_or(host_of(public_url));
        if name.eq_ignore_ascii_case(host_of(public_url)) || LOOPBACK.contains(&name) {
            return self.on_platform(hosts, public_url);
        }
        match hosts.find(name) {
            Some((slug, HostState::Serving)) => {
                self.on_domain(slug, &origin_of(public_url, name), public_url)
            }
            Some((slug, HostState::Lapsed)) if self.reads && !is_api(self.path) => self.to(
                &format!("{public_url}/m/{slug}{}", self.path.trim_end_matches('/')),
            ),
            _ => Way::Nowhere,
        }
    }

    fn on_platform(&self, hosts: &Hosts, public_url: &str) -> Way {
        if self.insecure && public_url.starts_with("https://") {
            return self.to(&format!("{public_url}{}", self.path));
        }
        let moved = self.tenant_page().and_then(|(slug, rest)| {
            let domain = hosts.serving(slug).filter(|_| self.reads)?;
            Some(format!("{}{rest}", origin_of(public_url, domain)))
        });
        moved.map_or(Way::On(Host::Platform), |address| self.to(&address))
    }

    fn on_domain(&self, slug: &str, origin: &str, public_url: &str) -> Way {
        if self.insecure && origin.starts_with("https://") {
            return self.to(&format!("{origin}{}", self.path));
        }
        if let Some((other, rest)) = self.tenant_page().filter(|_| self.reads) {
            return if other == slug {
                self.to(&format!("{origin}{rest}"))
            } else {
                self.to(&format!("{public_url}{}", self.path))
            };
        }
        if self.is_answered_for(slug) {
            Way::On(Host::Tenant {
                slug: slug.to_owned(),
                origin: origin.to_owned(),
            })
        } else {
            Way::Nowhere
        }
    }

    /// The slug and the rest of `/m/{slug}/…`.
    fn tenant_page(&self) -> Option<(&str, String)> {
        let below = self.path.strip_prefix("/m/")?;
        let (slug, rest) = below.split_once('/').unwrap_or((below, ""));
        Some((slug, format!("/{}", rest.trim_start_matches('/'))))
    }

    /// Whether the domain of this slug answers the address: everything but the staff's, the platform's and other
    /// municipalities'.
    fn is_answered_for(&self, slug: &str) -> bool {
        let below = |prefix: &str| {
            let rest = self.path.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if is_api(self.path) {
            // What is sent from a portal's page takes no session and gives none; links in its mails lead to the platform.
            return [WATCHES_PATH, HOLDER_PATH].contains(&self.path)
                || below(&format!("/api/v1/m/{slug}"))
                || OPEN.iter().any(|prefix| self.path.starts_with(prefix));
        }
        !["/admin", "/docs", "/openapi.json"].into_iter().any(below)
    }

    fn to(&self, address: &str) -> Way {
        Way::Elsewhere(match self.query {
            "" => address.to_owned(),
            query => format!("{address}?{query}"),
        })
    }
}

fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// The host that a request names: what a proxy of ours says it was asked for, else the authority of the request line,
/// else `Host`. Two of them, or what cannot be a host, is the empty name, which is nobody's.
fn name<'a>(
    request: &'a ServiceRequest,
    peer: Option<IpAddr>,
    trusted: &[IpAddr],
) -> Option<Cow<'a, str>> {
    let headers = request.headers();
    let told = forwarded(headers, "x-forwarded-host", peer, trusted).or_else(|| {
        request
            .uri()
            .authority()
            .map(|authority| authority.as_str())
    });
    if let Some(told) = told {
        return Some(plain(told));
    }
    let mut hosts = headers.get_all(HOST);
    let first = hosts.next()?;
    match (first.to_str(), hosts.next()) {
        (Ok(host), None) => Some(plain(host)),
        _ => Some(Cow::Borrowed("")),
    }
}

fn plain(authority: &str) -> Cow<'_, str> {
    let host = without_port(authority);
    let host = host.strip_suffix('.').unwrap_or(host);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    if host.len() > 253 || !host.bytes().all(allowed) {
        return Cow::Borrowed("");
    }
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    }
}

/// A header that only a configured proxy may set; of several values the last, which it wrote itself.
fn forwarded<'a>(
    headers: &'a HeaderMap,
    header: &str,
    peer: Option<IpAddr>,
    trusted: &[IpAddr],
) -> Option<&'a str> {
    let values = client::is_trusted(peer, trusted).then(|| headers.get_all(header))?;
    let last = values.last()?.to_str().ok()?;
    last.rsplit(',').next().map(str::trim)
}

/// 421 for whoever asks the wrong host: a problem document for programs, a plain page for people.
fn refusal(path: &str) -> HttpResponse {
    if is_api(path) {
        return actix_web::ResponseError::error_response(&ApiError::new(Code::Misdirected));
    }
    HttpResponse::MisdirectedRequest()
        .content_type("text/html; charset=utf-8")
        .body(NOWHERE)
}

/// Says nothing of what was asked for: it may be anything.
const NOWHERE: &str = "<!doctype html>\n<html lang=\"es-PE\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
    <title>Dirección desconocida</title>\n</head>\n<body>\n<main>\n<h1>Aquí no hay ningún portal</h1>\n\
    <p>Esta dirección no es de ningún portal municipal, o lo que busca está en otra. Revise la dirección.</p>\n\
    </main>\n</body>\n</html>\n";

#[cfg(test)]
mod tests;
