//! Pages without scripts send plain forms, and are sent back to a page.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, LOCATION};
use actix_web::{HttpRequest, HttpResponse};

/// The way back to a page for a browser that sent a form; nothing for a program, which reads the answer.
pub(crate) fn sent_back(request: &HttpRequest, page: &str) -> Option<HttpResponse> {
    from_a_form(request).then(|| {
        HttpResponse::build(StatusCode::SEE_OTHER)
            .insert_header((LOCATION, page))
            .finish()
    })
}

/// Browsers ask for HTML when they send a form, and nothing else does.
fn from_a_form(request: &HttpRequest) -> bool {
    let wanted = request.headers().get(ACCEPT);
    wanted
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html"))
}
