//! Choosing a place by name.

use api::seed::seed_reference;
use shared::features::places::PlacePublic;
use shared::kit::page::Page;

use crate::support::TestApp;

async fn names(app: &TestApp, query: &str) -> Vec<String> {
    let page: Page<PlacePublic> = app
        .get(&format!("/api/v1/places{query}"))
        .await
        .assert(200)
        .read();
    page.items.into_iter().map(|place| place.path).collect()
}

#[actix_web::test]
async fn a_place_is_found_with_its_path_however_it_is_typed() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    // A second start finds everything there.
    seed_reference(&app.state).await.unwrap();
    assert_eq!(
        names(&app, "?q=castilla+PIURA&level=district").await,
        ["Piura, Piura, Castilla"]
    );
    assert_eq!(
        names(&app, "?q=%C3%91u%C3%B1oa").await,
        names(&app, "?q=nunoa").await
    );
    assert_eq!(names(&app, "?level=department&limit=100").await.len(), 25);
    assert_eq!(
        names(&app, "?level=province&parent=07").await,
        ["Callao, Callao"]
    );
    assert_eq!(
        names(&app, "?parent=0701&q=punta").await,
        ["Callao, Callao, La Punta"]
    );
    assert_eq!(names(&app, "?q=%25").await, [""; 0]);
}

#[actix_web::test]
async fn all_districts_are_read_page_by_page() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let mut cursor = String::new();
    let mut codes = std::collections::BTreeSet::new();
    loop {
        let path = format!("/api/v1/places?level=district&limit=100{cursor}");
        let page: Page<PlacePublic> = app.get(&path).await.assert(200).read();
        assert_eq!(page.total, Some(1_891));
        codes.extend(page.items.into_iter().map(|place| place.code));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(codes.len(), 1_891);
}

#[actix_web::test]
async fn wrong_parameters_are_refused_in_spanish() {
    let app = TestApp::spawn().await;
    for query in [
        "?level=region",
        "?parent=99",
        "?limit=1000",
        "?cursor=%21",
        "?nivel=district",
    ] {
        let problem = app
            .get(&format!("/api/v1/places{query}"))
            .await
            .assert(400)
            .problem();
        assert!(problem.detail.unwrap().contains("parámetro"), "{query}");
    }
}
