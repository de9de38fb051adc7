//! Renders a page for the tests of the features, with the answers of the API it is given.

use serde_json::{Value, json};
use shared::access::Role;

use super::{PageRequest, Rendered, render, render_staff};
use crate::env::{Answer, Boot, DataBlock};

/// A text that would be a script in HTML if it were not escaped.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script>";

/// A moment.
pub(crate) const AT: &str = "2026-11-21T15:00:00Z";
/// An identifier.
pub(crate) const ID: &str = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11";

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

/// Whoever is signed in, with these roles.
pub(crate) fn me(roles: &[Role], next: &str) -> Value {
    let permissions: Vec<_> = roles
        .iter()
        .flat_map(|role| role.permissions())
        .map(|permission| permission.code())
        .collect();
    json!({"name": "Rosa Quispe", "email": "rosa@munipiura.gob.pe", "memberships": [], "roles": roles,
        "tenant": {"id": ID, "slug": "munipiura", "name": "Municipalidad Provincial de Piura"},
        "permissions": permissions, "unread": 0, "break_glass": null, "next": next, "second_factor": false})
}

/// A page of the staff app with the answers that are there; without an answer for the session somebody who may do everything.
pub(crate) fn staff_page(path: &str, answers: &[(&str, Value)]) -> Rendered {
    let mut data = DataBlock::new();
    let everything = me(&[Role::PlatformOperator, Role::PortalAdmin], "done");
    let all = [("/api/v1/auth/me", everything)];
    for (address, body) in all.iter().chain(answers) {
        let body = body.to_string();
        data.insert((*address).to_owned(), Answer { status: 200, body });
    }
    let request = PageRequest {
        path_and_query: path.to_owned(),
        boot: Boot::default(),
    };
    render_staff(&request, &data)
}

/// Asserts that a page has all these parts.
pub(crate) fn shows(page: &Rendered, parts: &[&str]) {
    for part in parts {
        assert!(
            page.body_html.contains(part),
            "«{part}» is missing in {}",
            page.body_html
        );
    }
}
