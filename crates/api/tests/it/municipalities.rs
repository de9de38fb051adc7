//! Operators suspend a portal and serve it again; neighbours read a notice meanwhile. Staff practise in a portal that says
//! so. Portals past their term are found.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::today::TODAY_PATH;

use crate::support::{Staff, TestApp};

const LIST: &str = "/api/v1/platform/municipalities";
const PORTAL: &str = "/api/v1/m/munipiura";
const NOTICE: &str = "/api/v1/m/munipiura/suspension";

async fn id_of(operator: &Staff<'_>, slug: &str) -> String {
    let path = format!("{LIST}?q=piura&limit=100");
    let page = operator.get(&path).await.assert(200).json();
    let items = page["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["slug"] == slug).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn order() -> Value {
    json!({
        "reason": "A pedido de la municipalidad, mientras corrige sus datos",
        "resolution_number": "Oficio N.° 21-2026-A/MPP",
        "resolution_date": "2026-11-20",
    })
}

#[actix_web::test]
async fn a_suspended_portal_shows_a_notice_and_comes_back_as_it_was() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let admin = app.staff_of(id.parse().unwrap(), Role::PortalAdmin).await;
    let before = app.get(PORTAL).await.assert(200).json();
    app.get(NOTICE).await.assert(404);

    let suspend = format!("{LIST}/{id}/suspend");
    let seen = operator.post(&suspend, &order()).await.assert(200).json();
    assert_eq!(seen["status"], "suspended");
    assert_eq!(seen["suspensions"][0]["previous_status"], before["status"]);
    let refused = app.get(PORTAL).await.assert(503);
    assert_eq!(refused.json()["code"], "portal_suspended");
    assert!(refused.header("retry-after").is_some());
    app.get("/api/v1/m/munipiura/pages").await.assert(503);
    app.get("/api/v1/m/munipiura/theme.css").await.assert(503);
    let notice = app.get(NOTICE).await.assert(200).json();
    assert_eq!(notice["reason"], order()["reason"]);
    assert_eq!(notice["resolution_number"], "Oficio N.° 21-2026-A/MPP");
    assert_eq!(notice["contact"], before["contact"]);
    let listed = app.get("/api/v1/municipalities/munipiura").await.json();
    assert_eq!(
        (&listed["status"], &listed["url"]),
        (&json!("suspended"), &Value::Null)
    );
    // Who works in it goes on working.
    admin.get("/api/v1/admin/portal").await.assert(200);
    operator.post(&suspend, &order()).await.assert(409);

    let resume = format!("{LIST}/{id}/resume");
    operator.post(&resume, &order()).await.assert(200);
    let after = app.get(PORTAL).await.assert(200).json();
    assert_eq!(after["status"], before["status"]);
    app.get(NOTICE).await.assert(404);
    operator.post(&resume, &order()).await.assert(409);

    let mails = app.mails_to(&admin.email).await;
    let told = |part: &str| mails.iter().filter(|mail| mail.contains(part)).count();
    assert_eq!(told("dejó de mostrarse"), 1);
    assert_eq!(told("se muestra de nuevo"), 1);
    assert!(mails.iter().any(|mail| {
        mail.contains("Oficio N.° 21-2026-A/MPP, del viernes 20 de noviembre de 2026")
    }));
}

#[actix_web::test]
async fn a_transferred_portal_is_still_served_so_it_is_suspended_and_comes_back_as_transferred() {
    let app = TestApp::demo().await;
    let owner = app.owner().await;
    let sql = "UPDATE municipalities SET status = 'transferred' WHERE slug = 'munipiura'";
    owner.execute_unprepared(sql).await.unwrap();
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let step = async |act: &str| {
        let path = format!("{LIST}/{id}/{act}");
        let seen = operator.post(&path, &order()).await.assert(200).json();
        seen["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(step("suspend").await, "suspended");
    app.get(PORTAL).await.assert(503);
    assert_eq!(step("resume").await, "transferred");
    let after = app.get(PORTAL).await.assert(200).json();
    assert_eq!(after["status"], "transferred");
}

#[actix_web::test]
async fn a_suspension_says_why_and_by_which_document_of_no_later_than_today() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let suspend = format!("{LIST}/{id}/suspend");
    let with = |field: &str, value: &str| {
        let mut body = order();
        body[field] = value.into();
        body
    };
    for (field, value) in [
        ("reason", "corto"),
        ("resolution_number", " "),
        ("resolution_date", "2026-11-22"),
        ("resolution_date", "ayer"),
    ] {
        let answer = operator.post(&suspend, &with(field, value)).await;
        let answer = answer.assert(422).json();
        assert_eq!(answer["errors"][0]["field"], field, "{value}");
    }
    app.get(PORTAL).await.assert(200);
    let unknown = format!("{LIST}/{}/suspend", uuid::Uuid::nil());
    operator.post(&unknown, &order()).await.assert(404);
    // One that was only registered has nothing to suspend.
    let page = operator.get(&format!("{LIST}?status=without_portal")).await;
    if let Some(item) = page.assert(200).json()["items"].as_array().unwrap().first() {
        let path = format!("{LIST}/{}/suspend", item["id"].as_str().unwrap());
        operator.post(&path, &order()).await.assert(409);
    }
}

#[actix_web::test]
async fn a_municipality_is_found_without_accents_and_shows_what_was_done_to_it() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let page = operator.get(&format!("{LIST}?q=PI%C3%9ARA&limit=1")).await;
    let page = page.assert(200).json();
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert!(page["next_cursor"].is_string() && page["total"].as_u64().unwrap() > 1);
    operator
        .get(&format!("{LIST}?name=piura"))
        .await
        .assert(400);
    let nothing = operator.get(&format!("{LIST}?q=xyzxyz")).await.assert(200);
    assert_eq!(nothing.json()["total"], 0);

    let admin = app.staff_of(id.parse().unwrap(), Role::PortalAdmin).await;
    let reason = "La municipalidad pidió ayuda con su padrón";
    let body = json!({ "municipality_id": id, "reason": reason, "minutes": 15 });
    operator
        .post("/api/v1/platform/break-glass", &body)
        .await
        .assert(201);
    operator
        .post(&format!("{LIST}/{id}/suspend"), &order())
        .await
        .assert(200);
    let one = operator
        .get(&format!("{LIST}/{id}"))
        .await
        .assert(200)
        .json();
    assert_eq!(one["accesses"][0]["reason"], reason);
    assert_eq!(one["history"][0]["action"], "portal.suspended");
    let people = one["responsibles"].as_array().unwrap();
    assert!(
        people
            .iter()
            .any(|person| person["name"] == admin.name.as_str())
    );
    operator
        .get(&format!("{LIST}/{}", uuid::Uuid::nil()))
        .await
        .assert(404);
    admin.get(&format!("{LIST}/{id}")).await.assert(403);
    app.get(&format!("{LIST}/{id}")).await.assert(401);
}

