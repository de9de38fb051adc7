//! Renders a page for the tests of the features, with the answers of the API it is given.

use super::{PageRequest, Rendered, render};
use crate::env::{Answer, Boot, DataBlock};

/// A text that would be a script in HTML if it were not escaped.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script>";

/// A page with the answers that it was given: address, status, body.
pub(crate) fn page(path: &str, answers: &[(&str, u16, &str)]) -> Rendered {
    let boot = Boot {
        lang: "es".into(),
        origin: "https://munica.example".into(),
        ..Boot::default()
    };
    let request = PageRequest {
        path_and_query: path.into(),
        boot,
    };
    let data: DataBlock = answers
        .iter()
        .map(|(path, status, body)| {
            let body = (*body).to_owned();
            (
                (*path).to_owned(),
                Answer {
                    status: *status,
                    body,
                },
            )
        })
        .collect();
    render(&request, &data)
}

/// A problem document with this status.
pub(crate) fn problem(status: u16, title: &str) -> String {
    format!(
        r#"{{"type":"about:blank","title":"{title}","status":{status},"code":"x","request_id":"r-77"}}"#
    )
}
