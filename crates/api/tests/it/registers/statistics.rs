//! Statistics: the same numbers as whoever counts the list by hand, under the same filters, on both databases.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use shared::registers::statistic::{StatisticOut, StatisticsOut, statistic_file, statistics_path};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{By, Measure, REGISTERS, Register};

use super::{SLUG, another, encoded, enter, example, list, officer};
use crate::support::TestApp;

fn register() -> &'static Register {
    Register::find("visits").unwrap()
}

async fn told(app: &TestApp, register: &Register, query: &str) -> StatisticsOut {
    let path = statistics_path(&records_path(SLUG, register));
    app.get(&format!("{path}?{query}")).await.assert(200).read()
}

fn named(told: &StatisticsOut, id: &str) -> StatisticOut {
    told.items.iter().find(|one| one.id == id).unwrap().clone()
}

/// Key, measure and records of each row.
fn rows(told: &StatisticsOut, id: &str) -> Vec<(Option<String>, Option<i64>, u64)> {
    let rows = named(told, id).rows.into_iter();
    rows.map(|row| (row.key, row.value, row.count)).collect()
}

fn row(key: &str, value: i64, count: u64) -> (Option<String>, Option<i64>, u64) {
    (Some(key.to_owned()), Some(value), count)
}

/// A visit of a day with its hours, reason and class.
fn visit(day: &str, hours: (&str, Json), reason: &str, class: &str) -> Map<String, Json> {
    let mut visit = example(register());
    for (name, value) in [
        ("visit_date", json!(day)),
        ("entry_time", json!(hours.0)),
        ("exit_time", hours.1),
        ("reason", json!(reason)),
        ("record_class", json!(class)),
    ] {
        visit.insert(name.to_owned(), value);
    }
    visit
}

#[actix_web::test]
async fn sums_are_those_of_the_list_counted_by_hand() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=23 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let all = list(&app, register, "limit=100").await.items;
        let told = told(&app, register, "from=2020-01-01").await;
        assert!(!told.is_default_period);
        assert_eq!(told.items.len(), register.statistics.len());
        for (statistic, out) in register.statistics.iter().zip(&told.items) {
            let measured: u64 = out.rows.iter().map(|row| row.count).sum();
            assert_eq!(measured + out.left_out, 23, "{}: {}", register.id, out.id);
            let mut by_hand: BTreeMap<Option<String>, i64> = BTreeMap::new();
            for item in &all {
                let text = |name: &str| item.values[name].as_str().map(str::to_owned);
                let key = match statistic.by {
                    By::Month => text(register.date()).map(|day| day.chars().take(7).collect()),
                    By::Hour(name) => text(name).map(|time| time.chars().take(2).collect()),
                    By::Value(name) => text(name),
                };
                let more = match statistic.measure {
                    Measure::Records => 1,
                    Measure::Sum(name) => item.values[name].as_i64().unwrap(),
                    Measure::Share { .. } | Measure::Median(..) => continue,
                };
                *by_hand.entry(key).or_default() += more;
            }
            if by_hand.is_empty() {
                continue;
            }
            let whole: i64 = by_hand.values().sum();
            let (rest, own): (Vec<_>, Vec<_>) = out.rows.iter().partition(|row| row.is_rest);
            for row in own.iter().filter(|row| row.count > 0) {
                assert_eq!(Some(by_hand[&row.key]), row.value, "{}: {row:?}", out.id);
            }
            let of_all: i64 = out.rows.iter().filter_map(|row| row.value).sum();
            assert_eq!(of_all, whole, "{}: {}", register.id, out.id);
            assert_eq!(
                rest.is_empty(),
                by_hand.len() <= 10 || !matches!(statistic.by, By::Value(_))
            );
            if matches!(statistic.by, By::Value(_)) {
                assert!(own.is_sorted_by_key(|row| std::cmp::Reverse(row.value)));
            }
        }
    }
}

