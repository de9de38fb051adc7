//! What the link of the mail shows, with no script at all.

use serde_json::json;

use crate::ssr::testing::{HOSTILE, page, problem};

const PAGE: &str = "/gestion-de-intereses/respuesta/AAAA";
const API: &str = "/api/v1/interests/answers/AAAA";

fn link(state: &str) -> String {
    json!({
        "municipality": { "slug": "munipiura", "name": "Municipalidad Provincial de Piura" },
        "page": "/m/munipiura/registros/interest_acts/0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11",
        "official_name": "Rojas Ficticio, Teófilo", "act_date": "2026-11-21", "act_time": "09:30",
        "manager_name": "<script>alert(1)</script>", "represented": "Constructora Ficticia SAC",
        "matter": "Licencia de una obra", "decision_sought": "Que se apruebe", "due_on": "2026-11-27",
        "state": state,
    })
    .to_string()
}

#[test]
fn a_link_shows_the_act_and_asks_for_one_click() {
    let page = page(PAGE, &[(API, 200, &link("waiting"))]);
    assert_eq!((page.meta.status, page.meta.robots), (200, "noindex"));
    for act in ["confirm", "reject"] {
        let form = format!(r#"action="{API}/{act}" method="post""#);
        assert!(page.body_html.contains(&form), "{}", page.body_html);
    }
    assert!(page.body_html.contains("Constructora Ficticia SAC"));
    assert!(page.body_html.contains("27/11/2026"));
    assert!(!page.body_html.contains(HOSTILE));
}

#[test]
fn what_was_answered_is_not_asked_again() {
    for state in ["confirmed", "rejected", "no_answer", "void"] {
        let page = page(PAGE, &[(API, 200, &link(state))]);
        assert!(!page.body_html.contains("method=\"post\""), "{state}");
    }
    let gone = page(PAGE, &[(API, 410, &problem(410, "El enlace ya no sirve"))]);
    assert!(!gone.body_html.contains("method=\"post\""));
}
