//! That a reader proves what he was shown, with nothing but public answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Map, Value as Json, json};
use shared::journal::commitment::commit;
use shared::merkle::hash::Hash;
use shared::merkle::leaf::leaf_of;
use shared::merkle::wire::{ConsistencyProof, InclusionProof, SignedTreeHead};
use shared::registers::proof::{Unproven, check};
use shared::registers::wire::{RecordDetail, VersionOut, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, example, list, officer};
use crate::support::TestApp;

/// The leaf that a reader computes from a version as the API shows it, written out: the same that the browser and the
/// command compute by [`check`].
fn leaf(register: &'static Register, municipality: uuid::Uuid, version: &VersionOut) -> String {
    let mut values: Map<String, Json> = register
        .public_columns()
        .map(|column| {
            (
                column.name.to_owned(),
                version.record.values[column.name].clone(),
            )
        })
        .filter(|(_, value): &(String, Json)| !value.is_null())
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
    let leaf = leaf_of(&content).unwrap();
    assert_eq!(check(register, municipality, version), Ok(leaf));
    leaf.to_string()
}

#[actix_web::test]
async fn the_digest_of_a_version_follows_from_what_is_shown() {
    let app = TestApp::demo().await;
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
            let mut changed = version.clone();
            changed.act_reason = Some("Otro motivo".to_owned());
            let found = check(register, municipality, &changed);
            assert_eq!(found, Err(Unproven::Digest));
            let mut renamed = version.clone();
            if let Some(name) = renamed.record.values.get_mut("visitor_name") {
                *name = json!("Otra Persona");
                let found = check(register, municipality, &renamed);
                assert_eq!(found, Err(Unproven::Value("visitor_name".to_owned())));
            }
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

#[actix_web::test]
async fn a_kept_head_proves_every_version_and_that_nothing_was_rewritten() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let tree = format!("{}/tree", records_path(SLUG, register));
    app.get(&format!("{tree}/head")).await.assert(404);
    let mut heads: Vec<SignedTreeHead> = Vec::new();
    // The worker plans its hourly signing.
    app.run_jobs().await;
    for number in 1..=5 {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
        if number != 4 {
            app.wait(TimeDelta::minutes(61));
            app.run_jobs().await;
            staff.login().await.assert(200);
            heads.push(app.get(&format!("{tree}/head")).await.assert(200).read());
        }
    }
    let keys = app.get("/api/v1/keys").await.assert(200).json();
    let last = heads.last().unwrap();
    assert_eq!(last.tree.size, 5);
    let key = keys["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["id"] == last.key_id);
    let key = STANDARD
        .decode(key.unwrap()["public_key"].as_str().unwrap())
        .unwrap();
    let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let check = |head: &SignedTreeHead| {
        let signature = STANDARD.decode(&head.signature).unwrap();
        let signature = Signature::from_slice(&signature).unwrap();
        key.verify_strict(&head.signed_bytes().unwrap(), &signature)
    };
    let mut forged = last.clone();
    forged.tree.size = 4;
    assert!(check(last).is_ok() && check(&forged).is_err());

    let listed = list(&app, register, "limit=100").await;
    for item in &listed.items {
        let public = format!("{}/{}", records_path(SLUG, register), item.id);
        let detail: RecordDetail = app.get(&public).await.assert(200).read();
        let municipality = app.municipality(SLUG).await;
        let leaf: Hash = leaf(register, municipality, &detail.history[0])
            .parse()
            .unwrap();
        let path = format!("{tree}/inclusion?leaf={}&size=5", item.leaf_index);
        let proof: InclusionProof = app.get(&path).await.assert(200).read();
        assert_eq!(proof.verify(leaf, &last.tree), Ok(()));
        assert!(
            proof
                .verify(leaf_of(&json!("otra cosa")).unwrap(), &last.tree)
                .is_err()
        );
    }
    for old in &heads {
        let path = format!("{tree}/consistency?from={}&to=5", old.tree.size);
        let proof: ConsistencyProof = app.get(&path).await.assert(200).read();
        assert_eq!(proof.verify(&old.tree, &last.tree), Ok(()));
    }
    for wrong in [
        "inclusion?leaf=5&size=5",
        "inclusion?leaf=0&size=6",
        "inclusion?leaf=-1&size=5",
        "consistency?from=5&to=4",
    ] {
        app.get(&format!("{tree}/{wrong}")).await.assert(400);
    }
    app.get(&format!("/api/v1/m/{SLUG}/registers/otro/tree/head"))
        .await
        .assert(404);
}
