//! Correcting an observed request: who may, what is shown, what stays, and what operators learn of it.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::features::portal_requests::{
    CORRECTION_LINK_PATH, CORRECTION_OPEN_PATH, CORRECTION_PATH, DESK_PATH,
};

use crate::portal_requests::{DNI, EMAIL, form, link, on_desk, spawn, step, submit, track};
use crate::support::{Answer, Staff, TestApp};

/// A request that was observed: its code, its id, the operator.
async fn observed(app: &TestApp) -> (String, String, Staff<'_>) {
    let receipt = submit(app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    observe(&operator, &id).await;
    (receipt.code, id, operator)
}

async fn observe(operator: &Staff<'_>, id: &str) {
    step(operator, id, "take", Value::Null).await.assert(200);
    step(operator, id, "observe", json!("Falta la firma."))
        .await
        .assert(200);
}

async fn correct(app: &TestApp, body: &Value) -> Answer {
    app.send(TestRequest::put().uri(CORRECTION_PATH).set_json(body))
        .await
}

/// The entries of an act, as they stand in the journal.
async fn entries(app: &TestApp, act: &str) -> Vec<Value> {
    let owner = app.owner().await;
    let sql = format!("SELECT body FROM journal WHERE action = '{act}' ORDER BY seq");
    let query = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(query).await.unwrap();
    let body = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(0).unwrap();
    rows.iter()
        .map(|row| serde_json::from_str(&body(row)).unwrap())
        .collect()
}

#[actix_web::test]
async fn whoever_knows_the_code_and_the_number_replaces_nothing() {
    let app = spawn().await;
    let (code, id, operator) = observed(&app).await;
    let mut taken = form(&app).await;
    taken["responsible"]["email"] = json!("intrusa@correo.example");
    taken["responsible"]["dni"] = json!("40998877");
    let by_number = json!({ "track": { "code": code, "dni": DNI }, "request": taken });
    let refused = correct(&app, &by_number).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["track"]);
    for token in ["invento", code.as_str(), ""] {
        let body = json!({ "token": token, "request": taken });
        let refused = correct(&app, &body).await;
        let status = refused.status.as_u16();
        assert!([410, 422].contains(&status), "{token}: {status}");
    }
    let asked = json!({ "code": code, "dni": DNI });
    let answer = app.post(CORRECTION_LINK_PATH, &asked).await.assert(202);
    assert!(answer.body.is_empty(), "the token leaves by mail only");
    assert_eq!(app.mails_to("intrusa@correo.example").await.len(), 0);
    let seen = operator.get(&format!("{DESK_PATH}/{id}")).await.json();
    assert_eq!(seen["responsible"]["email"], EMAIL);
    assert_eq!(track(&app, &code).await["state"], "observed");
}

#[actix_web::test]
async fn the_link_shows_what_was_sent_and_corrects_it_once_with_the_same_scan() {
    let app = spawn().await;
    let (_, id, operator) = observed(&app).await;
    let before = operator.get(&format!("{DESK_PATH}/{id}")).await.json();
    let token = link(&app, EMAIL).await;
    let opened = app
        .post(CORRECTION_OPEN_PATH, &json!({ "token": token }))
        .await
        .assert(200)
        .json();
    assert_eq!(opened["observations"], "Falta la firma.");
    assert_eq!(opened["place"]["code"], "200104");
    assert_eq!(opened["due"]["due_on"], "2026-11-25");
    let mut request = opened["request"].clone();
    let person = &request["responsible"];
    assert_eq!(
        (&person["given_names"], &person["family_names"]),
        (&json!("Rosa Elena"), &json!("Quispe Ñahui"))
    );
    assert_eq!(
        (&person["dni"], &person["email"]),
        (&json!(DNI), &json!(EMAIL))
    );
    assert_eq!(request["scan"], "");
    assert_eq!(
        entries(&app, "portal_request.correction_opened")
            .await
            .len(),
        1
    );

    request["responsible"]["post"] = json!("Gerente Municipal");
    let undeclared = json!({ "token": token, "request": request });
    let refused = correct(&app, &undeclared).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["request.declared_true"]);
    request["declared_true"] = json!(true);
    let body = json!({ "token": token, "request": request });
    correct(&app, &body).await.assert(200);
    correct(&app, &body).await.assert(410);
    app.post(CORRECTION_OPEN_PATH, &json!({ "token": token }))
        .await
        .assert(410);

    let after = operator.get(&format!("{DESK_PATH}/{id}")).await.json();
    assert_eq!(after["scan_id"], before["scan_id"]);
    assert_eq!(
        after["changes"],
        json!([{ "field": "post", "before": "Subgerente de Informática", "after": "Gerente Municipal" }])
    );
    app.wait(TimeDelta::minutes(1));
    observe(&operator, &id).await;
    correct(&app, &body).await.assert(410);
}

