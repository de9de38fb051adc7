//! Feeds are well-formed whatever people wrote, and catalogues name what can be taken away.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use shared::registers::wire::{all_records_path, records_path, registers_path};
use shared::registers::{Format, Kind, REGISTERS};

use super::{SLUG, another, enter, example, officer, says_anything, withdraw};
use crate::support::TestApp;

/// Every element with what stands in it, in the order in which they end; links with their address.
fn read(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut out, mut open) = (Vec::new(), Vec::<(String, String)>::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push((tag.name().as_ref().to_owned(), String::new()));
            }
            Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    if attribute.key.as_ref() == "href" {
                        out.push(("href".to_owned(), attribute.value.into_owned()));
                    }
                }
            }
            Event::Text(text) => {
                if let Some((_, content)) = open.last_mut() {
                    content.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let sign = quick_xml::escape::unescape(&format!("&{name};"))
                    .unwrap()
                    .into_owned();
                if let Some((_, content)) = open.last_mut() {
                    content.push_str(&sign);
                }
            }
            Event::End(_) => out.push(open.pop().unwrap()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    out
}

fn of<'a>(elements: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let found = elements.iter().filter(|(element, _)| element == name);
    found.map(|(_, text)| text.as_str()).collect()
}

#[actix_web::test]
async fn a_feed_tells_the_newest_changes_and_nothing_in_it_is_markup() {
    let app = TestApp::demo().await;
    let hostile = "</summary><script>alert('x' & \"y\")";
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        let path = format!("{}.atom", records_path(SLUG, register));
        let empty = app.get(&path).await.assert(200);
        let empty = read(std::str::from_utf8(&empty.body).unwrap());
        assert_eq!(of(&empty, "updated"), ["1970-01-01T00:00:00Z"]);

        let mut values = example(register);
        let texts = register.columns.iter().filter(|it| {
            matches!(it.kind, Kind::Text(n) if n >= 60) && says_anything(register, it)
        });
        for column in texts {
            values.insert(column.name.to_owned(), json!(hostile));
        }
        let entered = enter(&staff, register, values).await.assert(201);
        app.wait(TimeDelta::minutes(1));
        let gone = entered.header("location").unwrap();
        let reason = "<b>Estaba</b> dos veces";
        withdraw(&staff, gone, entered.header("etag").unwrap(), reason)
            .await
            .assert(200);

        let answer = app.get(&path).await.assert(200);
        assert_eq!(
            answer.header("content-type"),
            Some("application/atom+xml; charset=utf-8")
        );
        let xml = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(!xml.contains("<script") && !xml.contains("<b>"));
        let feed = read(&xml);
        let summaries = of(&feed, "summary");
        assert_eq!(summaries[0], format!("Motivo: {reason}"));
        assert!(summaries[1].contains(hostile), "{}", summaries[1]);
        let ids = of(&feed, "id");
        assert_eq!(ids.len(), 3);
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 3);
        assert!(ids.iter().all(|id| {
            id.strip_prefix("urn:uuid:")
                .is_some_and(|id| id.parse::<uuid::Uuid>().is_ok())
        }));
        let itself = format!("{}{path}", app.state.settings.server.public_url);
        assert!(of(&feed, "href").contains(&itself.as_str()));
        for at in of(&feed, "updated") {
            DateTime::parse_from_rfc3339(at).unwrap();
        }
        // The same identifiers ever after, also over all municipalities.
        app.wait(TimeDelta::minutes(1));
        enter(&staff, register, another(register, 5))
            .await
            .assert(201);
        let later = app
            .get(&format!("{}.atom", all_records_path(register)))
            .await
            .assert(200);
        let later = read(std::str::from_utf8(&later.body).unwrap());
        assert!(ids[1..].iter().all(|id| of(&later, "id").contains(id)));
        let known = answer.header("etag").unwrap();
        assert_ne!(app.get(&path).await.header("etag"), Some(known));
    }
}

#[actix_web::test]
async fn a_feed_holds_fifty_changes() {
    let app = TestApp::demo().await;
    let register = REGISTERS[0];
    let staff = officer(&app, register, SLUG).await;
    for number in 1..=51 {
        enter(&staff, register, another(register, number))
            .await
            .assert(201);
    }
    let feed = app
        .get(&format!("{}.atom", records_path(SLUG, register)))
        .await
        .assert(200);
    let feed = read(std::str::from_utf8(&feed.body).unwrap());
    assert_eq!(of(&feed, "summary").len(), 50);
}

#[actix_web::test]
async fn catalogues_name_every_register_and_what_they_name_is_there() {
    let app = TestApp::demo().await;
    let origin = app.state.settings.server.public_url.clone();
    let staff = officer(&app, REGISTERS[0], SLUG).await;
    enter(&staff, REGISTERS[0], example(REGISTERS[0]))
        .await
        .assert(201);
    let catalog = app
        .get(&format!("{}/catalog.jsonld", registers_path(SLUG)))
        .await
        .assert(200);
    assert_eq!(catalog.header("content-type"), Some("application/ld+json"));
    let catalog = catalog.json();
    let harvest = app
        .get(&format!("{}/data.json", registers_path(SLUG)))
        .await
        .assert(200)
        .json();
    assert_eq!(catalog["@type"], "dcat:Catalog");
    let datasets = catalog["dcat:dataset"].as_array().unwrap();
    let harvested = harvest["dataset"].as_array().unwrap();
    assert_eq!(
        (datasets.len(), harvested.len()),
        (REGISTERS.len(), REGISTERS.len())
    );
    for ((register, dataset), plain) in REGISTERS.iter().zip(datasets).zip(harvested) {
        assert_eq!(dataset["dct:title"]["@value"], register.title);
        assert_eq!(dataset["dct:license"]["@id"], register.licence.url());
        let rhythm = dataset["dct:accrualPeriodicity"]["@id"].as_str().unwrap();
        assert!(rhythm.ends_with(register.periodicity.frequency()));
        assert_eq!(
            dataset.get("dct:modified").is_some(),
            register.id == REGISTERS[0].id
        );
        for field in [
            "title",
            "description",
            "keyword",
            "modified",
            "publisher",
            "contactPoint",
            "identifier",
        ] {
            assert!(!plain[field].is_null(), "{}: {field}", register.id);
        }
        assert!(
            plain["contactPoint"]["hasEmail"]
                .as_str()
                .unwrap()
                .starts_with("mailto:")
        );
        let files = dataset["dcat:distribution"].as_array().unwrap();
        assert_eq!(files.len(), Format::of(register).count());
        for file in files {
            let url = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            app.get(url.strip_prefix(&origin).unwrap())
                .await
                .assert(200);
        }
        let schema = plain["describedBy"].as_str().unwrap();
        app.get(schema.strip_prefix(&origin).unwrap())
            .await
            .assert(200);
    }
    app.get(&format!("{}/data.json?a=1", registers_path(SLUG)))
        .await
        .assert(400);
    app.get("/api/v1/m/nadie/registers/catalog.jsonld")
        .await
        .assert(404);
}
