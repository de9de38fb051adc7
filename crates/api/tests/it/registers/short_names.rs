//! The addresses of visits that programs know by heart.

use chrono::TimeDelta;
use serde_json::json;
use shared::registers::Register;
use shared::registers::wire::records_path;

use super::{SLUG, another, enter, list, officer};
use crate::support::TestApp;

#[actix_web::test]
async fn visits_and_their_proofs_have_the_short_names_that_programs_rely_on() {
    let app = TestApp::demo().await;
    app.run_jobs().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    for number in 1..=3 {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
    }
    app.wait(TimeDelta::minutes(61));
    app.run_jobs().await;
    let short = format!("/api/v1/m/{SLUG}/visits");
    let page = app
        .get(&format!("{short}?total=true"))
        .await
        .assert(200)
        .json();
    let long = list(&app, register, "").await;
    assert_eq!(page["total"], 3);
    for (item, same) in page["items"].as_array().unwrap().iter().zip(&long.items) {
        assert_eq!(item["id"], json!(same.id));
        assert_eq!(item["entity"], item["municipality"]["name"]);
    }
    let official = long.items[0].values["official_name"].as_str().unwrap();
    let path = format!(
        "{short}?official={}",
        official.to_lowercase().replace(' ', "+")
    );
    let found = app.get(&path).await.assert(200).json();
    assert!(!found["items"].as_array().unwrap().is_empty(), "{path}");
    let none = app
        .get(&format!("{short}?official=nadie"))
        .await
        .assert(200)
        .json();
    assert_eq!(none["items"], json!([]));
    app.get(&format!("{short}?oficial=x")).await.assert(400);
    for (of_short, of_long) in [
        ("tree/root", "tree/head"),
        (
            "proof/inclusion?leaf=1&size=3",
            "tree/inclusion?leaf=1&size=3",
        ),
        (
            "proof/consistency?from=1&to=3",
            "tree/consistency?from=1&to=3",
        ),
    ] {
        let one = app.get(&format!("{short}/{of_short}")).await.assert(200);
        let other = format!("{}/{of_long}", records_path(SLUG, register));
        assert_eq!(one.json(), app.get(&other).await.assert(200).json());
    }
}
