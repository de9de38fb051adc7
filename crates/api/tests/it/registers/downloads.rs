//! Files are the register as it stood when they were asked for, and hold nothing else.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::registers::wire::{RecordOut, all_records_path, records_path};
use shared::registers::{Format, Privacy, REGISTERS};

use super::tables::{agrees, csv, filled, path};
use super::{SLUG, another, encoded, enter, example, list, officer, withdraw};
use crate::support::TestApp;

#[actix_web::test]
async fn json_and_lines_of_json_are_the_items_of_the_list() {
    let app = TestApp::demo_with(|settings| settings.server.download_chunk = 2).await;
    for register in REGISTERS {
        let none = app.get(&path(register, Format::Json)).await.assert(200);
        assert_eq!(none.json(), json!([]));
        filled(&app, register, 4).await;
        let items = list(&app, register, "limit=100").await.items;
        let array: Vec<RecordOut> = app
            .get(&path(register, Format::Json))
            .await
            .assert(200)
            .read();
        assert_eq!(array, items, "{}", register.id);
        let lines = app.get(&path(register, Format::Ndjson)).await.assert(200);
        let lines = String::from_utf8(lines.body.to_vec()).unwrap();
        assert!(lines.ends_with('\n'));
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str::<RecordOut>(line).unwrap());
        assert_eq!(lines.collect::<Vec<_>>(), items, "{}", register.id);
    }
}

#[actix_web::test]
async fn a_map_has_longitude_first_and_says_how_many_have_no_place() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let Some((latitude, longitude)) = register.geometry else {
            app.get(&path(register, Format::GeoJson)).await.assert(404);
            continue;
        };
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=3 {
            let mut values = another(register, number);
            values.insert(latitude.to_owned(), json!(-5_194_490));
            values.insert(longitude.to_owned(), json!(-80_632_820));
            if number == 2 {
                values.insert(longitude.to_owned(), Json::Null);
            }
            enter(&staff, register, values).await.assert(201);
        }
        let answer = app.get(&path(register, Format::GeoJson)).await.assert(200);
        assert_eq!(answer.header("munica-without-place"), Some("1"));
        assert_eq!(answer.header("content-type"), Some("application/geo+json"));
        let map = answer.json();
        assert_eq!(map["type"], "FeatureCollection");
        assert_eq!(map["features"].as_array().unwrap().len(), 2);
        let point = json!({ "type": "Point", "coordinates": [-80.632_82, -5.194_49] });
        for feature in map["features"].as_array().unwrap() {
            assert_eq!(
                (&feature["type"], &feature["geometry"]),
                (&json!("Feature"), &point)
            );
            assert_eq!(feature["id"], feature["properties"]["id"]);
        }
    }
}

#[actix_web::test]
async fn a_download_shows_the_register_as_it_stood_when_it_began() {
    let app = TestApp::demo_with(|settings| settings.server.download_chunk = 2).await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let mut entered = Vec::new();
        for number in 1..=7 {
            let answer = enter(&staff, register, another(register, number))
                .await
                .assert(201);
            entered.push(answer);
        }
        let before = list(&app, register, "limit=100").await.items;
        // The clock stands: what is written now carries the very moment of the download.
        for wait in [0, 1] {
            let mut download = app.open(&path(register, Format::Ndjson)).await;
            assert_eq!(download.status, 200);
            assert!(download.headers.contains_key("munica-as-of"));
            let mut body = download.piece().await.unwrap().to_vec();
            assert_eq!(body.iter().filter(|byte| **byte == b'\n').count(), 2);
            if wait == 0 {
                let of = |at: usize| {
                    let id = json!(before[at].id);
                    entered.iter().find(|it| it.json()["id"] == id).unwrap()
                };
                // One that was sent already would come again at the end of the list.
                let mut values = another(register, 9);
                values.insert(register.date().to_owned(), json!("2026-01-01"));
                let body = json!({ "values": values, "reason": "Se corrigió a mitad" });
                let corrected = of(0).header("location").unwrap();
                let tag = of(0).header("etag").unwrap();
                staff.put(corrected, tag, &body).await.assert(200);
                // One that is still to come would be missing.
                let gone = of(6).header("location").unwrap();
                let tag = of(6).header("etag").unwrap();
                withdraw(&staff, gone, tag, "Estaba dos veces")
                    .await
                    .assert(200);
                enter(&staff, register, another(register, 1))
                    .await
                    .assert(201);
            }
            while let Some(piece) = download.piece().await {
                body.extend_from_slice(&piece);
            }
            let body = String::from_utf8(body).unwrap();
            let rows: Vec<RecordOut> = body
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            if wait == 0 {
                assert_eq!(rows, before, "{}", register.id);
                app.wait(TimeDelta::seconds(1));
            } else {
                assert_eq!(rows, list(&app, register, "limit=100").await.items);
                assert_ne!(rows, before);
            }
        }
    }
}

