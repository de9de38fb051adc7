//! What is kept and what goes: terms of the catalogue, holds, two persons, the re-check of the files.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::conservation::{
    CONSERVATION_PATH, ConservationOut, DISPOSALS_PATH, DisposalOut, DisposalStatus, HOLDS_PATH,
    HoldOut, RecordKind, decision_path, lift_path,
};

use crate::support::{Staff, TestApp};
use crate::today::{task, waits};

async fn overview(operator: &Staff<'_>) -> ConservationOut {
    operator.get(CONSERVATION_PATH).await.assert(200).read()
}

fn disposal() -> Value {
    json!({ "municipality_id": null, "kind": "mails", "reason": "Se cumplió el plazo de conservación" })
}

fn confirm() -> Value {
    json!({ "decision": "confirm" })
}

/// Two operators, whose invitations are the mails that will be due.
async fn old_mails(app: &TestApp) -> (Staff<'_>, Staff<'_>) {
    api::seed::seed_reference(&app.state).await.unwrap();
    let (first, second) = (app.operator().await, app.operator().await);
    app.run_jobs().await;
    app.wait(TimeDelta::days(40));
    app.run_jobs().await;
    assert_eq!(
        app.outbox().await.len(),
        2,
        "no job takes mails before their term"
    );
    app.wait(TimeDelta::days(60));
    first.login().await.assert(200);
    second.login().await.assert(200);
    (first, second)
}

#[actix_web::test]
async fn mails_go_by_their_term_when_two_operators_say_so() {
    let app = TestApp::spawn().await;
    let (first, second) = old_mails(&app).await;
    let seen = overview(&first).await;
    assert_eq!((seen.due[0].kind, seen.due[0].rows), (RecordKind::Mails, 2));
    let mails = seen.terms.iter().find(|term| term.code == "mails").unwrap();
    assert_eq!((mails.months, mails.applied), (Some(3), true));

    let proposed: DisposalOut = first
        .post(DISPOSALS_PATH, &disposal())
        .await
        .assert(201)
        .read();
    assert!(!proposed.may_decide);
    assert_eq!(waits(&first).await, []);
    let waiting = task("disposals_to_decide", 1, 0);
    assert_eq!(waits(&second).await, [waiting]);
    let decide = decision_path(proposed.id);
    first.post(&decide, &confirm()).await.assert(409);
    assert_eq!(app.outbox().await.len(), 2);
    let list = second.get(DISPOSALS_PATH).await.assert(200).json();
    assert_eq!(list["items"][0]["may_decide"], true);
    let done: DisposalOut = second.post(&decide, &confirm()).await.assert(200).read();
    assert_eq!(
        (done.status, done.disposed_rows),
        (DisposalStatus::Executed, Some(2))
    );
    assert_eq!(done.decided_by.as_deref(), Some(second.name.as_str()));
    assert_eq!(app.outbox().await.len(), 0);
    second.post(&decide, &confirm()).await.assert(409);
    let history = first
        .get("/api/v1/platform/conservation/disposals?limit=1")
        .await;
    assert_eq!(history.assert(200).json()["items"][0]["status"], "executed");
}

#[actix_web::test]
async fn a_hold_stops_a_disposal_until_it_is_lifted() {
    let app = TestApp::spawn().await;
    let (first, second) = old_mails(&app).await;
    let hold = json!({
        "municipality_id": null, "kind": "mails", "reason": "Proceso judicial en curso",
        "legal_basis": "Resolución N.° 3, Expediente 114-2026"
    });
    let placed: HoldOut = first.post(HOLDS_PATH, &hold).await.assert(201).read();
    assert_eq!(placed.placed_by, first.name);
    assert!(overview(&first).await.due[0].held);
    first.post(DISPOSALS_PATH, &disposal()).await.assert(409);
    let lift = json!({ "reason": "El proceso terminó con sentencia firme" });
    let lifted: HoldOut = second
        .post(&lift_path(placed.id), &lift)
        .await
        .assert(200)
        .read();
    assert_eq!(lifted.lifted_by.as_deref(), Some(second.name.as_str()));
    second.post(&lift_path(placed.id), &lift).await.assert(409);
    first.post(DISPOSALS_PATH, &disposal()).await.assert(201);
}

#[actix_web::test]
async fn the_holds_on_one_record_are_listed_by_the_record() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let subjects = [uuid::Uuid::now_v7(), uuid::Uuid::now_v7()];
    for subject in subjects {
        let hold = json!({
            "kind": "portal_requests", "subject_id": subject, "reason": "Proceso judicial en curso",
            "legal_basis": "Resolución N.° 3, Expediente 114-2026"
        });
        operator.post(HOLDS_PATH, &hold).await.assert(201);
    }
    let path = shared::features::conservation::holds_of_path(subjects[0]);
    let found = operator.get(&path).await.assert(200).json();
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["subject_id"], json!(subjects[0]));
    operator
        .get(&format!("{HOLDS_PATH}?subject_id=nadie"))
        .await
        .assert(400);
}

