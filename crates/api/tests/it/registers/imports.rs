//! Files of officials: read, looked at, applied, taken back; over every register, from its declaration.

use std::future::{Future, poll_fn};
use std::task::Poll;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value as Json, json};
use shared::access::Role;
use shared::kit::page::Page;
use shared::registers::import::{
    ImportOut, ImportRowOut, ImportState, Verdict, import_path, imports_path,
};
use shared::registers::wire::{RecordDetail, RecordsPage, StaffRecordOut, records_path};
use shared::registers::{Column, Kind, REGISTERS, Register};
use shared::time::lima_datetime;
use tabular::write::Value;
use tabular::write::csv::CsvWriter;
use tabular::write::xlsx::{Heading, XlsxWriter};
use uuid::Uuid;

use super::{SLUG, another, encoded, list, officer, seed, spawn};
use crate::support::{Answer, Staff, TestApp};

/// A value as officials write it.
pub(super) fn cell<'a>(column: &Column, value: &'a Json) -> Value<'a> {
    let text = value.as_str().unwrap_or_default();
    match column.kind {
        _ if value.is_null() => Value::Empty,
        Kind::Money | Kind::Percent => Value::Cents(value.as_i64().unwrap()),
        Kind::Degrees => {
            Value::Number(f64::from(i32::try_from(value.as_i64().unwrap()).unwrap()) / 1e6)
        }
        Kind::Integer => Value::Integer(value.as_i64().unwrap()),
        Kind::Bool => Value::Bool(value.as_bool().unwrap()),
        Kind::Date => Value::Date(text.parse::<NaiveDate>().unwrap()),
        Kind::Time => Value::Time(NaiveTime::parse_from_str(text, "%H:%M").unwrap()),
        Kind::Instant => Value::DateTime(lima_datetime(text.parse::<DateTime<Utc>>().unwrap())),
        Kind::Choice(choices) => {
            Value::Code(choices.iter().find(|it| it.code == text).unwrap().label)
        }
        _ => Value::Text(text),
    }
}

/// A CSV of these records, under the labels of the declaration.
pub(super) fn csv(register: &'static Register, records: &[Map<String, Json>]) -> Vec<u8> {
    let mut writer = CsvWriter::new(true).local();
    let labels = register
        .columns
        .iter()
        .map(|column| Value::Code(column.label));
    writer.row(labels).unwrap();
    for record in records {
        let columns = register.columns.iter();
        writer
            .row(columns.map(|column| cell(column, &record[column.name])))
            .unwrap();
    }
    writer.take().unwrap()
}

fn xlsx(register: &'static Register, records: &[Map<String, Json>]) -> Vec<u8> {
    let heads = register.columns.iter().map(|column| Heading {
        label: column.label,
        width: 12,
    });
    let mut writer = XlsxWriter::new("Datos", &heads.collect::<Vec<_>>()).unwrap();
    for record in records {
        let columns = register.columns.iter();
        writer
            .row(columns.map(|column| cell(column, &record[column.name])))
            .unwrap();
    }
    std::fs::read(writer.finish().unwrap().path()).unwrap()
}

pub(super) fn records(register: &'static Register, from: u32, to: u32) -> Vec<Map<String, Json>> {
    (from..=to)
        .map(|number| another(register, number))
        .collect()
}

pub(super) async fn upload(staff: &Staff<'_>, name: &str, bytes: &[u8]) -> Answer {
    staff
        .send_file("/api/v1/admin/uploads/sheet", name, bytes)
        .await
}

/// Sends a file and begins its import, which is not read yet.
pub(super) async fn begin(
    staff: &Staff<'_>,
    register: &Register,
    name: &str,
    bytes: &[u8],
) -> ImportOut {
    let file = upload(staff, name, bytes).await.assert(201).json();
    let body = json!({ "file_id": file["id"] });
    let begun = staff.post(&imports_path(register), &body).await.assert(202);
    begun.read()
}

pub(super) async fn seen(staff: &Staff<'_>, register: &Register, id: Uuid) -> ImportOut {
    staff
        .get(&import_path(register, id))
        .await
        .assert(200)
        .read()
}

