//! The file with which visits are loaded into the national register: its layout, what it leaves out, who may have it.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use sea_orm::{ConnectionTrait, Statement};
use shared::features::visits::official_file::{
    OFFICIAL_FILE_CHECK_PATH, OFFICIAL_FILE_PATH, OfficialFileCheck, UploadFault,
};
use shared::registers::wire::staff_records_path;

use super::*;

/// A visit of a file of before, as the administrator enters it.
fn entered(document: Option<&str>, hours: (&str, Option<&str>)) -> Json {
    json!({ "values": {
        "registered_at": "2026-11-03T02:30:00Z", "visit_date": "2026-11-02", "visitor_name": "Fernández Ficticia, Luz",
        "visitor_document_type": "dni", "visitor_document": document, "visitor_kind": "private_entity",
        "visitor_entity": "Constructora Ficticia SAC", "official_name": "Rojas Ficticio, Teófilo",
        "entry_time": hours.0, "exit_time": hours.1, "reason": "work_meeting", "reason_detail": "=HYPERLINK(\"x\")",
        "place": "Sala 2", "record_class": "late",
    } })
}

async fn enter(admin: &Staff<'_>, visit: &Json) {
    let path = staff_records_path(&REGISTER);
    admin.post(&path, visit).await.assert(201);
}

fn sheet(answer: &Answer) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.to_vec())).unwrap();
    let (_, sheet) = book.worksheets().into_iter().next().unwrap();
    let cell = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("not a text: {other:?}"),
    };
    sheet
        .rows()
        .map(|row| row.iter().map(cell).collect())
        .collect()
}

#[actix_web::test]
async fn the_file_has_the_layout_of_the_national_register_and_leaves_out_what_it_refuses() {
    let app = TestApp::demo().await;
    let admin = admin(&app).await;
    for visit in [
        entered(Some("40777001"), ("09:05", Some("10:15"))),
        entered(Some("40777002"), ("11:00", None)),
        entered(None, ("12:00", Some("12:30"))),
        entered(Some("40777004"), ("22:00", Some("00:30"))),
    ] {
        enter(&admin, &visit).await;
    }
    let period = "from=2026-11-01&to=2026-11-30";
    let check = format!("{OFFICIAL_FILE_CHECK_PATH}?{period}");
    let check: OfficialFileCheck = admin.get(&check).await.assert(200).read();
    assert_eq!((check.accepted, check.refused), (2, 2));
    assert_eq!(check.columns.len(), 12);
    assert!(check.source.is_some());
    let faults: Vec<_> = check
        .items
        .iter()
        .map(|visit| visit.faults.clone())
        .collect();
    assert_eq!(
        faults,
        [
            vec![UploadFault::NoDocument],
            vec![UploadFault::ExitBeforeEntry]
        ]
    );

    let path = format!("{OFFICIAL_FILE_PATH}?{period}");
    let answer = admin.get(&path).await.assert(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let name = "attachment; filename=\"municastilla-piura-visitas-2026-11-01-2026-11-30.xlsx\"";
    assert_eq!(answer.header("content-disposition"), Some(name));
    let rows = sheet(&answer);
    assert_eq!(rows.len(), 4);
    assert!(rows[0][0].starts_with("REGISTRO DE VISITAS EN LÍNEA"));
    assert!(rows[0][0].ends_with("del 01/11/2026 al 30/11/2026"));
    let official = include_str!("../../../../shared/tests/official/visit_upload_headings.txt");
    assert_eq!(rows[1], official.lines().collect::<Vec<_>>());
    // Half past nine in the evening in Lima.
    let entity = &rows[2][2];
    assert!(entity.starts_with("Municipalidad"), "{entity}");
    let rest: Vec<_> = rows[2].iter().filter(|cell| *cell != entity).collect();
    assert_eq!(
        rest,
        [
            "02/11/2026",
            "02/11/2026",
            "Fernández Ficticia, Luz",
            "DNI 40777001",
            "Entidad privada - Constructora Ficticia SAC",
            "Rojas Ficticio, Teófilo",
            "09:05",
            "10:15",
            "Reunión de trabajo - =HYPERLINK(\"x\")",
            "Sala 2",
            "",
        ]
    );
    assert_eq!(rows[3][8], "", "no exit is made up");

    let owner = app.owner().await;
    let sql = "SELECT body FROM journal WHERE action = 'visit.official_file_made'";
    let sql = Statement::from_string(owner.get_database_backend(), sql);
    let entries = owner.query_all_raw(sql).await.unwrap();
    assert_eq!(entries.len(), 1, "the check is no act, the file is");
    let content: String = entries[0].try_get_by_index(0).unwrap();
    assert!(content.contains("\"records\":2") && content.contains("\"left_out\":2"));
    assert!(!content.contains("40777001"), "{content}");
    app.verified().await;
}

#[actix_web::test]
async fn only_the_administrator_has_it_and_of_a_period_that_is_one() {
    let app = TestApp::demo().await;
    let desk = recorder(&app).await;
    let admin = admin(&app).await;
    for path in [OFFICIAL_FILE_CHECK_PATH, OFFICIAL_FILE_PATH] {
        let asked = format!("{path}?from=2026-11-01&to=2026-11-30");
        app.get(&asked).await.assert(401);
        desk.get(&asked).await.assert(403);
        for wrong in [
            "",
            "from=2026-11-01",
            "from=2026-11-30&to=2026-11-01",
            "from=2025-11-01&to=2026-11-02",
            "from=ayer&to=2026-11-01",
        ] {
            admin.get(&format!("{path}?{wrong}")).await.assert(400);
        }
    }
    // A year with its leap day is a period; another municipality's visits are not in it.
    let theirs = app
        .staff_of(app.municipality("munipiura").await, Role::VisitsAdmin)
        .await;
    enter(&theirs, &entered(Some("40777009"), ("09:00", None))).await;
    let path = format!("{OFFICIAL_FILE_PATH}?from=2025-11-02&to=2026-11-02");
    let answer = admin.get(&path).await.assert(200);
    assert_eq!(sheet(&answer).len(), 2);
}
