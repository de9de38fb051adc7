//! What only a procedure writes is written by no form, no correction and no file.

use serde_json::{Value as Json, json};
use shared::features::interests::answers::confirm_path;
use shared::features::interests::{ACTS, AGENDA};
use shared::registers::import::{import_path, imports_path};
use shared::registers::wire::staff_records_path;

use super::{act, public_act, recorded, token, who_decides};
use crate::registers::{decides, enter, example};
use crate::support::{Staff, TestApp};
use crate::visits::admin;

async fn correct(boss: &Staff<'_>, path: &str, values: &Json) -> crate::support::Answer {
    let found = boss.get(path).await.assert(200);
    let tag = found.header("etag").unwrap().to_owned();
    let body = json!({ "values": values, "reason": "Se leyó mal la materia" });
    boss.put(path, &tag, &body).await
}

#[actix_web::test]
async fn nobody_writes_an_answer_by_hand() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    for (register, column, value) in [
        (&ACTS, "answer", "confirmed"),
        (&ACTS, "answered_on", "2026-11-21"),
        (&AGENDA, "state", "held"),
    ] {
        let mut values = example(register);
        values.insert(column.to_owned(), json!(value));
        let refused = enter(&boss, register, values).await.assert(422);
        assert_eq!(refused.wrong_fields(), [format!("values.{column}")]);
    }
    let official = who_decides(&boss).await;
    let act = recorded(&boss, &act(official)).await;
    app.post(&confirm_path(&token(&app).await), &json!({}))
        .await
        .assert(200);
    let path = format!("{}/{act}", staff_records_path(&ACTS));
    let mut values = boss.get(&path).await.assert(200).json()["values"].clone();
    values["answer"] = json!("rejected");
    let refused = correct(&boss, &path, &values).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["values.answer"]);
    // What stands there may be sent again, and stays where it is left out.
    values["answer"] = json!("confirmed");
    values["matter"] = json!("Licencia de edificación");
    correct(&boss, &path, &values).await.assert(200);
    values["answer"] = Json::Null;
    values["matter"] = json!("Licencia de edificación del mercado");
    correct(&boss, &path, &values).await.assert(200);
    let shown = public_act(&app, act).await.record;
    assert_eq!(
        shown.values["matter"],
        "Licencia de edificación del mercado"
    );
    assert_eq!(shown.values["answer"], "confirmed");
    assert_eq!(shown.values["answered_on"], "2026-11-21");
    app.verified().await;
}

#[actix_web::test]
async fn no_file_brings_an_answer() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let file = "Fecha del acto;Hora del acto;Materia o asunto;Respuesta del funcionario\n\
                20/11/2026;09:30;Licencia de una obra;Confirmado\n";
    let path = "/api/v1/admin/uploads/sheet";
    let file = boss.send_file(path, "actos.csv", file.as_bytes()).await;
    let file = file.assert(201).json();
    let body = json!({ "file_id": file["id"] });
    let begun = boss
        .post(&imports_path(&ACTS), &body)
        .await
        .assert(202)
        .json();
    app.run_jobs().await;
    let import = import_path(&ACTS, super::id(&begun));
    let read = boss.get(&import).await.assert(200).json();
    let planned = read["columns"].as_array().unwrap().iter();
    let planned: Vec<_> = planned.map(|it| it["column"].as_str().unwrap()).collect();
    assert!(
        planned.contains(&"matter") && !planned.contains(&"answer"),
        "{planned:?}"
    );
    let mapping = json!({ "columns": [{ "column": "answer", "position": 3 }] });
    let refused = boss.post(&format!("{import}/mapping"), &mapping).await;
    assert_eq!(refused.assert(422).wrong_fields(), ["columns[0].column"]);
}

#[actix_web::test]
async fn forms_and_files_of_the_kit_name_who_decided_on_that_day() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let mut values = example(&ACTS);
    let refused = enter(&boss, &ACTS, values.clone()).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["values.official_name"]);
    decides(&boss, "ROJAS MEDÍNA, Teófilo", "2026-11-02").await;
    let entered = enter(&boss, &ACTS, values.clone()).await.assert(201).json();
    // What else was wrong is corrected; another day, on which he did not decide yet, is not.
    let path = format!("{}/{}", staff_records_path(&ACTS), super::id(&entered));
    values.insert("matter".to_owned(), json!("Licencia de otra obra"));
    correct(&boss, &path, &json!(values)).await.assert(200);
    values.insert("act_date".to_owned(), json!("2026-11-01"));
    let refused = correct(&boss, &path, &json!(values)).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["values.official_name"]);
    let row = |day: &str| {
        format!(
            "{day};{day} 10:00;09:30;Licencia;Rojas Medina, Teófilo;Fernández Ficticia, Luz;DNI;47000101;\
             Intereses propios;No;Que se apruebe;Llamada;Registro en línea\n"
        )
    };
    let file = format!(
        "Fecha del acto;Fecha de registro;Hora del acto;Materia o asunto;Funcionario;Gestor;Tipo de documento;\
         Documento del gestor;Intereses que gestiona;Gestor profesional;Decisión que se busca;Modalidad;Clase de registro\n{}{}",
        row("19/11/2026"),
        row("30/10/2026"),
    );
    let sent = boss
        .send_file("/api/v1/admin/uploads/sheet", "actos.csv", file.as_bytes())
        .await;
    let body = json!({ "file_id": sent.assert(201).json()["id"] });
    let begun = boss.post(&imports_path(&ACTS), &body).await;
    let import = import_path(&ACTS, super::id(&begun.assert(202).json()));
    app.run_jobs().await;
    let rows = boss
        .get(&format!("{import}/rows?verdict=added"))
        .await
        .assert(200)
        .json();
    let notes: Vec<usize> = rows["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["notes"].as_array().unwrap().len())
        .collect();
    assert_eq!(notes, [0, 1], "{rows}");
    app.verified().await;
}
