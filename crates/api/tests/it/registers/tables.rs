//! Tables hold what the list shows, and nothing in them runs.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value as Json, json};
use shared::registers::wire::{RecordOut, all_records_path, records_path};
use shared::registers::{Column, Format, Kind, Privacy, REGISTERS, Register};
use shared::time::lima_datetime;
use tabular::write::formula::restore;

use super::{SLUG, another, encoded, enter, example, list, officer, says_anything};
use crate::support::TestApp;

/// Where a file stands.
pub(super) fn path(register: &Register, format: Format) -> String {
    format!("{}.{}", records_path(SLUG, register), format.extension())
}

/// A CSV as rows.
pub(super) async fn csv(
    app: &TestApp,
    register: &Register,
    query: &str,
) -> Vec<BTreeMap<String, String>> {
    let path = format!("{}?headers=names&{query}", path(register, Format::Csv));
    let answer = app.get(&path).await.assert(200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let mut reader = csv::Reader::from_reader(answer.body.as_ref());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The headings of a register for programs, each with its column; the common ones have none.
pub(super) fn names(register: &'static Register) -> Vec<(String, Option<&'static Column>)> {
    let common = [
        "id",
        "version",
        "municipality",
        "municipality_name",
        "recorded_at",
        "act",
    ];
    let mut all: Vec<_> = common.map(|name| (name.to_owned(), None)).to_vec();
    for column in register.public_columns() {
        let name = match column.kind {
            Kind::Money => column.name.replace("_cents", ""),
            Kind::Degrees => column.name.replace("_e6", ""),
            _ => column.name.to_owned(),
        };
        all.push((name, Some(column)));
        if column.kind == Kind::Ruc || column.privacy == Privacy::Masked {
            all.push((format!("{}_tag", column.name), None));
        }
    }
    all
}

/// A value of the list as a table shows it.
pub(super) fn shown(column: &Column, value: &Json) -> String {
    let hundredths = |number: i64| {
        let sign = if number < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100)
    };
    match (column.kind, value) {
        (_, Json::Null) => String::new(),
        (Kind::Money | Kind::Percent, _) => hundredths(value.as_i64().unwrap()),
        (Kind::Degrees, _) => {
            let number = value.as_i64().unwrap();
            let text = format!(
                "{}{}.{:06}",
                if number < 0 { "-" } else { "" },
                number.abs() / 1_000_000,
                number.abs() % 1_000_000
            );
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        (Kind::Bool, _) => if value == &json!(true) { "Sí" } else { "No" }.to_owned(),
        (Kind::Choice(_), _) => column.label_of(value.as_str().unwrap()).to_owned(),
        (Kind::Date, _) => {
            let date: NaiveDate = value.as_str().unwrap().parse().unwrap();
            date.format("%d/%m/%Y").to_string()
        }
        (Kind::Instant, _) => local(value.as_str().unwrap().parse().unwrap()),
        (_, Json::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn local(at: DateTime<Utc>) -> String {
    lima_datetime(at).format("%d/%m/%Y %H:%M:%S").to_string()
}

/// A row says what the list says.
pub(super) fn agrees(
    register: &'static Register,
    row: &BTreeMap<String, String>,
    item: &RecordOut,
) {
    for (name, column) in names(register) {
        let owner = item.municipality.clone().unwrap();
        let expected = match (name.as_str(), column) {
            (_, Some(column)) => shown(column, &item.values[column.name]),
            ("id", _) => item.id.to_string(),
            ("version", _) => item.version.to_string(),
            ("municipality", _) => owner.slug,
            ("municipality_name", _) => owner.name,
            ("recorded_at", _) => local(item.recorded_at),
            ("act", _) => item.act.title().to_owned(),
            (tag, _) => item.values[tag].as_str().unwrap_or_default().to_owned(),
        };
        let cell = &row[&name];
        assert_eq!(restore(cell), expected, "{}: {name}", register.id);
    }
    assert_eq!(row.len(), names(register).len(), "{}", register.id);
}

/// Enters some, corrects the first.
pub(super) async fn filled(app: &TestApp, register: &'static Register, count: u32) {
    let staff = officer(app, register, SLUG).await;
    for number in 1..=count {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
    }
    let entered = enter(&staff, register, example(register)).await.assert(201);
    app.wait(TimeDelta::minutes(1));
    let body = json!({ "values": another(register, 20), "reason": "Otra fecha" });
    let path = entered.header("location").unwrap();
    staff
        .put(path, entered.header("etag").unwrap(), &body)
        .await
        .assert(200);
    app.wait(TimeDelta::minutes(1));
}

#[actix_web::test]
async fn a_csv_read_back_is_the_list_row_by_row() {
    let app = TestApp::demo_with(|settings| settings.server.download_chunk = 3).await;
    for register in REGISTERS {
        filled(&app, register, 8).await;
        let sorted = format!("sort={}", register.date());
        let some = list(&app, register, "").await.items[0].values.clone();
        let facet = register.columns.iter().find(|it| it.is_facet);
        let narrowed =
            facet.map(|it| format!("{}={}", it.name, encoded(some[it.name].as_str().unwrap())));
        for query in ["", &sorted, "q=zzzyx"]
            .into_iter()
            .chain(narrowed.as_deref())
        {
            let items = list(
                &app,
                register,
                &format!("{query}&limit=100").replace("?&", "?"),
            )
            .await;
            let rows = csv(&app, register, query).await;
            assert_eq!(rows.len(), items.items.len(), "{}: {query}", register.id);
            for (row, item) in rows.iter().zip(&items.items) {
                agrees(register, row, item);
            }
        }
        // Over all municipalities the same, with whose each is.
        let elsewhere = officer(&app, register, "munipiura").await;
        enter(&elsewhere, register, another(register, 30))
            .await
            .assert(201);
        let path = format!("{}.csv?headers=names", all_records_path(register));
        let answer = app.get(&path).await.assert(200);
        let rows = csv::Reader::from_reader(answer.body.as_ref()).into_deserialize();
        let rows: Vec<BTreeMap<String, String>> = rows.map(Result::unwrap).collect();
        let own = rows.iter().filter(|row| row["municipality"] == SLUG);
        assert_eq!(own.count(), 9);
        assert!(rows.iter().any(|row| row["municipality"] == "munipiura"));
    }
}

#[actix_web::test]
async fn labels_stand_over_the_columns_and_a_mark_before_them_where_it_is_asked_for() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let plain = app.get(&path(register, Format::Csv)).await.assert(200);
        let text = String::from_utf8(plain.body.to_vec()).unwrap();
        assert!(text.starts_with("Identificador,Versión,") && text.ends_with("\r\n"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let labels = reader.headers().unwrap().clone();
        for column in register.public_columns() {
            let same = labels.iter().filter(|label| *label == column.label);
            assert_eq!(same.count(), 1, "{}: {}", register.id, column.label);
        }
        let day = "2026-11-21";
        let name = format!("attachment; filename=\"{SLUG}-{}-{day}.csv\"", register.id);
        assert_eq!(plain.header("content-disposition"), Some(name.as_str()));
        let marked = app
            .get(&format!("{}?bom=true", path(register, Format::Csv)))
            .await;
        assert_eq!(marked.body.as_ref(), format!("\u{feff}{text}").as_bytes());
    }
}

#[actix_web::test]
async fn nothing_that_people_wrote_runs_and_numbers_stay_as_they_are() {
    let app = TestApp::demo().await;
    let payloads = [
        "=1+1", "+1", "-2+3", "@SUM(1)", "＝1", "a;=1+1", "\"=1+1", "'=1", "=2+5|a",
    ];
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for payload in payloads {
            let mut values = example(register);
            let texts = register
                .columns
                .iter()
                .filter(|it| says_anything(register, it));
            for column in texts {
                values.insert(column.name.to_owned(), json!(payload));
            }
            enter(&staff, register, values).await.assert(201);
        }
        let items = list(&app, register, "limit=100").await.items;
        let rows = csv(&app, register, "").await;
        for (row, item) in rows.iter().zip(&items) {
            agrees(register, row, item);
            for (name, column) in names(register) {
                let cell = &row[&name];
                if column.is_some_and(|column| column.kind.is_number()) {
                    assert!(!cell.contains('\''), "{name}: {cell}");
                    continue;
                }
                let cells = cell.split([';', '\t', '\n']);
                for cell in cells {
                    let begin = cell.trim_start_matches([' ', '"']);
                    let runs = begin.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                    assert!(!runs, "{}: {name}: {cell}", register.id);
                }
            }
        }
    }
}
