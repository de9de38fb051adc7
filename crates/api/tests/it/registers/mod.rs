//! Every register, from its declaration: what is entered is found, narrowed, counted, cited and proved, and nothing else.

mod bulk;
mod calendar;
mod changes;
mod downloads;
mod erasure;
mod feeds;
mod holders;
mod imports;
mod places;
mod privacy;
mod proof;
mod quality;
mod schemas;
mod searches;
mod statistics;
mod tables;
mod verification;
mod withdrawals;
mod workbooks;

use std::collections::HashSet;

use actix_web::http::Method;
use actix_web::http::header::IF_MATCH;
use api::seed::{seed_demo, seed_reference};
use chrono::TimeDelta;
use serde_json::{Map, Value as Json, json};
use shared::access::Role;
use shared::features::interests::ACTS;
use shared::features::interests::capacities::CAPACITIES_PATH;
use shared::features::visits::officials::OFFICIALS_PATH;
use shared::registers::wire::{
    RecordDetail, RecordsPage, StaffRecordOut, records_path, staff_records_path,
};
use shared::registers::{Column, Kind, REGISTERS, Register, Value};

use crate::support::{Answer, Staff, TestApp};

/// Of the demo, without records of example.
pub(crate) const SLUG: &str = "municastilla-piura";

pub(crate) async fn spawn() -> TestApp {
    let app = TestApp::spawn().await;
    seed(&app).await;
    app
}

/// Municipalities to work in.
pub(crate) async fn seed(app: &TestApp) {
    seed_reference(&app.state).await.unwrap();
    seed_demo(&app.state).await.unwrap();
}

/// Whoever may correct the records of a register.
pub(crate) async fn officer<'a>(app: &'a TestApp, register: &Register, slug: &str) -> Staff<'a> {
    let role = match register.id {
        "visits" | "interest_acts" | "official_agenda" => Role::VisitsAdmin,
        // Of those who may, the only role that several persons have at a time.
        _ => Role::ThemeOfficer,
    };
    let staff = app.staff_of(app.municipality(slug).await, role).await;
    if register.id == ACTS.id {
        let name = ACTS.column("official_name").unwrap().example;
        decides(&staff, name, "2010-01-01").await;
    }
    staff
}

/// An official decides since a day; once more he is left as he is.
pub(crate) async fn decides(staff: &Staff<'_>, name: &str, since: &str) {
    let official = json!({
        "name": name, "document_type": "dni", "document": "47009901", "post": "Gerente de Infraestructura",
        "office": "Gerencia de Infraestructura", "resolution": "Resolución de ejemplo N.° 001", "valid_from": since,
    });
    let added = staff.post(OFFICIALS_PATH, &official).await;
    if added.status == 409 {
        return;
    }
    let capacity = json!({
        "official_id": added.assert(201).json()["id"], "resolution": "Resolución de ejemplo N.° 002",
        "valid_from": since, "email": "obras@municastilla.example",
    });
    staff.post(CAPACITIES_PATH, &capacity).await.assert(201);
}

/// The example of the declaration, as somebody writes it: without what only a procedure writes.
pub(crate) fn example(register: &'static Register) -> Map<String, Json> {
    let columns = register.columns.iter().filter(|it| !it.is_procedural);
    columns
        .map(|column| {
            let value = Value::written(column, column.example).unwrap();
            (column.name.to_owned(), value.json(column.kind))
        })
        .collect()
}

/// Whether a column takes whatever somebody writes: not the official of an act, who is one that decides.
pub(crate) fn says_anything(register: &Register, column: &Column) -> bool {
    let names_who_decides = register.id == ACTS.id && column.name == "official_name";
    matches!(column.kind, Kind::Text(_)) && !names_who_decides
}

