//! What nobody outside reads of a register, and what nobody reads of another municipality.

use serde_json::json;
use shared::access::Role;
use shared::registers::wire::{RecordsPage, all_records_path, records_path, staff_records_path};
use shared::registers::{Privacy, REGISTERS, Register};

use super::{SLUG, another, encoded, enter, example, list, officer};
use crate::support::TestApp;

#[actix_web::test]
async fn what_is_masked_or_restricted_stands_in_no_public_answer() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let id = entered.json()["id"].as_str().unwrap().to_owned();
        let of_one = records_path(SLUG, register);
        let mut answers = String::new();
        for path in [
            of_one.clone(),
            format!("{of_one}/{id}"),
            format!("{of_one}/facets"),
            all_records_path(register),
        ] {
            let answer = app.get(&path).await.assert(200);
            answers.push_str(std::str::from_utf8(&answer.body).unwrap());
        }
        for column in register
            .columns
            .iter()
            .filter(|column| column.privacy != Privacy::Public)
        {
            assert!(
                !answers.contains(column.example),
                "{}: {}",
                register.id,
                column.name
            );
            let is_named = answers.contains(&format!("\"{}\"", column.name));
            assert_eq!(
                is_named,
                column.privacy == Privacy::Masked,
                "{}: {}",
                register.id,
                column.name
            );
        }
        // Whoever works with it sees it, and leaves a line.
        let path = format!("{}/{id}", staff_records_path(register));
        let whole = staff.get(&path).await.assert(200).json();
        for column in register.columns.iter().filter(|it| !it.is_procedural) {
            assert!(
                !whole["values"][column.name].is_null(),
                "{}: {}",
                register.id,
                column.name
            );
        }
    }
}

#[actix_web::test]
async fn the_same_person_is_found_across_municipalities_without_the_number() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    for (slug, number) in [(SLUG, 1), ("municallao", 2)] {
        let staff = officer(&app, register, slug).await;
        let mut values = another(register, number);
        values.insert("visitor_document".to_owned(), json!("40123456"));
        enter(&staff, register, values).await.assert(201);
    }
    let of_number = format!("{}?visitor_document=40123456", all_records_path(register));
    let page: RecordsPage = app.get(&of_number).await.assert(200).read();
    let tags: Vec<_> = page
        .items
        .iter()
        .map(|item| item.values["visitor_document_tag"].clone())
        .collect();
    assert_eq!(tags.len(), 2);
    assert_eq!(tags[0], tags[1]);
    let owners: Vec<_> = page
        .items
        .iter()
        .map(|item| item.municipality.clone().unwrap().slug)
        .collect();
    assert!(owners.contains(&SLUG.to_owned()) && owners.contains(&"municallao".to_owned()));
    let of_person = format!(
        "{}?visitor_document={}",
        all_records_path(register),
        encoded(tags[0].as_str().unwrap())
    );
    let found: RecordsPage = app.get(&of_person).await.assert(200).read();
    assert_eq!(found.items.len(), 2);
    let one = list(&app, register, "q=40123456").await;
    assert_eq!(one.items.len(), 0, "a number leads to a person");
}

#[actix_web::test]
async fn a_natural_persons_taxpayer_number_is_masked_and_not_searched() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let mut values = example(register);
    values.insert("supplier_ruc".to_owned(), json!("10401234567"));
    let ruc = shared::rules::ruc("10401234567");
    let number = if ruc.is_ok() {
        "10401234567".to_owned()
    } else {
        valid_ruc("1040123456")
    };
    values.insert("supplier_ruc".to_owned(), json!(number));
    enter(&staff, register, values).await.assert(201);
    let page = list(&app, register, "").await;
    let shown = page.items[0].values["supplier_ruc"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        shown.contains('*') && !shown.contains("40123456"),
        "{shown}"
    );
    assert_eq!(
        list(&app, register, &format!("q={}", number.get(..8).unwrap()))
            .await
            .items
            .len(),
        0
    );
    // It holds the DNI: whoever has that shall find nothing by it. What bears the same tag is found.
    let path = records_path(SLUG, register);
    let of_number = format!("{path}?supplier_ruc={number}");
    app.get(&of_number).await.assert(400);
    let tag = page.items[0].values["supplier_ruc_tag"].as_str().unwrap();
    let same = list(&app, register, &format!("supplier_ruc={tag}")).await;
    assert_eq!(same.items.len(), 1);
}

/// Ten digits with the eleventh that makes them a RUC.
pub(super) fn valid_ruc(digits: &str) -> String {
    let candidates = (0..10).map(|last| format!("{digits}{last}"));
    candidates
        .into_iter()
        .find(|ruc| shared::rules::ruc(ruc).is_ok())
        .unwrap()
}

#[actix_web::test]
async fn nobody_enters_records_elsewhere_or_without_the_role() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let id = entered.json()["id"].as_str().unwrap().to_owned();
        let elsewhere = officer(&app, register, "municallao").await;
        let path = format!("{}/{id}", staff_records_path(register));
        elsewhere.get(&path).await.assert(404);
        let tag = entered.header("etag").unwrap();
        let body = json!({ "values": example(register), "reason": "No es mío" });
        elsewhere.put(&path, tag, &body).await.assert(404);
        let public = format!("{}/{id}", records_path("municallao", register));
        app.get(&public).await.assert(404);
        app.post(&staff_records_path(register), &body)
            .await
            .assert(401);
    }
    let visits = Register::find("visits").unwrap();
    let desk = app
        .staff_of(app.municipality(SLUG).await, Role::VisitsRecorder)
        .await;
    // Who records at the door does so there, where the class of an entry is judged and not told.
    enter(&desk, visits, another(visits, 5)).await.assert(403);
    let officer = officer(&app, visits, SLUG).await;
    let entered = enter(&officer, visits, another(visits, 5))
        .await
        .assert(201);
    let path = entered.header("location").unwrap().to_owned();
    let body = json!({ "values": another(visits, 6), "reason": "Otra hora" });
    desk.put(&path, entered.header("etag").unwrap(), &body)
        .await
        .assert(403);
}
