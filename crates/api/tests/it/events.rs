//! The events of a municipality: whoever listens hears what is published, nobody hears what is another's, and hearing asks
//! the database nothing.

use serde_json::json;
use shared::access::Role;
use shared::features::events::events_path;
use shared::registers::Register;
use shared::registers::wire::staff_records_path;

use crate::support::{Opened, Staff, TestApp};

const SLUG: &str = "municastilla-piura";
const OTHER: &str = "munipiura";

async fn listen(app: &TestApp, slug: &str) -> Opened {
    let mut opened = app.open(&events_path(slug)).await;
    assert_eq!(opened.status.as_u16(), 200);
    let greeting = opened.piece().await.unwrap();
    assert_eq!(greeting.as_ref(), b"retry: 5000\n\n");
    opened
}

/// Publishes a work.
async fn publish(staff: &Staff<'_>) {
    let works = Register::find("works").unwrap();
    let values: serde_json::Map<_, _> = works
        .columns
        .iter()
        .map(|column| {
            let value = shared::registers::Value::written(column, column.example).unwrap();
            (column.name.to_owned(), value.json(column.kind))
        })
        .collect();
    let body = json!({ "values": values });
    staff
        .post(&staff_records_path(works), &body)
        .await
        .assert(201);
}

#[actix_web::test]
async fn whoever_listens_hears_what_is_published_and_nothing_of_others() {
    let app = TestApp::demo().await;
    let staff = app
        .staff_of(app.municipality(SLUG).await, Role::ThemeOfficer)
        .await;
    let others = app
        .staff_of(app.municipality(OTHER).await, Role::ThemeOfficer)
        .await;
    let mut listeners = Vec::new();
    for _ in 0..200 {
        listeners.push(listen(&app, SLUG).await);
    }
    // Signing in published nothing here; what another municipality publishes comes first, and is not heard.
    publish(&others).await;
    app.wait(chrono::TimeDelta::seconds(90));
    publish(&staff).await;
    let now = app.now().to_rfc3339();
    for listener in &mut listeners {
        let heard = listener.piece().await.unwrap();
        let text = String::from_utf8(heard.to_vec()).unwrap();
        assert_eq!(
            text,
            format!("event: changed\ndata: {{\"changed_at\":\"{now}\"}}\n\n")
        );
    }
}

#[actix_web::test]
async fn events_are_neither_kept_nor_compressed_and_end_with_the_process() {
    let app = TestApp::demo().await;
    let mut opened = listen(&app, SLUG).await;
    let header = |name: &str| {
        opened
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap())
    };
    assert_eq!(header("content-type"), Some("text/event-stream"));
    assert_eq!(header("content-encoding"), Some("identity"));
    assert_eq!(header("cache-control"), Some("no-store"));
    app.state.stop_events();
    assert_eq!(opened.piece().await, None);
    app.get(&events_path("nadie")).await.assert(404);
    app.get(&format!("{}?x=1", events_path(SLUG)))
        .await
        .assert(400);
}
