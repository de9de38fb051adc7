//! A municipality gets its portal: from the public form to the administrator's first change.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::features::documents::document_path;
use shared::features::portal_requests::{
    CORRECTION_PAGE, CORRECTION_PATH, DESK_PATH, PortalRequestReceipt, REQUESTS_PATH, TRACK_PATH,
};

use crate::support::{Staff, TestApp, corpus};

pub(crate) const DNI: &str = "40112233";
pub(crate) const EMAIL: &str = "rquispe@municastilla.example";

/// An application that knows the places of Peru.
pub(crate) async fn spawn() -> TestApp {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    app
}

/// The token of the link in the newest mail that asks for a correction.
pub(crate) async fn link(app: &TestApp, to: &str) -> String {
    let mails = app.mails_to(to).await;
    let words = mails.iter().flat_map(|mail| mail.split_whitespace());
    let mut links = words.filter_map(|word| word.split_once(&format!("{CORRECTION_PAGE}/")));
    links.next_back().unwrap().1.to_owned()
}

/// A scan that was sent.
async fn scan(app: &TestApp) -> String {
    app.upload("resolucion.pdf", &corpus::pdf(b"")).await
}

pub(crate) async fn form(app: &TestApp) -> Value {
    json!({
        "ubigeo": "200104",
        "kind": "district",
        "responsible": {
            "given_names": "Rosa Elena",
            "family_names": "Quispe Ñahui",
            "dni": DNI,
            "post": "Subgerente de Informática",
            "email": EMAIL,
            "phone": "969 123 456",
            "designation": { "kind": "resolution", "number": "123-2026-MDC/A", "date": "2026-11-02" }
        },
        "scan": scan(app).await,
        "declared_true": true
    })
}

/// A request that was sent.
pub(crate) async fn submit(app: &TestApp) -> PortalRequestReceipt {
    app.post(REQUESTS_PATH, &form(app).await)
        .await
        .assert(201)
        .read()
}

pub(crate) async fn track(app: &TestApp, code: &str) -> Value {
    app.post(TRACK_PATH, &json!({ "code": code, "dni": DNI }))
        .await
        .assert(200)
        .json()
}

