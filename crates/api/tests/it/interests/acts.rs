//! An act is recorded, from a visit or by itself, and the public reads it.

use serde_json::json;
use shared::features::interests::ACTS;
use shared::registers::wire::{RecordsPage, records_path};

use super::{act, act_with, id, public_act, recorded, who_decides, wrong};
use crate::support::TestApp;
use crate::visits::{SLUG, admin, enters, recorder};

#[actix_web::test]
async fn an_act_is_public_with_its_manager_and_without_his_number() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let desk = recorder(&app).await;
    let visit = enters(&desk, official, "47000102").await;
    let body = act_with(
        official,
        json!({ "visit_id": visit, "held_at": "2026-11-21T15:00:00Z" }),
    );
    let act = recorded(&desk, &body).await;
    let shown = public_act(&app, act).await.record;
    for (name, value) in [
        ("official_name", json!("Rojas Ficticio, Teófilo")),
        ("official_post", json!("Gerente de Infraestructura")),
        ("manager_name", json!("Fernández Ficticia, Luz")),
        ("manager_kind", json!("third_party")),
        ("is_professional", json!(true)),
        ("represented", json!("Constructora Ficticia SAC")),
        ("act_date", json!("2026-11-21")),
        ("act_time", json!("10:00")),
        ("record_class", json!("on_time")),
        ("visit", json!(visit)),
        ("answer", json!(null)),
        // Received on a Saturday, which counts as Monday; five working days after it.
        ("answer_due_on", json!("2026-11-30")),
    ] {
        assert_eq!(shown.values[name], value, "{name}");
    }
    let masked = shown.values["manager_document"].as_str().unwrap();
    assert!(masked.ends_with("0101") && !masked.contains("47000101"));
    // The page of the visit finds it.
    let path = format!("{}?visit={visit}", records_path(SLUG, &ACTS));
    let page: RecordsPage = app.get(&path).await.assert(200).read();
    assert_eq!(page.items.len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn an_act_of_another_day_says_why_and_an_omission_how_it_was_noticed() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let yesterday = json!({ "held_at": "2026-11-20T15:00:00Z" });
    assert_eq!(
        wrong(&boss, &act_with(official, yesterday)).await,
        ["late_reason"]
    );
    let late =
        json!({ "held_at": "2026-11-20T15:00:00Z", "late_reason": "Se cayó la línea de la sede" });
    let late = recorded(&boss, &act_with(official, late)).await;
    let omitted = json!({
        "held_at": "2026-11-19T15:00:00Z", "is_omission": true,
        "late_reason": "El funcionario advirtió que no se anotó",
    });
    let omitted = recorded(&boss, &act_with(official, omitted)).await;
    for (act, class) in [(late, "late"), (omitted, "omission")] {
        let shown = public_act(&app, act).await.record;
        assert_eq!(shown.values["record_class"], class);
        assert!(shown.values["class_reason"].is_string());
    }
    let unexplained = json!({ "is_omission": true });
    assert_eq!(
        wrong(&boss, &act_with(official, unexplained)).await,
        ["late_reason"]
    );
    let later = json!({ "held_at": "2026-11-21T16:00:00Z" });
    assert_eq!(wrong(&boss, &act_with(official, later)).await, ["held_at"]);
    app.verified().await;
}

#[actix_web::test]
async fn a_visit_is_one_of_that_day_to_that_official() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let visit = enters(&boss, official, "47000103").await;
    let of = |visit: uuid::Uuid, at: &str| {
        let other =
            json!({ "visit_id": visit, "held_at": at, "late_reason": "Se olvidó anotar el acto" });
        act_with(official, other)
    };
    let unknown = of(uuid::Uuid::from_u128(7), "2026-11-21T15:00:00Z");
    assert_eq!(wrong(&boss, &unknown).await, ["visit_id"]);
    let other_day = of(visit, "2026-11-20T15:00:00Z");
    assert_eq!(wrong(&boss, &other_day).await, ["visit_id"]);
    recorded(&boss, &of(visit, "2026-11-21T15:00:00Z")).await;
}

#[actix_web::test]
async fn what_is_wrong_with_an_act_stands_at_its_field() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    for (other, field) in [
        (json!({ "matter": "x" }), "matter"),
        (json!({ "modality": "carta" }), "modality"),
        (json!({ "venue": null }), "venue"),
        (json!({ "modality": "call" }), "venue"),
        (json!({ "venue": "outside" }), "agenda_item_id"),
        (
            json!({ "agenda_item_id": uuid::Uuid::from_u128(9) }),
            "agenda_item_id",
        ),
    ] {
        assert_eq!(wrong(&boss, &act_with(official, other)).await, [field]);
    }
    for (name, value, field) in [
        (
            "represented_ruc",
            json!("20100070971"),
            "manager.represented_ruc",
        ),
        ("represented", json!(null), "manager.represented"),
        ("document", json!("123"), "manager.document"),
        ("kind", json!("nadie"), "manager.kind"),
    ] {
        let mut body = act(official);
        body["manager"][name] = value;
        assert_eq!(wrong(&boss, &body).await, [field]);
    }
    // The same act sent twice under its key is one.
    let request = || {
        boss.request(actix_web::http::Method::POST, super::ACTS_PATH)
            .insert_header(("idempotency-key", "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b99"))
            .set_json(act(official))
    };
    let first = boss.send(request()).await.assert(201).json();
    let second = boss.send(request()).await.assert(201).json();
    assert_eq!(id(&first), id(&second));
}
