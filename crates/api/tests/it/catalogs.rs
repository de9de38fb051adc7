//! Reading the reference catalogues, and what operators do to them.

use api::seed::seed_reference;
use serde_json::{Value, json};
use shared::access::Role;

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
    assert_eq!(items.len(), 11);
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

#[actix_web::test]
async fn the_types_of_documents_are_read_and_not_edited() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let all = app.get("/api/v1/catalogs").await.json();
    let fixed: Vec<&Value> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|catalog| catalog["editable"] == false)
        .map(|catalog| &catalog["name"])
        .collect();
    assert_eq!(fixed, ["document_types"]);
    let rows = app.get("/api/v1/catalogs/document_types").await.json();
    let row = rows["items"][0].clone();
    let path = format!(
        "/api/v1/platform/catalogs/document_types/{}",
        row["id"].as_str().unwrap()
    );
    let etag = operator.get(&path).await.header("etag").unwrap().to_owned();
    let body = json!({ "code": row["code"], "valid_from": null, "valid_to": null, "value": row["value"],
        "legal_basis": "Ley 26497", "source": null, "confidence": "found" });
    let refused = operator.put(&path, &etag, &body).await.assert(409);
    assert!(refused.problem().detail.unwrap().contains("no se edita"));
    operator
        .post("/api/v1/platform/catalogs/document_types", &body)
        .await
        .assert(409);
    assert_eq!(
        app.get("/api/v1/catalogs/document_types").await.json()["items"],
        rows["items"]
    );
}

#[actix_web::test]
async fn a_holiday_of_a_place_that_does_not_exist_is_refused() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let holiday = |ubigeo: &str| {
        json!({ "code": "aniversario", "valid_from": "2027-08-15", "valid_to": "2027-08-15",
            "value": { "name": "Aniversario", "scope": "province", "ubigeo": ubigeo, "compensable": false },
            "legal_basis": "Ley 1", "source": null, "confidence": "found" })
    };
    let path = "/api/v1/platform/catalogs/holidays";
    let refused = operator.post(path, &holiday("2099")).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["value.ubigeo"]);
    operator.post(path, &holiday("2001")).await.assert(201);
}

const RATES: &str = "/api/v1/platform/catalogs/exchange_rates";

fn rate(day: &str, sell: i64) -> Value {
    json!({
        "code": "usd",
        "valid_from": day,
        "valid_to": day,
        "value": { "buy_e4": 34_050, "sell_e4": sell },
        "legal_basis": null,
        "source": "SBS, tipo de cambio promedio ponderado",
        "confidence": "found",
    })
}

#[actix_web::test]
async fn an_operator_adds_corrects_closes_and_withdraws_rows() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let added = operator.post(RATES, &rate("2026-11-20", 34_085)).await;
    let row = format!(
        "{RATES}/{}",
        added.assert(201).json()["id"].as_str().unwrap()
    );
    operator
        .post(RATES, &rate("2026-11-20", 34_090))
        .await
        .assert(409);
    let read = operator.get(&row).await.assert(200);
    let etag = read.header("etag").unwrap().to_owned();
    let corrected = operator.put(&row, &etag, &rate("2026-11-20", 34_090)).await;
    assert_eq!(corrected.assert(200).json()["version"], 2);
    operator
        .put(&row, &etag, &rate("2026-11-20", 34_095))
        .await
        .assert(412);
    let shown = app.get("/api/v1/catalogs/exchange_rates").await.json();
    assert_eq!(shown["items"][0]["value"]["sell_e4"], 34_090);

    let withdraw = |etag: &str, reason: &str| {
        let request = operator.request(actix_web::http::Method::POST, &format!("{row}/withdraw"));
        let request = request.insert_header(("if-match", etag.to_owned()));
        operator.send(request.set_json(json!({ "reason": reason })))
    };
    let etag = operator.get(&row).await.header("etag").unwrap().to_owned();
    withdraw(&etag, "no").await.assert(422);
    withdraw(&etag, "Se registró con otra fecha")
        .await
        .assert(204);
    operator.get(&row).await.assert(404);
    assert_eq!(
        app.get("/api/v1/catalogs/exchange_rates").await.json()["total"],
        0
    );
}

#[actix_web::test]
async fn a_closed_row_holds_until_its_last_day() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let links = app.get("/api/v1/catalogs/state_links").await.json();
    let id = links["items"][0]["id"].as_str().unwrap().to_owned();
    let row = format!("/api/v1/platform/catalogs/state_links/{id}");
    let etag = operator
        .get(&row)
        .await
        .assert(200)
        .header("etag")
        .unwrap()
        .to_owned();
    let request = operator.request(actix_web::http::Method::POST, &format!("{row}/close"));
    let request = request.insert_header(("if-match", etag));
    let closed = operator
        .send(request.set_json(json!({ "last_day": "2026-11-21" })))
        .await;
    assert_eq!(closed.assert(200).json()["valid_to"], "2026-11-21");
    let on = async |day: &str| {
        let page = app
            .get(&format!("/api/v1/catalogs/state_links?on={day}"))
            .await
            .json();
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["id"] == id.as_str())
    };
    assert!(on("2026-11-21").await && !on("2026-11-22").await);
}

#[actix_web::test]
async fn a_row_keeps_the_rules_of_its_catalogue_and_only_operators_write_it() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let operator = app.operator().await;
    let mut wrong = rate("2026-11-20", 34_085);
    wrong["value"] = json!({ "buy_e4": -1 });
    let answer = operator.post(RATES, &wrong).await.assert(422).json();
    let fields: Vec<_> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["field"])
        .collect();
    assert_eq!(fields, ["value.buy_e4", "value.sell_e4"]);
    operator
        .post("/api/v1/platform/catalogs/nada", &wrong)
        .await
        .assert(404);
    let admin = app.staff(Role::PortalAdmin).await;
    admin
        .post(RATES, &rate("2026-11-20", 34_085))
        .await
        .assert(403);
}