/// The example with other values, as many different records as there are numbers.
pub(crate) fn another(register: &'static Register, number: u32) -> Map<String, Json> {
    let mut record = example(register);
    let date = format!("2026-{:02}-{:02}", 1 + number % 9, 1 + number % 27);
    record.insert(register.date().to_owned(), json!(date));
    for column in register.columns.iter().filter(|it| !it.is_procedural) {
        match column.kind {
            Kind::Text(_) if !says_anything(register, column) => {}
            Kind::Text(_) if column.is_searchable || register.key.contains(&column.name) => {
                let text = column.example.split(' ').next().unwrap_or_default();
                record.insert(column.name.to_owned(), json!(format!("{text} {number}")));
            }
            Kind::Choice(choices) => {
                let at = usize::try_from(number).unwrap() % choices.len();
                record.insert(column.name.to_owned(), json!(choices[at].code));
            }
            Kind::Money => {
                record.insert(column.name.to_owned(), json!(1000 * i64::from(number)));
            }
            _ => {}
        }
    }
    record
}

pub(crate) async fn enter(
    staff: &Staff<'_>,
    register: &Register,
    values: Map<String, Json>,
) -> Answer {
    let body = json!({ "values": values });
    staff.post(&staff_records_path(register), &body).await
}

pub(crate) async fn withdraw(staff: &Staff<'_>, path: &str, etag: &str, reason: &str) -> Answer {
    let request = staff
        .request(Method::POST, &format!("{path}/withdrawal"))
        .insert_header((IF_MATCH, etag))
        .set_json(json!({ "reason": reason }));
    staff.send(request).await
}

pub(crate) async fn list(app: &TestApp, register: &Register, query: &str) -> RecordsPage {
    let path = format!("{}?{query}", records_path(SLUG, register));
    app.get(&path).await.assert(200).read()
}

#[actix_web::test]
async fn what_was_entered_is_listed_searched_and_narrowed() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=7 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let all = list(&app, register, "total=true&limit=100").await;
        assert_eq!(
            (all.items.len(), all.total),
            (7, Some(7)),
            "{}",
            register.id
        );
        let dates: Vec<_> = all
            .items
            .iter()
            .map(|item| item.values[register.date()].to_string())
            .collect();
        let mut newest_first = dates.clone();
        newest_first.sort();
        newest_first.reverse();
        assert_eq!(dates, newest_first, "{}", register.id);

        for column in register
            .public_columns()
            .filter(|column| column.is_filterable)
        {
            for item in &all.items {
                let Some(value) = item.values[column.name].as_str() else {
                    continue;
                };
                // A masked value is found by its tag, which the list shows.
                let asked = item
                    .values
                    .get(&format!("{}_tag", column.name))
                    .and_then(Json::as_str);
                let asked = asked.unwrap_or(value);
                let name = column.name;
                if name == register.date() {
                    continue;
                }
                let query = format!("{name}={}&limit=100", encoded(asked));
                let found = list(&app, register, &query).await;
                assert!(
                    found.items.iter().any(|it| it.id == item.id),
                    "{}: {query}",
                    register.id
                );
                assert!(
                    found
                        .items
                        .iter()
                        .all(|it| it.values[name] == item.values[name])
                );
            }
        }
        for column in register
            .columns
            .iter()
            .filter(|column| column.is_searchable)
        {
            let item = &all.items[0];
            let Some(text) = item.values[column.name].as_str() else {
                continue;
            };
            let typed = text.to_uppercase();
            let found = list(&app, register, &format!("q={}", encoded(&typed))).await;
            assert!(
                found.items.iter().any(|it| it.id == item.id),
                "{}: {typed}",
                register.id
            );
        }
        let nothing = list(&app, register, "q=zzzyx").await;
        assert_eq!((nothing.items.len(), nothing.total), (0, Some(0)));
        let day = all.items[3].values[register.date()].as_str().unwrap();
        let on = list(&app, register, &format!("from={day}&to={day}")).await;
        assert_eq!(on.items.len(), 1, "{} on {day}", register.id);
    }
    app.verified().await;
}

