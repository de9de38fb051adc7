//! What staff are told in the app, who is told, and that what was read counts no more.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::auth::ME_PATH;
use shared::features::grants::OPERATORS_PATH;
use shared::features::notices::{NOTICES_PATH, NOTICES_READ_PATH, notice_read_path};

use crate::portal_requests::{on_desk, portal, spawn, step, submit};
use crate::support::{Staff, TestApp, grant};

/// What somebody was told, newest first: kind and about what.
async fn told(staff: &Staff<'_>) -> Vec<(String, String)> {
    let page = staff.get(NOTICES_PATH).await.assert(200).json();
    let text = |notice: &Value, name: &str| notice[name].as_str().unwrap().to_owned();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| (text(notice, "kind"), text(notice, "about")))
        .collect()
}

async fn kinds(staff: &Staff<'_>) -> Vec<String> {
    told(staff)
        .await
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

async fn unread(staff: &Staff<'_>) -> Value {
    staff.get(ME_PATH).await.assert(200).json()["unread"].clone()
}

#[actix_web::test]
async fn operators_are_told_of_a_request_and_the_second_one_of_the_proposal() {
    let app = spawn().await;
    let (first, second) = (app.operator().await, app.operator().await);
    assert_eq!(unread(&first).await, 0);
    submit(&app).await;
    let castilla = "Municipalidad Distrital de Castilla".to_owned();
    assert_eq!(
        told(&first).await,
        [("request_submitted".to_owned(), castilla)]
    );
    assert_eq!(unread(&second).await, 1);

    let id = on_desk(&first).await;
    step(&first, &id, "take", Value::Null).await.assert(200);
    step(&first, &id, "propose", Value::Null).await.assert(200);
    assert_eq!(kinds(&first).await, ["request_submitted"]);
    assert_eq!(
        kinds(&second).await,
        ["request_proposed", "request_submitted"]
    );
    step(&second, &id, "return", json!("Falta el sello."))
        .await
        .assert(200);
    assert_eq!(
        kinds(&first).await,
        ["request_returned", "request_submitted"]
    );
}

#[actix_web::test]
async fn nobody_is_told_of_a_request_that_was_refused() {
    let app = spawn().await;
    let operator = app.operator().await;
    submit(&app).await;
    let id = on_desk(&operator).await;
    // Not allowed yet: the transaction leaves nothing behind.
    step(&operator, &id, "propose", Value::Null)
        .await
        .assert(409);
    assert_eq!(kinds(&operator).await, ["request_submitted"]);
}

#[actix_web::test]
async fn what_was_read_counts_no_more_and_only_for_the_one_who_read_it() {
    let app = spawn().await;
    let (first, second) = (app.operator().await, app.operator().await);
    submit(&app).await;
    let page = first.get(NOTICES_PATH).await.assert(200).json();
    let notice = &page["items"][0];
    assert_eq!(notice["read_at"], Value::Null);
    let path = notice_read_path(notice["id"].as_str().unwrap());
    second.act(&path).await.assert(404);
    first.act(&path).await.assert(204);
    assert_eq!(
        (unread(&first).await, unread(&second).await),
        (json!(0), json!(1))
    );
    let left = first.get(&format!("{NOTICES_PATH}?unread=true")).await;
    assert_eq!(left.assert(200).json()["items"], json!([]));
    second.act(NOTICES_READ_PATH).await.assert(204);
    assert_eq!(unread(&second).await, 0);
    let page = second.get(NOTICES_PATH).await.assert(200).json();
    assert!(page["items"][0]["read_at"].is_string());
    app.get(NOTICES_PATH).await.assert(401);
}

#[actix_web::test]
async fn the_administrator_of_a_new_portal_is_told_and_led_to_his_manual() {
    let app = spawn().await;
    let (admin, _, [first, second]) = portal(&app).await;
    assert_eq!(kinds(&admin).await, ["portal_created"]);
    assert_eq!(unread(&admin).await, 1);
    for mail in app.mails_to(&admin.email).await {
        let manual = mail.contains("/ayuda/portal_admin");
        let about_the_account =
            mail.contains("/admin/invitacion/") || mail.contains("Se creó el portal");
        assert_eq!(manual, about_the_account, "{mail}");
    }
    let manual = app
        .get("/api/v1/help/portal_admin")
        .await
        .assert(200)
        .json();
    assert_eq!(manual["title"], "Manual del administrador del portal");
    assert_eq!(kinds(&first).await.len() + kinds(&second).await.len(), 1);
}

#[actix_web::test]
async fn notices_are_read_page_by_page() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let place = app.municipality("munipiura").await;
    for _ in 0..3 {
        let operator = app.operator().await;
        let body = json!({ "municipality_id": place, "reason": "Atención del ticket 2026-114: faltan roles", "minutes": 30 });
        operator
            .post("/api/v1/platform/break-glass", &body)
            .await
            .assert(201);
    }
    assert_eq!(kinds(&admin).await, ["break_glass_opened"; 3]);
    let first = admin.get(&format!("{NOTICES_PATH}?limit=2")).await;
    let first = first.assert(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = admin
        .get(&format!("{NOTICES_PATH}?limit=2&cursor={cursor}"))
        .await
        .assert(200)
        .json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!(second["next_cursor"], Value::Null);
    assert!(
        !first["items"]
            .to_string()
            .contains(second["items"][0]["id"].as_str().unwrap())
    );
    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::PortalAdmin).await;
    assert_eq!(kinds(&other).await, Vec::<String>::new());
}

#[actix_web::test]
async fn a_role_that_ends_in_thirty_days_is_told_once() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let mut body = grant(&person, Role::Communications);
    body["ends_on"] = json!("2027-01-10");
    admin.post("/api/v1/admin/grants", &body).await.assert(201);
    app.run_jobs().await;
    app.wait(TimeDelta::days(2));
    app.run_jobs().await;
    admin.login().await.assert(200);
    assert_eq!(kinds(&admin).await, Vec::<String>::new());
    for _ in 0..3 {
        app.wait(TimeDelta::days(11));
        app.run_jobs().await;
    }
    admin.login().await.assert(200);
    let about = format!("{}, imagen institucional", person["name"].as_str().unwrap());
    assert_eq!(told(&admin).await, [("grant_ending".to_owned(), about)]);
}

#[actix_web::test]
async fn the_end_of_an_operators_role_leads_to_the_list_of_operators() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let resolution = json!({ "number": "Resolución N.° 12-2026", "date": "2026-11-14" });
    let body = json!({ "person": app.person(), "resolution": resolution, "ends_on": "2026-12-10" });
    let named = operator.post(OPERATORS_PATH, &body).await.assert(201);
    app.run_jobs().await;
    app.wait(TimeDelta::days(2));
    app.run_jobs().await;
    operator.login().await.assert(200);
    let page = operator.get(NOTICES_PATH).await.assert(200).json();
    assert_eq!(page["items"][0]["kind"], "grant_ending");
    let id = named.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        page["items"][0]["link"],
        format!("/admin/operadores#rol-{id}")
    );
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}
