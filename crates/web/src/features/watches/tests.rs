//! What the links of the mails show, with no script at all.

use serde_json::json;

use crate::ssr::testing::{HOSTILE, page};

fn link(state: &str) -> String {
    let watched = json!({
        "register": "visits", "title": "Registro de visitas en línea", "filters": "q=quispe",
        "municipality": { "slug": "munipiura", "name": "Municipalidad Provincial de Piura" },
        "narrowed_by": [{ "label": "Búsqueda", "text": "<script>alert(1)</script>" }],
        "page": "/m/munipiura/registros/visits?q=quispe",
    });
    let watched = (state != "ended").then_some(watched);
    json!({ "watched": watched, "rhythm": "daily", "state": state }).to_string()
}

#[test]
fn a_link_says_what_is_watched_and_asks_for_one_click() {
    let api = "/api/v1/watches/links/AAAA";
    for (path, state, action) in [
        ("/avisos-de-datos/confirmar/AAAA", "pending", "confirm"),
        ("/avisos-de-datos/terminar/AAAA", "confirmed", "end"),
    ] {
        let page = page(path, &[(api, 200, &link(state))]);
        assert_eq!((page.meta.status, page.meta.robots), (200, "noindex"));
        let form = format!(r#"action="{api}/{action}" method="post""#);
        assert!(page.body_html.contains(&form), "{}", page.body_html);
        assert!(page.body_html.contains("Municipalidad Provincial de Piura"));
        assert!(!page.body_html.contains(HOSTILE));
    }
    for (path, state) in [
        ("/avisos-de-datos/confirmar/AAAA", "confirmed"),
        ("/avisos-de-datos/terminar/AAAA", "ended"),
    ] {
        let page = page(path, &[(api, 200, &link(state))]);
        assert!(!page.body_html.contains("<form class=\"form\""), "{path}");
    }
}

#[test]
fn a_link_without_its_token_says_so() {
    let page = page("/avisos-de-datos/confirmar", &[]);
    assert_eq!(page.needs.len(), 0);
    assert!(page.body_html.contains("El enlace ya no sirve"));
}
