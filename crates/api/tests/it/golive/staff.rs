//! The staff format: a file becomes officials in one act, says what it would change before, and is taken back.

use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::visits::officials::OFFICIALS_PATH;
use shared::features::visits::staff::{STAFF, STAFF_CSV_PATH, STAFF_XLSX_PATH};
use shared::registers::import::{import_path, imports_path};
use uuid::Uuid;

use super::{an_official, visit};
use crate::accounts::occurrences;
use crate::support::{Staff, TestApp};

const HEAD: &str = "N°;Sede;Unidad orgánica;Tipo de documento;Número de documento;Apellido paterno;Apellido materno;\
    Nombres;Cargo;Régimen;Correo;Teléfono;¿Sujeto con capacidad de decisión?;Perfil;Estado";

/// A file of two: one who is an official already, in a new office, and one who is not.
const FILE: &str = "1;Palacio;Gerencia de Obras;DNI;40999001;Rojas;;Teófilo;Gerente de Infraestructura;CAS;\
    trojas@muni.example;987654321;Sí;Funcionario;Activo\r\n\
    2;Palacio;Mesa de Partes;DNI;40999002;Chávez;Ficticia;Rosa;Técnica;276;rchavez@muni.example;;No;Operador;Activo";

async fn boss(app: &TestApp) -> Staff<'_> {
    let id = app.municipality("munipiura").await;
    app.staff_of(id, Role::VisitsAdmin).await
}

/// A file that was read: what it would change.
async fn read(app: &TestApp, boss: &Staff<'_>, rows: &str) -> Json {
    let bytes = format!("{HEAD}\r\n{rows}\r\n");
    let sheet = "/api/v1/admin/uploads/sheet";
    let sent = boss
        .send_file(sheet, "personal.csv", bytes.as_bytes())
        .await;
    let body = json!({ "file_id": sent.assert(201).json()["id"] });
    let begun = boss
        .post(&imports_path(&STAFF), &body)
        .await
        .assert(202)
        .json();
    app.run_jobs().await;
    let path = import_path(&STAFF, begun["id"].as_str().unwrap().parse().unwrap());
    boss.get(&path).await.assert(200).json()
}

async fn act(app: &TestApp, boss: &Staff<'_>, import: &Json, act: &str, body: Json) -> Json {
    let id: Uuid = import["id"].as_str().unwrap().parse().unwrap();
    let path = import_path(&STAFF, id);
    boss.post(&format!("{path}/{act}"), &body).await.assert(202);
    app.run_jobs().await;
    boss.get(&path).await.assert(200).json()
}

async fn officials(boss: &Staff<'_>) -> Vec<Json> {
    let found = boss.get(OFFICIALS_PATH).await.assert(200).json();
    found["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn a_file_of_the_staff_becomes_officials_and_is_taken_back() {
    let app = TestApp::demo().await;
    let boss = boss(&app).await;
    let known = an_official(&boss).await;
    let seen = read(&app, &boss, FILE).await;
    assert_eq!(seen["state"], "ready", "{seen}");
    assert_eq!((&seen["added"], &seen["changed"]), (&json!(1), &json!(1)));
    // Whoever agrees sees whom he adds, without the number of his document.
    let path = import_path(&STAFF, seen["id"].as_str().unwrap().parse().unwrap());
    let rows = boss.get(&format!("{path}/rows?verdict=added")).await;
    let rows = rows.assert(200).json()["items"].to_string();
    assert!(
        rows.contains("Chávez") && rows.contains("Mesa de Partes"),
        "{rows}"
    );
    assert!(
        rows.contains("****9002") && !rows.contains("40999002"),
        "{rows}"
    );
    let agree = json!({ "staging": seen["staging"], "reason": "Formato de noviembre" });
    let done = act(&app, &boss, &seen, "apply", agree).await;
    assert_eq!(done["state"], "applied", "{done}");
    let all = officials(&boss).await;
    assert_eq!(all.len(), 2);
    let moved = all.iter().find(|it| it["id"] == known.to_string()).unwrap();
    assert_eq!(moved["office"], "Gerencia de Obras");
    let added = all.iter().find(|it| it["id"] != known.to_string()).unwrap();
    assert_eq!(added["name"], "Chávez Ficticia, Rosa");
    // Read again it changes nothing.
    let again = read(&app, &boss, FILE).await;
    assert_eq!(
        (&again["added"], &again["same"]),
        (&json!(0), &json!(2)),
        "{again}"
    );
    // What is private of it lies nowhere in clear.
    let owner = app.owner().await;
    for (table, column) in [
        ("officials", "search_text"),
        ("journal", "body"),
        ("personal_values", "sealed"),
    ] {
        let found = occurrences(&owner, table, column, "rchavez@muni.example").await;
        assert_eq!(found, 0, "{table}.{column}");
    }
    app.verified().await;
}

#[actix_web::test]
async fn an_undone_file_leaves_whoever_was_visited() {
    let app = TestApp::demo().await;
    let boss = boss(&app).await;
    let known = an_official(&boss).await;
    let seen = read(&app, &boss, FILE).await;
    let agree = json!({ "staging": seen["staging"], "reason": "Formato de noviembre" });
    let done = act(&app, &boss, &seen, "apply", agree).await;
    let why = json!({ "reason": "Era el archivo del mes anterior" });
    let undone = act(&app, &boss, &done, "undo", why).await;
    assert_eq!(
        (&undone["state"], &undone["left_alone"]),
        (&json!("undone"), &json!(0))
    );
    let all = officials(&boss).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["office"], "Gerencia de Infraestructura");
    assert_eq!(all[0]["id"], known.to_string());
    let seen = read(&app, &boss, FILE).await;
    let agree = json!({ "staging": seen["staging"], "reason": "Formato de noviembre" });
    let done = act(&app, &boss, &seen, "apply", agree).await;
    let all = officials(&boss).await;
    let new = all.iter().find(|it| it["id"] != known.to_string()).unwrap();
    let new = new["id"].as_str().unwrap().parse().unwrap();
    let entries = shared::features::visits::desk::ENTRIES_PATH;
    boss.post(entries, &visit(new, false)).await.assert(201);
    let why = json!({ "reason": "Era el archivo del mes anterior" });
    let undone = act(&app, &boss, &done, "undo", why).await;
    assert_eq!(undone["left_alone"], 1);
    assert_eq!(officials(&boss).await.len(), 2);
    app.verified().await;
}

