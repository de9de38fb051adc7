//! The catalogues that ship with the API: readable, without contradictions, and right where the day decides.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::{
    features::catalogs::Catalog,
    money::Cents,
    reference::{CatalogRow, in_force},
    rules::https_url,
};

const FILES: [(&str, &str); 8] = [
    (
        "decade_names",
        include_str!("../../api/data/catalogs/decade_names.json"),
    ),
    (
        "document_types",
        include_str!("../../api/data/catalogs/document_types.json"),
    ),
    (
        "retention_terms",
        include_str!("../../api/data/catalogs/retention_terms.json"),
    ),
    (
        "state_links",
        include_str!("../../api/data/catalogs/state_links.json"),
    ),
    (
        "staff_columns",
        include_str!("../../api/data/catalogs/staff_columns.json"),
    ),
    ("uit", include_str!("../../api/data/catalogs/uit.json")),
    (
        "year_names",
        include_str!("../../api/data/catalogs/year_names.json"),
    ),
    (
        "visit_upload_columns",
        include_str!("../../api/data/catalogs/visit_upload_columns.json"),
    ),
];

fn rows(name: &str) -> Vec<CatalogRow> {
    let (_, text) = FILES.iter().find(|(file, _)| *file == name).unwrap();
    serde_json::from_str(text).unwrap()
}

fn on(date: &str, name: &str) -> Vec<CatalogRow> {
    let date: NaiveDate = date.parse().unwrap();
    in_force(&rows(name), date).cloned().collect()
}

#[test]
fn every_row_has_its_own_code_and_days_in_order() {
    for (name, _) in FILES {
        let rows = rows(name);
        let codes: BTreeSet<_> = rows.iter().map(|row| &row.code).collect();
        assert_eq!(codes.len(), rows.len(), "{name}");
        assert!(
            rows.iter().all(|row| row
                .valid_from
                .zip(row.valid_to)
                .is_none_or(|(from, to)| from <= to)),
            "{name}"
        );
        let catalog = Catalog::find(name).unwrap();
        for row in &rows {
            assert_eq!(catalog.check(row), [], "{name} {}", row.code);
        }
    }
}

#[test]
fn the_uit_of_a_day_is_the_one_of_its_year_and_an_unknown_one_is_not_invented() {
    let uit = |date| {
        on(date, "uit")
            .first()
            .map(|row| Cents(row.value["amount_cents"].as_i64().unwrap()).to_string())
    };
    assert_eq!(uit("2016-06-30").as_deref(), Some("S/ 3,950.00"));
    assert_eq!(uit("2026-12-31").as_deref(), Some("S/ 5,500.00"));
    assert_eq!(uit("2027-01-01"), None);
    assert!((2011..=2026).all(|year| on(&format!("{year}-01-01"), "uit").len() == 1));
}

#[test]
fn a_year_has_no_name_before_its_decree() {
    let name = |date| {
        on(date, "year_names")
            .first()
            .map(|row| row.value["es"].as_str().unwrap().to_owned())
    };
    assert_eq!(name("2026-01-21"), None);
    assert_eq!(
        name("2026-01-22").as_deref(),
        Some("Año de la Esperanza y el Fortalecimiento de la Democracia")
    );
    assert_eq!(
        name("2006-07-28").as_deref(),
        Some("Año de la Consolidación Democrática")
    );
    assert!(on("2017-06-01", "decade_names").is_empty());
    assert_eq!(on("2026-11-21", "decade_names").len(), 1);
}

#[test]
fn links_and_retention_terms_are_usable_as_they_stand() {
    for row in rows("state_links") {
        assert!(
            https_url(row.value["url"].as_str().unwrap()).is_ok(),
            "{}",
            row.code
        );
    }
    for row in rows("retention_terms") {
        let then = row.value["then"].as_str().unwrap();
        assert_eq!(
            row.value["term_amount"].is_null(),
            then == "keep",
            "{}",
            row.code
        );
        assert!(["keep", "dispose", "erase_personal"].contains(&then) && row.legal_basis.is_some());
    }
}

/// The headings of the national register, to the letter and in their order.
#[test]
fn the_upload_of_visits_has_the_twelve_columns_of_the_national_register() {
    let mut rows = rows("visit_upload_columns");
    rows.sort_by_key(|row| row.value["position"].as_i64());
    let headings: Vec<_> = rows
        .iter()
        .map(|row| row.value["heading"].as_str().unwrap())
        .collect();
    let official = include_str!("official/visit_upload_headings.txt");
    assert_eq!(headings, official.lines().collect::<Vec<_>>());
}