/// The same after it was read.
pub(super) async fn read(
    app: &TestApp,
    staff: &Staff<'_>,
    register: &Register,
    name: &str,
    bytes: &[u8],
) -> ImportOut {
    let begun = begin(staff, register, name, bytes).await;
    assert_eq!(begun.state, ImportState::Reading);
    app.run_jobs().await;
    seen(staff, register, begun.id).await
}

pub(super) async fn act(
    staff: &Staff<'_>,
    register: &Register,
    id: Uuid,
    act: &str,
    body: Json,
) -> Answer {
    let path = format!("{}/{act}", import_path(register, id));
    staff.post(&path, &body).await
}

pub(super) async fn apply(
    app: &TestApp,
    staff: &Staff<'_>,
    register: &Register,
    it: &ImportOut,
) -> ImportOut {
    let body = json!({ "staging": it.staging, "reason": "Relación enviada por la gerencia" });
    act(staff, register, it.id, "apply", body).await.assert(202);
    app.run_jobs().await;
    seen(staff, register, it.id).await
}

async fn undo(app: &TestApp, staff: &Staff<'_>, register: &Register, id: Uuid) -> ImportOut {
    let body = json!({ "reason": "Era el archivo de otro mes" });
    act(staff, register, id, "undo", body).await.assert(202);
    app.run_jobs().await;
    seen(staff, register, id).await
}

pub(super) async fn rows(
    staff: &Staff<'_>,
    register: &Register,
    id: Uuid,
    verdict: Verdict,
) -> Page<ImportRowOut> {
    let path = format!(
        "{}/rows?verdict={}&limit=100",
        import_path(register, id),
        verdict.as_str()
    );
    staff.get(&path).await.assert(200).read()
}

fn counts(it: &ImportOut) -> [i64; 5] {
    [it.added, it.changed, it.same, it.ignored, it.rejected]
}

async fn at(app: &TestApp, register: &Register, at: DateTime<Utc>) -> RecordsPage {
    list(
        app,
        register,
        &format!("as_of={}&total=true", encoded(&at.to_rfc3339())),
    )
    .await
}

/// The values of the list, without what every version has of its own.
async fn values(app: &TestApp, register: &Register) -> Vec<Map<String, Json>> {
    let page = list(app, register, "limit=1000").await;
    page.items.into_iter().map(|item| item.values).collect()
}

