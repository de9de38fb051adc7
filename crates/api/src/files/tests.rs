//! The life of a file after its upload: attached, served, quarantined, found damaged, whole again.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use actix_web::body::to_bytes;
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use chrono::TimeDelta;
use shared::features::files::UploadPurpose;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::scan::Scan;
use super::ticket::{LIFE, Ticket};
use super::{Row, attach, damaged, insert, open_private, open_public, set_public};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, Code};
use crate::settings::AntivirusEngine;
use crate::testing::Stand;
use crate::worker;

const TENANT: Uuid = Uuid::from_u128(0x0193_a1c2_7b1e_7c3a_9f00_2a6d_1f0c_4b11);
const BYTES: &[u8] = b"%PDF-1.7 content of a file for tests %%EOF";

/// Stores the bytes and writes their row, as a change does.
async fn file(stand: &Stand, is_public: bool, scan: Scan) -> Uuid {
    let sha256 = stand
        .state
        .files
        .put(TENANT, Bytes::from_static(BYTES))
        .await
        .unwrap();
    stand
        .act(TENANT, move |tx| {
            let row = Row {
                municipality: TENANT,
                sha256: sha256.clone(),
                size: BYTES.len().try_into().unwrap(),
                media_type: "application/pdf".to_owned(),
                name: "Resolución 12.pdf".to_owned(),
                pixels: None,
                scan,
                is_public,
                awaits_use: false,
            };
            Box::pin(async move { Ok(insert(tx, row).await?.id) })
        })
        .await
        .unwrap()
}

fn path(stand: &Stand) -> PathBuf {
    let folder = stand
        .state
        .settings
        .files
        .url
        .strip_prefix("file://")
        .unwrap();
    PathBuf::from(folder)
        .join(TENANT.to_string())
        .join(super::digest(BYTES))
}

async fn code(stand: &Stand, id: Uuid) -> Option<Code> {
    let request = TestRequest::get().to_http_request();
    let outcome = open_public(&stand.state, &request, id).await;
    outcome.err().map(|error: ApiError| error.code)
}

