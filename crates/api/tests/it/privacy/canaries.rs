//! A tenant is filled with invented values that stand nowhere else; then everything public is read, and neither answers nor
//! mails to others may hold one of them. Nor may the journal, which is kept for ever. The log of a whole process is read
//! where one runs: the tests of the binary.

use api::verify::Depth;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::portal_requests::{DESK_PATH, REQUESTS_PATH, TRACK_PATH};

use super::walk::{Known, public_reads};
use crate::support::{Staff, TestApp, corpus, grant};

/// A value, and to whom a mail may name it.
struct Canary {
    value: String,
    told: Option<String>,
}

fn canary(value: &str) -> Canary {
    Canary {
        value: value.to_owned(),
        told: None,
    }
}

#[actix_web::test]
async fn nothing_personal_leaves_by_a_public_answer_the_journal_or_somebody_else_s_mail() {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    let mut known = Known::default();
    for (hole, value) in [
        ("slug", "munipiura"),
        ("dni", "46000001"),
        ("ruc", "20131312955"),
    ] {
        known.add(hole, value);
    }
    for (hole, value) in [
        ("token", "nadie"),
        ("catalog", "holidays"),
        ("page", "inicio"),
        ("role", "portal_admin"),
        ("day", "2026-11-21"),
        ("register", "visits"),
        ("name", "SHA256SUMS"),
        ("statistic", "by_month"),
    ] {
        known.add(hole, value);
    }
    let mut canaries = refused_request(&app, &mut known).await;
    canaries.extend(staff(&app, &mut known).await);
    app.run_jobs().await;

    let answers = public_reads(&app, &known).await;
    assert!(answers.len() > 30, "{}", answers.len());
    let (mails, journal) = (app.outbox().await, journal(&app).await);
    for Canary { value, told } in &canaries {
        for (address, answer) in &answers {
            assert!(!answer.contains(value), "{address} shows {value}: {answer}");
        }
        assert!(!journal.contains(value), "the journal holds {value}");
        let others = mails.iter().filter(|mail| Some(&mail.to) != told.as_ref());
        for mail in others {
            assert!(
                !mail.text.contains(value),
                "a mail to {} tells {value}",
                mail.to
            );
        }
    }
    let report = api::verify::database(&app.state, Depth::Journals, None)
        .await
        .unwrap();
    assert!(report.is_clean(), "{report}");
}

/// Somebody asks for a portal, is told what to correct, and is refused.
async fn refused_request(app: &TestApp, known: &mut Known) -> Vec<Canary> {
    let (dni, mail) = ("47990318", "canario.uno@munica.example");
    let scan = app
        .upload("resolucion-canaria.pdf", &corpus::pdf(b""))
        .await;
    let form = json!({
        "ubigeo": "200104", "kind": "district", "scan": scan, "declared_true": true,
        "responsible": {
            "given_names": "Domitila Canaria", "family_names": "Zúñiga Huallpa", "dni": dni,
            "post": "Subgerente Canaria", "email": mail, "phone": "969 717 313",
            "designation": { "kind": "resolution", "number": "717-2026-CAN/A", "date": "2026-11-02" },
        },
    });
    let receipt = app.post(REQUESTS_PATH, &form).await.assert(201).json();
    let code = receipt["code"].as_str().unwrap();
    known.add("code", code);
    let operator = app.operator().await;
    let list = operator.get(DESK_PATH).await.assert(200).json();
    let id = list["items"][0]["id"].as_str().unwrap();
    for (step, note) in [
        ("take", Value::Null),
        (
            "observe",
            "La señora Canaria Observada vive en el jirón Canario 717.".into(),
        ),
    ] {
        let path = format!("{DESK_PATH}/{id}/{step}");
        operator
            .post(&path, &json!({ "note": note }))
            .await
            .assert(200);
    }
    known.ids_of(
        &operator
            .get(&format!("{DESK_PATH}/{id}"))
            .await
            .assert(200)
            .json(),
    );
    let wrong = json!({ "code": code, "dni": "46000001" });
    app.post(TRACK_PATH, &wrong).await.assert(404);
    let theirs = ["Domitila Canaria", "Canaria Observada", "jirón Canario"];
    let mut canaries: Vec<Canary> = theirs.map(|value| told(value, mail)).into();
    let never = [
        dni,
        mail,
        "969717313",
        "969 717 313",
        "resolucion-canaria",
        "Subgerente Canaria",
    ];
    canaries.extend(never.map(canary));
    canaries
}