/// The only request of the desk.
pub(crate) async fn on_desk(operator: &Staff<'_>) -> String {
    let list = operator.get(DESK_PATH).await.assert(200).json();
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn step(
    operator: &Staff<'_>,
    id: &str,
    step: &str,
    note: Value,
) -> crate::support::Answer {
    operator
        .post(
            &format!("{DESK_PATH}/{id}/{step}"),
            &json!({ "note": note }),
        )
        .await
}

#[actix_web::test]
async fn a_municipality_asks_two_operators_grant_and_its_administrator_begins() {
    let app = spawn().await;
    let receipt = submit(&app).await;
    assert_eq!(receipt.code, "POR-2026-000001");
    // Sent on a Saturday: five working days from Monday the 23rd.
    assert_eq!(receipt.answer_by.due_on.to_string(), "2026-11-30");
    assert_eq!(track(&app, &receipt.code).await["state"], "submitted");
    let paper = &receipt.documents[0];
    let pdf = app.get(&paper.url).await.assert(200);
    assert!(pdf.body.starts_with(b"%PDF-"));
    app.get(&document_path(&paper.code)).await.assert(200);
    app.get(&format!("{REQUESTS_PATH}/receipts/invento"))
        .await
        .assert(404);

    let (first, second) = (app.operator().await, app.operator().await);
    let id = on_desk(&first).await;
    step(&first, &id, "take", Value::Null).await.assert(200);
    step(&first, &id, "propose", Value::Null).await.assert(200);
    step(&first, &id, "approve", Value::Null).await.assert(403);
    let approved = step(&second, &id, "approve", Value::Null)
        .await
        .assert(200)
        .json();
    let slug = approved["slug"].as_str().unwrap().to_owned();

    let seen = track(&app, &receipt.code).await;
    assert_eq!(
        (&seen["state"], &seen["slug"]),
        (&json!("created"), &json!(slug))
    );
    let certificate = &seen["documents"][1];
    let url = certificate["url"].as_str().unwrap();
    let pdf = app.get(url).await.assert(200);
    assert!(pdf.body.starts_with(b"%PDF-"));
    let mails = app.mails_to(EMAIL).await;
    assert!(
        mails.iter().any(|mail| mail.contains(url)),
        "the mail leads to the certificate"
    );
    app.wait(TimeDelta::minutes(2));
    app.run_jobs().await;
    let again = track(&app, &receipt.code).await;
    assert_eq!(again["documents"][1]["code"], certificate["code"]);
    app.wait(TimeDelta::hours(25));
    app.get(&receipt.documents[0].url).await.assert(404);
    let portal = app
        .get(&format!("/api/v1/m/{slug}"))
        .await
        .assert(200)
        .json();
    assert_eq!(portal["name"], "Municipalidad Distrital de Castilla");
    assert!(!portal["menu"].as_array().unwrap().is_empty());

    let person =
        json!({ "name": "Rosa Elena Quispe Ñahui", "email": EMAIL, "document_number": DNI });
    let admin = Staff::browser(&app, &person);
    admin.begin().await;
    let settings = admin.get("/api/v1/admin/portal").await.assert(200);
    let mut body = settings.json();
    body["summary"] = json!("Castilla, al otro lado del río Piura.");
    body.as_object_mut().unwrap().remove("updated_at");
    let etag = settings.header("etag").unwrap().to_owned();
    admin
        .put("/api/v1/admin/portal", &etag, &body)
        .await
        .assert(200);
    admin
        .put("/api/v1/admin/portal", &etag, &body)
        .await
        .assert(412);
    let portal = app
        .get(&format!("/api/v1/m/{slug}"))
        .await
        .assert(200)
        .json();
    assert_eq!(portal["summary"], "Castilla, al otro lado del río Piura.");
    let answers = app
        .get(&format!("/api/v1/m/{slug}/responsibles"))
        .await
        .assert(200)
        .json();
    assert_eq!(answers["items"][0]["name"], "Rosa Elena Quispe Ñahui");
}

/// A municipality with its portal and its administrator, the whole way; the two operators who made it.
pub(crate) async fn portal(app: &TestApp) -> (Staff<'_>, String, [Staff<'_>; 2]) {
    submit(app).await;
    let (first, second) = (app.operator().await, app.operator().await);
    let id = on_desk(&first).await;
    step(&first, &id, "take", Value::Null).await.assert(200);
    step(&first, &id, "propose", Value::Null).await.assert(200);
    let approved = step(&second, &id, "approve", Value::Null).await.assert(200);
    let slug = approved.json()["slug"].as_str().unwrap().to_owned();
    let person =
        json!({ "name": "Rosa Elena Quispe Ñahui", "email": EMAIL, "document_number": DNI });
    let admin = Staff::browser(app, &person);
    admin.begin().await;
    (admin, slug, [first, second])
}

#[actix_web::test]
async fn a_returned_proposal_tells_who_made_it_and_the_journal_speaks_of_what_was_done() {
    let app = spawn().await;
    submit(&app).await;
    let (first, second) = (app.operator().await, app.operator().await);
    let id = on_desk(&first).await;
    step(&first, &id, "take", Value::Null).await.assert(200);
    step(&first, &id, "propose", Value::Null).await.assert(200);
    let refused = step(&second, &id, "return", Value::Null).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["note"]);
    let why = json!("Falta comprobar la firma de la resolución.");
    let back = step(&second, &id, "return", why).await.assert(200).json();
    assert_eq!(
        (&back["state"], &back["proposed"]),
        (&json!("in_review"), &json!(false))
    );
    let mails = app.mails_to(&first.email).await;
    let mail = mails.last().unwrap();
    assert!(mail.contains("Falta comprobar la firma") && mail.contains("/admin/solicitudes/"));
    let owner = app.owner().await;
    let sql = "SELECT body FROM journal WHERE body LIKE '%portal_request.%'";
    let query = Statement::from_string(owner.get_database_backend(), sql);
    let lines = owner.query_all_raw(query).await.unwrap();
    let acts: String = lines
        .iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap())
        .collect();
    for act in ["taken", "proposed", "returned"] {
        assert!(acts.contains(&format!("portal_request.{act}")), "{act}");
    }
}

