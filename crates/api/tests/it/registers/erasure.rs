//! What registers tell of a person is erased: nowhere is it any more, and everything still verifies.

use migrations::TABLES;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::privacy::{ERASURES_PATH, ErasedOut, PERSON_RECORDS_PATH, PersonRecords};
use shared::registers::proof::check;
use shared::registers::wire::{RecordDetail, VersionOut, records_path, staff_records_path};
use shared::registers::{Format, Register};

use super::bulk::{night, unpacked};
use super::tables::path;
use super::{SLUG, another, enter, list, officer, withdraw};
use crate::support::{Answer, Staff, TestApp};

const DNI: &str = "41888777";
const NAME: &str = "Quispe Ficticia, Yésica";
const NORM: &str = "Ley 29733, art. 20";
/// The day of the tests.
const MARK: &str = "suprimido (Ley 29733, art. 20; 21/11/2026)";

/// A visit of the person, corrected once.
async fn visited(app: &TestApp, number: u32) -> String {
    let register = Register::find("visits").unwrap();
    let staff = officer(app, register, SLUG).await;
    let mut values = another(register, number);
    values.insert("visitor_document".to_owned(), json!(DNI));
    values.insert("visitor_name".to_owned(), json!(NAME));
    let entered = enter(&staff, register, values.clone()).await.assert(201);
    let path = entered.header("location").unwrap().to_owned();
    let tag = entered.header("etag").unwrap().to_owned();
    values.insert("place".to_owned(), json!("Sala 2"));
    let body = json!({ "values": values, "reason": "Fue en otra sala" });
    staff.put(&path, &tag, &body).await.assert(200);
    entered.json()["id"].as_str().unwrap().to_owned()
}

async fn keeper(app: &TestApp) -> Staff<'_> {
    let municipality = app.municipality(SLUG).await;
    app.staff_of(municipality, Role::DataProtectionOfficer)
        .await
}

async fn find(staff: &Staff<'_>, document: &str) -> PersonRecords {
    let body = json!({ "document": document });
    staff
        .post(PERSON_RECORDS_PATH, &body)
        .await
        .assert(200)
        .read()
}

async fn erase(staff: &Staff<'_>, document: &str, records: &Json) -> Answer {
    let body = json!({
        "document": document, "records": records, "norm": NORM, "reason": "Solicitud 12-2026 de la titular",
    });
    staff.post(ERASURES_PATH, &body).await
}

/// The columns of the database in which a text stands.
async fn holding(app: &TestApp, text: &str) -> Vec<String> {
    let owner = app.owner().await;
    let backend = owner.get_database_backend();
    let mut found = Vec::new();
    for table in TABLES {
        let columns = match backend {
            DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{}')", table.name),
            _ => format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{}'",
                table.name
            ),
        };
        let columns = owner
            .query_all_raw(Statement::from_string(backend, columns))
            .await
            .unwrap();
        for column in columns {
            let column: String = column.try_get_by_index(0).unwrap();
            let sql = format!(
                "SELECT count(*) FROM {} WHERE CAST(\"{column}\" AS text) LIKE $1",
                table.name
            );
            let values = [format!("%{text}%").into()];
            let ask = Statement::from_sql_and_values(backend, sql, values);
            let row = owner.query_one_raw(ask).await.unwrap().unwrap();
            if row.try_get_by_index::<i64>(0).unwrap() > 0 {
                found.push(format!("{}.{column}", table.name));
            }
        }
    }
    found
}