#[actix_web::test]
async fn a_download_of_the_past_is_the_list_of_the_past() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let then = app.now();
        app.wait(TimeDelta::minutes(1));
        let body = json!({ "values": another(register, 3), "reason": "Otra fecha" });
        let path = entered.header("location").unwrap();
        staff
            .put(path, entered.header("etag").unwrap(), &body)
            .await
            .assert(200);
        let query = format!("as_of={}", encoded(&then.to_rfc3339()));
        let rows = csv(&app, register, &query).await;
        assert_eq!(rows.len(), 1);
        agrees(
            register,
            &rows[0],
            &list(&app, register, &query).await.items[0],
        );
        assert_eq!(rows[0]["version"], "1");
    }
}

#[actix_web::test]
async fn what_is_masked_or_restricted_stands_in_no_file() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let entered = enter(&staff, register, example(register)).await.assert(201);
        let body = json!({ "values": example(register), "reason": "Otra vez igual" });
        app.wait(TimeDelta::minutes(1));
        let path = entered.header("location").unwrap();
        staff
            .put(path, entered.header("etag").unwrap(), &body)
            .await
            .assert(200);
        let mut files = vec![
            "/changes?from=2026-01-01T00:00:00Z".to_owned(),
            ".atom".to_owned(),
        ];
        files.push("/changes?from=2026-11-21T15:00:30Z".to_owned());
        let formats = Format::of(register).filter(|format| *format != Format::Xlsx);
        files.extend(formats.map(|format| format!(".{}", format.extension())));
        for of in [records_path(SLUG, register), all_records_path(register)] {
            for file in &files {
                let answer = app.get(&format!("{of}{file}")).await.assert(200);
                let text = String::from_utf8(answer.body.to_vec()).unwrap();
                let hidden = register
                    .columns
                    .iter()
                    .filter(|it| it.privacy != Privacy::Public);
                for column in hidden {
                    assert!(
                        !text.contains(column.example),
                        "{of}{file}: {}",
                        column.name
                    );
                    let is_named = text.contains(column.label) || text.contains(column.name);
                    assert!(
                        !is_named || column.is_public(),
                        "{of}{file}: {}",
                        column.name
                    );
                }
            }
        }
    }
}

#[actix_web::test]
async fn what_no_file_knows_is_malformed() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        for format in Format::of(register) {
            let bad = [
                "otra=1",
                "limit=10",
                "cursor=x",
                "total=true",
                "sort=search",
                "as_of=ayer",
                "bom=quizás",
                "headers=otros",
            ];
            for query in bad {
                for of in [records_path(SLUG, register), all_records_path(register)] {
                    let path = format!(
                        "{of}.{}?{}",
                        format.extension(),
                        query.replace("quizás", "no")
                    );
                    app.get(&path).await.assert(400);
                }
            }
        }
        for rest in [
            "/schema?a=1",
            ".atom?a=1",
            "/changes",
            "/changes?from=ayer",
            "/changes?from=2026-01-01T00:00:00Z&a=1",
        ] {
            app.get(&format!("{}{rest}", records_path(SLUG, register)))
                .await
                .assert(400);
        }
        app.get(&format!("/api/v1/m/nadie/registers/{}.csv", register.id))
            .await
            .assert(404);
    }
}