#[actix_web::test]
async fn a_new_mail_and_a_new_person_are_told_to_the_old_address_and_to_the_operators() {
    let app = spawn().await;
    let (_, id, operator) = observed(&app).await;
    let mut request = form(&app).await;
    request["responsible"]["given_names"] = json!("Pedro");
    request["responsible"]["dni"] = json!("40998877");
    request["responsible"]["email"] = json!("pedro@municastilla.example");
    let body = json!({ "token": link(&app, EMAIL).await, "request": request });
    correct(&app, &body).await.assert(200);
    let mails = app.mails_to(EMAIL).await;
    let told = mails.last().unwrap();
    assert!(told.contains("p****@municastilla.example"), "{told}");
    assert!(told.contains("Rosa Elena Quispe Ñahui"), "{told}");

    let seen = operator.get(&format!("{DESK_PATH}/{id}")).await.json();
    let warnings = seen["warnings"].to_string();
    assert!(
        warnings.contains("cambió la persona responsable"),
        "{warnings}"
    );
    let change = |field: &str| {
        let changes = seen["changes"].as_array().unwrap();
        let found = changes.iter().find(|change| change["field"] == field);
        found.map(|change| (change["before"].clone(), change["after"].clone()))
    };
    assert_eq!(change("dni"), Some((json!("****2233"), json!("****8877"))));
    assert_eq!(
        change("email"),
        Some((
            json!("r****@municastilla.example"),
            json!("p****@municastilla.example")
        ))
    );
    assert_eq!(
        change("name"),
        Some((json!("R**** E**** Q**** Ñ****"), json!("P**** Q**** Ñ****")))
    );
    assert_eq!(change("scan"), Some((json!(""), json!(""))));
    assert_eq!(change("phone"), None);

    let entry = &entries(&app, "portal_request.corrected").await[0];
    let (before, after) = (&entry["before"], &entry["after"]);
    for field in ["name", "dni", "email"] {
        let commitment = |side: &Value| side["responsible"][field].as_str().unwrap().to_owned();
        assert_eq!(commitment(before).len(), 64);
        assert_ne!(commitment(before), commitment(after));
    }
    assert!(before["responsible"].get("phone").is_none());
    let submitted = &entries(&app, "portal_request.submitted").await[0];
    assert_eq!(
        before["responsible"]["email"],
        submitted["after"]["responsible"]["email"]
    );
    assert_ne!(before["scan_id"], after["scan_id"]);
    assert!(!entry.to_string().contains(DNI));
}

#[actix_web::test]
async fn the_mail_is_sent_again_to_the_address_of_the_request_and_not_too_often() {
    let app = spawn().await;
    let (code, ..) = observed(&app).await;
    let count = async || app.mails_to(EMAIL).await.len();
    let before = count().await;
    let ask = async |code: &str, dni: &str| {
        let body = json!({ "code": code, "dni": dni });
        app.post(CORRECTION_LINK_PATH, &body).await.assert(202).body
    };
    let unknown = ask("POR-2026-000099", DNI).await;
    assert_eq!(ask(&code, "40998877").await, unknown);
    assert_eq!(count().await, before);
    assert_eq!(ask(&code, DNI).await, unknown);
    assert_eq!(ask(&code, DNI).await, unknown);
    assert_eq!(count().await, before + 1);
    app.wait(TimeDelta::minutes(2));
    ask(&code, DNI).await;
    assert_eq!(count().await, before + 2);
    let token = link(&app, EMAIL).await;
    app.post(CORRECTION_OPEN_PATH, &json!({ "token": token }))
        .await
        .assert(200);
}
