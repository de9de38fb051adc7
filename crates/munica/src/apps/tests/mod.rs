//! The pages as they leave the server, over a demo of their own.

mod cached;
mod crawled;
mod html;
mod pages;

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service, read_body};
use actix_web::{Error, web};
use api::clock::SystemClock;
use api::settings::Settings;
use api::state::AppState;
use api::{seed, startup};

const ORIGIN: &str = "https://munica.example";

/// A demo in a folder of its own.
pub(super) struct Demo {
    pub(super) state: web::Data<AppState>,
    _folder: tempfile::TempDir,
}

/// What came back.
struct Got {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Demo {
    pub(super) async fn open() -> Self {
        let demo = Self::without_tenants().await;
        seed::seed_demo(&demo.state).await.unwrap();
        demo
    }

    async fn without_tenants() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let below = |name: &str| folder.path().join(name);
        let mut settings = Settings::defaults().unwrap();
        settings.server.public_url = ORIGIN.to_owned();
        settings.database.url = format!("sqlite://{}", below("munica.db").display())
            .as_str()
            .into();
        settings.files.url = format!("file://{}", below("files").display());
        settings.keys.folder = below("keys");
        settings.mail.folder = below("mails");
        settings.sms.folder = below("sms");
        api::db::migrate(&settings.database).await.unwrap();
        let state = AppState::open(settings, Arc::new(SystemClock))
            .await
            .unwrap();
        seed::seed_reference(&state).await.unwrap();
        Self {
            state: web::Data::new(state),
            _folder: folder,
        }
    }

    async fn app(
        &self,
    ) -> impl Service<actix_http::Request, Response = ServiceResponse<BoxBody>, Error = Error> {
        use actix_service::ServiceExt as _;
        let app = startup::app(self.state.clone(), super::configure);
        init_service(app)
            .await
            .map(ServiceResponse::map_into_boxed_body)
    }
}

async fn get(
    app: &impl Service<actix_http::Request, Response = ServiceResponse<BoxBody>, Error = Error>,
    path: &str,
    headers: &[(&str, &str)],
) -> Got {
    let mut request = TestRequest::get().uri(path);
    for (name, value) in headers {
        request = request.insert_header((*name, *value));
    }
    let response = app.call(request.to_request()).await.unwrap();
    Got {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: read_body(response).await.to_vec(),
    }
}
