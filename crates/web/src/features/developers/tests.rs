//! What programmers find, and what the link of the mail shows.

use crate::ssr::testing::{HOSTILE, page};

#[test]
fn developers_find_the_document_examples_of_this_origin_and_the_form() {
    let page = page("/desarrolladores", &[]);
    assert_eq!((page.meta.status, page.needs.len()), (200, 0));
    for part in [
        r#"href="/docs""#,
        r#"href="/openapi.json""#,
        "https://munica.example/api/v1/municipalities?department=20",
        "Retry-After",
        r#"name="purpose""#,
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn the_link_of_the_mail_waits_for_a_button_and_shows_no_token() {
    let with = page(
        "/desarrolladores/confirmar?token=abc%3Cscript%3Ealert(1)%3C/script%3E",
        &[],
    );
    assert!(with.body_html.contains("Obtener la clave"));
    assert!(!with.body_html.contains(HOSTILE) && !with.body_html.contains("abc"));
    assert_eq!(with.meta.robots, "noindex");
    let without = page("/desarrolladores/confirmar", &[]);
    assert!(without.body_html.contains("Falta el código del enlace"));
}
