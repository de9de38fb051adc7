//! Checking RUC and DNI: form and check digit, nothing else.

use shared::features::validators::Validation;

use crate::support::TestApp;

async fn check(app: &TestApp, path: &str) -> Validation {
    let answer = app
        .get(&format!("/api/v1/validate/{path}"))
        .await
        .assert(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.read()
}

#[actix_web::test]
async fn well_formed_numbers_are_said_to_be() {
    let app = TestApp::spawn().await;
    for (path, normalized) in [
        ("ruc/20168999926", "20168999926"),
        ("ruc/20%20168.999-926", "20168999926"),
        ("dni/01234567", "01234567"),
        ("dni/17801146-0", "178011460"),
        ("dni/17801146d", "17801146D"),
    ] {
        let outcome = check(&app, path).await;
        assert_eq!(
            (outcome.valid, outcome.normalized.as_deref(), outcome.reason),
            (true, Some(normalized), None),
            "{path}"
        );
    }
}

#[actix_web::test]
async fn others_are_refused_with_a_reason_and_without_an_echo() {
    let app = TestApp::spawn().await;
    let long = format!("ruc/{}", "9".repeat(5_000));
    for path in [
        "ruc/20168999927",
        "ruc/abc",
        "ruc/%00",
        "ruc/%F0%9F%98%80",
        "ruc/%C3%B1",
        &long,
        "dni/1234567",
        "dni/17801146-1",
        "dni/%C3%B1%C3%B1%C3%B1%C3%B1%C3%B1",
        "dni/%EF%BC%91%EF%BC%92",
        "dni/%3Cscript%3E",
    ] {
        let outcome = check(&app, path).await;
        assert!(!outcome.valid && outcome.normalized.is_none(), "{path:.40}");
        assert!(
            outcome.reason.is_some_and(|reason| reason.ends_with('.')),
            "{path:.40}"
        );
    }
}