#[actix_web::test]
async fn a_file_is_looked_at_then_public_at_once_then_taken_back() {
    let app = TestApp::spawn_with(|settings| settings.server.import_chunk = 3).await;
    seed(&app).await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let told = records(register, 1, 7);
        let file = csv(register, &told);
        let it = read(&app, &staff, register, "enviado.csv", &file).await;
        assert_eq!(
            it.state,
            ImportState::Ready,
            "{}: {:?}",
            register.id,
            it.failure
        );
        let wrong = rows(&staff, register, it.id, Verdict::Rejected).await;
        assert_eq!(counts(&it), [7, 0, 0, 0, 0], "{}: {wrong:?}", register.id);
        assert_eq!((it.total, it.header_row), (7, Some(1)));
        assert_eq!(it.missing, Vec::<String>::new());
        let preview = rows(&staff, register, it.id, Verdict::Added).await;
        assert_eq!((preview.items.len(), preview.total), (7, Some(7)));
        assert_eq!(preview.items[0].line, 2);
        // Nothing is there before somebody agrees, nor until all of it is written.
        assert_eq!(list(&app, register, "total=true").await.total, Some(0));
        let confirmed = app.now();
        let body = json!({ "staging": it.staging });
        act(&staff, register, it.id, "apply", body)
            .await
            .assert(202);
        app.wait(TimeDelta::minutes(2));
        let before = app.now();
        app.wait(TimeDelta::minutes(1));
        app.run_jobs().await;
        let done = seen(&staff, register, it.id).await;
        assert_eq!(
            (done.state, done.done),
            (ImportState::Applied, 7),
            "{}",
            register.id
        );

        let page = list(&app, register, "total=true&limit=100").await;
        assert_eq!(page.total, Some(7), "{}", register.id);
        for record in &told {
            let same = |item: &Map<String, Json>| {
                register.public_columns().all(|column| {
                    let is_derived = column.is_tagged() || column.name == "visitor_document_type";
                    is_derived || item[column.name] == record[column.name]
                })
            };
            assert!(
                page.items.iter().any(|item| same(&item.values)),
                "{}: {record:?}",
                register.id
            );
        }
        // What stood before its publication stays so for ever, whenever its rows were written.
        assert_eq!(
            at(&app, register, before).await.total,
            Some(0),
            "{}",
            register.id
        );
        assert_eq!(at(&app, register, app.now()).await.total, Some(7));
        let between = |from: DateTime<Utc>, to: DateTime<Utc>| {
            let (from, to) = (from.to_rfc3339(), to.to_rfc3339());
            format!(
                "{}/changes?from={}&to={}&limit=5",
                records_path(SLUG, register),
                encoded(&from),
                encoded(&to)
            )
        };
        let none = app
            .get(&between(confirmed - TimeDelta::hours(1), before))
            .await;
        assert_eq!(none.assert(200).json()["items"], json!([]));
        let path = between(before, app.now());
        let mut changed = app.get(&path).await.assert(200).json();
        let first = changed["items"].as_array().unwrap().len();
        let cursor = changed["next_cursor"].as_str().unwrap().to_owned();
        changed = app
            .get(&format!("{path}&cursor={cursor}"))
            .await
            .assert(200)
            .json();
        assert_eq!((first, changed["items"].as_array().unwrap().len()), (5, 2));
        app.verified().await;

        app.wait(TimeDelta::minutes(1));
        let public = app.now();
        app.wait(TimeDelta::minutes(1));
        let undone = undo(&app, &staff, register, it.id).await;
        assert_eq!((undone.state, undone.left_alone), (ImportState::Undone, 0));
        assert_eq!(
            list(&app, register, "total=true").await.total,
            Some(0),
            "{}",
            register.id
        );
        assert_eq!(at(&app, register, public).await.total, Some(7));
        assert_eq!(at(&app, register, before).await.total, Some(0));
        let id = page.items[0].id;
        let path = format!("{}/{id}", records_path(SLUG, register));
        let detail: RecordDetail = app.get(&path).await.assert(200).read();
        assert_eq!(
            detail.history[1].act_reason.as_deref(),
            Some("Era el archivo de otro mes")
        );
        // Twice is too often, and what was taken back is not given up.
        let again = json!({ "reason": "Otra vez lo mismo" });
        act(&staff, register, it.id, "undo", again)
            .await
            .assert(409);
        act(&staff, register, it.id, "discard", json!({}))
            .await
            .assert(409);
    }
    app.verified().await;
}

#[actix_web::test]
async fn what_is_there_is_corrected_and_comes_back_as_it_was() {
    let app = spawn().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let told = records(register, 1, 4);
        let it = read(&app, &staff, register, "uno.csv", &csv(register, &told)).await;
        apply(&app, &staff, register, &it).await;
        let before = values(&app, register).await;

        // One is as it was, one says something else, one is new, and one is there twice.
        let changing = register
            .columns
            .iter()
            .rfind(|column| {
                matches!(column.kind, Kind::Text(_))
                    && !register.key.contains(&column.name)
                    && column.is_public()
            })
            .unwrap();
        let mut second = told[1].clone();
        second.insert(changing.name.to_owned(), json!("Otro dato"));
        let file = [
            told[0].clone(),
            second,
            another(register, 9),
            told[0].clone(),
        ];
        let it = read(&app, &staff, register, "dos.xlsx", &xlsx(register, &file)).await;
        assert_eq!(counts(&it), [1, 1, 1, 1, 0], "{}", register.id);
        let changed = rows(&staff, register, it.id, Verdict::Changed).await;
        let shown = changed.items[0]
            .values
            .iter()
            .find(|value| value.column == changing.name);
        let shown = shown.unwrap();
        assert_eq!(shown.value, "Otro dato");
        assert!(shown.before.is_some(), "{}", register.id);
        let repeated = rows(&staff, register, it.id, Verdict::Ignored).await;
        let said = &repeated.items[0].notes;
        assert!(
            said.iter().any(|note| note.message == "Repite la fila 2."),
            "{said:?}"
        );

        // A correction needs its reason.
        let body = json!({ "staging": it.staging });
        let refused = act(&staff, register, it.id, "apply", body)
            .await
            .assert(422);
        assert_eq!(refused.wrong_fields(), ["reason"]);
        let stale = json!({ "staging": it.staging + 1, "reason": "Relación corregida" });
        act(&staff, register, it.id, "apply", stale)
            .await
            .assert(412);
        apply(&app, &staff, register, &it).await;
        let after = list(&app, register, "limit=100").await;
        assert_eq!(after.items.len(), 5, "{}", register.id);
        let corrected = after.items.iter().find(|item| item.version == 2).unwrap();
        assert_eq!(corrected.values[changing.name], "Otro dato");
        let path = format!("{}/{}", records_path(SLUG, register), corrected.id);
        let detail: RecordDetail = app.get(&path).await.assert(200).read();
        let reason = detail.history[1].act_reason.as_deref();
        assert_eq!(reason, Some("Relación enviada por la gerencia"));

        undo(&app, &staff, register, it.id).await;
        assert_eq!(values(&app, register).await, before, "{}", register.id);
    }
    app.verified().await;
}

