//! A new day off moves no open term by itself; an operator moves them, and the journal says so.

use serde_json::{Value, json};
use shared::features::deadlines::RECOMPUTE_PATH;
use shared::features::portal_requests::DESK_PATH;

use crate::portal_requests::{spawn, submit};
use crate::support::{Answer, Staff, TestApp};

const HOLIDAYS: &str = "/api/v1/platform/catalogs/holidays";

/// A Friday within the term of a request that was sent on Saturday the 21st.
fn day_off(ubigeo: &str) -> Value {
    json!({
        "code": "aniversario-2026",
        "valid_from": "2026-11-27",
        "valid_to": "2026-11-27",
        "value": { "name": "Aniversario", "scope": "district", "ubigeo": ubigeo, "compensable": false },
        "legal_basis": "Decreto de Alcaldía 12-2026",
        "source": null,
        "confidence": "found",
    })
}

async fn apply(operator: &Staff<'_>, etag: &str) -> Answer {
    let body = json!({ "reason": "Decreto de Alcaldía 12-2026: día no laborable" });
    let request = operator.request(actix_web::http::Method::POST, RECOMPUTE_PATH);
    operator
        .send(request.insert_header(("if-match", etag)).set_json(body))
        .await
}

async fn due(operator: &Staff<'_>) -> Value {
    operator.get(DESK_PATH).await.assert(200).json()["items"][0]["due_at"].clone()
}

#[actix_web::test]
async fn open_terms_move_only_by_an_act_that_shows_them_first() {
    let app = spawn().await;
    submit(&app).await;
    let operator = app.operator().await;
    let counted = due(&operator).await;
    assert_eq!(counted, "2026-12-01T04:59:59Z");
    let before = operator.get(RECOMPUTE_PATH).await.assert(200);
    assert_eq!(before.json()["open"], 1);
    assert!(before.json()["changes"].as_array().unwrap().is_empty());
    let etag = before.header("etag").unwrap().to_owned();
    apply(&operator, &etag).await.assert(409);

    operator
        .post(HOLIDAYS, &day_off("200104"))
        .await
        .assert(201);
    assert_eq!(due(&operator).await, counted);
    // What was shown is no longer what would happen.
    apply(&operator, &etag).await.assert(412);
    let shown = operator.get(RECOMPUTE_PATH).await.assert(200);
    let change = &shown.json()["changes"][0];
    assert_eq!(change["code"], "POR-2026-000001");
    assert_eq!(
        (&change["due_at"], &change["new_due_at"]),
        (&counted, &json!("2026-12-02T04:59:59Z"))
    );
    let etag = shown.header("etag").unwrap().to_owned();
    apply(&operator, &etag).await.assert(200);
    assert_eq!(due(&operator).await, "2026-12-02T04:59:59Z");
    apply(&operator, &etag).await.assert(412);
    assert_eq!(
        journaled(&app).await,
        ["deadline.recomputed", "deadlines.recomputed"]
    );
}

#[actix_web::test]
async fn a_day_off_elsewhere_changes_nothing_and_an_act_needs_the_version_it_was_shown() {
    let app = spawn().await;
    submit(&app).await;
    let operator = app.operator().await;
    operator
        .post(HOLIDAYS, &day_off("150101"))
        .await
        .assert(201);
    let shown = operator.get(RECOMPUTE_PATH).await.assert(200).json();
    assert!(shown["changes"].as_array().unwrap().is_empty());
    let body = json!({ "reason": "Decreto de Alcaldía 12-2026" });
    operator.post(RECOMPUTE_PATH, &body).await.assert(428);
    let short = operator.request(actix_web::http::Method::POST, RECOMPUTE_PATH);
    let short = short
        .insert_header(("if-match", "*"))
        .set_json(json!({ "reason": "ya" }));
    operator.send(short).await.assert(422);
    let admin = app.staff(shared::access::Role::PortalAdmin).await;
    admin.get(RECOMPUTE_PATH).await.assert(403);
}

/// The acts on terms in the journal of the platform, in order.
async fn journaled(app: &TestApp) -> Vec<String> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let owner = app.owner().await;
    let sql = "SELECT action FROM journal WHERE action LIKE 'deadline%' ORDER BY seq";
    let query = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}
