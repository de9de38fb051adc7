//! The difference between two moments is exactly what was done between them.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};
use shared::registers::changes::{ChangesPage, Difference};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, encoded, enter, list, officer, withdraw};
use crate::support::{Answer, Staff, TestApp};

async fn changes(
    app: &TestApp,
    of: &str,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
    more: &str,
) -> ChangesPage {
    let to = to
        .map(|to| format!("&to={}", encoded(&to.to_rfc3339())))
        .unwrap_or_default();
    let path = format!(
        "{of}/changes?from={}{to}{more}",
        encoded(&from.to_rfc3339())
    );
    app.get(&path).await.assert(200).read()
}

async fn correct(
    staff: &Staff<'_>,
    register: &'static Register,
    entered: &Answer,
    number: u32,
    reason: &str,
) -> Answer {
    let body = json!({ "values": another(register, number), "reason": reason });
    let path = entered.header("location").unwrap();
    staff
        .put(path, entered.header("etag").unwrap(), &body)
        .await
        .assert(200)
}

fn id(answer: &Answer) -> uuid::Uuid {
    answer.json()["id"].as_str().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn what_was_added_corrected_and_withdrawn_is_told_and_nothing_else() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let of = records_path(SLUG, register);
        let mut old = Vec::new();
        for number in 1..=4 {
            old.push(
                enter(&staff, register, another(register, number))
                    .await
                    .assert(201),
            );
        }
        let from = app.now();
        app.wait(TimeDelta::minutes(1));
        let corrected = correct(&staff, register, &old[0], 11, "Primera corrección").await;
        app.wait(TimeDelta::minutes(1));
        let path = old[0].header("location").unwrap();
        let twice = json!({ "values": another(register, 12), "reason": "Segunda corrección" });
        staff
            .put(path, corrected.header("etag").unwrap(), &twice)
            .await
            .assert(200);
        let path = old[1].header("location").unwrap();
        withdraw(
            &staff,
            path,
            old[1].header("etag").unwrap(),
            "Estaba dos veces",
        )
        .await
        .assert(200);
        let added = enter(&staff, register, another(register, 5))
            .await
            .assert(201);
        app.wait(TimeDelta::minutes(1));
        let mended = enter(&staff, register, another(register, 6))
            .await
            .assert(201);
        correct(&staff, register, &mended, 7, "Recién anotado").await;
        // Came and went in between.
        let passing = enter(&staff, register, another(register, 8))
            .await
            .assert(201);
        let path = passing.header("location").unwrap();
        withdraw(&staff, path, passing.header("etag").unwrap(), "Por error")
            .await
            .assert(200);
        let to = app.now();
        app.wait(TimeDelta::minutes(1));
        enter(&staff, register, another(register, 9))
            .await
            .assert(201);

        let page = changes(&app, &of, from, Some(to), "").await;
        let told: Vec<_> = page.items.iter().map(|it| (it.id, it.change)).collect();
        let expected = [
            (id(&old[0]), Difference::Corrected),
            (id(&old[1]), Difference::Withdrawn),
            (id(&added), Difference::Added),
            (id(&mended), Difference::Added),
        ];
        assert_eq!(told, expected, "{}", register.id);
        let [first, gone, new, fresh] = page.items.as_slice() else {
            panic!()
        };
        let versions = |it: &shared::registers::changes::ChangeOut| {
            (
                it.before.as_ref().map(|it| it.version),
                it.after.as_ref().map(|it| it.version),
            )
        };
        assert_eq!(versions(first), (Some(1), Some(3)));
        assert_eq!(first.reason.as_deref(), Some("Segunda corrección"));
        assert_eq!(
            (versions(gone), gone.reason.as_deref()),
            ((Some(1), None), Some("Estaba dos veces"))
        );
        assert_eq!((versions(new), &new.reason), ((None, Some(1)), &None));
        assert_eq!((versions(fresh), &fresh.reason), ((None, Some(2)), &None));

        // What stood before and the differences make what stands after.
        let as_of = |at: DateTime<Utc>| format!("limit=100&as_of={}", encoded(&at.to_rfc3339()));
        let mut after: Vec<_> = list(&app, register, &as_of(from)).await.items;
        for change in &page.items {
            after.retain(|item| item.id != change.id);
            after.extend(change.after.clone());
        }
        let mut stands = list(&app, register, &as_of(to)).await.items;
        after.sort_by_key(|item| item.id);
        stands.sort_by_key(|item| item.id);
        assert_eq!(after, stands, "{}", register.id);

        let all = changes(&app, &all_records_path(register), from, Some(to), "").await;
        assert_eq!(all.items, page.items);
        let none = changes(&app, &of, to, Some(to), "").await;
        assert_eq!(none.items, []);
        let elsewhere = changes(&app, &records_path("municallao", register), from, None, "").await;
        assert_eq!(elsewhere.items, []);
    }
}

#[actix_web::test]
async fn pages_of_differences_hold_each_once_and_keep_to_their_second_moment() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let of = records_path(SLUG, register);
        let from = app.now() - TimeDelta::minutes(1);
        for number in 1..=5 {
            // At one moment: only the number of the row tells them apart.
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let first = changes(&app, &of, from, None, "&limit=2").await;
        app.wait(TimeDelta::minutes(1));
        enter(&staff, register, another(register, 6))
            .await
            .assert(201);
        let (mut seen, mut cursor) = (first.items, first.next_cursor);
        while let Some(next) = cursor {
            let page = changes(&app, &of, from, None, &format!("&limit=2&cursor={next}")).await;
            assert_eq!(page.to, first.to);
            seen.extend(page.items);
            cursor = page.next_cursor;
        }
        let whole = changes(&app, &of, from, Some(first.to), "").await;
        assert_eq!(seen.len(), 5);
        assert_eq!(seen, whole.items, "{}", register.id);
        let turned = format!("{of}/changes?from=2026-11-21T15:00:00Z&to=2026-11-20T15:00:00Z");
        let problem: Json = app.get(&turned).await.assert(400).json();
        assert!(problem["detail"].as_str().unwrap().contains("«to»"));
    }
}