#[actix_web::test]
async fn what_was_corrected_since_stays_when_its_file_is_taken_back() {
    let app = spawn().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let it = read(
        &app,
        &staff,
        register,
        "a.csv",
        &csv(register, &records(register, 1, 3)),
    )
    .await;
    apply(&app, &staff, register, &it).await;
    let first = list(&app, register, "").await.items[0].id;
    let path = format!("/api/v1/admin/registers/{}/{first}", register.id);
    let whole = staff.get(&path).await.assert(200);
    let mut record: StaffRecordOut = whole.read();
    record
        .values
        .insert("description".to_owned(), json!("Glosa corregida a mano"));
    let body = json!({ "values": record.values, "reason": "La glosa estaba mal" });
    staff
        .put(&path, whole.header("etag").unwrap(), &body)
        .await
        .assert(200);
    let undone = undo(&app, &staff, register, it.id).await;
    assert_eq!(undone.left_alone, 1);
    let left = list(&app, register, "").await;
    assert_eq!(left.items.len(), 1);
    assert_eq!(
        left.items[0].values["description"],
        "Glosa corregida a mano"
    );
    app.verified().await;
}

#[actix_web::test]
async fn a_job_that_is_killed_goes_on_where_it_was_and_doubles_nothing() {
    let app = TestApp::spawn_with(|settings| settings.server.import_chunk = 1).await;
    seed(&app).await;
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
    let numbers: std::collections::HashSet<_> = page
        .items
        .iter()
        .map(|item| item.values["number"].to_string())
        .collect();
    assert_eq!(numbers.len(), 12);
    app.verified().await;
}

