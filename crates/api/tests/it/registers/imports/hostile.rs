//! Files that are wrong, by accident or on purpose: they harm nobody, and say what to do about them.

use std::io::Write as _;

use serde_json::json;
use shared::registers::Register;
use shared::registers::import::{ImportState, Verdict, import_path};

use super::{
    SLUG, act, apply, begin, csv, encoded, list, officer, read, records, rows, seen, upload,
};
use crate::support::TestApp;

const HEADINGS: &str = "Fecha de emisión;Número;Proveedor;RUC;Glosa;Importe;Medio de pago;Estado\n";

fn line(number: &str, supplier: &str, amount: &str) -> String {
    format!("05/03/2026;{number};{supplier};20100070970;Cemento;{amount};Cheque;Cobrado\n")
}

#[actix_web::test]
async fn a_bad_line_among_good_ones_is_named_and_the_good_ones_go_in() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let file = [
        HEADINGS,
        &line("1", "Ñaupari Hermanos SAC", "1,234.50"),
        &line("2", "Ferretería", "mucho"),
        &line("3", "", "10.00"),
        "05/03/2026;4;Ferretería;20100070970;Cemento;10.00;Cheque;Cobrado;de más\n",
        &line("5", "Ferretería", "10.00"),
        "05/03/2026;6;Ferretería;20100070970;Cemento;10.00;Trueque;Cobrado\n",
    ]
    .concat();
    // As Excel saves it in Peru: Windows-1252.
    let bytes = windows_1252(&file);
    let it = read(&app, &staff, register, "pagos.csv", &bytes).await;
    assert_eq!((it.added, it.rejected), (2, 4), "{:?}", it.failure);
    assert!(it.format.contains("1252"), "{}", it.format);
    let errors = staff
        .get(&format!("{}/errors.csv", import_path(register, it.id)))
        .await
        .assert(200);
    let errors = String::from_utf8(errors.body.to_vec()).unwrap();
    let lines: Vec<_> = errors.lines().collect();
    assert_eq!(lines.len(), 5, "{errors}");
    assert!(lines[1].starts_with("3,F,Importe,"), "{errors}");
    assert!(lines[2].starts_with("4,C,Proveedor,"), "{errors}");
    assert!(lines[3].starts_with("5,"), "{errors}");
    assert!(lines[4].starts_with("7,G,Medio de pago,"), "{errors}");
    apply(&app, &staff, register, &it).await;
    let page = list(&app, register, &format!("q={}", encoded("ñaupari"))).await;
    assert_eq!(
        page.items[0].values["supplier_name"],
        "Ñaupari Hermanos SAC"
    );
    assert_eq!(list(&app, register, "total=true").await.total, Some(2));
    // What was wrong can still be had.
    let left = rows(&staff, register, it.id, Verdict::Rejected).await;
    assert_eq!(left.items.len(), 4);
    app.verified().await;
}

/// Latin letters have the same numbers there.
fn windows_1252(text: &str) -> Vec<u8> {
    let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap());
    bytes.collect()
}

#[actix_web::test]
async fn a_formula_stays_a_text_and_leaves_as_one() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let payload = "=cmd|' /C calc'!A0";
    let file = [
        HEADINGS,
        &line("1", payload, "10.00"),
        &line("2", "@SUM(1+1)", "10.00"),
    ]
    .concat();
    let it = read(&app, &staff, register, "pagos.csv", file.as_bytes()).await;
    assert_eq!((it.added, it.rejected), (2, 0));
    apply(&app, &staff, register, &it).await;
    let page = list(&app, register, "").await;
    assert!(
        page.items
            .iter()
            .any(|item| item.values["supplier_name"] == payload)
    );
    let path = format!("/api/v1/m/{SLUG}/registers/payments.csv");
    let out = String::from_utf8(app.get(&path).await.assert(200).body.to_vec()).unwrap();
    assert!(
        out.contains(&format!("'{payload}")) && !out.contains(&format!(",{payload}")),
        "{out}"
    );
}

#[actix_web::test]
async fn what_is_no_table_is_refused_before_anything_is_stored() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let staff = officer(&app, register, SLUG).await;
    for (name, bytes) in [
        (
            "pagina.csv",
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
        ),
        (
            "viejo.xls",
            [
                &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
                &[0; 600],
            ]
            .concat(),
        ),
        ("documento.csv", b"%PDF-1.7 hola".to_vec()),
        ("vacio.csv", b"\xEF\xBB\xBF  \n".to_vec()),
        ("bomba.xlsx", bomb()),
        ("otro.pdf", b"a;b\n1;2\n".to_vec()),
    ] {
        let refused = upload(&staff, name, &bytes).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["file"], "{name}");
    }
    // A table of something else has no headings that the register knows, and says so.
    let it = read(&app, &staff, register, "otra.csv", b"1;2\n3;4\n").await;
    assert_eq!(it.state, ImportState::Unreadable);
    assert!(it.failure.is_some());
    act(&staff, register, it.id, "apply", json!({ "staging": 1 }))
        .await
        .assert(409);
    let it = read(&app, &staff, register, "solo.csv", HEADINGS.as_bytes()).await;
    assert_eq!(it.state, ImportState::Unreadable);
    act(&staff, register, it.id, "discard", json!({}))
        .await
        .assert(200);
    let none = json!({ "file_id": "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11" });
    let path = shared::registers::import::imports_path(register);
    staff.post(&path, &none).await.assert(422);
    assert_eq!(list(&app, register, "total=true").await.total, Some(0));
}

/// A workbook whose only sheet unpacks to much more than it weighs.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, body) in [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", "<Relationships/>"),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A\"/></sheets></workbook>",
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    zip.write_all(b"<worksheet><sheetData>").unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..40 {
        zip.write_all(&spaces).unwrap();
    }
    zip.write_all(b"</sheetData></worksheet>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[actix_web::test]
async fn what_is_staged_and_sent_is_not_kept_in_clear_nor_for_longer_than_needed() {
    use sea_orm::{ConnectionTrait as _, Statement};
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let begun = begin(
        &staff,
        register,
        "a.csv",
        &csv(register, &records(register, 1, 2)),
    )
    .await;
    app.run_jobs().await;
    let owner = app.owner().await;
    let backend = owner.get_database_backend();
    let sql =
        "SELECT sealed FROM register_import_chunks UNION ALL SELECT plan FROM register_imports";
    for row in owner
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap()
    {
        let sealed: Vec<u8> = row.try_get_by_index(0).unwrap();
        assert!(!sealed.windows(8).any(|part| part == b"40123456"));
    }
    let it = seen(&staff, register, begun.id).await;
    apply(&app, &staff, register, &it).await;
    for rows in [
        "register_import_chunks",
        "files WHERE media_type = 'text/csv'",
    ] {
        let sql = format!("SELECT count(*) FROM {rows}");
        let row = owner
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .unwrap();
        let count: i64 = row.unwrap().try_get_by_index(0).unwrap();
        assert_eq!(count, 0, "{rows}");
    }
    // The keys by which records are compared lead back to no document either.
    let sql = "SELECT natural_key FROM register_versions";
    for row in owner
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap()
    {
        let key: String = row.try_get_by_index(0).unwrap();
        assert!(!key.contains("40123456"));
    }
}
