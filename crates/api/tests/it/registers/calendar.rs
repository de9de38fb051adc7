//! Calendars of registers: events that calendars can subscribe to, and nothing in them that the list hides.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, enter, example, officer};
use crate::support::TestApp;

/// The lines of a calendar, unfolded.
async fn lines(app: &TestApp, path: &str) -> Vec<String> {
    let answer = app.get(path).await.assert(200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let text = text.replace("\r\n ", "");
    text.split_terminator("\r\n").map(str::to_owned).collect()
}

fn named<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    let found = lines.iter().filter_map(|line| line.strip_prefix(name));
    found.collect()
}

#[actix_web::test]
async fn every_register_is_a_calendar_whose_events_keep_their_names() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let mut values = example(register);
        values.insert(register.date().to_owned(), json!("2026-11-20"));
        let entered = enter(&staff, register, values.clone()).await.assert(201);
        let mut old = values.clone();
        old.insert(register.date().to_owned(), json!("2026-09-20"));
        enter(&staff, register, old).await.assert(201);
        let path = format!("{}.ics", records_path(SLUG, register));
        let before = lines(&app, &path).await;
        assert_eq!(before[0], "BEGIN:VCALENDAR");
        assert_eq!(before.last().unwrap(), "END:VCALENDAR");
        let uid = named(&before, "UID:");
        assert_eq!(uid.len(), 1, "{}: only what is near", register.id);
        assert_eq!(named(&before, "SEQUENCE:"), ["0"]);

        let record = entered.header("location").unwrap().to_owned();
        let body = json!({ "values": values, "reason": "Se leyó mal el documento" });
        let tag = entered.header("etag").unwrap();
        staff.put(&record, tag, &body).await.assert(200);
        let after = lines(&app, &path).await;
        assert_eq!(named(&after, "UID:"), uid, "{}", register.id);
        assert_eq!(named(&after, "SEQUENCE:"), ["1"]);
        let everywhere = lines(&app, &format!("{}.ics", all_records_path(register))).await;
        // Others publish too.
        assert!(
            named(&everywhere, "UID:").contains(&uid[0]),
            "{}",
            register.id
        );

        let first = app.get(&path).await.assert(200);
        let head = app
            .send(TestRequest::with_uri(&path).method(Method::HEAD))
            .await;
        assert_eq!(head.assert(200).body.len(), 0);
        let known = TestRequest::get()
            .uri(&path)
            .insert_header(("if-none-match", first.header("etag").unwrap()));
        app.send(known).await.assert(304);
        app.get(&format!("{path}?ayer=1")).await.assert(400);
        let none = lines(&app, &format!("{path}?from=2026-11-21")).await;
        assert!(named(&none, "UID:").is_empty(), "{}", register.id);
    }
}

#[actix_web::test]
async fn a_visit_begins_and_ends_at_its_hours_and_shows_no_document() {
    let app = TestApp::demo().await;
    let visits = Register::find("visits").unwrap();
    let staff = officer(&app, visits, SLUG).await;
    let mut values = example(visits);
    values.insert("place".to_owned(), json!("Sala 2; piso 3, al fondo"));
    enter(&staff, visits, values.clone()).await.assert(201);
    // Out after midnight: when it ended that day nobody can say.
    values.insert("entry_time".to_owned(), json!("22:00"));
    values.insert("exit_time".to_owned(), json!("00:30"));
    enter(&staff, visits, values).await.assert(201);
    let path = format!("{}.ics", records_path(SLUG, visits));
    let calendar = lines(&app, &path).await;
    // Lima is five hours behind.
    assert_eq!(
        named(&calendar, "DTSTART:"),
        ["20261122T030000Z", "20261121T143000Z"]
    );
    assert_eq!(named(&calendar, "DTEND:"), ["20261121T151500Z"]);
    assert_eq!(
        named(&calendar, "LOCATION:")[0],
        "Sala 2\\; piso 3\\, al fondo"
    );
    let summary = named(&calendar, "SUMMARY:")[0];
    assert!(
        summary.contains("Rojas Medina\\, Teófilo – Gerencia"),
        "{summary}"
    );
    let text = calendar.join("\n");
    for hidden in ["40123456", "3456", "987 654 321", "V-014"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}