#[actix_web::test]
async fn a_public_file_is_served_whole_or_in_part_and_in_a_sandbox() {
    let stand = Stand::new().await;
    let id = file(&stand, true, Scan::Clean).await;
    let plain = TestRequest::get().to_http_request();
    let answer = open_public(&stand.state, &plain, id).await.unwrap();
    let header = |name: &str| {
        answer
            .headers()
            .get(name)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(
        header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; "));
    assert!(header("cache-control").contains("immutable"));
    let tag = header("etag");
    assert_eq!(to_bytes(answer.into_body()).await.unwrap(), BYTES);

    let part = TestRequest::get()
        .insert_header(("range", "bytes=9-15"))
        .to_http_request();
    let answer = open_public(&stand.state, &part, id).await.unwrap();
    assert_eq!(answer.status().as_u16(), 206);
    assert_eq!(
        answer.headers().get("content-range").unwrap(),
        &format!("bytes 9-15/{}", BYTES.len())
    );
    assert_eq!(to_bytes(answer.into_body()).await.unwrap(), &BYTES[9..16]);

    let known = TestRequest::get()
        .insert_header(("if-none-match", tag))
        .to_http_request();
    let answer = open_public(&stand.state, &known, id).await.unwrap();
    assert_eq!(answer.status().as_u16(), 304);
}

#[actix_web::test]
async fn a_private_file_is_nobody_elses_and_a_file_taken_back_is_gone() {
    let stand = Stand::new().await;
    let id = file(&stand, false, Scan::Clean).await;
    assert_eq!(code(&stand, id).await, Some(Code::NotFound));
    let request = TestRequest::get().to_http_request();
    let own = open_private(&stand.state, &request, TENANT, id)
        .await
        .unwrap();
    assert_eq!(own.headers().get("cache-control").unwrap(), "no-store");
    let other = Uuid::from_u128(7);
    let refused = open_private(&stand.state, &request, other, id).await;
    assert_eq!(refused.err().map(|error| error.code), Some(Code::NotFound));
    for (is_public, expected) in [(true, None), (false, Some(Code::NotFound))] {
        stand
            .act(TENANT, move |tx| {
                Box::pin(async move { set_public(tx, TENANT, id, is_public).await })
            })
            .await
            .unwrap();
        assert_eq!(code(&stand, id).await, expected);
    }
}

#[actix_web::test]
async fn a_ticket_is_good_once_it_is_ours_for_its_purpose_and_its_day() {
    let stand = Stand::new().await;
    let ticket = Ticket {
        municipality: PLATFORM,
        purpose: UploadPurpose::Scan,
        sha256: super::digest(BYTES),
        size: BYTES.len().try_into().unwrap(),
        media_type: "application/pdf".to_owned(),
        name: "a.pdf".to_owned(),
        pixels: None,
        scan: Scan::NotScanned,
        expires_at: stand.now() + LIFE,
    };
    let token = ticket.seal(&stand.state.vault).unwrap();
    let mut forged = token.clone();
    let last = if forged.pop() == Some('A') { 'Q' } else { 'A' };
    forged.push(last);
    let try_with = |token: String, municipality: Uuid, purpose: UploadPurpose| {
        let stand = &stand;
        async move {
            let outcome = stand
                .act(municipality, move |tx| {
                    let token = token.clone();
                    Box::pin(async move {
                        attach(tx, municipality, &token, purpose, false)
                            .await
                            .map(|attached| attached.sha256)
                    })
                })
                .await;
            outcome.map_err(|error| error.problem().errors[0].code.clone())
        }
    };
    let unknown = || Err("upload_unknown".to_owned());
    let scan = UploadPurpose::Scan;
    assert_eq!(
        try_with(token.clone(), PLATFORM, scan).await,
        Ok(ticket.sha256.clone())
    );
    assert_eq!(try_with(forged, PLATFORM, scan).await, unknown());
    assert_eq!(try_with("nada".into(), PLATFORM, scan).await, unknown());
    assert_eq!(try_with(token.clone(), TENANT, scan).await, unknown());
    assert_eq!(
        try_with(token.clone(), PLATFORM, UploadPurpose::Image).await,
        unknown()
    );
    stand.wait(LIFE);
    assert_eq!(
        try_with(token, PLATFORM, scan).await,
        Err("upload_expired".to_owned())
    );
}

#[actix_web::test]
async fn a_damaged_file_is_found_journaled_and_not_served_until_it_is_whole_again() {
    let stand = Stand::new().await;
    let id = file(&stand, true, Scan::Clean).await;
    worker::drain(&stand.state).await.unwrap();
    let month = async || {
        stand.wait(TimeDelta::days(31));
        worker::drain(&stand.state).await.unwrap();
    };
    let found = async || {
        let conn = stand.state.db.read(Scope::Platform).await.unwrap();
        let files = damaged(&conn).await.unwrap().into_iter();
        let ids = files.map(|file| (file.municipality_id, file.id));
        ids.collect::<Vec<_>>()
    };
    month().await;
    assert_eq!((found().await, code(&stand, id).await), (vec![], None));

    let mut altered = BYTES.to_vec();
    altered[20] ^= 1;
    std::fs::write(path(&stand), &altered).unwrap();
    month().await;
    assert_eq!(found().await, [(TENANT, id)]);
    assert_eq!(code(&stand, id).await, Some(Code::Unavailable));
    month().await;

    std::fs::write(path(&stand), BYTES).unwrap();
    month().await;
    assert_eq!((found().await, code(&stand, id).await), (vec![], None));
    std::fs::remove_file(path(&stand)).unwrap();
    month().await;
    assert_eq!(found().await, [(TENANT, id)]);
    assert_eq!(
        stand.journal(TENANT).await,
        [
            "test.act",
            "file.damage_found",
            "file.recovered",
            "file.damage_found"
        ]
    );
}

/// A clamd that answers this to every scan, where it answers at all, and keeps what it was sent.
#[derive(Clone, Default)]
struct Scanner {
    answer: Arc<Mutex<Option<&'static str>>>,
    scanned: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Scanner {
    async fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp://{}", listener.local_addr().unwrap());
        let scanner = Self::default();
        let handle = scanner.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(answer) = *handle.answer.lock().unwrap() else {
                    continue;
                };
                let mut command = [0; 10];
                stream.read_exact(&mut command).await.unwrap();
                assert_eq!(&command, b"zINSTREAM\0");
                let mut bytes = Vec::new();
                loop {
                    let length = stream.read_u32().await.unwrap();
                    if length == 0 {
                        break;
                    }
                    let mut chunk = vec![0; length.try_into().unwrap()];
                    stream.read_exact(&mut chunk).await.unwrap();
                    bytes.extend_from_slice(&chunk);
                }
                handle.scanned.lock().unwrap().push(bytes);
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        (scanner, address)
    }

    fn says(&self, answer: Option<&'static str>) {
        *self.answer.lock().unwrap() = answer;
    }
}

#[actix_web::test]
async fn a_file_that_came_while_the_scanner_was_down_is_published_after_its_scan_only() {
    let (scanner, address) = Scanner::start().await;
    let stand = Stand::with(|settings| {
        settings.antivirus.engine = AntivirusEngine::Clamd;
        settings.antivirus.address = address;
    })
    .await;
    let id = file(&stand, true, Scan::Quarantined).await;
    let ten_minutes = async || {
        stand.wait(TimeDelta::minutes(10));
        worker::drain(&stand.state).await.unwrap();
    };
    worker::drain(&stand.state).await.unwrap();
    ten_minutes().await;
    assert_eq!(
        code(&stand, id).await,
        Some(Code::NotFound),
        "the scanner is down"
    );
    let request = TestRequest::get().to_http_request();
    let own = open_private(&stand.state, &request, TENANT, id).await;
    assert_eq!(own.err().map(|error| error.code), Some(Code::Conflict));

    scanner.says(Some("stream: OK\0"));
    ten_minutes().await;
    assert_eq!(code(&stand, id).await, None);
    assert_eq!(scanner.scanned.lock().unwrap().as_slice(), [BYTES.to_vec()]);

    scanner.says(Some("stream: Eicar-Signature FOUND\0"));
    let infected = file(&stand, true, Scan::Quarantined).await;
    ten_minutes().await;
    assert_eq!(code(&stand, infected).await, Some(Code::NotFound));
    let own = open_private(&stand.state, &request, TENANT, infected).await;
    assert_eq!(own.err().map(|error| error.code), Some(Code::Conflict));
    assert_eq!(
        stand.journal(TENANT).await,
        ["test.act", "file.released", "test.act", "file.infected"]
    );
}

/// A service that keeps objects as S3 does, as far as we use it.
async fn s3() -> String {
    use actix_web::http::header::{ETAG, LAST_MODIFIED};
    use actix_web::{App, HttpResponse, HttpServer, web};
    type Objects = web::Data<Mutex<std::collections::HashMap<String, Bytes>>>;
    let objects: Objects = web::Data::default();
    let put = async |path: web::Path<String>, body: Bytes, objects: Objects| {
        objects.lock().unwrap().insert(path.into_inner(), body);
        HttpResponse::Ok().insert_header((ETAG, "\"1\"")).finish()
    };
    let get = async |path: web::Path<String>, objects: Objects| match objects
        .lock()
        .unwrap()
        .get(path.as_str())
    {
        Some(body) => HttpResponse::Ok()
            .insert_header((ETAG, "\"1\""))
            .insert_header((LAST_MODIFIED, "Sat, 21 Nov 2026 15:00:00 GMT"))
            .body(body.clone()),
        None => HttpResponse::NotFound().finish(),
    };
    let server = HttpServer::new(move || {
        App::new()
            .app_data(objects.clone())
            .route("/munica/{key:.*}", web::put().to(put))
            .route("/munica/{key:.*}", web::get().to(get))
    })
    .workers(1)
    .disable_signals()
    .bind("127.0.0.1:0")
    .unwrap();
    let address = server.addrs()[0];
    actix_web::rt::spawn(server.run());
    format!("http://{address}")
}

#[actix_web::test]
async fn files_lie_in_an_s3_service_as_well() {
    let endpoint = s3().await;
    let stand = Stand::with(|settings| {
        settings.files.url = "s3://munica".to_owned();
        settings.files.s3_endpoint = endpoint;
        settings.files.s3_access_key = "test".into();
        settings.files.s3_secret_key = "test".into();
    })
    .await;
    let id = file(&stand, true, Scan::Clean).await;
    let request = TestRequest::get().to_http_request();
    let answer = open_public(&stand.state, &request, id).await.unwrap();
    assert_eq!(to_bytes(answer.into_body()).await.unwrap(), BYTES);
    let sha256 = super::digest(BYTES);
    let measured = stand.state.files.measure(TENANT, &sha256).await.unwrap();
    assert_eq!(measured, Some(sha256));
    let missing = super::digest(b"other");
    assert_eq!(stand.state.files.get(TENANT, &missing).await.unwrap(), None);
}