#[actix_web::test]
async fn what_cannot_be_staff_is_told_by_line_and_column() {
    let app = TestApp::demo().await;
    let boss = boss(&app).await;
    let wrong = "1;Palacio;;DNI;4099;Rojas;;Teófilo;Gerente;CAS;;;Sí;Jefe;Activo";
    let seen = read(&app, &boss, wrong).await;
    assert_eq!(
        (&seen["added"], &seen["rejected"]),
        (&json!(0), &json!(1)),
        "{seen}"
    );
    let id: Uuid = seen["id"].as_str().unwrap().parse().unwrap();
    let list = format!("{}/errors.csv", import_path(&STAFF, id));
    let body = boss.get(&list).await.assert(200).body.to_vec();
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains("Perfil"), "{text}");
    let recorder = app.municipality("munipiura").await;
    let recorder = app.staff_of(recorder, Role::VisitsRecorder).await;
    recorder.get(&imports_path(&STAFF)).await.assert(403);
    app.verified().await;
}

#[actix_web::test]
async fn the_template_is_empty_and_the_export_is_read_again() {
    let app = TestApp::demo().await;
    let boss = boss(&app).await;
    an_official(&boss).await;
    let template = boss
        .get(&format!("{STAFF_CSV_PATH}?template=true"))
        .await
        .assert(200);
    let text = String::from_utf8(template.body.to_vec()).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(
        text.contains("¿Sujeto con capacidad de decisión?"),
        "{text}"
    );
    let book = boss
        .get(&format!("{STAFF_XLSX_PATH}?template=true"))
        .await
        .assert(200);
    assert!(book.body.starts_with(b"PK"));
    let export = boss.get(STAFF_CSV_PATH).await.assert(200);
    let text = String::from_utf8(export.body.to_vec()).unwrap();
    assert!(
        text.contains("40999001") && text.contains("Rojas"),
        "{text}"
    );
    let sheet = "/api/v1/admin/uploads/sheet";
    let sent = boss.send_file(sheet, "personal.csv", text.as_bytes()).await;
    let body = json!({ "file_id": sent.assert(201).json()["id"] });
    let begun = boss
        .post(&imports_path(&STAFF), &body)
        .await
        .assert(202)
        .json();
    app.run_jobs().await;
    let path = import_path(&STAFF, begun["id"].as_str().unwrap().parse().unwrap());
    let seen = boss.get(&path).await.assert(200).json();
    assert_eq!(
        (&seen["added"], &seen["rejected"]),
        (&json!(0), &json!(0)),
        "{seen}"
    );
    app.verified().await;
}
