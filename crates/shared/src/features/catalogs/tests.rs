//! The rules that follow from the declarations.

use serde_json::json;

use super::*;

fn row(value: Value) -> CatalogRow {
    CatalogRow {
        code: "2027".to_owned(),
        valid_from: "2027-01-01".parse().ok(),
        valid_to: "2027-12-31".parse().ok(),
        value,
        legal_basis: Some("DS 1-2026-EF".to_owned()),
        source: None,
        confidence: Confidence::Found,
    }
}

fn wrong(catalog: &str, row: &CatalogRow) -> Vec<(String, String)> {
    let errors = Catalog::find(catalog).unwrap().check(row);
    errors
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

fn pair(field: &str, code: &str) -> (String, String) {
    (field.to_owned(), code.to_owned())
}

#[test]
fn a_row_that_holds_every_rule_is_accepted() {
    assert_eq!(wrong("uit", &row(json!({"amount_cents": 560_000}))), []);
}

#[test]
fn every_wrong_field_is_named() {
    let mut bad = row(json!({"amount": 1, "amount_cents": -5}));
    bad.code = "Año 2027".to_owned();
    bad.valid_to = "2026-01-01".parse().ok();
    bad.legal_basis = None;
    assert_eq!(
        wrong("uit", &bad),
        [
            pair("code", "code_format"),
            pair("valid_to", "before_start"),
            pair("source", "required"),
            pair("value.amount", "unknown_field"),
            pair("value.amount_cents", "number"),
        ]
    );
    assert_eq!(wrong("uit", &row(json!([]))), [pair("value", "wrong_type")]);
    assert_eq!(
        wrong("uit", &row(json!({"amount_cents": null}))),
        [pair("value.amount_cents", "required")]
    );
}

#[test]
fn a_holiday_holds_for_one_day() {
    let mut holiday = row(
        json!({"name": "Aniversario", "scope": "province", "ubigeo": "2001", "compensable": false}),
    );
    assert_eq!(wrong("holidays", &holiday), [pair("valid_to", "one_day")]);
    holiday.valid_to = holiday.valid_from;
    assert_eq!(wrong("holidays", &holiday), []);
    holiday.value["scope"] = json!("district");
    assert_eq!(
        wrong("holidays", &holiday),
        [pair("value.ubigeo", "ubigeo_level")]
    );
    holiday.value = json!({"name": " ", "scope": "world", "ubigeo": "99", "compensable": "no"});
    assert_eq!(wrong("holidays", &holiday).len(), 4);
}

#[test]
fn declarations_have_names_of_their_own_and_examples_that_hold() {
    for catalog in CATALOGS {
        assert_eq!(
            CATALOGS
                .iter()
                .filter(|other| other.name == catalog.name)
                .count(),
            1
        );
        for column in catalog.columns {
            assert_eq!(
                catalog
                    .columns
                    .iter()
                    .filter(|other| other.name == column.name)
                    .count(),
                1
            );
            let example = match column.kind {
                ColumnKind::Money | ColumnKind::Integer => {
                    json!(column.example.parse::<i64>().unwrap())
                }
                ColumnKind::Bool => json!(column.example.parse::<bool>().unwrap()),
                _ => json!(column.example),
            };
            assert_eq!(
                column.check(&example),
                Ok(()),
                "{}.{}",
                catalog.name,
                column.name
            );
            assert_eq!(column.choices.is_empty(), column.kind != ColumnKind::Choice);
        }
    }
}
