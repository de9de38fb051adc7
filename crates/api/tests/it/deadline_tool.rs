//! The public deadline calculator, by the dates people check by hand.

use api::seed::seed_reference;

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