#[actix_web::test]
async fn what_is_erased_is_nowhere_and_everything_still_verifies() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let id = visited(&app, 1).await;
    let public = format!("{}/{id}", records_path(SLUG, register));
    let before: RecordDetail = app.get(&public).await.assert(200).read();
    assert!(
        holding(&app, NAME)
            .await
            .contains(&"public_visits.visitor_name".to_owned())
    );
    assert_eq!(list(&app, register, "q=quispe").await.items.len(), 1);

    let staff = keeper(&app).await;
    let found = find(&staff, DNI).await;
    assert_eq!((found.items.len(), found.more), (1, 0));
    assert_eq!(found.items[0].id.to_string(), id);
    assert_eq!(found.items[0].versions, 2);
    let records = json!([{ "register": "visits", "id": id }]);
    let out: ErasedOut = erase(&staff, DNI, &records).await.assert(200).read();
    assert_eq!(out.records, 1);
    assert!(out.values >= 4, "{out:?}");

    for text in [NAME, DNI, "quispe ficticia", "****8777"] {
        assert_eq!(holding(&app, text).await, Vec::<String>::new(), "{text}");
    }
    let after: RecordDetail = app.get(&public).await.assert(200).read();
    assert_eq!(after.record.digest, before.record.digest);
    assert_eq!(after.record.erased.as_deref(), Some(MARK));
    assert_eq!(after.record.values["visitor_name"], Json::Null);
    assert_eq!(after.record.values["visitor_document_tag"], Json::Null);
    assert_eq!(after.record.values["place"], "Sala 2");
    let municipality = app.municipality(SLUG).await;
    for (version, was) in after.history.iter().zip(&before.history) {
        assert_eq!(version.record.erased.as_deref(), Some(MARK));
        assert_eq!(version.proof.commitments, was.proof.commitments);
        assert!(version.proof.salts.is_empty());
        check(register, municipality, version).unwrap();
    }
    app.verified().await;

    // Lists, searches, files and the versions to keep: the mark, and no value.
    assert_eq!(list(&app, register, "q=quispe").await.items.len(), 0);
    let found = list(&app, register, &format!("visitor_document={DNI}")).await;
    assert_eq!(found.items.len(), 0);
    for path in [path(register, Format::Csv), path(register, Format::Json)] {
        let answer = app.get(&path).await.assert(200);
        let text = std::str::from_utf8(&answer.body).unwrap();
        assert!(text.contains(MARK) && !text.contains("Quispe"), "{path}");
    }
    let lines = format!("{}/versions.ndjson", records_path(SLUG, register));
    let answer = app.get(&lines).await.assert(200);
    for line in std::str::from_utf8(&answer.body).unwrap().lines() {
        let version: VersionOut = serde_json::from_str(line).unwrap();
        check(register, municipality, &version).unwrap();
    }
    assert_eq!(find(&staff, DNI).await.items.len(), 0);
}

#[actix_web::test]
async fn nobody_says_more_of_an_erased_person_and_a_withdrawal_still_can_be() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let id = visited(&app, 1).await;
    let staff = keeper(&app).await;
    let records = json!([{ "register": "visits", "id": id }]);
    erase(&staff, DNI, &records).await.assert(200);
    erase(&staff, DNI, &records).await.assert(422);
    let clerk = officer(&app, register, SLUG).await;
    let path = format!("{}/{id}", staff_records_path(register));
    let seen = clerk.get(&path).await.assert(200);
    assert_eq!(seen.json()["values"]["visitor_name"], Json::Null);
    let tag = seen.header("etag").unwrap();
    let body = json!({ "values": another(register, 1), "reason": "Otra vez con nombre" });
    clerk.put(&path, tag, &body).await.assert(409);
    withdraw(&clerk, &path, tag, "No debió anotarse")
        .await
        .assert(200);
    let public = format!("{}/{id}", records_path(SLUG, register));
    let after: RecordDetail = app.get(&public).await.assert(200).read();
    assert_eq!(after.history.len(), 3);
    assert_eq!(after.record.erased.as_deref(), Some(MARK));
    app.verified().await;
}

