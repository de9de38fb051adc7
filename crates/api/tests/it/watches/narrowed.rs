//! A part of a register, watched, read as a feed and as a difference: the same part each time.

use chrono::TimeDelta;
use serde_json::json;
use shared::registers::changes::{ChangesPage, Difference};
use shared::registers::wire::records_path;
use shared::registers::{Kind, REGISTERS, Register};

use super::{MAIL, an_hour_later, asking_with, clerk, count, notices, pay, register, subscribe};
use crate::registers::{SLUG, another, encoded, enter, officer};
use crate::support::TestApp;

/// A text column by which a list is narrowed and that tells the records of the tests apart.
fn telling(register: &'static Register) -> &'static str {
    let mut columns = register.columns.iter();
    let found = columns.find(|column| {
        matches!(column.kind, Kind::Text(_))
            && column.is_filterable
            && another(register, 1)[column.name] != another(register, 2)[column.name]
    });
    found.unwrap().name
}

#[actix_web::test]
async fn feed_and_difference_of_a_part_hold_that_part_and_what_left_it() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let column = telling(register);
        let first = enter(&staff, register, another(register, 1))
            .await
            .assert(201);
        let from = app.now();
        app.wait(TimeDelta::minutes(1));
        enter(&staff, register, another(register, 2))
            .await
            .assert(201);
        // Corrected out of the part.
        let body = json!({ "values": another(register, 3), "reason": "Estaba mal" });
        let (path, etag) = (
            first.header("location").unwrap(),
            first.header("etag").unwrap(),
        );
        staff.put(path, etag, &body).await.assert(200);
        let value = another(register, 1)[column].as_str().unwrap().to_owned();
        let of = records_path(SLUG, register);
        for part in [
            format!("{column}={}", encoded(&value)),
            format!("{column}_contains={}", encoded(&value)),
        ] {
            let query = format!("from={}&{part}", encoded(&from.to_rfc3339()));
            let page: ChangesPage = app
                .get(&format!("{of}/changes?{query}"))
                .await
                .assert(200)
                .read();
            let told: Vec<_> = page.items.iter().map(|it| it.change).collect();
            assert_eq!(told, [Difference::Corrected], "{} {part}", register.id);

            let feed = app.get(&format!("{of}.atom?{part}")).await.assert(200);
            let feed = String::from_utf8(feed.body.to_vec()).unwrap();
            assert_eq!(feed.matches("<entry>").count(), 1, "{} {part}", register.id);
            let whole = app.get(&format!("{of}.atom")).await.assert(200);
            let whole = String::from_utf8(whole.body.to_vec()).unwrap();
            assert_eq!(whole.matches("<entry>").count(), 3);
            let id = |feed: &str| feed.split("</id>").next().unwrap().to_owned();
            assert_ne!(id(&feed), id(&whole));
        }
        let searched = app.get(&format!("{of}.atom?q=zzzyx")).await.assert(200);
        assert!(!String::from_utf8_lossy(&searched.body).contains("<entry>"));
        for wrong in ["limit=5", "sort=-n", "as_of=2026-11-21T15:00:00Z", "nada=1"] {
            app.get(&format!("{of}.atom?{wrong}")).await.assert(400);
        }
        let day = register.date();
        let none = format!("{of}/changes?from=2026-11-20T00:00:00Z&{day}_min=2030-01-01");
        let page: ChangesPage = app.get(&none).await.assert(200).read();
        assert_eq!(page.items, []);
    }
}

#[actix_web::test]
async fn a_watch_of_a_part_is_told_of_that_part_only() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    let payments = register("payments");
    let column = telling(payments);
    let value = another(payments, 2)[column].as_str().unwrap().to_owned();
    let filters = format!("{column}={}", encoded(&value));
    subscribe(&app, &asking_with(&json!({ "filters": filters }))).await;
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 0);
    pay(&staff, 2).await;
    an_hour_later(&app).await;
    let told = notices(&app, MAIL).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].matches("Se agregó: ").count(), 1);
}

#[actix_web::test]
async fn a_watched_document_number_is_kept_by_its_tag_only() {
    let app = TestApp::demo().await;
    let visits = register("visits");
    let column = visits
        .columns
        .iter()
        .find(|column| column.is_tagged() && column.is_filterable && column.is_public())
        .unwrap();
    let values = another(visits, 1);
    let number = values[column.name].as_str().unwrap().to_owned();
    let filters = format!("{}={number}", column.name);
    let body = asking_with(&json!({ "register": "visits", "filters": filters }));
    subscribe(&app, &body).await;
    let held = format!("SELECT count(*) FROM watches WHERE filters LIKE '%{number}%'");
    assert_eq!(count(&app, &held).await, 0);
    let staff = officer(&app, visits, SLUG).await;
    enter(&staff, visits, values).await.assert(201);
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 1);
}
