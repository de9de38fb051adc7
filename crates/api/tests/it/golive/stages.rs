//! The stages: prepared, sent, sent back, accepted, by those who may.

use serde_json::json;
use shared::access::Role;
use shared::features::golive::{
    GOLIVE_DESK_PATH, GoLiveStage, desk_evidence_path, desk_path, evidence_path, golive_path,
    stage_path,
};
use shared::features::visits::REGISTER;

use super::{Way, declared, filled};
use crate::accounts::occurrences;
use crate::support::TestApp;

#[actix_web::test]
async fn a_stage_goes_to_the_operator_and_comes_back_with_the_reason() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let first = GoLiveStage::StartForm;
    let early = way.submit(&way.titular, first).await.assert(422);
    let missing = early.wrong_fields();
    assert_eq!(
        missing,
        [
            "form.contact",
            "form.contact_post",
            "form.contact_mail",
            "form.gates"
        ]
    );
    way.fill(first).await;
    // The administrator of the register prepares it; who speaks for the municipality sends it.
    way.submit(&way.boss, first).await.assert(403);
    way.submit(&way.titular, first).await.assert(200);
    way.submit(&way.titular, first).await.assert(409);
    let waiting = format!("{GOLIVE_DESK_PATH}?waiting=true");
    let listed = way.operator.get(&waiting).await.assert(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["waiting"], json!(["start_form"]));
    way.give_back(first).await.assert(200);
    let (back, _) = way.stage(first).await;
    assert_eq!(back["state"], "returned");
    assert_eq!(back["reason"], "Falta la firma en el documento");
    let plan = way.boss.get(&golive_path(REGISTER.id)).await.assert(200);
    assert_eq!(plan.json()["next"], "start_form");
    app.run_jobs().await;
    let mails = app.mails_to(&way.boss.email).await;
    assert!(mails.iter().any(|mail| mail.contains("Falta la firma")));
    way.fill(first).await;
    way.submit(&way.titular, first).await.assert(200);
    way.accept(first).await.assert(200);
    way.accept(first).await.assert(409);
    way.give_back(first).await.assert(409);
    let listed = way.operator.get(&waiting).await.assert(200).json();
    assert_eq!(listed["items"], json!([]));
    app.verified().await;
}

#[actix_web::test]
async fn a_stage_waits_for_those_on_which_it_rests() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let second = GoLiveStage::Designation;
    way.fill(second).await;
    let early = way.submit(&way.titular, second).await.assert(409);
    assert!(
        early
            .problem()
            .detail
            .unwrap()
            .contains("Formulario de inicio")
    );
    way.go_until(GoLiveStage::StartForm).await;
    way.submit(&way.titular, second).await.assert(200);
    app.verified().await;
}

#[actix_web::test]
async fn what_is_written_is_judged_by_the_declaration_and_stays_private() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let code = GoLiveStage::Designation;
    let path = stage_path(REGISTER.id, code);
    let (_, tag) = way.stage(code).await;
    let wrong = json!({
        "form": { "resolution_date": "ayer", "nothing": "x" },
        "attendants": [{ "name": "Chávez Ficticia, Rosa" }],
        "evidence": [{ "kind": "other", "file_id": way.id }],
    });
    let refused = way.boss.put(&path, &tag, &wrong).await.assert(422);
    assert_eq!(
        refused.wrong_fields(),
        [
            "form.nothing",
            "form.resolution_date",
            "attendants",
            "evidence[0].kind"
        ]
    );
    let strange = json!({ "evidence": [{ "kind": "contract", "file_id": way.id }] });
    let refused = way.boss.put(&path, &tag, &strange).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["evidence[0].file_id"]);
    let body = filled(&way.boss, declared(code)).await;
    way.boss.put(&path, &tag, &body).await.assert(200);
    way.boss.put(&path, &tag, &body).await.assert(412);
    let (out, _) = way.stage(code).await;
    let one: uuid::Uuid = out["evidence"][0]["id"].as_str().unwrap().parse().unwrap();
    way.boss
        .get(&evidence_path(REGISTER.id, one))
        .await
        .assert(200);
    let seen = desk_evidence_path(way.id, REGISTER.id, one);
    way.operator.get(&seen).await.assert(200);
    // Another municipality has neither the plan nor the papers of this one.
    let elsewhere = app.municipality("munipiura").await;
    let other = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    other
        .get(&evidence_path(REGISTER.id, one))
        .await
        .assert(404);
    let theirs = other.get(&path).await.assert(200).json();
    assert_eq!(theirs["evidence"], json!([]));
    other.get(&desk_path(way.id, REGISTER.id)).await.assert(403);
    other.get(&golive_path("payments")).await.assert(404);
    let recorder = app.staff_of(way.id, Role::VisitsRecorder).await;
    recorder.get(&path).await.assert(403);
    // What was typed stands nowhere in clear.
    let owner = app.owner().await;
    for (table, column) in [
        ("golive_stages", "practice"),
        ("golive_evidence", "kind"),
        ("journal", "body"),
        ("personal_values", "sealed"),
    ] {
        for typed in ["Rojas Ficticio, Teófilo", "Chávez Ficticia"] {
            let found = occurrences(&owner, table, column, typed).await;
            assert_eq!(found, 0, "{table}.{column}");
        }
    }
    app.verified().await;
}