#[actix_web::test]
async fn an_observed_request_is_corrected_in_time_or_archived() {
    let app = spawn().await;
    let receipt = submit(&app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    step(
        &operator,
        &id,
        "observe",
        json!("La resolución está ilegible."),
    )
    .await
    .assert(409);
    step(&operator, &id, "take", Value::Null).await.assert(200);
    let silent = step(&operator, &id, "observe", Value::Null)
        .await
        .assert(422);
    assert_eq!(silent.wrong_fields(), ["note"]);
    step(
        &operator,
        &id,
        "observe",
        json!("La resolución está ilegible."),
    )
    .await
    .assert(200);
    let seen = track(&app, &receipt.code).await;
    assert_eq!(seen["observations"], "La resolución está ilegible.");
    assert_eq!(seen["due"]["due_on"], "2026-11-25");

    let token = link(&app, EMAIL).await;
    let body = json!({ "token": token, "request": form(&app).await });
    app.send(TestRequest::put().uri(CORRECTION_PATH).set_json(&body))
        .await
        .assert(200);
    assert_eq!(track(&app, &receipt.code).await["state"], "submitted");

    step(&operator, &id, "take", Value::Null).await.assert(200);
    step(&operator, &id, "observe", json!("Falta la firma."))
        .await
        .assert(200);
    app.run_jobs().await;
    app.wait(TimeDelta::days(10));
    app.run_jobs().await;
    assert_eq!(track(&app, &receipt.code).await["state"], "rejected");
}

#[actix_web::test]
async fn a_wrong_code_and_a_wrong_number_are_answered_alike() {
    let app = spawn().await;
    let receipt = submit(&app).await;
    let wrong_code = app
        .post(
            TRACK_PATH,
            &json!({ "code": "POR-2026-000099", "dni": DNI }),
        )
        .await
        .assert(404);
    let wrong_dni = app
        .post(
            TRACK_PATH,
            &json!({ "code": receipt.code, "dni": "40112234" }),
        )
        .await
        .assert(404);
    let shape =
        |problem: shared::kit::problem::Problem| (problem.code, problem.title, problem.detail);
    assert_eq!(shape(wrong_code.problem()), shape(wrong_dni.problem()));
}

#[actix_web::test]
async fn a_place_has_one_request_at_a_time_and_a_repeated_one_is_received_once() {
    let app = spawn().await;
    let body = form(&app).await;
    let send = || {
        let request = TestRequest::post()
            .uri(REQUESTS_PATH)
            .insert_header(("idempotency-key", "una-sola-vez"));
        app.send(request.set_json(&body))
    };
    let first: PortalRequestReceipt = send().await.assert(201).read();
    let again: PortalRequestReceipt = send().await.assert(201).read();
    assert_eq!(first.code, again.code);
    app.post(REQUESTS_PATH, &form(&app).await).await.assert(409);
}

#[actix_web::test]
async fn mistakes_are_told_by_field_and_nothing_is_kept() {
    let app = spawn().await;
    let mut body = form(&app).await;
    body["ubigeo"] = json!("999999");
    assert_eq!(
        app.post(REQUESTS_PATH, &body)
            .await
            .assert(422)
            .wrong_fields(),
        ["ubigeo"]
    );
    body["ubigeo"] = json!("200104");
    body["scan"] = json!("inventado");
    assert_eq!(
        app.post(REQUESTS_PATH, &body)
            .await
            .assert(422)
            .wrong_fields(),
        ["scan"]
    );
    body["responsible"]["dni"] = json!("12");
    body["responsible"]["designation"]["date"] = json!("2027-01-01");
    assert_eq!(
        app.post(REQUESTS_PATH, &body)
            .await
            .assert(422)
            .wrong_fields(),
        ["responsible.dni"]
    );
    let operator = app.operator().await;
    let list = operator.get(DESK_PATH).await.assert(200).json();
    assert_eq!(list["items"], json!([]));
}

#[actix_web::test]
async fn an_operator_who_looks_at_personal_data_leaves_a_line_in_the_journal() {
    let app = spawn().await;
    submit(&app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    let seen = operator
        .get(&format!("{DESK_PATH}/{id}"))
        .await
        .assert(200)
        .json();
    assert_eq!(seen["responsible"]["dni"], DNI);
    let owner = app.owner().await;
    use sea_orm::ConnectionTrait as _;
    let sql = "SELECT COUNT(*) FROM journal WHERE action = 'portal_request.viewed'";
    let statement = sea_orm::Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    let count: i64 = row.try_get_by_index(0).unwrap();
    assert_eq!(count, 1);
}
