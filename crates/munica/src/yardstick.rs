//! What `cargo xtask bench` measures against: an answer that is always the same, among everything else that this server does
//! for a request; and what the server asks its database, so that a bare driver can be asked the same. Not part of any
//! installation.

use std::sync::LazyLock;

use actix_web::web::{self, Bytes};
use actix_web::{HttpResponse, error};
use api::state::AppState;
use serde_json::Value;

/// Longer answers are not measured.
const LONGEST: usize = 1 << 20;

/// A number of a million digits: any beginning of it is JSON.
static DIGITS: LazyLock<Bytes> = LazyLock::new(|| vec![b'1'; LONGEST].into());

/// `GET /api/yardstick/constant/{bytes}`: that many bytes of JSON. `GET /api/yardstick/statements?{address}`: what an address
/// asks of the database.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/api/yardstick/constant/{bytes}", web::get().to(constant))
        .route("/api/yardstick/statements", web::post().to(statements));
}

async fn constant(bytes: web::Path<usize>) -> HttpResponse {
    let length = bytes.into_inner().min(LONGEST);
    HttpResponse::Ok()
        .content_type("application/json")
        // As long as it was asked for: not compressed on the way.
        .insert_header(("Content-Encoding", "identity"))
        .body(DIGITS.slice(..length))
}

/// For each address of the body the statements behind it.
async fn statements(
    state: web::Data<AppState>,
    addresses: web::Json<Vec<String>>,
) -> actix_web::Result<web::Json<Vec<Value>>> {
    let mut all = Vec::new();
    for address in addresses.iter() {
        let found = api::statements(&state, address).await;
        all.push(found.map_err(error::ErrorBadRequest)?);
    }
    Ok(web::Json(all))
}
