//! The pages of every register, from answers made of its declaration's examples.

mod filters;
mod lists;
mod records;
mod scanned;
mod views;

use serde_json::{Map, Value as Json, json};
use shared::registers::{Kind, Privacy, Register, Value};

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, ID, page};

const PORTAL: &str = "/api/v1/m/munipiura";
const REGISTERS_OF: &str = "/api/v1/m/munipiura/registers";
const NAME: &str = "Municipalidad Provincial de Piura";
const TAG: &str = "0123456789abcdef01234567";

fn portal() -> Json {
    json!({
        "slug": "munipiura", "name": NAME, "kind": "provincial", "status": "domain_active", "mode": "official",
        "ruc": null, "ubigeo": "200101", "department": "Piura", "province": "Piura", "district": "Piura",
        "domain": null, "theme_url": null, "coat_of_arms": null, "header_image": null, "summary": null, "menu": [],
        "widgets": [], "contact": { "address": null, "phone": null, "email": null }, "officers": [],
        "state_links": [], "updated_at": AT,
    })
}

/// A record with the examples of its declaration, as the API answers it.
fn record(register: &'static Register) -> Json {
    let mut values = Map::new();
    for column in register.public_columns() {
        let value = Value::written(column, column.example).unwrap();
        let mut value = value.json(column.kind);
        if column.privacy == Privacy::Masked && column.kind == Kind::Document {
            value = json!("****3456");
            values.insert(format!("{}_tag", column.name), json!(TAG));
        }
        values.insert(column.name.to_owned(), value);
    }
    let mut record = json!({
        "id": ID, "municipality": { "slug": "munipiura", "name": NAME }, "version": 1, "recorded_at": AT,
        "act": "created", "leaf_index": 7, "digest": "c0ffee",
    });
    record.as_object_mut().unwrap().append(&mut values);
    record
}

fn records(items: &[Json]) -> Json {
    json!({ "items": items, "next_cursor": "mas", "total": null })
}

/// Two values of every facet: the example, and none.
fn facets(register: &'static Register) -> Json {
    let columns = register.columns.iter().filter(|column| column.is_facet);
    let items: Vec<_> = columns
        .map(|column| {
            let label = column.label_of(column.example);
            json!({ "column": column.name, "label": column.label, "values": [
                { "value": column.example, "label": label, "count": 1200 },
                { "value": null, "label": "Sin dato", "count": 34 },
            ] })
        })
        .collect();
    json!({ "items": items, "next_cursor": null, "total": items.len() })
}

/// The registers of the municipality, as fresh as told.
fn told(is_stale: bool) -> Json {
    let items: Vec<_> = shared::registers::REGISTERS
        .iter()
        .map(|register| {
            let told = shared::registers::wire::RegisterOut {
                records: Some(1234),
                updated_at: Some(AT.parse().unwrap()),
                is_stale,
                ..shared::registers::wire::RegisterOut::of(register)
            };
            serde_json::to_value(told).unwrap()
        })
        .collect();
    json!({ "items": items, "next_cursor": null, "total": items.len() })
}

fn named(name: &str) -> &'static Register {
    Register::find(name).unwrap()
}

fn api(register: &Register) -> String {
    format!("{REGISTERS_OF}/{}", register.id)
}

/// A page of the municipality with these answers beside its portal and its registers.
fn tenant(rest: &str, answers: &[(String, u16, Json)]) -> Rendered {
    let mut all = vec![
        (PORTAL.to_owned(), 200, portal()),
        (REGISTERS_OF.to_owned(), 200, told(false)),
    ];
    all.extend_from_slice(answers);
    answered(&format!("/m/munipiura{rest}"), &all)
}

fn answered(path: &str, answers: &[(String, u16, Json)]) -> Rendered {
    let mut texts: Vec<_> = answers
        .iter()
        .map(|(path, status, body)| (path.clone(), *status, body.to_string()))
        .collect();
    // What stands below every list.
    for register in shared::registers::REGISTERS {
        for of in ["/m/munipiura", ""] {
            let path = format!("/api/v1{of}/data/{}", register.id);
            texts.push((path, 200, bulk(register).to_string()));
        }
        for of in ["/m/munipiura", ""] {
            let judged = format!("/api/v1{of}/registers/{}/quality", register.id);
            texts.push((judged, 200, quality().to_string()));
        }
    }
    let given: Vec<_> = texts
        .iter()
        .map(|(path, status, body)| (path.as_str(), *status, body.as_str()))
        .collect();
    page(path, &given)
}

/// A file of the night.
fn bulk(register: &Register) -> Json {
    json!({ "items": [{
        "name": format!("{}-2026-11-21.csv.gz", register.id), "day": "2026-11-21", "format": "csv", "as_of": AT,
        "records": 1234, "versions": 1300, "bytes": 54_321, "sha256": "ab".repeat(32),
    }] })
}

fn quality() -> Json {
    json!({
        "records": 1234, "score": 87, "completeness": 9_150, "telling": 5_000, "plausible": 9_990, "on_time": 10_000,
        "columns": [{ "column": "reason", "label": "Motivo", "missing": 3, "catch_all": 600 }],
        "doubts": [{ "code": "leaves_before_entry", "label": "Sale antes de entrar", "records": 2 }],
        "late": 0, "patience": 4,
    })
}

/// The list of a register as it is without any filter.
fn list(register: &'static Register) -> Rendered {
    tenant(
        &format!("/{}", register.path),
        &[
            (
                format!("{}?limit=25", api(register)),
                200,
                records(&[record(register)]),
            ),
            (format!("{}/facets", api(register)), 200, facets(register)),
        ],
    )
}
