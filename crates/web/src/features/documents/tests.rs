//! What a document's code shows, whether it holds, fails or is nobody's.

use shared::features::documents::document_code;

use crate::ssr::testing::{HOSTILE, page, problem};

fn document(code: &str, state: &str) -> String {
    serde_json::json!({
        "code": code, "title": HOSTILE, "issuer": "Municipalidad Provincial de Piura", "state": state,
        "issued_at": "2026-11-21T15:00:00Z", "ended_at": null, "reason": "Tenía un error", "replaced_by": null,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "signed_sha256": null,
        "signature": "none", "digest_matches": null,
    })
    .to_string()
}

#[test]
fn a_code_is_looked_up_however_it_was_typed_and_the_document_shown_as_text() {
    let code = document_code(2026, [1, 2, 3, 4, 5, 6, 7]);
    let api = format!("/api/v1/documents/{code}");
    let body = document(&code, "revoked");
    let typed = code.to_lowercase().replace('-', "%20");
    for path in [
        format!("/verificar/{code}"),
        format!("/verificar?codigo={typed}"),
    ] {
        let page = page(&path, &[(&api, 200, &body)]);
        assert!(page.needs.is_empty(), "{path}");
        assert_eq!((page.meta.status, page.meta.robots), (200, "noindex"));
        assert!(!page.body_html.contains(HOSTILE));
        for part in [
            "Sin efecto",
            "Municipalidad Provincial de Piura",
            "9f86d081",
            "Tenía un error",
        ] {
            assert!(page.body_html.contains(part), "{part}");
        }
    }
}

#[test]
fn a_mistyped_code_is_told_without_asking_the_api() {
    let page = page("/verificar/DOC-2026-AAAA-AAAA", &[]);
    assert!(page.needs.is_empty());
    assert_eq!(page.meta.status, 404);
    assert!(page.body_html.contains("El código no es correcto"));
}

#[test]
fn an_unknown_document_is_not_the_same_as_a_failure() {
    let code = document_code(2026, [1, 2, 3, 4, 5, 6, 7]);
    let api = format!("/api/v1/documents/{code}");
    let path = format!("/verificar/{code}");
    let unknown = page(&path, &[(&api, 404, &problem(404, "No existe"))]);
    assert_eq!(unknown.meta.status, 404);
    assert!(
        unknown
            .body_html
            .contains("Ningún documento lleva ese código")
    );
    let failed = page(&path, &[(&api, 503, &problem(503, "Fuera de servicio"))]);
    assert_eq!(failed.meta.status, 503);
    assert!(failed.body_html.contains("Fuera de servicio"));
    assert!(!failed.body_html.contains("Ningún documento"));
}

#[test]
fn the_page_without_a_code_is_for_search_engines() {
    let page = page("/verificar", &[]);
    assert_eq!(page.meta.canonical.as_deref(), Some("/verificar"));
    assert!(page.body_html.contains(r#"method="get""#));
}
