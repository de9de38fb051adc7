//! Head, foot and colours of a portal.

use actix_web::http::header::IF_NONE_MATCH;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;

use super::{PIURA, admin_of, save};
use crate::support::{TestApp, grant};

#[actix_web::test]
async fn a_change_is_on_the_public_page_at_the_next_request_and_its_tag_is_another() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munipiura").await;
    // Twice: the second time from memory.
    app.get(PIURA).await.assert(200);
    let before = app.get(PIURA).await.assert(200);
    let tag = before.header("etag").unwrap().to_owned();
    save(&admin, |body| {
        body["summary"] = json!("Piura, la primera ciudad.")
    })
    .await
    .assert(200);
    let known = TestRequest::get()
        .uri(PIURA)
        .insert_header((IF_NONE_MATCH, tag.as_str()));
    let after = app.send(known).await.assert(200);
    assert_eq!(after.json()["summary"], "Piura, la primera ciudad.");
    assert_ne!(after.header("etag"), Some(tag.as_str()));
}

#[actix_web::test]
async fn the_footer_names_the_mayor_and_those_who_answer_and_follows_each_grant() {
    let app = TestApp::demo().await;
    let officers = async || app.get(PIURA).await.assert(200).json()["officers"].clone();
    let subjects = |officers: &Value| {
        let all = officers.as_array().unwrap().iter();
        all.map(|one| one["subject"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let seeded = officers().await;
    let expected = [
        "Alcaldesa",
        "Portal de Transparencia",
        "Acceso a la información pública",
        "Libro de Reclamaciones",
        "Datos personales",
        "Portal municipal",
    ];
    assert_eq!(subjects(&seeded), expected);
    assert!(!seeded.to_string().contains('@'));
    let admin = admin_of(&app, "munipiura").await;
    let person = app.person();
    admin
        .post("/api/v1/admin/grants", &grant(&person, Role::AccessOfficer))
        .await
        .assert(201);
    let now = officers().await;
    assert!(now.to_string().contains(person["name"].as_str().unwrap()));
    // The mandate ends with the year, without anybody doing anything.
    app.wait(TimeDelta::days(60));
    assert!(!subjects(&officers().await).contains(&"Alcaldesa".to_owned()));
}

#[actix_web::test]
async fn the_header_shows_what_is_fresh_in_the_order_of_the_municipality() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munipiura").await;
    let now = app.now();
    let widgets = json!([
        { "kind": "weather", "is_visible": true }, { "kind": "uit", "is_visible": true },
        { "kind": "year_name", "is_visible": false }, { "kind": "exchange_rate", "is_visible": true },
    ]);
    save(&admin, |body| {
        body["widgets"] = widgets.clone();
        body["weather"] =
            json!({ "text": "Soleado, 29 °C", "observed_at": now, "source": "Senamhi" });
    })
    .await
    .assert(200);
    let kinds = async || {
        let portal = app.get(PIURA).await.assert(200).json();
        let all = portal["widgets"].as_array().unwrap().clone();
        for widget in &all {
            assert!(widget["valid_on"].is_string() && widget["source"].is_string());
        }
        all.iter()
            .map(|widget| widget["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds().await, ["weather", "uit", "exchange_rate"]);
    app.wait(TimeDelta::hours(6) + TimeDelta::seconds(1));
    assert_eq!(
        kinds().await,
        ["uit", "exchange_rate"],
        "stale weather is hidden, also from memory"
    );
    admin.login().await.assert(200);
    let twice = json!([widgets[0], widgets[0], widgets[1], widgets[2]]);
    let refused = save(&admin, |body| body["widgets"] = twice)
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["widgets"]);
}

#[actix_web::test]
async fn the_name_of_the_year_comes_with_that_of_the_decade() {
    let app = TestApp::demo().await;
    let portal = app.get(PIURA).await.assert(200).json();
    let widgets = portal["widgets"].as_array().unwrap();
    let year = widgets.iter().find(|widget| widget["kind"] == "year_name");
    assert_eq!(
        year.unwrap()["decade"],
        "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"
    );
    let uit = widgets
        .iter()
        .find(|widget| widget["kind"] == "uit")
        .unwrap();
    assert!(uit.get("decade").is_none());
}

#[actix_web::test]
async fn a_colour_that_not_everybody_can_read_is_refused_with_the_nearest_one() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munipiura").await;
    let refused = save(&admin, |body| body["brand_color"] = json!("#ff9900"))
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["brand_color"]);
    let message = refused.problem().errors[0].message.clone();
    let near = message.split('#').nth(1).unwrap().get(..6).unwrap();
    save(&admin, |body| {
        body["brand_color"] = json!(format!("#{near}"))
    })
    .await
    .assert(200);
    let sheet = app.get(&format!("{PIURA}/theme.css")).await.assert(200);
    let sheet = String::from_utf8(sheet.body.to_vec()).unwrap();
    assert!(sheet.contains(&format!("light-dark(#{near}")), "{sheet}");
}