#[actix_web::test]
async fn two_files_at_once_enter_each_record_once() {
    let app = spawn().await;
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
async fn a_mapping_is_changed_and_remembered() {
    let app = spawn().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let file = "Emitido el;Cheque;Señores;Doc;Por;S/\n03/02/26;0012;Ferretería Piura SAC;20100070970;Cemento;1,234.50\n";
    let it = read(&app, &staff, register, "cheques.csv", file.as_bytes()).await;
    assert!(
        it.missing.contains(&"supplier_name".to_owned()),
        "{:?}",
        it.missing
    );
    assert_eq!(it.rejected, 1);
    let body = json!({ "columns": [
        { "column": "issued_on", "position": 0 }, { "column": "number", "position": 1 },
        { "column": "supplier_name", "position": 2 }, { "column": "supplier_ruc", "position": 3 },
        { "column": "description", "position": 4 }, { "column": "amount_cents", "position": 5 },
        { "column": "means", "fixed": "check" }, { "column": "state", "fixed": "collected" },
    ] });
    let twice = json!({ "columns": [{ "column": "number", "position": 1 }, { "column": "siaf_file", "position": 1 },
        { "column": "means", "fixed": "trueque" }, { "column": "nada" }] });
    let refused = act(&staff, register, it.id, "mapping", twice)
        .await
        .assert(422);
    assert_eq!(
        refused.wrong_fields(),
        [
            "columns[1].position",
            "columns[2].fixed",
            "columns[3].column"
        ]
    );
    act(&staff, register, it.id, "mapping", body)
        .await
        .assert(202);
    app.run_jobs().await;
    let mapped = seen(&staff, register, it.id).await;
    assert_eq!((mapped.staging, mapped.added, mapped.rejected), (2, 1, 0));
    apply(&app, &staff, register, &mapped).await;
    let page = list(&app, register, "").await;
    assert_eq!(page.items[0].values["amount_cents"], 123_450);
    assert_eq!(page.items[0].values["issued_on"], "2026-02-03");
    assert_eq!(page.items[0].values["means"], "check");
    // The next file with these headings needs no explanation.
    let next = file.replace("0012", "0013");
    let it = read(&app, &staff, register, "mas.csv", next.as_bytes()).await;
    assert_eq!(counts(&it), [1, 0, 0, 0, 0]);
}

#[actix_web::test]
async fn an_import_is_its_municipalitys_and_of_those_who_may() {
    let app = spawn().await;
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
        let other = app.municipality("munipiura").await;
        let role = if register.id == "visits" {
            Role::VisitsAdmin
        } else {
            Role::ThemeOfficer
        };
        let stranger = app.staff_of(other, role).await;
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
async fn historic_visits_keep_open_exits_foreign_documents_and_late_nights() {
    let folder =
        std::env::var("MUNICA_TRIAL_DATA").unwrap_or_else(|_| "../../../shared/data".to_owned());
    let path = format!("{folder}/visitas/visitas_muestra_seudonimizada.csv");
    let Ok(file) = std::fs::read(&path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let app = spawn().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let it = read(&app, &staff, register, "historico.csv", &file).await;
    let plans: Vec<_> = [
        ("visit_date", "fecha"),
        ("visitor_name", "visitante"),
        ("visitor_document", "doc"),
        ("visitor_entity", "entidad"),
        ("reason", "motivo"),
        ("official_name", "empleado"),
        ("official_post", "cargo"),
        ("office", "oficina"),
        ("place", "lugar"),
        ("entry_time", "ing"),
        ("exit_time", "sal"),
    ]
    .into_iter()
    .map(|(column, heading)| {
        let found = it.headings.iter().find(|it| it.heading == heading).unwrap();
        json!({ "column": column, "position": found.position })
    })
    .chain(
        it.columns
            .iter()
            .filter(|plan| plan.position.is_none())
            .map(|plan| json!(plan)),
    )
    .collect();
    let fixed = [
        "registered_at",
        "visitor_document_type",
        "visitor_kind",
        "record_class",
        "class_reason",
    ];
    let mut plans: Vec<Json> = plans
        .into_iter()
        .filter(|plan| !fixed.contains(&plan["column"].as_str().unwrap()))
        .collect();
    for (column, value) in fixed.into_iter().zip([
        "now",
        "unknown",
        "natural_person",
        "backfilled_internal",
        "Registros de 2015",
    ]) {
        plans.push(json!({ "column": column, "fixed": value }));
    }
    act(
        &staff,
        register,
        it.id,
        "mapping",
        json!({ "columns": plans }),
    )
    .await
    .assert(202);
    app.run_jobs().await;
    let it = seen(&staff, register, it.id).await;
    assert_eq!(it.state, ImportState::Ready, "{:?}", it.failure);
    let wrong = rows(&staff, register, it.id, Verdict::Rejected).await;
    assert_eq!(it.rejected, 0, "{:?}", wrong.items);
    assert_eq!(it.added + it.ignored, 65);
    assert!(it.flagged > 0);
    apply(&app, &staff, register, &it).await;
    let page = list(&app, register, "limit=100&total=true").await;
    assert_eq!(page.total, u64::try_from(it.added).ok());
    let has = |test: &dyn Fn(&Map<String, Json>) -> bool| {
        page.items.iter().any(|item| test(&item.values))
    };
    assert!(
        has(&|values| values["exit_time"].is_null()),
        "an open visit stays open"
    );
    assert!(has(&|values| values["visitor_document_type"] != "dni"));
    app.verified().await;
}

#[actix_web::test]
async fn mixed_clocks_late_nights_and_foreign_documents_are_kept_and_told() {
    let app = spawn().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let file = "Registro de visitas del palacio;;;;;;\n\nFecha;Visitante;DNI;Funcionario;Ingreso;Salida;Motivo\n\
        18/08/15;Farfán Rojas, Inés;DNI 40123456;Rojas Medina, Teófilo;10:15 p.m.;00:40;DOCUMENTOS\n\
        18/08/15;Prado Ruiz, Saúl;1234567;Rojas Medina, Teófilo;9:05 a. m.;15:03;Reunión de trabajo\n\
        18/08/15;Weber, Anna;PASAPORTE C01X00T47;Rojas Medina, Teófilo;14:00;;Entrevista\n";
    let it = read(&app, &staff, register, "agosto.csv", file.as_bytes()).await;
    let wrong = rows(&staff, register, it.id, Verdict::Rejected).await;
    assert_eq!(counts(&it), [3, 0, 0, 0, 0], "{:?} {wrong:?}", it.failure);
    assert_eq!((it.header_row, it.mended), (Some(3), 3));
    apply(&app, &staff, register, &it).await;
    let page = list(&app, register, "").await;
    let of = |name: &str| {
        let found = page
            .items
            .iter()
            .find(|item| item.values["visitor_name"] == name);
        found.unwrap().values.clone()
    };
    let late = of("Farfán Rojas, Inés");
    assert_eq!(
        (&late["entry_time"], &late["exit_time"]),
        (&json!("22:15"), &json!("00:40"))
    );
    assert_eq!(late["remark"], "Salió al día siguiente.");
    assert_eq!(
        (&late["reason"], &late["reason_detail"]),
        (&json!("other"), &json!("DOCUMENTOS"))
    );
    let early = of("Prado Ruiz, Saúl");
    assert_eq!(
        (&early["entry_time"], &early["exit_time"]),
        (&json!("09:05"), &json!("15:03"))
    );
    assert_eq!(
        (&early["visitor_document_type"], &early["reason"]),
        (&json!("dni"), &json!("work_meeting"))
    );
    let foreign = of("Weber, Anna");
    assert_eq!(
        (&foreign["exit_time"], &foreign["visitor_document_type"]),
        (&Json::Null, &json!("other"))
    );
    assert_eq!(foreign["record_class"], "backfilled_internal");
}

#[actix_web::test]
async fn applying_and_taking_back_leaves_the_list_as_it_was() {
    let app = TestApp::spawn_with(|settings| settings.server.import_chunk = 2).await;
    seed(&app).await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let mut runner = TestRunner::deterministic();
    // Whatever of ten payments a file tells, with whatever description.
    let files = prop::collection::vec((1_u32..10, "[A-Za-zñ=+ ]{1,12}"), 1..8);
    for _ in 0..6 {
        let drawn = files.new_tree(&mut runner).unwrap().current();
        let told: Vec<_> = drawn
            .iter()
            .map(|(number, text)| {
                let mut record = another(register, *number);
                record.insert("description".to_owned(), json!(format!("Glosa {text}")));
                record
            })
            .collect();
        let before = values(&app, register).await;
        let it = read(&app, &staff, register, "a.csv", &csv(register, &told)).await;
        assert_eq!(
            (it.state, it.rejected),
            (ImportState::Ready, 0),
            "{drawn:?}"
        );
        if it.added + it.changed > 0 {
            apply(&app, &staff, register, &it).await;
            undo(&app, &staff, register, it.id).await;
            assert_eq!(values(&app, register).await, before, "{drawn:?}");
            // The same is there to stay before the next one.
            let again = read(&app, &staff, register, "a.csv", &csv(register, &told)).await;
            apply(&app, &staff, register, &again).await;
        }
    }
    app.verified().await;
}
