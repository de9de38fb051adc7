//! The second factor: enrolled once, each code used once, never walked around.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::auth::{FactorOffer, Me, RecoveryCodes};
use totp_rs::{Builder, Secret};

use crate::support::{PASSWORD, Staff, TestApp};

pub(super) const FACTOR: &str = "/api/v1/auth/second-factor";

pub(super) fn code(app: &TestApp, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let now = u64::try_from(app.now().timestamp()).unwrap();
    totp.generate(now).to_string()
}

/// Enrols; answers the secret and the recovery codes.
pub(super) async fn enrol(app: &TestApp, person: &Staff<'_>) -> (String, Vec<String>) {
    let offer: FactorOffer = person.act(FACTOR).await.assert(200).read();
    assert!(offer.url.starts_with("otpauth://totp/Munica") && offer.qr_svg.contains("<svg"));
    let confirm = format!("{FACTOR}/confirm");
    let body = json!({ "code": code(app, &offer.secret) });
    let codes: RecoveryCodes = person.post(&confirm, &body).await.assert(200).read();
    app.verified().await;
    (offer.secret, codes.codes)
}

#[actix_web::test]
async fn an_enrolled_person_signs_in_with_a_code_and_never_without() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let stranger = operator.elsewhere();
    stranger.login().await.assert(200);
    let (secret, _) = enrol(&app, &operator).await;
    stranger.get("/api/v1/auth/me").await.assert(401);
    let me: Me = operator.get("/api/v1/auth/me").await.assert(200).read();
    assert!(me.second_factor);

    let asked = stranger.login().await.assert(401);
    assert_eq!(asked.problem().code, "second_factor_required");
    let used = stranger
        .login_with(PASSWORD, Some(&code(&app, &secret)))
        .await
        .assert(401);
    assert_eq!(
        used.problem().code,
        "second_factor_refused",
        "the code of the enrolment is used up"
    );
    app.wait(TimeDelta::seconds(30));
    stranger
        .login_with(PASSWORD, Some(&code(&app, &secret)))
        .await
        .assert(200);
}

#[actix_web::test]
async fn a_code_sent_fifty_times_at_once_counts_once() {
    let app = TestApp::spawn_with(|settings| settings.identity.hashing_slots = 8).await;
    let operator = app.operator().await;
    let (secret, recovery) = enrol(&app, &operator).await;
    app.wait(TimeDelta::seconds(60));
    for code in [code(&app, &secret), recovery[0].clone()] {
        let browser = operator.elsewhere();
        let attempts = (0..50).map(|_| browser.login_with(PASSWORD, Some(&code)));
        let answers = futures_util::future::join_all(attempts).await;
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(won, 1, "{code}");
        app.wait(TimeDelta::minutes(1));
    }
}

#[actix_web::test]
async fn a_code_counts_for_its_step_and_the_one_beside_it_and_no_longer() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let (secret, _) = enrol(&app, &operator).await;
    app.wait(TimeDelta::seconds(60));
    let old = code(&app, &secret);
    app.wait(TimeDelta::seconds(60));
    let browser = operator.elsewhere();
    browser.login_with(PASSWORD, Some(&old)).await.assert(401);
    app.wait(TimeDelta::seconds(5));
    let late = code(&app, &secret);
    app.wait(TimeDelta::seconds(30));
    browser.login_with(PASSWORD, Some(&late)).await.assert(200);
}

#[actix_web::test]
async fn each_recovery_code_works_once_however_it_is_typed() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let (_, codes) = enrol(&app, &operator).await;
    assert_eq!(codes.len(), 10);
    let browser = operator.elsewhere();
    let typed = codes[0].to_lowercase().replace('-', " ");
    browser.login_with(PASSWORD, Some(&typed)).await.assert(200);
    browser
        .login_with(PASSWORD, Some(&codes[0]))
        .await
        .assert(401);
    app.wait(TimeDelta::seconds(2));
    browser
        .login_with(PASSWORD, Some(&codes[1]))
        .await
        .assert(200);
}

#[actix_web::test]
async fn a_reset_link_does_not_replace_the_second_factor() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let (secret, _) = enrol(&app, &operator).await;
    app.wait(TimeDelta::seconds(60));
    let browser = operator.elsewhere();
    let ask = json!({ "email": operator.email });
    browser
        .post("/api/v1/auth/password-resets", &ask)
        .await
        .assert(202);
    let token = app
        .token_in_mail(&operator.email, "/admin/restablecer/")
        .await;
    let path = format!("/api/v1/auth/password-resets/{token}");
    let body = |code: Option<&str>| json!({ "password": "otra frase muy larga", "code": code });
    let asked = browser.post(&path, &body(None)).await.assert(401);
    assert_eq!(asked.problem().code, "second_factor_required");
    browser.post(&path, &body(Some("000000"))).await.assert(401);
    app.wait(TimeDelta::seconds(2));
    let right = code(&app, &secret);
    browser.post(&path, &body(Some(&right))).await.assert(204);
    browser.post(&path, &body(Some(&right))).await.assert(410);
    operator.get("/api/v1/auth/me").await.assert(401);
}

#[actix_web::test]
async fn acts_on_roles_ask_for_a_factor_shown_within_five_minutes() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let (secret, _) = enrol(&app, &admin).await;
    let give = || {
        let body = crate::support::grant(&app.person(), Role::VisitsRecorder);
        let admin = &admin;
        async move { admin.post("/api/v1/admin/grants", &body).await }
    };
    give().await.assert(201);
    app.wait(TimeDelta::minutes(6));
    let refused = give().await.assert(403);
    assert_eq!(refused.problem().code, "recent_factor_required");
    let export = shared::features::journal::JOURNAL_EXPORT_PATH;
    let refused = admin.get(export).await.assert(403);
    assert_eq!(refused.problem().code, "recent_factor_required");
    let show: Value = json!({ "code": code(&app, &secret) });
    admin
        .post(&format!("{FACTOR}/show"), &show)
        .await
        .assert(204);
    give().await.assert(201);
}

#[actix_web::test]
async fn the_factor_is_taken_away_with_password_and_code_only() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let (_, codes) = enrol(&app, &operator).await;
    let remove = format!("{FACTOR}/remove");
    let body = |password: &str, code: &str| json!({ "password": password, "code": code });
    operator
        .post(&remove, &body("no es esta", &codes[0]))
        .await
        .assert(422);
    app.wait(TimeDelta::seconds(2));
    operator
        .post(&remove, &body(PASSWORD, "AAAAA-AAAAA"))
        .await
        .assert(401);
    app.wait(TimeDelta::seconds(2));
    operator
        .post(&remove, &body(PASSWORD, &codes[0]))
        .await
        .assert(204);
    operator.elsewhere().login().await.assert(200);
}
