//! A server on the same framework that does nothing but what is measured: an answer that is always the same, the statements of
//! the platform on the bare driver of its database with their rows written as JSON or CSV, and a durable insert. No checks, no
//! log, no headers, no memory. It trusts the bench that starts it.

mod database;
mod json;
mod postgres;
mod sqlite;
mod table;

use std::net::SocketAddr;
use std::path::PathBuf;

use actix_web::web::{self, Bytes, Data};
use actix_web::{App, Error, HttpResponse, HttpServer, error};
use anyhow::Context as _;
use clap::Parser;
use futures_util::StreamExt as _;

use database::{Database, Request};

/// What to serve.
#[derive(Parser)]
struct Options {
    /// Where to listen
    #[arg(long)]
    bind: SocketAddr,
    /// Threads; as many as the server under measurement
    #[arg(long, default_value_t = 2)]
    workers: usize,
    /// The database of the server under measurement: a file of SQLite, or a `postgres://` address
    #[arg(long)]
    database: Option<String>,
    /// Where rows are inserted: another file of SQLite, or a `postgres://` address
    #[arg(long)]
    inserts: Option<String>,
    /// What requests ask, as JSON: for each its statements with their values
    #[arg(long)]
    requests: Option<PathBuf>,
}

/// What the server works on.
struct Work {
    database: Database,
    inserts: Database,
    requests: Vec<Request>,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let requests = match &options.requests {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?).context("the requests")?,
        None => Vec::new(),
    };
    let work = Data::new(Work {
        database: Database::open(options.database.as_deref(), false).await?,
        inserts: Database::open(options.inserts.as_deref(), true).await?,
        requests,
    });
    let digits: Bytes = vec![b'1'; 1 << 20].into();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(work.clone())
            .app_data(Data::new(digits.clone()))
            .route("/constant/{bytes}", web::get().to(constant))
            .route("/json/{number}", web::get().to(json))
            .route("/csv/{number}", web::get().to(csv))
            .route("/insert", web::post().to(insert))
    });
    server
        .workers(options.workers)
        .bind(options.bind)?
        .run()
        .await?;
    Ok(())
}

/// So many bytes of JSON: any beginning of a number of a million digits is a number.
async fn constant(bytes: web::Path<usize>, digits: Data<Bytes>) -> HttpResponse {
    let length = bytes.into_inner().min(digits.len());
    HttpResponse::Ok()
        .content_type("application/json")
        .body(digits.slice(..length))
}

/// The rows of every statement of a request.
async fn json(number: web::Path<usize>, work: Data<Work>) -> Result<HttpResponse, Error> {
    let mut body = Vec::with_capacity(32 * 1024);
    body.push(b'[');
    for statement in work.request(*number)? {
        work.database
            .json(statement, &mut body)
            .await
            .map_err(error::ErrorInternalServerError)?;
    }
    body.push(b']');
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .body(body))
}

/// The rows of the first statement of a request, written while they are read.
async fn csv(number: web::Path<usize>, work: Data<Work>) -> Result<HttpResponse, Error> {
    let statement = work.request(*number)?.first().cloned();
    let statement = statement.ok_or_else(|| error::ErrorNotFound("no statement"))?;
    let pieces = table::pieces(work.into_inner(), statement);
    Ok(HttpResponse::Ok()
        .content_type("text/csv")
        .streaming(pieces.map(|piece| piece.map_err(error::ErrorInternalServerError))))
}

/// One row, answered when it is on the disk.
async fn insert(body: Bytes, work: Data<Work>) -> Result<HttpResponse, Error> {
    let text = std::str::from_utf8(&body).map_err(error::ErrorBadRequest)?;
    work.inserts
        .insert(text)
        .await
        .map_err(error::ErrorInternalServerError)?;
    Ok(HttpResponse::Created().finish())
}

impl Work {
    fn request(&self, number: usize) -> Result<&Request, Error> {
        let count = self.requests.len().max(1);
        self.requests
            .get(number % count)
            .ok_or_else(|| error::ErrorNotFound("no request"))
    }
}
