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
    assert_eq!(names(&app, "?q=150101").await, ["Lima, Lima, Lima"]);
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

const STAFF: &str = "/api/v1/platform/places";

#[actix_web::test]
async fn an_operator_adds_renames_and_closes_a_place_by_its_law() {
    let app = TestApp::demo().await;
    let operator = app.operator().await;
    let path = format!("{STAFF}/200190");
    let body = serde_json::json!({ "name": "Nueva Catacaos", "valid_from": "2026-11-01", "legal_basis": "Ley 39999" });
    operator.post(&path, &body).await.assert(201);
    operator.post(&path, &body).await.assert(409);
    let found = app
        .get("/api/v1/places?q=nueva+catacaos")
        .await
        .assert(200)
        .json();
    assert_eq!(found["items"][0]["path"], "Piura, Piura, Nueva Catacaos");

    let mut closed = body.clone();
    closed["valid_to"] = "2026-11-20".into();
    let etag = operator
        .get(&path)
        .await
        .assert(200)
        .header("etag")
        .unwrap()
        .to_owned();
    operator.put(&path, &etag, &closed).await.assert(200);
    operator.put(&path, &etag, &body).await.assert(412);
    assert_eq!(
        app.get("/api/v1/places?q=nueva+catacaos").await.json()["total"],
        0
    );
    let listed = operator
        .get(&format!("{STAFF}?q=nueva+catacaos"))
        .await
        .assert(200)
        .json();
    assert_eq!(listed["items"][0]["valid_to"], "2026-11-20");

    let castilla = format!("{STAFF}/200104");
    let renamed = serde_json::json!({ "name": "Castilla la Nueva", "legal_basis": "Ley 40000" });
    operator.put(&castilla, "*", &renamed).await.assert(200);
    let directory = app
        .get("/api/v1/municipalities/municastilla-piura")
        .await
        .assert(200)
        .json();
    assert_eq!(directory["district"], "Castilla la Nueva");
}

#[actix_web::test]
async fn a_place_needs_a_law_a_code_of_inei_and_a_place_to_lie_in() {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let body = |law: &str, to: &str| serde_json::json!({ "name": "Lugar", "valid_from": "2026-11-02", "valid_to": to, "legal_basis": law });
    let field = async |code: &str, body: &serde_json::Value| {
        let answer = operator
            .post(&format!("{STAFF}/{code}"), body)
            .await
            .assert(422)
            .json();
        answer["errors"][0]["field"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        field("200190", &body("", "2026-12-01")).await,
        "legal_basis"
    );
    assert_eq!(
        field("200190", &body("Ley 1", "2026-11-01")).await,
        "valid_to"
    );
    assert_eq!(field("209901", &body("Ley 1", "2026-12-01")).await, "code");
    let law = body("Ley 1", "2026-12-01");
    operator
        .post(&format!("{STAFF}/999999"), &law)
        .await
        .assert(404);
    operator
        .put(&format!("{STAFF}/200190"), "*", &law)
        .await
        .assert(404);
    operator
        .put(&format!("{STAFF}/200104"), "", &law)
        .await
        .assert(412);
    let admin = app.staff(shared::access::Role::PortalAdmin).await;
    admin.get(STAFF).await.assert(403);
}
