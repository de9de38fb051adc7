//! A record: every public column, what was done to it, and how to cite it.

use serde_json::json;
use shared::registers::{REGISTERS, Register};

use super::*;
use crate::features::registers::value::shown;
use crate::ssr::testing::{HOSTILE, problem, shows};

const LATER: &str = "2026-11-22T16:30:00.123456Z";

/// A version of a record: what was done to it, when, and why.
fn version(mut of: Json, number: i64, act: &str, at: &str, reason: Option<&str>) -> Json {
    of["version"] = json!(number);
    of["act"] = json!(act);
    of["recorded_at"] = json!(at);
    of["recorded_to"] = Json::Null;
    of["act_reason"] = json!(reason);
    of["proof"] = json!({ "commitments": {}, "salts": {} });
    of
}

fn detail(history: &[Json]) -> Json {
    let last = history.last().unwrap();
    json!({ "record": last, "history": history, "citation": {
        "url": "https://munica.example/x", "as_of": LATER, "digest": "c0ffee",
        "text": "Municipalidad. Contenido al 22, huella SHA-256 c0ffee.",
    } })
}

fn page_of(register: &'static Register, query: &str, detail: Json) -> Rendered {
    let api = format!("{}/{ID}{query}", api(register));
    let path = format!("/registros/{}/{ID}{query}", register.id);
    let mut answers = vec![(api, 200, detail)];
    // What other registers tell of it.
    answers.extend(register.links_here().map(|(other, column)| {
        let path = format!("{}?{}={ID}&limit=20", super::api(other), column.name);
        (path, 200, records(&[record(other)]))
    }));
    tenant(&path, &answers)
}

#[test]
fn every_public_column_stands_there_and_nothing_else() {
    for register in REGISTERS {
        let sample = record(register);
        let first = version(sample.clone(), 1, "created", AT, None);
        let page = page_of(register, "", detail(&[first]));
        assert!(page.needs.is_empty(), "{:?}", page.needs);
        assert_eq!(page.body_html.matches("<h1").count(), 1);
        for column in register.public_columns() {
            let text = shown(column, &sample[column.name]).unwrap();
            shows(&page, &[column.label, &text]);
        }
        for column in register.columns.iter().filter(|one| !one.is_public()) {
            assert!(!page.body_html.contains(column.label), "{}", column.name);
        }
        for (other, _) in register.links_here() {
            let named = format!("href=\"/m/munipiura/registros/{}/{ID}\"", other.id);
            shows(&page, &[other.title, &named]);
        }
        let own = format!("/m/munipiura/registros/{}/{ID}", register.id);
        assert_eq!(page.meta.canonical.as_deref(), Some(own.as_str()));
        shows(
            &page,
            &[
                "huella SHA-256 c0ffee",
                "N.° 7 de",
                "Se registró",
                &format!("{own}?as_of=2026-11-21T15%3A00%3A00.000000Z"),
                &format!("href=\"/m/munipiura/{}\"", register.path),
            ],
        );
    }
}

#[test]
fn names_of_people_are_not_for_search_engines() {
    let robots = |id: &str| {
        let register = Register::find(id).unwrap();
        let first = version(record(register), 1, "created", AT, None);
        page_of(register, "", detail(&[first])).meta.robots
    };
    assert_eq!(robots("visits"), "noindex");
    assert_eq!(robots("works"), "index,follow");
}

#[test]
fn a_masked_value_leads_to_what_else_bears_it() {
    let register = Register::find("visits").unwrap();
    let first = version(record(register), 1, "created", AT, None);
    let page = page_of(register, "", detail(&[first]));
    let link = format!("href=\"/m/munipiura/visitas?visitor_document={TAG}\"");
    shows(&page, &["****3456", &link]);
}

#[test]
fn a_correction_shows_what_it_changed_and_why() {
    let register = Register::find("payments").unwrap();
    let first = version(record(register), 1, "created", AT, None);
    let mut corrected = record(register);
    corrected["amount_cents"] = json!(99_900);
    corrected["source"] = Json::Null;
    let reason = format!("Error de tipeo {HOSTILE}");
    let second = version(corrected, 2, "corrected", LATER, Some(&reason));
    let page = page_of(register, "", detail(&[first, second]));
    shows(
        &page,
        &[
            "Corregido",
            "Motivo: Error de tipeo &lt;script&gt;",
            "<del>S/ 1,234.50</del>",
            "<ins>S/ 999.00</ins>",
            "<del>FONCOMUN</del>",
            "<ins>Sin dato</ins>",
            "?as_of=2026-11-22T16%3A30%3A00.123456Z",
            "aria-current=\"step\"",
        ],
    );
    assert!(!page.body_html.contains(HOSTILE));
    assert_eq!(page.body_html.matches("<del>").count(), 2);
}

#[test]
fn a_withdrawn_record_says_that_it_counts_no_longer() {
    let register = Register::find("works").unwrap();
    let first = version(record(register), 1, "created", AT, None);
    let last = version(
        record(register),
        2,
        "withdrawn",
        LATER,
        Some("Estaba repetida"),
    );
    let page = page_of(register, "", detail(&[first, last]));
    shows(
        &page,
        &["Retirado", "ya no cuenta", "Motivo: Estaba repetida"],
    );
    assert!(!page.body_html.contains("<del>"));
}

#[test]
fn a_record_of_another_time_says_so() {
    let register = Register::find("works").unwrap();
    let first = version(record(register), 1, "created", AT, None);
    let query = "?as_of=2026-11-21T15%3A00%3A00.000000Z";
    let page = page_of(register, query, detail(&[first]));
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    let now = format!("<a href=\"/m/munipiura/registros/works/{ID}\">Ver cómo está ahora</a>");
    shows(
        &page,
        &["Así estaba el 21 de noviembre de 2026, 10:00", &now],
    );
    assert_eq!(page.meta.robots, "noindex");
}

#[test]
fn a_record_that_is_not_there_is_a_404() {
    let register = Register::find("visits").unwrap();
    let gone = serde_json::from_str(&problem(404, "No existe")).unwrap();
    let unknown = format!("{}/{ID}", api(register));
    let page = tenant(&format!("/registros/visits/{ID}"), &[(unknown, 404, gone)]);
    assert_eq!(page.meta.status, 404);
    let nonsense = tenant("/registros/visits/ninguno", &[]);
    assert_eq!((nonsense.meta.status, nonsense.needs.len()), (404, 0));
    let failure = serde_json::from_str(&problem(503, "Fuera de servicio")).unwrap();
    let address = format!("{}/{ID}", api(register));
    let failed = tenant(
        &format!("/registros/visits/{ID}"),
        &[(address, 503, failure)],
    );
    assert_eq!(failed.meta.status, 503);
}

#[test]
fn what_was_erased_says_by_which_norm_and_the_digest_stays() {
    let register = Register::find("visits").unwrap();
    let mut sample = record(register);
    for name in ["visitor_name", "visitor_document", "visitor_document_tag"] {
        sample[name] = Json::Null;
    }
    sample["erased"] = json!("suprimido (Ley 29733, art. 20; 22/11/2026)");
    let first = version(sample, 1, "created", AT, None);
    let page = page_of(register, "", detail(&[first]));
    shows(&page, &["Datos personales suprimidos", "c0ffee"]);
    let marks = page
        .body_html
        .matches("suprimido (Ley 29733, art. 20; 22/11/2026)");
    assert!(marks.count() >= 3, "the notice, the name and the document");
}
