//! The day ends, and visits without an exit are told of: once, without a made-up hour.

use chrono::TimeDelta;
use serde_json::Value as Json;
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::notices::NOTICES_PATH;

use super::{SLUG, admin, an_official, enters, leaves, listed, public_one, recorder};
use crate::support::{Staff, TestApp};
use crate::today::{task, waits};

async fn told(staff: &Staff<'_>) -> Vec<Json> {
    let notices = staff.get(NOTICES_PATH).await.assert(200).json();
    let items = notices["items"].as_array().unwrap().iter();
    let of_kind = items.filter(|notice| notice["kind"] == "visits_without_exit");
    of_kind.cloned().collect()
}

#[actix_web::test]
async fn the_desk_is_told_once_of_those_whose_exit_is_missing() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let desk = recorder(&app).await;
    // The worker plans what comes back every day.
    app.run_jobs().await;
    let official = an_official(&boss).await;
    let open = enters(&desk, official, "40123456").await;
    let gone = enters(&desk, official, "40123457").await;
    leaves(&desk, &[gone]).await.assert(200);
    assert_eq!(waits(&desk).await, []);
    app.run_jobs().await;
    assert!(told(&desk).await.is_empty());

    // Past midnight in Lima.
    app.wait(TimeDelta::hours(15));
    app.run_jobs().await;
    for staff in [&desk, &boss] {
        staff.login().await.assert(200);
        let notices = told(staff).await;
        assert_eq!(notices.len(), 1);
        let about = notices[0]["about"].as_str().unwrap();
        assert_eq!(about, "1 visita del 21/11/2026 quedó sin hora de salida");
        assert_eq!(notices[0]["link"], "/admin/visitas/dia?dia=2026-11-21");
        assert_eq!(waits(staff).await, [task("visits_without_exit", 1, 1)]);
    }
    let mails = app.outbox().await;
    let mails: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject == "Visitas sin hora de salida, 21/11/2026")
        .collect();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("10:00, Gerencia de Infraestructura"));
    assert!(!mails[0].text.contains("Fernández"));
    // Flagged for the desk; nobody made an hour up.
    let visits = listed(&desk, "state=open").await;
    assert_eq!(visits[0]["lacks_exit"], true);
    assert_eq!(
        public_one(&app, open).await.record.values["exit_time"],
        Json::Null
    );

    // Another day without anything new tells nothing again.
    app.wait(TimeDelta::hours(24));
    app.run_jobs().await;
    desk.login().await.assert(200);
    assert_eq!(told(&desk).await.len(), 1);
    let municipality = app.municipality(SLUG).await;
    let auditor = app.staff_of(municipality, Role::InternalAuditor).await;
    let path = format!("{HISTORY_PATH}?action=visits.day_ended");
    let entries = auditor.get(&path).await.assert(200).json();
    assert_eq!(entries["items"].as_array().unwrap().len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn a_day_on_which_everybody_left_is_told_to_nobody() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    app.run_jobs().await;
    let official = an_official(&boss).await;
    let visit = enters(&boss, official, "40123456").await;
    leaves(&boss, &[visit]).await.assert(200);
    app.wait(TimeDelta::hours(15));
    app.run_jobs().await;
    boss.login().await.assert(200);
    assert!(told(&boss).await.is_empty());
    assert_eq!(waits(&boss).await, []);
}
