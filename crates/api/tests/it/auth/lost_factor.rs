//! A second factor that its holder lost: taken away by whoever manages the account.

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::features::grants::{GRANTS_PATH, GrantOut, OPERATORS_PATH};
use shared::features::journal::{HISTORY_PATH, PLATFORM_HISTORY_PATH};
use shared::kit::page::Page;

use super::second_factor::{FACTOR, code, enrol};
use crate::support::{PASSWORD, Staff, TestApp, grant};

async fn row(keeper: &Staff<'_>, path: &str, whose: &Staff<'_>) -> GrantOut {
    let page: Page<GrantOut> = keeper.get(path).await.assert(200).read();
    let mut rows = page.items.into_iter();
    rows.find(|row| row.name == whose.name).unwrap()
}

async fn reset(keeper: &Staff<'_>, path: &str, whose: &Staff<'_>) -> crate::support::Answer {
    let id = row(keeper, path, whose).await.id;
    keeper.act(&format!("{path}/{id}/reset-factor")).await
}

#[actix_web::test]
async fn an_operator_who_lost_his_phone_signs_in_again_after_another_took_his_factor_away() {
    let app = TestApp::spawn().await;
    let (keeper, loser) = (app.operator().await, app.operator().await);
    let none = reset(&keeper, OPERATORS_PATH, &loser).await.assert(409);
    assert!(none.problem().detail.unwrap().contains("no tiene"));
    let (_, codes) = enrol(&app, &loser).await;
    let (secret, _) = enrol(&app, &keeper).await;
    assert!(row(&keeper, OPERATORS_PATH, &loser).await.second_factor);
    reset(&keeper, OPERATORS_PATH, &keeper).await.assert(409);

    // Disabled, enabled and invited again, the factor is still asked for: the way in is the act for it.
    app.wait(TimeDelta::minutes(6));
    let refused = reset(&keeper, OPERATORS_PATH, &loser).await.assert(403);
    assert_eq!(refused.problem().code, "recent_factor_required");
    let show = json!({ "code": code(&app, &secret) });
    keeper
        .post(&format!("{FACTOR}/show"), &show)
        .await
        .assert(204);
    reset(&keeper, OPERATORS_PATH, &loser).await.assert(204);
    assert!(!row(&keeper, OPERATORS_PATH, &loser).await.second_factor);

    loser.get("/api/v1/auth/me").await.assert(401);
    let browser = loser.elsewhere();
    browser.login().await.assert(200);
    // What was lost opens nothing any more, and another one may be enrolled.
    let show = json!({ "code": codes[0] });
    let old = browser.post(&format!("{FACTOR}/show"), &show).await;
    assert_eq!(old.assert(401).problem().code, "second_factor_refused");
    app.wait(TimeDelta::seconds(30));
    let (again, _) = enrol(&app, &browser).await;
    app.wait(TimeDelta::seconds(30));
    let elsewhere = browser.elsewhere();
    elsewhere
        .login_with(PASSWORD, Some(&code(&app, &again)))
        .await
        .assert(200);

    let mails = app.mails_to(&loser.email).await;
    let told = |mail: &&String| mail.contains("quitó el segundo factor");
    assert_eq!(mails.iter().filter(told).count(), 1);
    let path = format!("{PLATFORM_HISTORY_PATH}?action=auth.second_factor_reset");
    let lines = keeper.get(&path).await.assert(200).json();
    assert_eq!(lines["items"][0]["actor"]["name"], keeper.name);
}

#[actix_web::test]
async fn an_administrator_resets_the_factor_of_his_people_and_of_nobody_who_opens_more() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let desk = app.staff(Role::DocumentDesk).await;
    enrol(&app, &desk).await;
    let auditor = app.staff(Role::InternalAuditor).await;
    let id = row(&admin, GRANTS_PATH, &desk).await.id;
    let path = format!("{GRANTS_PATH}/{id}/reset-factor");
    auditor.act(&path).await.assert(403);
    admin.act(&path).await.assert(204);
    desk.elsewhere().login().await.assert(200);
    let journal = format!("{HISTORY_PATH}?action=grant.holder_factor_reset");
    let lines = admin.get(&journal).await.assert(200).json();
    assert_eq!(lines["items"].as_array().unwrap().len(), 1);

    // An operator who also has a small role here keeps what protects the platform.
    let operator = app.operator().await;
    let person =
        json!({ "name": operator.name, "document_number": operator.dni, "email": operator.email });
    let body = grant(&person, Role::UnitStaff);
    admin.post(GRANTS_PATH, &body).await.assert(201);
    enrol(&app, &operator).await;
    let refused = reset(&admin, GRANTS_PATH, &operator).await.assert(409);
    assert!(refused.problem().detail.unwrap().contains("plataforma"));
    let asked = operator.elsewhere().login().await.assert(401);
    assert_eq!(asked.problem().code, "second_factor_required");
}
