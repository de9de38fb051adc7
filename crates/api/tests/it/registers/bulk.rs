//! Files of whole registers, written by night.

use std::io::Read as _;

use chrono::TimeDelta;
use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};
use shared::registers::bulk::{BulkIndex, all_bulk_path, bulk_path};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, officer};
use crate::support::TestApp;

/// A day later, when the nightly work was done.
pub(super) async fn night(app: &TestApp) {
    app.wait(TimeDelta::hours(25));
    app.run_jobs().await;
}

async fn fill(app: &TestApp, register: &'static Register) {
    let staff = officer(app, register, SLUG).await;
    for number in 1..=3 {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
    }
}

pub(super) fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[actix_web::test]
async fn every_night_whole_registers_are_written_with_their_digests() {
    let app = TestApp::demo().await;
    // The worker plans its nightly work.
    app.run_jobs().await;
    let none: BulkIndex = app
        .get(&bulk_path(SLUG, REGISTERS[0]))
        .await
        .assert(200)
        .read();
    assert!(none.items.is_empty());
    for register in REGISTERS {
        fill(&app, register).await;
    }
    night(&app).await;
    for register in REGISTERS {
        let of_one = (bulk_path(SLUG, register), records_path(SLUG, register));
        let of_all = (all_bulk_path(register), all_records_path(register));
        for (bulk, records) in [of_one, of_all] {
            let index: BulkIndex = app.get(&bulk).await.assert(200).read();
            let formats: Vec<_> = index
                .items
                .iter()
                .map(|file| file.format.as_str())
                .collect();
            assert_eq!(formats, ["csv", "ndjson"], "{bulk}");
            let mut sums = String::new();
            for file in &index.items {
                let sent = app.get(&format!("{bulk}/{}", file.name)).await.assert(200);
                let digest = hex::encode(Sha256::digest(&sent.body));
                assert_eq!(digest, file.sha256, "{}", file.name);
                assert_eq!(u64::try_from(sent.body.len()).unwrap(), file.bytes);
                sums.push_str(&format!("{digest}  {}\n", file.name));
                // The same as whoever asks for it now is given.
                let query = if file.format == "csv" {
                    "?headers=names"
                } else {
                    ""
                };
                let now = app
                    .get(&format!("{records}.{}{query}", file.format))
                    .await
                    .assert(200);
                let now = std::str::from_utf8(&now.body).unwrap().to_owned();
                assert_eq!(unpacked(&sent.body), now);
                assert!(file.records >= 3, "{}", file.name);
            }
            let told = app.get(&format!("{bulk}/SHA256SUMS")).await.assert(200);
            assert_eq!(told.body, sums.as_bytes());
            app.get(&format!("{bulk}/index.json")).await.assert(404);
            app.get(&format!("{bulk}/..%2Findex.json"))
                .await
                .assert(404);
        }
    }
}

#[actix_web::test]
async fn a_register_that_did_not_change_is_not_written_again() {
    let app = TestApp::demo().await;
    app.run_jobs().await;
    let register = REGISTERS[0];
    fill(&app, register).await;
    night(&app).await;
    let path = bulk_path(SLUG, register);
    let first: BulkIndex = app.get(&path).await.assert(200).read();
    night(&app).await;
    let second: BulkIndex = app.get(&path).await.assert(200).read();
    assert_eq!(first, second);
    fill(&app, register).await;
    night(&app).await;
    let third: BulkIndex = app.get(&path).await.assert(200).read();
    assert_eq!(third.items.len(), 4);
    assert_eq!(third.items[0].records, 6);
    // After a week the first ones are gone.
    for _ in 0..7 {
        night(&app).await;
    }
    fill(&app, register).await;
    night(&app).await;
    let last: BulkIndex = app.get(&path).await.assert(200).read();
    assert_eq!(last.items.len(), 2);
    app.get(&format!("{path}/{}", first.items[0].name))
        .await
        .assert(404);
}
