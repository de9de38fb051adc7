//! Roles by resolution: given, ended, lapsed by themselves, shown to the public.

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::features::grants::{GrantOut, GrantStatus, Responsibles};
use shared::kit::page::Page;

use crate::support::{Staff, TestApp, grant};

const GRANTS: &str = "/api/v1/admin/grants";
const PUBLIC: &str = "/api/v1/m/munipiura/responsibles";

async fn list(admin: &Staff<'_>) -> Vec<GrantOut> {
    let page: Page<GrantOut> = admin.get(GRANTS).await.assert(200).read();
    page.items
}

async fn give(admin: &Staff<'_>, body: &serde_json::Value) -> GrantOut {
    admin.post(GRANTS, body).await.assert(201).read()
}

async fn public(app: &TestApp) -> Vec<(Role, String)> {
    let view: Responsibles = app.get(PUBLIC).await.assert(200).read();
    view.items
        .into_iter()
        .map(|item| (item.role, item.name))
        .collect()
}

#[actix_web::test]
async fn a_role_that_is_ended_is_gone_at_the_next_request() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let given = give(&admin, &grant(&person, Role::DataProtectionOfficer)).await;
    let officer = Staff::browser(&app, &person);
    officer.begin().await;
    officer.get(GRANTS).await.assert(200);
    let end = format!("{GRANTS}/{}/end", given.id);
    admin
        .post(&end, &json!({ "reason": "no" }))
        .await
        .assert(422);
    admin
        .post(&end, &json!({ "reason": "Cese en el cargo" }))
        .await
        .assert(204);
    admin
        .post(&end, &json!({ "reason": "Cese en el cargo" }))
        .await
        .assert(409);
    officer.get(GRANTS).await.assert(401);
    officer.login().await.assert(200);
    officer.get(GRANTS).await.assert(403);
    let ended = list(&admin)
        .await
        .into_iter()
        .find(|row| row.id == given.id)
        .unwrap();
    assert_eq!(ended.status, GrantStatus::Ended);
}

#[actix_web::test]
async fn a_role_begins_and_lapses_by_itself_with_the_day_in_lima() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let mut body = grant(&person, Role::TransparencyOfficer);
    body["starts_on"] = "2026-11-22".into();
    body["ends_on"] = "2026-11-22".into();
    let given = give(&admin, &body).await;
    assert_eq!(given.status, GrantStatus::Upcoming);
    let officer = Staff::browser(&app, &person);
    officer.begin().await;
    officer.get(GRANTS).await.assert(403);
    let holds = |people: Vec<(Role, String)>| {
        people
            .iter()
            .any(|(role, _)| *role == Role::TransparencyOfficer)
    };
    assert!(!holds(public(&app).await));
    // 21 November, 23:59:59 in Lima, is 04:59:59 of the 22nd in UTC; the test began at 15:00.
    for (wait, status) in [
        (TimeDelta::seconds(13 * 3_600 + 3_599), 403),
        (TimeDelta::seconds(1), 200),
        (TimeDelta::seconds(86_399), 200),
        (TimeDelta::seconds(1), 403),
    ] {
        app.wait(wait);
        officer.login().await.assert(200);
        officer.get(GRANTS).await.assert(status);
        assert_eq!(holds(public(&app).await), status == 200);
    }
}

#[actix_web::test]
async fn roles_for_one_person_are_held_by_one_person() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let mut first = grant(&app.person(), Role::TransparencyOfficer);
    first["ends_on"] = "2026-12-31".into();
    give(&admin, &first).await;
    let mut second = grant(&app.person(), Role::TransparencyOfficer);
    admin.post(GRANTS, &second).await.assert(409);
    second["starts_on"] = "2027-01-01".into();
    give(&admin, &second).await;
    for _ in 0..2 {
        give(&admin, &grant(&app.person(), Role::VisitsRecorder)).await;
    }
}

#[actix_web::test]
async fn nobody_gives_more_than_he_oversees_nor_to_himself() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    for role in [Role::PlatformOperator, Role::Citizen, Role::ApiClient] {
        let status = admin
            .post(GRANTS, &grant(&app.person(), role))
            .await
            .status
            .as_u16();
        assert!(status == 403 || status == 422, "{role:?}: {status}");
    }
    let own = json!({ "name": admin.name, "document_number": admin.dni, "email": admin.email });
    admin
        .post(GRANTS, &grant(&own, Role::TransparencyOfficer))
        .await
        .assert(409);
    let auditor = app.staff(Role::InternalAuditor).await;
    auditor.get(GRANTS).await.assert(200);
    auditor
        .post(GRANTS, &grant(&app.person(), Role::UnitStaff))
        .await
        .assert(403);
}

#[actix_web::test]
async fn another_municipality_neither_sees_nor_ends_a_grant() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let given = give(&admin, &grant(&app.person(), Role::VisitsAdmin)).await;
    let elsewhere = app.municipality("municastilla").await;
    let stranger = app.staff_of(elsewhere, Role::PortalAdmin).await;
    assert!(list(&stranger).await.iter().all(|row| row.id != given.id));
    let reason = json!({ "reason": "No es mío" });
    stranger
        .post(&format!("{GRANTS}/{}/end", given.id), &reason)
        .await
        .assert(404);
    for act in ["invitation", "end-sessions"] {
        stranger
            .act(&format!("{GRANTS}/{}/{act}", given.id))
            .await
            .assert(404);
    }
}

