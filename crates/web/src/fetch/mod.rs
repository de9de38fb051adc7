//! The one place where data comes from: what a page reads ([`use_fetch`]), writes ([`send`]) and uploads ([`upload`]).

#[cfg(feature = "csr")]
mod browser;
mod download;
mod remote;
mod send;
mod settled;
mod upload;

#[cfg(feature = "csr")]
pub(crate) use browser::asset_json;
pub use download::download;
#[cfg(feature = "csr")]
use download::file_name;
pub use remote::{Remote, RemoteState, use_fetch, use_fetch_when};
pub use send::{Method, Reply, SendOptions, on_unauthorized, send};
pub use settled::settled;
pub use upload::upload;

use shared::kit::problem::Problem;

use crate::env::Answer;
use crate::i18n::t;

/// The request never reached the server.
fn offline() -> Problem {
    local_problem(0, "offline", t::PROBLEM_OFFLINE.s())
}

/// The answer was not what the API promises: a proxy's page, or another version of the API.
fn unreadable(status: u16) -> Problem {
    local_problem(status, "unreadable_answer", t::PROBLEM_UNREADABLE.s())
}

fn local_problem(status: u16, code: &str, title: &str) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        code: code.to_owned(),
        request_id: String::new(),
        detail: None,
        errors: Vec::new(),
    }
}

/// Reads an answer: the entity, or the problem.
fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Problem> {
    if (200..300).contains(&answer.status) {
        let body = if answer.body.is_empty() {
            "null"
        } else {
            &answer.body
        };
        return serde_json::from_str(body).map_err(|_| unreadable(answer.status));
    }
    Err(serde_json::from_str(&answer.body).unwrap_or_else(|_| unreadable(answer.status)))
}
