//! What the platform tells about itself.
#![cfg(feature = "ssr")]

use crate::ssr::testing::{page, problem};

const TOTALS: &str = "/api/v1/municipalities/totals";
const COUNTED: &str = r#"{"total":1891,"with_portal":5,"periods":[],"counted_at":"2026-11-21T15:00:00Z","departments":[]}"#;

const STATUS: &str = "/api/v1/status";

fn status(worker: &str, outbox: &str) -> String {
    format!(
        r#"{{"checked_at":"2026-11-21T15:00:00Z","version":"0.1.0","components":[
        {{"component":"database","state":"working","at":"2026-11-21T15:00:00Z"}},
        {{"component":"worker","state":"{worker}","at":"2026-11-21T14:59:30Z"}},
        {{"component":"outbox","state":"{outbox}","at":null}},
        {{"component":"backup","state":"unknown","at":null}}]}}"#
    )
}

#[test]
fn each_part_is_told_with_its_moment_and_the_counts_are_shown() {
    let page = page(
        "/estado",
        &[
            (STATUS, 200, &status("working", "working")),
            (TOTALS, 200, COUNTED),
        ],
    );
    assert!(page.needs.is_empty());
    for part in [
        "El servicio funciona",
        "9:59",
        "Ningún correo espera",
        "No hay registro",
        "1,891",
        "0.1.0",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn trouble_is_told_as_trouble() {
    let tell = |worker, outbox| {
        let status = status(worker, outbox);
        page("/estado", &[(STATUS, 200, &status), (TOTALS, 200, COUNTED)]).body_html
    };
    assert!(tell("failing", "unknown").contains("El servicio tiene problemas"));
    let late = tell("working", "delayed");
    assert!(late.contains("El servicio funciona con demora"));
    assert!(!late.contains("Las partes que informan están bien"));
    let down = problem(503, "La base de datos no responde");
    let page = page("/estado", &[(STATUS, 503, &down), (TOTALS, 503, &down)]);
    assert_eq!(page.meta.status, 200);
    assert!(page.body_html.contains("La base de datos no responde"));
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
