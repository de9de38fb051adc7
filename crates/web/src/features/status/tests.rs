//! What the platform tells about itself.

use crate::ssr::testing::{page, problem};

const TOTALS: &str = "/api/v1/municipalities/totals";
const COUNTED: &str = r#"{"total":1891,"with_portal":5,"periods":[],"counted_at":"2026-11-21T15:00:00Z","departments":[]}"#;

#[test]
fn the_service_works_when_it_says_so_and_the_counts_are_shown() {
    let page = page("/estado", &[("/ready", 200, "ok"), (TOTALS, 200, COUNTED)]);
    assert!(page.needs.is_empty());
    for part in ["El servicio funciona", "1,891", env!("CARGO_PKG_VERSION")] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn trouble_is_told_as_trouble() {
    let down = problem(503, "La base de datos no responde");
    let page = page("/estado", &[("/ready", 503, &down), (TOTALS, 503, &down)]);
    assert_eq!(page.meta.status, 200);
    assert!(page.body_html.contains("El servicio tiene problemas"));
    assert!(!page.body_html.contains("El servicio funciona"));
}

#[test]
fn the_notices_name_their_laws_and_terms() {
    let privacy = page("/privacidad", &[]);
    for part in [
        "Ley 29733",
        "DS 016-2024-JUS",
        "20 días hábiles",
        "48 horas",
    ] {
        assert!(privacy.body_html.contains(part), "{part}");
    }
    let access = page("/accesibilidad", &[]);
    assert!(access.body_html.contains("WCAG 2.2"));
    assert_eq!((privacy.meta.status, access.meta.status), (200, 200));
}