#[actix_web::test]
async fn the_late_share_and_the_median_stay_say_what_happened() {
    let app = TestApp::demo().await;
    let visits = register();
    let staff = officer(&app, visits, SLUG).await;
    for visit in [
        visit(
            "2026-09-01",
            ("09:00", json!("09:10")),
            "interview",
            "on_time",
        ),
        visit("2026-09-02", ("09:00", json!("09:21")), "interview", "late"),
        visit(
            "2026-09-03",
            ("10:00", json!("12:00")),
            "audience",
            "on_time",
        ),
        // After midnight, and still inside: nobody knows how long.
        visit(
            "2026-09-03",
            ("22:00", json!("00:30")),
            "audience",
            "on_time",
        ),
        visit(
            "2026-11-04",
            ("08:59", Json::Null),
            "audience",
            "backfilled_internal",
        ),
        visit(
            "2026-11-05",
            ("08:00", json!("08:00")),
            "audience",
            "on_time",
        ),
    ] {
        enter(&staff, visits, visit).await.assert(201);
    }
    let told = told(&app, visits, "from=2026-09-01&to=2026-11-20").await;
    let empty = || (Some("2026-10".to_owned()), None, 0);
    let shares = [row("2026-09", 2_500, 4), empty(), row("2026-11", 5_000, 2)];
    assert_eq!(rows(&told, "late_share"), shares);
    // The middle of 10, 21 and 120.
    let stays = [row("2026-09", 21, 3), empty(), row("2026-11", 0, 1)];
    assert_eq!(rows(&told, "median_stay"), stays);
    assert_eq!(named(&told, "median_stay").left_out, 2);
    // 10 and 21 make fifteen and a half, 0 and 120 sixty.
    let reasons = [row("audience", 60, 2), row("interview", 16, 2)];
    assert_eq!(rows(&told, "stay_by_reason"), reasons);
    let hours: Vec<_> = rows(&told, "by_hour");
    assert_eq!(hours[0], row("08", 2, 2));
    assert_eq!(hours.len(), 15, "every hour until ten at night");
    let label = &named(&told, "by_month").rows[1].label;
    assert_eq!(label, "octubre de 2026");

    let file = statistic_file(&records_path(SLUG, visits), "late_share");
    let csv = app
        .get(&format!("{file}?from=2026-09-01&to=2026-11-20"))
        .await
        .assert(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    let expected = "key,label,value,records\r\n2026-09,septiembre de 2026,25.00,4\r\n\
        2026-10,octubre de 2026,,0\r\n2026-11,noviembre de 2026,50.00,2\r\n";
    assert_eq!(text, expected);
    let unknown = statistic_file(&records_path(SLUG, visits), "by_weather");
    app.get(&unknown).await.assert(404);
}

#[actix_web::test]
async fn filters_narrow_and_without_days_the_last_twelve_months_are_told() {
    let app = TestApp::demo().await;
    let visits = register();
    let staff = officer(&app, visits, SLUG).await;
    for (day, reason) in [
        ("2024-05-01", "interview"),
        ("2025-12-01", "interview"),
        ("2026-11-20", "audience"),
    ] {
        let visit = visit(day, ("09:00", Json::Null), reason, "on_time");
        enter(&staff, visits, visit).await.assert(201);
    }
    let default = told(&app, visits, "").await;
    assert!(default.is_default_period);
    let days = (default.from.unwrap(), default.to.unwrap());
    assert_eq!(
        (days.0.to_string(), days.1.to_string()),
        ("2025-12-01".into(), "2026-11-21".into())
    );
    let months = rows(&default, "by_month");
    assert_eq!(months.len(), 12);
    assert_eq!(
        (&months[0], &months[11]),
        (&row("2025-12", 1, 1), &row("2026-11", 1, 1))
    );
    let narrowed = told(&app, visits, "reason=audience").await;
    assert_eq!(rows(&narrowed, "by_reason"), [row("audience", 1, 1)]);
    let name = visits.column("visitor_name").unwrap().example;
    let searched = told(&app, visits, &format!("q={}", encoded(name))).await;
    assert_eq!(rows(&searched, "by_reason").len(), 2);
    let path = statistics_path(&records_path(SLUG, visits));
    app.get(&format!("{path}?from=ayer")).await.assert(400);
    app.get(&format!("{path}?reason=")).await.assert(400);

    // Withdrawn it counts no longer, at once.
    let newest = list(&app, visits, "").await.items.remove(0);
    let own = format!("/api/v1/admin/registers/visits/{}", newest.id);
    let tag = staff.get(&own).await.assert(200);
    super::withdraw(
        &staff,
        &own,
        tag.header("etag").unwrap(),
        "Se anotó dos veces",
    )
    .await
    .assert(200);
    let after = told(&app, visits, "").await;
    assert_eq!(rows(&after, "by_reason"), [row("interview", 1, 1)]);

    let all = statistics_path(&all_records_path(visits));
    // Others have visits too, of other persons.
    let path = format!("{all}?visitor_name={}", encoded(name));
    let everywhere: StatisticsOut = app.get(&path).await.assert(200).read();
    assert_eq!(rows(&everywhere, "by_reason"), [row("interview", 1, 1)]);
}