#[actix_web::test]
async fn a_portal_in_training_says_so_until_the_practice_ends() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let admin = app.staff_of(id.parse().unwrap(), Role::PortalAdmin).await;
    let (begin, end) = (
        format!("{LIST}/{id}/begin-training"),
        format!("{LIST}/{id}/end-training"),
    );
    let silent = json!({});
    // What is a demonstration stays one.
    operator.post(&begin, &silent).await.assert(409);
    let owner = app.owner().await;
    let sql = "UPDATE municipalities SET mode = 'official', status = 'configuring' WHERE slug = 'munipiura'";
    owner.execute_unprepared(sql).await.unwrap();
    admin.post(&begin, &silent).await.assert(403);
    operator.post(&end, &silent).await.assert(409);

    let seen = operator.post(&begin, &silent).await.assert(200).json();
    assert_eq!(seen["mode"], "training");
    assert_eq!(app.get(PORTAL).await.assert(200).json()["mode"], "training");
    operator.post(&begin, &silent).await.assert(409);
    let seen = operator.post(&end, &silent).await.assert(200).json();
    assert_eq!(seen["mode"], "official");
    assert_eq!(app.get(PORTAL).await.assert(200).json()["mode"], "official");
    let acts: Vec<_> = (0..2)
        .map(|at| seen["history"][at]["action"].clone())
        .collect();
    assert_eq!(acts, ["portal.training_ended", "portal.training_begun"]);
    let mails = app.mails_to(&admin.email).await;
    let told = |part: &str| mails.iter().filter(|mail| mail.contains(part)).count();
    assert_eq!(
        (told("son de capacitación"), told("vuelven a ser oficiales")),
        (1, 1)
    );
}

#[actix_web::test]
async fn a_portal_in_use_goes_into_training_only_with_a_reason() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let id = id_of(&operator, "munipiura").await;
    let owner = app.owner().await;
    let sql = "UPDATE municipalities SET mode = 'official', status = 'ready_for_domain' WHERE slug = 'munipiura'";
    owner.execute_unprepared(sql).await.unwrap();
    let begin = format!("{LIST}/{id}/begin-training");
    for body in [json!({}), json!({ "reason": "corto" })] {
        let refused = operator.post(&begin, &body).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["reason"]);
    }
    assert_eq!(app.get(PORTAL).await.assert(200).json()["mode"], "official");
    let reason = json!({ "reason": "Capacitación del personal nuevo" });
    operator.post(&begin, &reason).await.assert(200);
}

#[actix_web::test]
async fn portals_past_their_term_are_counted_found_and_dated() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let owner = app.owner().await;
    let sql = "UPDATE municipalities SET status = 'configuring', status_due_at = '2026-12-01T04:59:59Z' WHERE slug = 'munipiura'";
    owner.execute_unprepared(sql).await.unwrap();
    let late = async || {
        let today = operator.get(TODAY_PATH).await.assert(200).json();
        let tasks = today["tasks"].as_array().unwrap().clone();
        tasks
            .into_iter()
            .find(|task| task["kind"] == "portals_overdue")
    };
    let found = async || {
        let page = operator.get(&format!("{LIST}?overdue=true")).await;
        page.assert(200).json()["items"].clone()
    };
    assert_eq!((late().await, found().await), (None, json!([])));
    app.wait(TimeDelta::days(12));
    operator.login().await.assert(200);
    let task = late().await.unwrap();
    assert_eq!((&task["count"], &task["overdue"]), (&json!(1), &json!(1)));
    assert_eq!(task["link"], "/admin/municipalidades?vencidos=true");
    let found = found().await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["due_at"], "2026-12-01T04:59:59Z");
    let id = found[0]["id"].as_str().unwrap();
    let one = operator.get(&format!("{LIST}/{id}")).await.assert(200);
    assert_eq!(one.json()["due_at"], "2026-12-01T04:59:59Z");
}
