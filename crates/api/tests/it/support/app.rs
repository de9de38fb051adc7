//! An application under test: the same stack as in production, its own database, a clock that stands.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody as _, to_bytes};
use actix_web::dev::Service as _;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::{self, Bytes};
use api::clock::{Clock as _, ManualClock};
use api::outbox::DemoMail;
use api::settings::{Limits, Settings};
use api::startup;
use api::state::AppState;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::LocalBoxFuture;
use sea_orm::{Database, DatabaseConnection};
use serde::Serialize;

use super::answer::Answer;
use super::db::{self, TestDb};
use super::demo;

type Call = dyn Fn(TestRequest) -> LocalBoxFuture<'static, Opened>;

/// An answer whose body was not read yet.
pub(crate) struct Opened {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    body: BoxBody,
}

impl Opened {
    /// The next piece of the body, as the server hands it out.
    pub(crate) async fn piece(&mut self) -> Option<Bytes> {
        let next = poll_fn(|context| self.body.as_pin_mut().poll_next(context));
        next.await.map(Result::unwrap)
    }

    /// The rest of it; of a stream of events, which has no end, what is said first.
    async fn whole(mut self) -> Answer {
        let kind = self.headers.get("content-type");
        let body = if kind.is_some_and(|kind| kind == "text/event-stream") {
            self.piece().await.unwrap_or_default()
        } else {
            let body = to_bytes(self.body).await;
            body.unwrap_or_else(|error| panic!("{error}"))
        };
        Answer {
            status: self.status,
            headers: self.headers,
            body,
        }
    }
}

/// When every test begins: a Saturday, ten in the morning in Lima.
const START: &str = "2026-11-21T15:00:00Z";

/// An application and what a test may do to it.
pub(crate) struct TestApp {
    /// Moves the time.
    pub(crate) clock: Arc<ManualClock>,
    /// What the handlers work with.
    pub(crate) state: AppState,
    call: Rc<Call>,
    db: TestDb,
    numbers: Cell<u32>,
}

impl TestApp {
    /// Starts an application over a fresh database.
    pub(crate) async fn spawn() -> Self {
        Self::spawn_with(|_| {}).await
    }

    /// Starts one with settings of its own.
    pub(crate) async fn spawn_with(adjust: impl FnOnce(&mut Settings)) -> Self {
        Self::over(db::fresh().await, adjust).await
    }

    /// Starts one that has the places of Peru and the municipalities of the demo.
    pub(crate) async fn demo() -> Self {
        Self::demo_with(|_| {}).await
    }

    /// Starts one of those with settings of its own.
    pub(crate) async fn demo_with(adjust: impl FnOnce(&mut Settings)) -> Self {
        Self::over(demo::fresh().await, adjust).await
    }

    async fn over(db: TestDb, adjust: impl FnOnce(&mut Settings)) -> Self {
        let start: DateTime<Utc> = START.parse().unwrap();
        let clock = Arc::new(ManualClock::at(start));
        let mut settings = settings(&db);
        adjust(&mut settings);
        let state = AppState::open(settings, clock.clone()).await.unwrap();
        let service =
            Rc::new(init_service(startup::app(web::Data::new(state.clone()), |_| {})).await);
        let call: Rc<Call> = Rc::new(move |request: TestRequest| {
            let service = service.clone();
            Box::pin(async move {
                let response = service.call(request.to_request()).await.unwrap();
                let (_, response) = response.into_parts();
                let (head, body) = response.into_parts();
                Opened {
                    status: head.status(),
                    headers: head.headers().clone(),
                    body: body.boxed(),
                }
            })
        });
        Self {
            clock,
            state,
            call,
            db,
            numbers: Cell::new(100_000),
        }
    }

    /// Lets go of the database, and leaves it.
    pub(super) async fn close(self) -> TestDb {
        self.state.close().await.unwrap();
        self.db
    }

    /// Sends a request.
    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        (self.call)(request).await.whole().await
    }

    /// Reads an address as a visitor, piece by piece.
    pub(crate) async fn open(&self, path: &str) -> Opened {
        (self.call)(TestRequest::get().uri(path)).await
    }

    /// Reads an address as a visitor.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    /// Posts JSON as a visitor.
    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(TestRequest::post().uri(path).set_json(body))
            .await
    }

    /// Sends a file as a visitor; what stands for it until a form names it.
    pub(crate) async fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
        let request = TestRequest::post()
            .uri("/api/v1/uploads")
            .insert_header(("content-type", "multipart/form-data; boundary=x"))
            .set_payload(body);
        let answer = self.send(request).await.assert(201).json();
        answer["upload_id"].as_str().unwrap().to_owned()
    }

    /// A number that nothing else of this test has.
    pub(crate) fn next_number(&self) -> u32 {
        self.numbers.replace(self.numbers.get() + 1)
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// The present of this application.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Everything that was done agrees with the journals.
    pub(crate) async fn verified(&self) {
        let report = api::verify::database(&self.state, api::verify::Depth::Journals, None).await;
        let report = report.unwrap();
        assert!(report.is_clean(), "{report}");
    }

    /// Runs what the worker would: jobs and mails that are due, until nothing is.
    pub(crate) async fn run_jobs(&self) {
        api::worker::drain(&self.state).await.unwrap();
    }

    /// The mails so far, opened, oldest first; run [`Self::run_jobs`] first to see them sent.
    pub(crate) async fn outbox(&self) -> Vec<DemoMail> {
        let mut mails = api::outbox::demo_mails(&self.state, 1_000).await.unwrap();
        mails.reverse();
        mails
    }

    /// The database as its owner, to look at what no operation shows.
    pub(crate) async fn owner(&self) -> DatabaseConnection {
        Database::connect(&self.db.owner_url).await.unwrap()
    }
}

fn settings(db: &TestDb) -> Settings {
    let mut settings = Settings::defaults().unwrap();
    settings.database.url = db.url.as_str().into();
    settings.database.owner_url = db.owner_url.as_str().into();
    settings.database.read_url = db.read_url.as_str().into();
    settings.database.readers = 2;
    settings.database.allow_unsafe_durability = true;
    settings.keys.folder = db.folder.path().join("keys");
    settings.files.url = format!("file://{}", db.folder.path().join("files").display());
    settings.mail.folder = db.folder.path().join("mails");
    // The real algorithm at its cheapest: a test signs in many persons.
    settings.identity.hash_memory = 8;
    settings.identity.hash_passes = 1;
    settings.sms.folder = db.folder.path().join("sms");
    // These limits count real minutes, which the clock of the tests does not move; a test of them sets its own.
    settings.limits = Limits {
        reads_by_address: 0,
        writes_by_address: 0,
        sign_ins_by_address: 0,
        look_ups_by_address: 0,
        by_account: 0,
        by_key: 0,
    };
    settings.dns.zone_file = db.folder.path().join("dns.zone");
    settings
}
