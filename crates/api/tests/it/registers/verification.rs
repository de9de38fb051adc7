//! That what was published is checked by anybody out of files, and by whoever holds the database.

use std::path::Path;

use api::verify::{self, Depth, Report};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use shared::registers::wire::{StaffRecordOut, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, officer, withdraw};
use crate::support::TestApp;

/// Five records of a register, one corrected and one withdrawn, with a head after the third.
async fn published(app: &TestApp, register: &'static Register) -> Vec<String> {
    let tree = format!("{}/tree/head", records_path(SLUG, register));
    let mut heads = Vec::new();
    let staff = officer(app, register, SLUG).await;
    for number in 1..=5 {
        let answer = enter(&staff, register, another(register, number)).await;
        let answer = answer.assert(201);
        let path = answer.header("location").unwrap().to_owned();
        let etag = answer.header("etag").unwrap().to_owned();
        let record: StaffRecordOut = answer.read();
        match number {
            1 => {
                let body = json!({ "values": record.values, "reason": "Se revisó" });
                staff.put(&path, &etag, &body).await.assert(200);
            }
            2 => {
                withdraw(&staff, &path, &etag, "Se anotó dos veces")
                    .await
                    .assert(200);
            }
            3 | 5 => {
                app.wait(TimeDelta::minutes(61));
                app.run_jobs().await;
                staff.login().await.assert(200);
                let head = app.get(&tree).await.assert(200);
                heads.push(String::from_utf8(head.body.to_vec()).unwrap());
            }
            _ => {}
        }
    }
    heads
}

struct Files {
    folder: tempfile::TempDir,
    register: &'static Register,
}

impl Files {
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn verify(&self) -> Report {
        let at = |name: &str| self.folder.path().join(name);
        let (versions, heads, keys) = (at("versions"), at("heads"), at("keys"));
        let looked = |it: &Path| it.exists();
        assert!(looked(&versions) && looked(&heads) && looked(&keys));
        verify::versions(self.register, &versions, &heads, &keys).unwrap()
    }
}

#[actix_web::test]
async fn a_file_of_versions_is_checked_without_us_and_no_change_in_it_passes() {
    let app = TestApp::demo().await;
    // The worker plans its hourly signing.
    app.run_jobs().await;
    for register in REGISTERS {
        let heads = published(&app, register).await;
        let path = format!("{}/versions.ndjson", records_path(SLUG, register));
        let answer = app.get(&path).await.assert(200);
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        let files = Files {
            folder: tempfile::tempdir().unwrap(),
            register,
        };
        files.write("versions", &text);
        files.write("heads", &heads.join("\n"));
        let keys = app.get("/api/v1/keys").await.assert(200);
        files.write("keys", std::str::from_utf8(&keys.body).unwrap());
        let clean = files.verify();
        assert!(clean.is_clean(), "{clean}");
        assert_eq!((clean.versions, clean.heads), (7, 2), "{}", register.id);

        let lines: Vec<&str> = text.lines().collect();
        let mut without_one = lines.clone();
        without_one.remove(2);
        let mut swapped = lines.clone();
        swapped.swap(1, 3);
        let mut doubled = lines.clone();
        doubled.insert(4, lines[4]);
        for forged in [&without_one, &swapped, &doubled, &lines[..6].to_vec()] {
            files.write("versions", &forged.join("\n"));
            assert!(!files.verify().is_clean(), "{}", register.id);
        }
        for (what, other) in [
            ("created", "corrected"),
            ("2026-", "2025-"),
            ("\"version\":1", "\"version\":9"),
        ] {
            files.write("versions", &text.replacen(what, other, 1));
            assert!(!files.verify().is_clean(), "{what}");
        }
        files.write("versions", &text);
        files.write("heads", &heads[1].replacen("\"size\":7", "\"size\":6", 1));
        assert!(!files.verify().is_clean());
    }
}

#[actix_web::test]
async fn the_owner_of_the_database_changes_nothing_of_it_unnoticed() {
    let app = TestApp::demo().await;
    app.run_jobs().await;
    for register in REGISTERS {
        published(&app, register).await;
    }
    let clean = verify::database(&app.state, Depth::Journals, None)
        .await
        .unwrap();
    assert!(clean.is_clean(), "{clean}");
    let owner = app.owner().await;
    for register in REGISTERS {
        let table = register.table();
        let date = register.date();
        // Each is taken back before the next one.
        for (change, back) in [
            (
                format!("UPDATE {table} SET {date} = '1999-01-01' || {date} WHERE leaf = 3"),
                format!("UPDATE {table} SET {date} = substr({date}, 11) WHERE leaf = 3"),
            ),
            (
                format!(
                    "UPDATE {table} SET act_reason = 'Otro motivo' || act_reason WHERE leaf = 1"
                ),
                format!("UPDATE {table} SET act_reason = substr(act_reason, 12) WHERE leaf = 1"),
            ),
            (
                format!("UPDATE {table} SET leaf = leaf + 1000 WHERE leaf = 6"),
                format!("UPDATE {table} SET leaf = leaf - 1000 WHERE leaf = 1006"),
            ),
            (
                format!(
                    "UPDATE merkle_nodes SET position = position + 1000 WHERE level = 1 AND position = 2 AND register = '{}'",
                    register.id
                ),
                format!(
                    "UPDATE merkle_nodes SET position = position - 1000 WHERE level = 1 AND position = 1002 AND register = '{}'",
                    register.id
                ),
            ),
            (
                format!(
                    "UPDATE merkle_trees SET size = size + 1 WHERE register = '{}'",
                    register.id
                ),
                format!(
                    "UPDATE merkle_trees SET size = size - 1 WHERE register = '{}'",
                    register.id
                ),
            ),
        ] {
            owner.execute_unprepared(&change).await.unwrap();
            let report = verify::database(&app.state, Depth::Journals, None)
                .await
                .unwrap();
            assert!(!report.is_clean(), "{change}");
            owner.execute_unprepared(&back).await.unwrap();
        }
        let report = verify::database(&app.state, Depth::Journals, None)
            .await
            .unwrap();
        assert!(report.is_clean(), "{}: {report}", register.id);
    }
}