#[actix_web::test]
async fn a_closed_incident_goes_after_its_term_and_an_open_one_stays() {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let municipality = app.municipality("munipiura").await;
    let incident = json!({
        "title": "Lista enviada a quien no correspondía", "known_at": app.now(),
        "description": "Se envió por error una lista con los datos de un taller.",
        "categories": ["contact"], "people": 3, "may_harm": false, "measures": "",
    });
    let path = "/api/v1/admin/privacy/incidents";
    let record = async || {
        let answer = officer.post(path, &incident).await.assert(201).json();
        answer["id"].as_str().unwrap().to_owned()
    };
    let (closed, open) = (record().await, record().await);
    let close = json!({ "conclusion": "El destinatario borró la lista y lo confirmó." });
    let close_path = format!("{path}/{closed}/close");
    officer.post(&close_path, &close).await.assert(200);
    let (first, second) = (app.operator().await, app.operator().await);
    let due = async || {
        first.login().await.assert(200);
        let due = overview(&first).await.due.into_iter();
        let own = due.filter(|due| due.kind == RecordKind::PrivacyIncidents);
        own.map(|due| due.rows).collect::<Vec<_>>()
    };
    app.wait(TimeDelta::days(5 * 365));
    assert!(due().await.is_empty());
    app.wait(TimeDelta::days(3));
    assert_eq!(due().await, [1]);

    let proposal = json!({
        "municipality_id": municipality, "kind": "privacy_incidents",
        "reason": "Se cumplió el plazo de conservación",
    });
    let proposed: DisposalOut = first
        .post(DISPOSALS_PATH, &proposal)
        .await
        .assert(201)
        .read();
    second.login().await.assert(200);
    let decide = decision_path(proposed.id);
    let done: DisposalOut = second.post(&decide, &confirm()).await.assert(200).read();
    assert_eq!(done.disposed_rows, Some(1));
    officer.login().await.assert(200);
    officer.get(&format!("{path}/{closed}")).await.assert(404);
    officer.get(&format!("{path}/{open}")).await.assert(200);
    app.verified().await;
}

#[actix_web::test]
async fn what_is_missing_or_impossible_is_named_at_its_field() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let short = json!({ "kind": "mails", "reason": "x", "legal_basis": "" });
    let refused = operator.post(HOLDS_PATH, &short).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["legal_basis", "reason"]);
    let stranger = json!({
        "municipality_id": uuid::Uuid::now_v7(), "kind": "mails", "reason": "Proceso judicial en curso",
        "legal_basis": "Resolución N.° 3"
    });
    let refused = operator.post(HOLDS_PATH, &stranger).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["municipality_id"]);
    let whole = json!({ "kind": "tenant", "reason": "La municipalidad se retira" });
    let refused = operator.post(DISPOSALS_PATH, &whole).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["kind"]);
    // Without a catalogue of terms nothing is due.
    operator.post(DISPOSALS_PATH, &disposal()).await.assert(409);
}

#[actix_web::test]
async fn only_operators_keep_the_records() {
    let app = TestApp::spawn().await;
    app.get(CONSERVATION_PATH).await.assert(401);
    for role in [Role::PortalAdmin, Role::DataProtectionOfficer] {
        let staff = app.staff(role).await;
        staff.get(CONSERVATION_PATH).await.assert(403);
        staff.post(DISPOSALS_PATH, &disposal()).await.assert(403);
    }
}

#[actix_web::test]
async fn a_damaged_file_is_shown_and_every_operator_is_written_to() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let operator = app.operator().await;
    let document = json!({ "title": "Constancia de participación", "text": "Participó en el taller del 3 de noviembre." });
    admin
        .post("/api/v1/admin/documents", &document)
        .await
        .assert(201);
    app.run_jobs().await;
    assert_eq!(overview(&operator).await.recheck, None);
    let place = app.municipality("munipiura").await;
    let url = app.state.settings.files.url.clone();
    let folder = std::path::Path::new(url.strip_prefix("file://").unwrap()).join(place.to_string());
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    std::fs::write(file.path(), "alterado").unwrap();
    app.wait(TimeDelta::days(31));
    app.run_jobs().await;
    operator.login().await.assert(200);
    let seen = overview(&operator).await;
    let run = seen.recheck.unwrap();
    assert_eq!((run.damaged, run.unread), (1, 0));
    assert!(run.checked >= 1 && seen.next_recheck_at.unwrap() > app.now());
    assert_eq!(seen.damaged[0].municipality_id, Some(place));
    let mails = app.mails_to(&operator.email).await;
    assert!(
        mails.last().unwrap().contains("/admin/conservacion"),
        "{mails:?}"
    );
}
