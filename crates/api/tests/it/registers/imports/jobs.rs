//! What happens to imports beside their way: a killed job, two at once, strangers.

use std::collections::HashSet;
use std::future::{Future, poll_fn};
use std::task::Poll;

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::kit::page::Page;
use shared::registers::import::{ImportOut, ImportState, Verdict, import_path, imports_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, act, apply, csv, list, officer, read, records, rows, seen, upload};
use crate::support::TestApp;
use crate::watches::count;

#[actix_web::test]
async fn a_job_that_is_killed_goes_on_where_it_was_and_doubles_nothing() {
    let app = TestApp::demo_with(|settings| settings.server.import_chunk = 1).await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let told = records(register, 1, 12);
    let it = read(&app, &staff, register, "a.csv", &csv(register, &told)).await;
    let body = json!({ "staging": it.staging });
    act(&staff, register, it.id, "apply", body)
        .await
        .assert(202);
    let mut kills = 0;
    for at_least in [3, 7] {
        let mut work = Box::pin(api::worker::drain(&app.state));
        loop {
            let polled = poll_fn(|context| Poll::Ready(work.as_mut().poll(context))).await;
            assert!(polled.is_pending(), "it was done before it was killed");
            tokio::task::yield_now().await;
            if seen(&staff, register, it.id).await.done >= at_least {
                break;
            }
        }
        drop(work);
        kills += 1;
        let now = seen(&staff, register, it.id).await;
        assert_eq!(now.state, ImportState::Applying);
        assert_eq!(list(&app, register, "total=true").await.total, Some(0));
        app.verified().await;
        // The lease of whoever was killed runs out.
        app.wait(TimeDelta::minutes(3));
        staff.login().await.assert(200);
    }
    app.run_jobs().await;
    assert_eq!(kills, 2);
    assert_eq!(
        seen(&staff, register, it.id).await.state,
        ImportState::Applied
    );
    let page = list(&app, register, "total=true&limit=100").await;
    assert_eq!(page.total, Some(12));
    let numbers: HashSet<_> = page
        .items
        .iter()
        .map(|item| item.values["number"].to_string())
        .collect();
    assert_eq!(numbers.len(), 12);
    app.verified().await;
}

#[actix_web::test]
async fn two_files_at_once_enter_each_record_once() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let one = read(
        &app,
        &staff,
        register,
        "a.csv",
        &csv(register, &records(register, 1, 4)),
    )
    .await;
    let two = read(
        &app,
        &staff,
        register,
        "b.csv",
        &csv(register, &records(register, 3, 6)),
    )
    .await;
    let body = json!({ "staging": 1 });
    act(&staff, register, one.id, "apply", body.clone())
        .await
        .assert(202);
    act(&staff, register, two.id, "apply", body.clone())
        .await
        .assert(409);
    act(&staff, register, one.id, "apply", body)
        .await
        .assert(409);
    app.run_jobs().await;
    let two = apply(&app, &staff, register, &two).await;
    assert_eq!((two.state, two.overtaken), (ImportState::Applied, 2));
    assert_eq!(list(&app, register, "total=true").await.total, Some(6));
    app.verified().await;
}

#[actix_web::test]
async fn an_import_is_its_municipalitys_and_of_those_who_may() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let it = read(
            &app,
            &staff,
            register,
            "a.csv",
            &csv(register, &records(register, 1, 2)),
        )
        .await;
        let path = import_path(register, it.id);
        app.get(&path).await.assert(401);
        let stranger = officer(&app, register, "munipiura").await;
        stranger.get(&path).await.assert(404);
        stranger
            .get(&format!("{path}/rows?verdict=added"))
            .await
            .assert(404);
        stranger
            .get(&format!("{path}/errors.csv"))
            .await
            .assert(404);
        act(&stranger, register, it.id, "apply", json!({ "staging": 1 }))
            .await
            .assert(404);
        act(&stranger, register, it.id, "discard", json!({}))
            .await
            .assert(404);
        let file = upload(&staff, "b.csv", &csv(register, &records(register, 3, 3))).await;
        let foreign = json!({ "file_id": file.assert(201).json()["id"] });
        stranger
            .post(&imports_path(register), &foreign)
            .await
            .assert(422);
        let auditor = app
            .staff_of(app.municipality(SLUG).await, Role::Communications)
            .await;
        auditor.get(&path).await.assert(403);
        // Given up, nothing of it is left.
        act(&staff, register, it.id, "discard", json!({}))
            .await
            .assert(200);
        let left = seen(&staff, register, it.id).await;
        assert_eq!((left.state, left.has_rows), (ImportState::Discarded, false));
        assert_eq!(
            rows(&staff, register, it.id, Verdict::Added).await.items,
            []
        );
        let all: Page<ImportOut> = staff.get(&imports_path(register)).await.assert(200).read();
        assert_eq!(all.items.len(), 1);
    }
    app.verified().await;
}

#[actix_web::test]
async fn what_nobody_goes_on_with_is_given_up_and_what_was_staged_goes() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let waiting = csv(register, &records(register, 1, 3));
    let it = read(&app, &staff, register, "espera.csv", &waiting).await;
    assert_eq!(it.state, ImportState::Ready);
    let staged = "SELECT count(*) FROM register_import_chunks";
    assert!(count(&app, staged).await > 0);
    app.wait(TimeDelta::days(13));
    app.run_jobs().await;
    staff.login().await.assert(200);
    assert_eq!(
        seen(&staff, register, it.id).await.state,
        ImportState::Ready
    );
    app.wait(TimeDelta::days(2));
    app.run_jobs().await;
    staff.login().await.assert(200);
    assert_eq!(
        seen(&staff, register, it.id).await.state,
        ImportState::Discarded
    );
    assert_eq!(count(&app, staged).await, 0);
    app.verified().await;
}
