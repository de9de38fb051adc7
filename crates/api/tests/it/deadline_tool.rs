//! The public deadline calculator, by the dates people check by hand.

use api::seed::seed_reference;
use serde_json::json;

use crate::support::TestApp;

async fn due(app: &TestApp, query: &str) -> (String, String) {
    let json = app
        .get(&format!("/api/v1/tools/deadline?{query}"))
        .await
        .assert(200)
        .json();
    let text = |name: &str| json[name].as_str().unwrap().to_owned();
    (text("received_on"), text("due_on"))
}

fn dates(received: &str, due: &str) -> (String, String) {
    (received.to_owned(), due.to_owned())
}

#[actix_web::test]
async fn terms_are_counted_as_the_law_says() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    // A request for information filed on a Saturday; the second and third dates have holidays on the way.
    let saip = due(
        &app,
        "start=2026-11-21T10:00:00-05:00&amount=10&unit=business_days&ubigeo=200101",
    )
    .await;
    assert_eq!(saip, dates("2026-11-23", "2026-12-07"));
    assert_eq!(
        due(&app, "start=2026-07-24&amount=10").await.1,
        "2026-08-12"
    );
    assert_eq!(
        due(&app, "start=2026-03-30&amount=30&unit=business_days")
            .await
            .1,
        "2026-05-14"
    );
    assert_eq!(
        due(&app, "start=2026-01-31&amount=1&unit=months").await.1,
        "2026-03-02"
    );
    let hours = app
        .get("/api/v1/tools/deadline?start=2026-11-21T10:00:00+00:00&amount=48&unit=hours")
        .await;
    assert_eq!(hours.assert(200).json()["due_at"], "2026-11-23T10:00:00Z");
    let steps = app
        .get("/api/v1/tools/deadline?start=2026-12-07&amount=2")
        .await
        .assert(200)
        .json();
    let reasons: Vec<_> = steps["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["reason"].clone())
        .collect();
    assert!(
        reasons.iter().any(|reason| reason
            .as_str()
            .is_some_and(|reason| reason.contains("Inmaculada"))),
        "{reasons:?}"
    );
}

#[actix_web::test]
async fn every_wrong_field_is_named_in_spanish() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let wrong = async |query: &str| {
        let answer = app.get(&format!("/api/v1/tools/deadline?{query}")).await;
        let answer = answer.assert(422);
        assert!(
            answer
                .problem()
                .errors
                .iter()
                .all(|error| error.message.ends_with('.') || error.field == "ubigeo")
        );
        answer.wrong_fields()
    };
    assert_eq!(wrong("").await, ["start", "amount"]);
    assert_eq!(
        wrong("start=ayer&amount=0&unit=weeks&ubigeo=9").await,
        ["start", "unit", "ubigeo"]
    );
    for amount in ["0", "-1", "diez", "99999999999", "1e3", "2001"] {
        assert_eq!(
            wrong(&format!("start=2026-11-21&amount={amount}")).await,
            ["amount"],
            "{amount}"
        );
    }
    for start in [
        "1999-12-31",
        "0000-00-00",
        "2026-02-30",
        "%00",
        "9999-99-99T99:99:99Z",
    ] {
        assert_eq!(
            wrong(&format!("start={start}&amount=5")).await,
            ["start"],
            "{start}"
        );
    }
    assert_eq!(
        wrong("start=2026-11-21&amount=5&ubigeo=250199").await,
        ["ubigeo"]
    );
    app.get("/api/v1/tools/deadline?start=2026-11-21&amount=5&days=5")
        .await
        .assert(400);
}

#[actix_web::test]
async fn suspensions_and_extensions_are_counted_and_explained_day_by_day() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let base = "start=2026-11-23&amount=3";
    assert_eq!(due(&app, base).await.1, "2026-11-26");
    let answer = app
        .get(&format!(
            "/api/v1/tools/deadline?{base}&suspension=2026-11-24..2026-11-25&suspension=2026-11-30..2026-11-30&extension=1&extension=1"
        ))
        .await;
    let told = answer.assert(200).json();
    // 26, 27 and 1 December count, then one day and one day more.
    assert_eq!(told["due_on"], "2026-12-03");
    let reason = |day: &str| {
        let steps = told["steps"].as_array().unwrap();
        let step = steps.iter().find(|step| step["date"] == day).unwrap();
        (
            step["counts"] == true,
            step["reason"].as_str().unwrap().to_owned(),
        )
    };
    for day in ["2026-11-24", "2026-11-25", "2026-11-30"] {
        let (counts, why) = reason(day);
        assert!(!counts && why.contains("suspendido"), "{day}: {why}");
    }
    let (counts, why) = reason("2026-12-03");
    assert!(counts && why.contains("ampliación: n.° 2"), "{why}");
    assert_eq!(
        due(&app, "start=2026-11-23&amount=3&extension=7:calendar_days")
            .await
            .1,
        "2026-12-03"
    );
}

#[actix_web::test]
async fn a_wrong_suspension_or_extension_is_named_and_other_parameters_are_not_repeated() {
    let app = TestApp::spawn().await;
    let ask = async |query: &str| {
        let path = format!("/api/v1/tools/deadline?start=2026-11-23&amount=3&{query}");
        app.get(&path).await
    };
    for query in [
        "suspension=ayer",
        "suspension=2026-11-25",
        "suspension=2026-11-25..2026-11-24",
    ] {
        let refused = ask(query).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["suspension"], "{query}");
    }
    for query in [
        "extension=0",
        "extension=x",
        "extension=5:weeks",
        "extension=5:hours",
    ] {
        let refused = ask(query).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["extension"], "{query}");
    }
    ask("amount=4").await.assert(400);
}

#[actix_web::test]
async fn the_days_off_of_one_municipality_count_for_it_alone() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let row = |scope: &str, owner: Option<&str>| {
        json!({
            "code": "huelga", "valid_from": "2026-11-25", "valid_to": "2026-11-25",
            "value": { "name": "Mudanza de la sede", "scope": scope, "ubigeo": null, "municipality": owner, "compensable": false },
            "legal_basis": "Resolución de Alcaldía 90-2026", "source": null, "confidence": "found",
        })
    };
    let holidays = "/api/v1/platform/catalogs/holidays";
    for wrong in [
        row("institution", None),
        row("national", Some("munipiura")),
        row("institution", Some("nadie")),
    ] {
        let refused = operator.post(holidays, &wrong).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["value.municipality"]);
    }
    operator
        .post(holidays, &row("institution", Some("munipiura")))
        .await
        .assert(201);
    let base = "start=2026-11-23&amount=3";
    let whose = async |whose: &str| due(&app, &format!("{base}&{whose}")).await.1;
    assert_eq!(whose("municipality=munipiura").await, "2026-11-27");
    assert_eq!(whose("ubigeo=200101").await, "2026-11-26");
    assert_eq!(due(&app, base).await.1, "2026-11-26");
    for wrong in ["municipality=nadie", "municipality=munipiura&ubigeo=200101"] {
        let answer = app
            .get(&format!("/api/v1/tools/deadline?{base}&{wrong}"))
            .await;
        assert_eq!(answer.assert(422).wrong_fields(), ["municipality"]);
    }
}
