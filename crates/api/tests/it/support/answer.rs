//! An answer of the application under test.

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::kit::problem::Problem;

/// Status, headers and body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// States the expected status; shows the body when it is another.
    #[track_caller]
    pub(crate) fn assert(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        self.read()
    }

    /// The body as a wire type.
    #[track_caller]
    pub(crate) fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The problem document of a refusal.
    #[track_caller]
    pub(crate) fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        self.read()
    }

    /// The fields a 422 names, in order.
    #[track_caller]
    pub(crate) fn wrong_fields(&self) -> Vec<String> {
        self.problem()
            .errors
            .into_iter()
            .map(|error| error.field)
            .collect()
    }

    /// One header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}