#[actix_web::test]
async fn pages_hold_every_record_once_in_any_order() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=11 {
            // Some share their place in the order.
            enter(&staff, register, another(register, number / 2))
                .await
                .assert(201);
        }
        let sortable = register.columns.iter().filter(|column| column.is_sortable);
        let mut orders = vec![register.date().to_owned(), format!("-{}", register.date())];
        orders.extend(
            sortable.flat_map(|column| [column.name.to_owned(), format!("-{}", column.name)]),
        );
        for order in orders {
            let (mut seen, mut keys, mut cursor) = (HashSet::new(), Vec::new(), None::<String>);
            let name = order.trim_start_matches('-');
            loop {
                let from = cursor
                    .map(|cursor| format!("&cursor={cursor}"))
                    .unwrap_or_default();
                let page = list(&app, register, &format!("limit=4&sort={order}{from}")).await;
                for item in &page.items {
                    assert!(seen.insert(item.id), "{} twice by {order}", item.id);
                    keys.push(item.values[name].clone());
                }
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 11, "{}: {order}", register.id);
            let number = |key: &Json| (key.as_i64().unwrap_or_default(), key.to_string());
            let mut sorted = keys.clone();
            sorted.sort_by_key(number);
            if order.starts_with('-') {
                sorted.reverse();
            }
            assert_eq!(keys, sorted, "{}: {order}", register.id);
        }
    }
}

#[actix_web::test]
async fn a_correction_keeps_what_stood_before_and_a_withdrawal_its_reason() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let path = entered.header("location").unwrap().to_owned();
        let first: StaffRecordOut = entered.read();
        // What only a procedure writes is told as well, and empty.
        let written = first.values.clone().into_iter();
        let written: Map<_, _> = written.filter(|(_, value)| !value.is_null()).collect();
        assert_eq!(written, example(register), "{}", register.id);
        let before = app.now();
        app.wait(TimeDelta::minutes(4));

        let mut values = another(register, 3);
        values.insert(register.date().to_owned(), json!("2026-11-20"));
        let body = json!({ "values": values, "reason": "Se leyó mal el documento" });
        let tag = entered.header("etag").unwrap();
        let unreasoned = json!({ "values": values, "reason": " " });
        let refused = staff.put(&path, tag, &unreasoned).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["reason"]);
        let corrected = staff.put(&path, tag, &body).await.assert(200);
        staff.put(&path, tag, &body).await.assert(412);

        let public = format!("{}/{}", records_path(SLUG, register), first.id);
        let now: RecordDetail = app.get(&public).await.assert(200).read();
        assert_eq!((now.record.version, now.history.len()), (2, 2));
        assert_eq!(now.record.values[register.date()], "2026-11-20");
        assert_eq!(
            now.history[1].act_reason.as_deref(),
            Some("Se leyó mal el documento")
        );
        let at = encoded(&before.to_rfc3339());
        let then: RecordDetail = app
            .get(&format!("{public}?as_of={at}"))
            .await
            .assert(200)
            .read();
        assert_eq!(
            then.record.values[register.date()],
            first.values[register.date()]
        );
        assert_eq!(then.citation.digest, now.history[0].record.digest);
        let past = list(&app, register, &format!("as_of={at}")).await;
        assert_eq!(past.items[0].version, 1);
        let words = first.values[register
            .columns
            .iter()
            .find(|it| it.is_searchable)
            .unwrap()
            .name]
            .clone();
        let words = encoded(words.as_str().unwrap());
        let found = list(&app, register, &format!("as_of={at}&q={words}")).await;
        assert_eq!(found.items.len(), 1, "{}: {words}", register.id);

        app.wait(TimeDelta::minutes(4));
        let tag = corrected.header("etag").unwrap();
        let gone = withdraw(&staff, &path, tag, "Se anotó dos veces")
            .await
            .assert(200);
        assert_eq!(gone.json()["act"], "withdrawn");
        assert_eq!(list(&app, register, "").await.items, []);
        let left: RecordDetail = app.get(&public).await.assert(200).read();
        assert_eq!(left.history.len(), 3);
        assert_eq!(
            left.history[2].act_reason.as_deref(),
            Some("Se anotó dos veces")
        );
        let tag = gone.header("etag").unwrap();
        withdraw(&staff, &path, tag, "Otra vez").await.assert(409);
    }
    app.verified().await;
}