/// An administrator, an officer whose role ends, keys, an access of an operator: each with a text of its own.
async fn staff(app: &TestApp, known: &mut Known) -> Vec<Canary> {
    let admin = app.staff(Role::PortalAdmin).await;
    let officer = app.person();
    let given = admin
        .post(
            "/api/v1/admin/grants",
            &grant(&officer, Role::TransparencyOfficer),
        )
        .await
        .assert(201)
        .json();
    let recorder = app.person();
    let second = admin
        .post(
            "/api/v1/admin/grants",
            &grant(&recorder, Role::VisitsRecorder),
        )
        .await
        .assert(201)
        .json();
    let end = format!(
        "/api/v1/admin/grants/{}/end",
        second["id"].as_str().unwrap()
    );
    let reason = json!({ "reason": "Licencia médica canaria del señor Terminado" });
    admin.post(&end, &reason).await.assert(204);
    let key = json!({
        "name": "Tablero canario", "purpose": "Lo pidió la vecina Canaria Propósito",
        "scopes": ["data:read"], "expires_on": "2027-11-20",
    });
    let key = admin
        .post("/api/v1/admin/api-keys", &key)
        .await
        .assert(201)
        .json();
    let outsider = json!({
        "name": "Bachiller Canario Forastero", "email": "canario.tres@munica.example",
        "purpose": "Tesis canaria sobre visitas",
    });
    app.post("/api/v1/developers/keys", &outsider)
        .await
        .assert(202);
    let place = app.municipality("munipiura").await;
    let operator = app.operator().await;
    let access = json!({ "municipality_id": place, "minutes": 30, "reason": "Ticket canario de la señora Acceso" });
    let access = operator
        .post("/api/v1/platform/break-glass", &access)
        .await
        .assert(201)
        .json();
    for answer in [&given, &second, &key, &access] {
        known.ids_of(answer);
    }
    let mut canaries = documents_and_mails(&[&admin, &operator], &[&officer, &recorder]);
    canaries.push(told("Ticket canario", &admin.email));
    canaries.push(told("Canario Forastero", "canario.tres@munica.example"));
    let never = [
        "canario.tres@munica.example",
        "Terminado",
        "Canaria Propósito",
        "Tesis canaria",
        "Tablero canario",
    ];
    canaries.extend(never.map(canary));
    canaries.push(canary(key["key"].as_str().unwrap()));
    canaries
}

/// Names of officials are public; their documents and mails are not.
fn documents_and_mails(browsers: &[&Staff<'_>], people: &[&Value]) -> Vec<Canary> {
    let own = browsers
        .iter()
        .flat_map(|person| [person.dni.clone(), person.email.clone()]);
    let others = people.iter().flat_map(|person| {
        ["document_number", "email"].map(|field| person[field].as_str().unwrap().to_owned())
    });
    own.chain(others).map(|value| canary(&value)).collect()
}

fn told(value: &str, to: &str) -> Canary {
    Canary {
        told: Some(to.to_owned()),
        ..canary(value)
    }
}

async fn journal(app: &TestApp) -> String {
    let owner = app.owner().await;
    let all = Statement::from_string(owner.get_database_backend(), "SELECT body FROM journal");
    let rows = owner.query_all_raw(all).await.unwrap();
    let bodies = rows
        .iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap());
    bodies.collect::<Vec<_>>().join("\n")
}
