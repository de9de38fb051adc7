//! The way of a file, from what officials send to what everybody reads, and back.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value as Json, json};
use shared::kit::page::Page;
use shared::registers::import::{ImportState, LeftOut, Verdict, left_path};
use shared::registers::wire::{RecordDetail, StaffRecordOut, records_path};
use shared::registers::{Act, Kind, REGISTERS, Register};

use super::{
    SLUG, act, another, apply, at, counts, csv, encoded, list, officer, read, records, rows, seen,
    undo, values, xlsx,
};
use crate::support::TestApp;

#[actix_web::test]
async fn a_file_is_looked_at_then_public_at_once_then_taken_back() {
    let app = TestApp::demo_with(|settings| settings.server.import_chunk = 3).await;
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
                    let is_derived = column.is_tagged()
                        || column.is_procedural
                        || column.name == "visitor_document_type";
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
    let app = TestApp::demo().await;
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
    let app = TestApp::demo().await;
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
    let stayed: Page<LeftOut> = staff
        .get(&left_path(register, it.id))
        .await
        .assert(200)
        .read();
    assert_eq!(stayed.items.len(), 1);
    assert_eq!((stayed.items[0].id, stayed.items[0].version), (first, 1));
    assert_eq!(stayed.items[0].act, Act::Corrected);
    assert_eq!(
        stayed.items[0].reason.as_deref(),
        Some("La glosa estaba mal")
    );
    let left = list(&app, register, "").await;
    assert_eq!(left.items.len(), 1);
    assert_eq!(
        left.items[0].values["description"],
        "Glosa corregida a mano"
    );
    app.verified().await;
}

#[actix_web::test]
async fn a_mapping_is_changed_and_remembered() {
    let app = TestApp::demo().await;
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
async fn applying_and_taking_back_leaves_the_list_as_it_was() {
    let app = TestApp::demo_with(|settings| settings.server.import_chunk = 2).await;
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
