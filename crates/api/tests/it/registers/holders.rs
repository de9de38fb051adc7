//! Payments to natural persons: by the DNI only whoever also has a number of the papers, and nobody learns more.

use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::payments::{HOLDER_PATH, HolderOut};
use shared::registers::Register;
use shared::registers::wire::{records_path, staff_records_path};

use super::privacy::valid_ruc;
use super::{SLUG, example, officer, withdraw};
use crate::support::{Answer, TestApp};

const DNI: &str = "41666777";

/// A payment to the person: by cheque 0004512, SIAF file 0000012345.
async fn paid(app: &TestApp) -> String {
    let register = Register::find("payments").unwrap();
    let staff = officer(app, register, SLUG).await;
    let mut values = example(register);
    values.insert("holder_document".to_owned(), json!(DNI));
    values.insert(
        "supplier_ruc".to_owned(),
        json!(valid_ruc(&format!("10{DNI}"))),
    );
    let entered = super::enter(&staff, register, values).await.assert(201);
    entered.json()["id"].as_str().unwrap().to_owned()
}

async fn ask(app: &TestApp, slug: &str, document: &str, number: &str) -> Answer {
    let body = json!({ "municipality": slug, "document": document, "number": number });
    app.post(HOLDER_PATH, &body).await
}

#[actix_web::test]
async fn the_holder_finds_his_payment_by_two_things_he_has_and_nobody_by_one() {
    let app = TestApp::demo().await;
    let id = paid(&app).await;
    for number in ["0004512", " 0004512 ", "0000012345"] {
        let answer = ask(&app, SLUG, DNI, number).await.assert(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-robots-tag"), Some("noindex"));
        let found: HolderOut = answer.read();
        assert_eq!(found.items.len(), 1);
        let payment = &found.items[0];
        assert_eq!(payment.id.to_string(), id);
        assert_eq!(payment.values["amount_cents"], 123_450);
        assert!(!payment.values.contains_key("holder_document"));
        assert!(!payment.values.contains_key("supplier_ruc"));
    }
    // Another document, another number, another municipality, no municipality: word for word the same.
    let mut refusals = Vec::new();
    for (slug, document, number) in [
        (SLUG, "41666778", "0004512"),
        (SLUG, DNI, "0004513"),
        ("municallao", DNI, "0004512"),
        ("nada", DNI, "0004512"),
    ] {
        let mut problem = ask(&app, slug, document, number).await.assert(404).json();
        problem["request_id"] = Json::Null;
        refusals.push(problem);
    }
    assert!(
        refusals.windows(2).all(|pair| pair[0] == pair[1]),
        "{refusals:?}"
    );
    let fields = ask(&app, SLUG, "123", "").await.assert(422);
    assert_eq!(fields.wrong_fields(), ["document", "number"]);
    app.verified().await;
}

#[actix_web::test]
async fn no_public_search_leads_from_the_document_to_the_payment() {
    let app = TestApp::demo().await;
    paid(&app).await;
    let path = records_path(SLUG, Register::find("payments").unwrap());
    let found = app.get(&format!("{path}?q={DNI}")).await.assert(200).json();
    assert_eq!(found["items"], json!([]));
    for refused in [
        format!("holder_document={DNI}"),
        format!("supplier_ruc={}", valid_ruc(&format!("10{DNI}"))),
    ] {
        app.get(&format!("{path}?{refused}")).await.assert(400);
    }
}

#[actix_web::test]
async fn every_look_leaves_a_line_without_the_document() {
    let app = TestApp::demo().await;
    let id = paid(&app).await;
    ask(&app, SLUG, DNI, "0004512").await.assert(200);
    ask(&app, SLUG, DNI, "0009999").await.assert(404);
    let municipality = app.municipality(SLUG).await;
    let auditor = app.staff_of(municipality, Role::InternalAuditor).await;
    let path = format!("{HISTORY_PATH}?subject_type=payment_lookup");
    let answer = auditor.get(&path).await.assert(200);
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!(!text.contains(DNI));
    let items = answer.json()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 2);
    let found: Vec<_> = items
        .iter()
        .map(|item| item["after"]["found"].clone())
        .collect();
    assert!(
        found.contains(&json!([id])) && found.contains(&json!([])),
        "{found:?}"
    );
}

#[actix_web::test]
async fn a_withdrawn_payment_answers_nobody() {
    let app = TestApp::demo().await;
    let id = paid(&app).await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let path = format!("{}/{id}", staff_records_path(register));
    let seen = staff.get(&path).await.assert(200);
    let tag = seen.header("etag").unwrap();
    withdraw(&staff, &path, tag, "Se giró dos veces")
        .await
        .assert(200);
    ask(&app, SLUG, DNI, "0004512").await.assert(404);
}

#[actix_web::test]
async fn an_address_looks_so_often_a_minute_and_no_more() {
    let app = TestApp::demo_with(|settings| settings.limits.look_ups_by_address = 5).await;
    for _ in 0..5 {
        ask(&app, SLUG, DNI, "0004512").await.assert(404);
    }
    let refused = ask(&app, SLUG, DNI, "0004512").await.assert(429);
    assert!(refused.header("retry-after").is_some());
}
