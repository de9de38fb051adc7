//! Historic visits, as offices kept them.

use serde_json::{Map, Value as Json, json};
use shared::features::visits::desk::ENTRIES_PATH;
use shared::registers::Register;
use shared::registers::import::{ImportState, Verdict};
use shared::registers::wire::{StaffRecordOut, staff_records_path};

use super::{SLUG, act, apply, counts, csv, list, officer, read, rows, seen, undo};
use crate::support::{Staff, TestApp};
use crate::visits::{an_official, enters};

#[actix_web::test]
async fn historic_visits_keep_open_exits_foreign_documents_and_late_nights() {
    let folder =
        std::env::var("MUNICA_TRIAL_DATA").unwrap_or_else(|_| "../../../shared/data".to_owned());
    let path = format!("{folder}/visitas/visitas_muestra_seudonimizada.csv");
    let Ok(file) = std::fs::read(&path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let app = TestApp::demo().await;
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
    let app = TestApp::demo().await;
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
async fn who_left_by_a_file_is_inside_no_longer_and_is_again_when_it_is_taken_back() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let official = an_official(&staff).await;
    let visit = enters(&staff, official, "40123456").await;
    let path = format!("{}/{visit}", staff_records_path(register));
    let mut record: StaffRecordOut = staff.get(&path).await.assert(200).read();
    record.values.insert("exit_time".to_owned(), json!("12:30"));
    let file = csv(register, &[record.values]);
    let it = read(&app, &staff, register, "salidas.csv", &file).await;
    assert_eq!(counts(&it), [0, 1, 0, 0, 0], "{:?}", it.failure);
    assert_eq!(inside(&staff).await, 1);
    apply(&app, &staff, register, &it).await;
    assert_eq!(inside(&staff).await, 0);
    undo(&app, &staff, register, it.id).await;
    assert_eq!(inside(&staff).await, 1);
    app.verified().await;
}

async fn inside(desk: &Staff<'_>) -> usize {
    let found = desk.get(&format!("{ENTRIES_PATH}?state=inside")).await;
    found.assert(200).json()["items"].as_array().unwrap().len()
}
