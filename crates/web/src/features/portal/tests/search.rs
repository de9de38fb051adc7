//! The search within a portal.

use super::{API, EMPTY, PORTAL, tenant, under};
use crate::ssr::testing::{page, problem};

#[test]
fn the_search_finds_every_kind_of_thing_without_its_accents() {
    let list = |item: &str| format!(r#"{{"items":[{item}],"next_cursor":null}}"#);
    let answers = [
        (
            under("/pages"),
            list(r#"{"slug":"anexo","title":"Peñón: página","summary":null}"#),
        ),
        (
            under("/offices"),
            list(r#"{"name":"Peñón: oficina","address":null,"phone":null,"email":null}"#),
        ),
        (
            under("/responsibles"),
            r#"{"items":[{"role":"access_officer","theme":null,"name":"Peñón: responsable","resolution":"RA 1",
                "resolution_date":"2026-03-02","starts_on":"2026-03-05","ends_on":null}]}"#
                .to_owned(),
        ),
        (
            under("/org-units"),
            list(
                r#"{"siglas":"A","name":"Alcaldía","children":[{"siglas":"AP","name":"Peñón: unidad","children":[]}]}"#,
            ),
        ),
        (
            under("/videos"),
            list(r#"{"title":"Peñón: video","url":"https://x.example/1","description":null}"#),
        ),
        (
            under("/transparency"),
            list(
                r#"{"title":"Presupuesto","items":[{"title":"Peñón: rubro","detail":null,"periodicity":"Cada mes",
                "legal_basis":"Ley","href":null,"updated_on":null,"national_url":"https://x.example/","notice":null}]}"#,
            ),
        ),
        (
            under("/agenda"),
            r#"{"upcoming":[{"id":"0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11","kind":"Actividad","title":"Peñón: fecha",
                "starts_on":"2026-12-07","ends_on":"2026-12-07","time":null,"place":null,"description":null,
                "legal_basis":null,"updated_at":"2026-11-21T15:00:00Z"}],"past":[]}"#
                .to_owned(),
        ),
    ];
    let portal = PORTAL.replace("\"Historia\"", "\"Peñón: menú\"");
    let mut given: Vec<_> = answers
        .iter()
        .map(|(path, body)| (path.as_str(), 200, body.as_str()))
        .collect();
    given.push((API, 200, &portal));
    let page = page("/m/munipiura/buscar?q=PENON", &given);
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    for what in [
        "menú",
        "página",
        "oficina",
        "responsable",
        "unidad",
        "video",
        "rubro",
        "fecha",
    ] {
        assert!(page.body_html.contains(&format!("Peñón: {what}")), "{what}");
    }
}

#[test]
fn the_search_asks_nothing_without_words_and_says_when_it_is_incomplete() {
    assert!(tenant("/buscar", &[]).needs.is_empty());
    let first = tenant("/buscar?q=mesa", &[]);
    assert_eq!(first.needs.len(), 7);
    let offices = r#"{"items":[{"name":"Mesa de partes","address":null,"phone":null,"email":null}],"next_cursor":null}"#;
    let failure = problem(503, "Fuera de servicio");
    let page = tenant(
        "/buscar?q=MESA",
        &[
            (&under("/offices"), 200, offices),
            (&under("/pages"), 503, &failure),
            (&under("/responsibles"), 200, EMPTY),
            (&under("/org-units"), 200, EMPTY),
            (&under("/videos"), 200, EMPTY),
            (&under("/transparency"), 200, EMPTY),
            (&under("/agenda"), 200, r#"{"upcoming":[],"past":[]}"#),
        ],
    );
    for part in [
        "Mesa de partes",
        "1 resultado",
        "La búsqueda está incompleta",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    assert_eq!(page.meta.robots, "noindex");
}
