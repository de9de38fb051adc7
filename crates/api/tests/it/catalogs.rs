//! Reading the reference catalogues.

use api::seed::seed_reference;

use crate::support::TestApp;

#[actix_web::test]
async fn a_catalogue_shows_the_rows_of_a_day() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let on = async |catalog: &str, day: &str| {
        let path = format!("/api/v1/catalogs/{catalog}?on={day}");
        app.get(&path).await.assert(200).json()
    };
    let uit = on("uit", "2026-11-21").await;
    assert_eq!(uit["total"], 1);
    assert_eq!(uit["items"][0]["value"]["amount_cents"], 550_000);
    assert_eq!(uit["items"][0]["legal_basis"], "DS 301-2025-EF");
    assert_eq!(on("uit", "2027-01-01").await["total"], 0);
    assert_eq!(on("year_names", "2026-01-21").await["total"], 0);
    assert_eq!(
        app.get("/api/v1/catalogs/uit").await.assert(200).json()["total"],
        16
    );
    assert_eq!(
        app.get("/api/v1/catalogs/holidays")
            .await
            .assert(200)
            .json()["total"],
        0
    );
}

#[actix_web::test]
async fn every_declared_catalogue_can_be_read() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let catalogs = app.get("/api/v1/catalogs").await.assert(200).json();
    let items = catalogs["items"].as_array().unwrap();
    assert_eq!(items.len(), 8);
    for catalog in items {
        let name = catalog["name"].as_str().unwrap();
        app.get(&format!("/api/v1/catalogs/{name}"))
            .await
            .assert(200);
        assert!(!catalog["columns"].as_array().unwrap().is_empty());
    }
    app.get("/api/v1/catalogs/nada").await.assert(404);
    app.get("/api/v1/catalogs/uit?on=ayer").await.assert(400);
    app.get("/api/v1/catalogs/uit?day=2026-01-01")
        .await
        .assert(400);
}