#[actix_web::test]
async fn a_payment_is_found_by_its_holder_and_by_the_number_in_a_ruc() {
    let app = TestApp::demo().await;
    let register = Register::find("payments").unwrap();
    let clerk = officer(&app, register, SLUG).await;
    let mut values = another(register, 1);
    let ruc = super::privacy::valid_ruc(&format!("10{DNI}"));
    values.insert("supplier_ruc".to_owned(), json!(ruc));
    values.insert("holder_document".to_owned(), Json::Null);
    let by_ruc = enter(&clerk, register, values).await.assert(201).json()["id"].clone();
    let mut values = another(register, 2);
    values.insert("holder_document".to_owned(), json!(DNI));
    let by_holder = enter(&clerk, register, values).await.assert(201).json()["id"].clone();
    enter(&clerk, register, another(register, 3))
        .await
        .assert(201);
    let staff = keeper(&app).await;
    let found = find(&staff, DNI).await;
    let ids: Vec<_> = found.items.iter().map(|item| json!(item.id)).collect();
    assert!(ids.len() == 2 && ids.contains(&by_ruc) && ids.contains(&by_holder));
    let records = json!([{ "register": "payments", "id": by_ruc }, { "register": "payments", "id": by_holder }]);
    erase(&staff, DNI, &records).await.assert(200);
    assert_eq!(holding(&app, &ruc).await, Vec::<String>::new());
    app.verified().await;
}

#[actix_web::test]
async fn only_records_of_the_person_only_by_the_officer_and_each_act_in_the_journal() {
    let app = TestApp::demo().await;
    let id = visited(&app, 1).await;
    let register = Register::find("visits").unwrap();
    let clerk = officer(&app, register, SLUG).await;
    let mine = enter(&clerk, register, another(register, 2))
        .await
        .assert(201);
    let other = mine.json()["id"].clone();
    let staff = keeper(&app).await;
    let refused = erase(&staff, DNI, &json!([{ "register": "visits", "id": other }])).await;
    assert_eq!(refused.assert(422).wrong_fields(), ["records[0]"]);
    let records = json!([{ "register": "visits", "id": id }]);
    erase(&clerk, DNI, &records).await.assert(403);
    let elsewhere = app.municipality("munilapunta").await;
    let stranger = app.staff_of(elsewhere, Role::DataProtectionOfficer).await;
    assert_eq!(find(&stranger, DNI).await.items.len(), 0);
    erase(&stranger, DNI, &records).await.assert(422);
    let body = json!({ "document": "1", "records": [], "norm": "x", "reason": "" });
    let refused = staff.post(ERASURES_PATH, &body).await.assert(422);
    let mut fields = refused.wrong_fields();
    fields.sort();
    assert_eq!(fields, ["document", "norm", "reason", "records"]);
    erase(&staff, DNI, &records).await.assert(200);
    let path = format!("{HISTORY_PATH}?subject_type=erasure");
    let answer = staff.get(&path).await.assert(200);
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!(text.contains("person.erased") && text.contains(NORM));
    assert!(!text.contains(DNI) && !text.contains("Solicitud 12-2026"));
}

#[actix_web::test]
async fn files_of_nights_before_the_erasure_are_written_anew() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let id = visited(&app, 1).await;
    app.run_jobs().await;
    night(&app).await;
    let files = format!("/api/v1/m/{SLUG}/data/{}", register.id);
    let names = |index: Json| -> Vec<String> {
        let items = index["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = app.get(&files).await.assert(200).json();
    assert!(!names(before.clone()).is_empty());
    let staff = keeper(&app).await;
    erase(&staff, DNI, &json!([{ "register": "visits", "id": id }]))
        .await
        .assert(200);
    app.run_jobs().await;
    let after = app.get(&files).await.assert(200).json();
    let csv = names(after.clone());
    let csv = csv.iter().find(|name| name.contains(".csv")).unwrap();
    let packed = app.get(&format!("{files}/{csv}")).await.assert(200);
    let text = unpacked(&packed.body);
    assert!(
        text.contains("suprimido (") && !text.contains("Quispe"),
        "{text}"
    );
}