#[actix_web::test]
async fn the_public_sees_who_answers_for_what_and_nothing_else() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let officer = app.person();
    give(&admin, &grant(&officer, Role::AccessOfficer)).await;
    give(&admin, &grant(&app.person(), Role::VisitsRecorder)).await;
    let shown = public(&app).await;
    let expected = [(Role::PortalAdmin, 0), (Role::AccessOfficer, 1)];
    let roles: Vec<Role> = shown.iter().map(|(role, _)| *role).collect();
    assert!(
        expected.iter().all(|(role, _)| roles.contains(role)),
        "{roles:?}"
    );
    assert!(!roles.contains(&Role::VisitsRecorder));
    let body = app.get(PUBLIC).await.json().to_string();
    for secret in [&officer["document_number"], &officer["email"]] {
        assert!(!body.contains(secret.as_str().unwrap()));
    }
    app.get("/api/v1/m/nada/responsibles").await.assert(404);
}

#[actix_web::test]
async fn the_last_administrator_cannot_be_taken_away_from_within() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let own = list(&admin)
        .await
        .into_iter()
        .find(|row| row.role == Role::PortalAdmin)
        .unwrap();
    let reason = json!({ "reason": "Me voy mañana" });
    admin
        .post(&format!("{GRANTS}/{}/end", own.id), &reason)
        .await
        .assert(409);
    let person = app.person();
    give(&admin, &grant(&person, Role::PortalAdmin)).await;
    admin
        .post(&format!("{GRANTS}/{}/end", own.id), &reason)
        .await
        .assert(204);
}

#[actix_web::test]
async fn an_invitation_sent_again_replaces_the_one_before() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let email = person["email"].as_str().unwrap();
    let given = give(&admin, &grant(&person, Role::UnitStaff)).await;
    let first = app.token_in_mail(email, "/admin/invitacion/").await;
    app.wait(TimeDelta::seconds(1));
    admin
        .act(&format!("{GRANTS}/{}/invitation", given.id))
        .await
        .assert(204);
    app.get(&format!("/api/v1/auth/invitations/{first}"))
        .await
        .assert(410);
    Staff::browser(&app, &person).begin().await;
    admin
        .act(&format!("{GRANTS}/{}/invitation", given.id))
        .await
        .assert(409);
}

#[actix_web::test]
async fn an_administrator_ends_the_sessions_of_his_people() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let given = give(&admin, &grant(&person, Role::UnitStaff)).await;
    let holder = Staff::browser(&app, &person);
    holder.begin().await;
    admin
        .act(&format!("{GRANTS}/{}/end-sessions", given.id))
        .await
        .assert(204);
    holder.get("/api/v1/auth/me").await.assert(401);
}

#[actix_web::test]
async fn a_person_of_two_municipalities_works_for_one_at_a_time() {
    let app = TestApp::spawn().await;
    let (here, there) = (
        app.municipality("munipiura").await,
        app.municipality("municastilla").await,
    );
    let first = app.staff_of(here, Role::PortalAdmin).await;
    let second = app.staff_of(there, Role::PortalAdmin).await;
    let person = app.person();
    give(&first, &grant(&person, Role::Communications)).await;
    let browser = Staff::browser(&app, &person);
    browser.begin().await;
    give(&second, &grant(&person, Role::InternalAuditor)).await;
    let me = browser.get("/api/v1/auth/me").await.json();
    assert_eq!(
        (&me["tenant"]["slug"], &me["memberships"][0]["slug"]),
        (&json!("munipiura"), &json!("municastilla"))
    );
    browser.get(GRANTS).await.assert(403);
    let choose = |id: Option<uuid::Uuid>| json!({ "municipality_id": id });
    browser
        .post("/api/v1/auth/workplace", &choose(Some(there)))
        .await
        .assert(204);
    browser.get(GRANTS).await.assert(200);
    browser
        .post("/api/v1/auth/workplace", &choose(None))
        .await
        .assert(403);
    browser
        .post("/api/v1/auth/workplace", &choose(Some(uuid::Uuid::nil())))
        .await
        .assert(403);
}

#[actix_web::test]
async fn a_grant_is_neither_overwritten_nor_deleted() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let given = give(&admin, &grant(&app.person(), Role::VisitsAdmin)).await;
    let path = format!("{GRANTS}/{}", given.id);
    let body = json!({ "role": "portal_admin" });
    for answer in [
        admin.put(&path, "*", &body).await,
        admin.patch(&path, "*", &body).await,
        admin.delete(&path, "*").await,
    ] {
        assert!(
            [404, 405].contains(&answer.status.as_u16()),
            "{}",
            answer.status
        );
    }
    assert!(list(&admin).await.iter().any(|row| row.id == given.id));
}

#[actix_web::test]
async fn an_operator_ends_the_sessions_of_another() {
    let app = TestApp::spawn().await;
    let (first, second) = (app.operator().await, app.operator().await);
    let path = "/api/v1/platform/operators";
    let page: Page<GrantOut> = first.get(path).await.assert(200).read();
    let grant = page.items.iter().find(|row| row.name == second.name);
    let grant = grant.unwrap();
    assert!(grant.accepted && !grant.disabled);
    first
        .act(&format!("{path}/{}/end-sessions", grant.id))
        .await
        .assert(204);
    second.get("/api/v1/auth/me").await.assert(401);
    second.login().await.assert(200);
}
