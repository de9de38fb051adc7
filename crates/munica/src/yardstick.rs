//! What `cargo xtask bench` measures against: an answer that is always the same, once among everything else that this
//! server does for a request, once with nothing around it. Not part of any installation.

use std::net::SocketAddr;
use std::sync::LazyLock;

use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};

/// Longer answers are not measured.
const LONGEST: usize = 1 << 20;

/// A number of a million digits: any beginning of it is JSON.
static DIGITS: LazyLock<Bytes> = LazyLock::new(|| vec![b'1'; LONGEST].into());

/// `GET /api/yardstick/{bytes}`: that many bytes of JSON.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.route("/api/yardstick/{bytes}", web::get().to(constant));
}

async fn constant(bytes: web::Path<usize>) -> HttpResponse {
    let length = bytes.into_inner().min(LONGEST);
    HttpResponse::Ok()
        .content_type("application/json")
        // As long as it was asked for: not compressed on the way.
        .insert_header(("Content-Encoding", "identity"))
        .body(DIGITS.slice(..length))
}

/// The same answer alone, by the same server with as many threads.
pub(crate) async fn serve(address: SocketAddr, workers: usize) -> std::io::Result<()> {
    let mut server = HttpServer::new(|| App::new().configure(configure)).disable_signals();
    if workers > 0 {
        server = server.workers(workers);
    }
    server.bind(address)?.run().await
}
