//! That a reader proves what he was shown, with nothing but public answers.

use serde_json::{Map, Value as Json, json};
use shared::journal::commitment::commit;
use shared::merkle::leaf::leaf_of;
use shared::registers::wire::{RecordDetail, VersionOut, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, enter, example, officer, spawn};

/// The leaf that a reader computes from a version as the API shows it.
fn leaf(register: &'static Register, municipality: uuid::Uuid, version: &VersionOut) -> String {
    let mut values: Map<String, Json> = register
        .public_columns()
        .map(|column| {
            (
                column.name.to_owned(),
                version.record.values[column.name].clone(),
            )
        })
        .collect();
    for (name, commitment) in &version.proof.commitments {
        values.insert(name.clone(), json!({ "commitment": commitment }));
    }
    let recorded_at = version.record.recorded_at;
    let recorded_at = recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let content = json!({
        "register": register.id, "municipality_id": municipality, "id": version.record.id,
        "version": version.record.version, "recorded_at": recorded_at,
        "act": version.record.act.as_str(), "act_reason": version.act_reason, "values": values,
    });
    leaf_of(&content).unwrap().to_string()
}

#[actix_web::test]
async fn the_digest_of_a_version_follows_from_what_is_shown() {
    let app = spawn().await;
    let municipality = app.municipality(SLUG).await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let path = entered.header("location").unwrap().to_owned();
        let mut values = example(register);
        values.insert(register.date().to_owned(), json!("2026-11-19"));
        let body = json!({ "values": values, "reason": "Otro día" });
        staff
            .put(&path, entered.header("etag").unwrap(), &body)
            .await
            .assert(200);
        let id = entered.json()["id"].as_str().unwrap().to_owned();
        let public = format!("{}/{id}", records_path(SLUG, register));
        let detail: RecordDetail = app.get(&public).await.assert(200).read();
        assert_eq!(detail.history.len(), 2);
        for (place, version) in (0..).zip(&detail.history) {
            assert_eq!(leaf(register, municipality, version), version.record.digest);
            assert_eq!(version.record.leaf_index, place, "{}", register.id);
            // A public name can be checked against its commitment; another one does not pass.
            for (name, salt) in &version.proof.salts {
                let salt: [u8; 32] = hex::decode(salt).unwrap().try_into().unwrap();
                let value = version.record.values[name].as_str().unwrap();
                assert_eq!(commit(&salt, value), version.proof.commitments[name]);
                assert_ne!(
                    commit(&salt, "otra persona"),
                    version.proof.commitments[name]
                );
            }
        }
    }
}