#[actix_web::test]
async fn what_is_wrong_is_named_by_its_column_and_nothing_is_stored() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for column in register.columns {
            let mut values = example(register);
            values.insert(column.name.to_owned(), json!({ "otro": "valor" }));
            let refused = enter(&staff, register, values).await.assert(422);
            assert_eq!(refused.wrong_fields(), [format!("values.{}", column.name)]);
            if column.is_required {
                let mut values = example(register);
                values.remove(column.name);
                let refused = enter(&staff, register, values).await.assert(422);
                assert_eq!(refused.wrong_fields(), [format!("values.{}", column.name)]);
            }
        }
        assert_eq!(
            list(&app, register, "total=true").await.total,
            Some(0),
            "{}",
            register.id
        );
        for query in [
            "otra=1",
            "limit=0",
            "sort=search",
            "cursor=x",
            "as_of=ayer",
            "from=ayer",
        ] {
            let path = format!("{}?{query}", records_path(SLUG, register));
            app.get(&path).await.assert(400);
        }
    }
}

#[actix_web::test]
async fn values_are_counted_and_the_counts_agree_with_the_list() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=6 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let path = format!("{}/facets", records_path(SLUG, register));
        let facets = app.get(&path).await.assert(200).json();
        let facets = facets["items"].as_array().unwrap();
        let declared: Vec<_> = register
            .columns
            .iter()
            .filter(|column| column.is_facet)
            .collect();
        assert_eq!(facets.len(), declared.len());
        for facet in facets {
            let values = facet["values"].as_array().unwrap();
            let sum: u64 = values
                .iter()
                .map(|value| value["count"].as_u64().unwrap())
                .sum();
            assert_eq!(sum, 6, "{}: {facet}", register.id);
            // No address asks for what has no value: what only a procedure writes has none here.
            let values = values.iter().filter(|value| !value["value"].is_null());
            for value in values {
                let column = facet["column"].as_str().unwrap();
                let query = format!(
                    "{column}={}&total=true",
                    encoded(value["value"].as_str().unwrap())
                );
                let found = list(&app, register, &query).await;
                assert_eq!(
                    found.total,
                    value["count"].as_u64(),
                    "{}: {query}",
                    register.id
                );
            }
        }
    }
}

pub(crate) fn encoded(text: &str) -> String {
    serde_urlencoded::to_string([("q", text)])
        .unwrap()
        .split_off(2)
}

#[actix_web::test]
async fn visits_and_their_proofs_have_the_short_names_that_programs_rely_on() {
    let app = spawn().await;
    app.run_jobs().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    for number in 1..=3 {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
    }
    app.wait(TimeDelta::minutes(61));
    app.run_jobs().await;
    let short = format!("/api/v1/m/{SLUG}/visits");
    let page = app
        .get(&format!("{short}?total=true"))
        .await
        .assert(200)
        .json();
    let long = list(&app, register, "").await;
    assert_eq!(page["total"], 3);
    for (item, same) in page["items"].as_array().unwrap().iter().zip(&long.items) {
        assert_eq!(item["id"], json!(same.id));
        assert_eq!(item["entity"], item["municipality"]["name"]);
    }
    let official = long.items[0].values["official_name"].as_str().unwrap();
    let path = format!(
        "{short}?official={}",
        official.to_lowercase().replace(' ', "+")
    );
    let found = app.get(&path).await.assert(200).json();
    assert!(!found["items"].as_array().unwrap().is_empty(), "{path}");
    let none = app
        .get(&format!("{short}?official=nadie"))
        .await
        .assert(200)
        .json();
    assert_eq!(none["items"], json!([]));
    app.get(&format!("{short}?oficial=x")).await.assert(400);
    for (of_short, of_long) in [
        ("tree/root", "tree/head"),
        (
            "proof/inclusion?leaf=1&size=3",
            "tree/inclusion?leaf=1&size=3",
        ),
        (
            "proof/consistency?from=1&to=3",
            "tree/consistency?from=1&to=3",
        ),
    ] {
        let one = app.get(&format!("{short}/{of_short}")).await.assert(200);
        let other = format!("{}/{of_long}", records_path(SLUG, register));
        assert_eq!(one.json(), app.get(&other).await.assert(200).json());
    }
}
