//! The schema of a register holds for every record that is listed.

use serde_json::{Value as Json, json};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{Kind, Privacy, REGISTERS};

use super::{SLUG, another, enter, example, officer};
use crate::support::TestApp;

/// Why a value is none of the schema, judged by the words that our schemas use.
fn wrong(schema: &Json, value: &Json) -> Option<String> {
    let kind = match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_i64() => "integer",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Json::Array(kinds) => kinds.clone(),
        other => vec![other.clone()],
    };
    if !kinds.contains(&json!(kind)) {
        return Some(format!("{value} is no {kinds:?}"));
    }
    if let Some(known) = schema["enum"]
        .as_array()
        .filter(|known| !known.contains(value))
    {
        return Some(format!("{value} is none of {known:?}"));
    }
    if let (Some(text), Some(most)) = (value.as_str(), schema["maxLength"].as_u64())
        && text.chars().count() > usize::try_from(most).unwrap()
    {
        return Some(format!("{text} is too long"));
    }
    let object = value.as_object()?;
    let properties = schema["properties"].as_object().unwrap();
    let required = schema["required"].as_array().unwrap();
    let missing = required
        .iter()
        .find(|name| !object.contains_key(name.as_str().unwrap()));
    if let Some(missing) = missing {
        return Some(format!("{missing} is missing"));
    }
    object
        .iter()
        .find_map(|(name, value)| match properties.get(name) {
            Some(property) => wrong(property, value).map(|why| format!("{name}: {why}")),
            None => Some(format!("{name} is unknown")),
        })
}

#[actix_web::test]
async fn every_listed_record_is_of_its_schema() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=12 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let mut bare = example(register);
        bare.retain(|name, _| register.column(name).unwrap().is_required);
        enter(&staff, register, bare).await.assert(201);

        let of = records_path(SLUG, register);
        let answer = app.get(&format!("{of}/schema")).await.assert(200);
        assert_eq!(
            answer.header("content-type"),
            Some("application/schema+json")
        );
        let schema = answer.json();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let itself = format!("{}{of}/schema", app.state.settings.server.public_url);
        assert_eq!(schema["$id"], itself);
        let page = app.get(&format!("{of}?limit=100")).await.assert(200).json();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 13);
        for item in items {
            assert_eq!(wrong(&schema, item), None, "{}", register.id);
        }
        for (name, value) in [
            ("act", json!("deleted")),
            ("version", json!("1")),
            ("more", json!(1)),
        ] {
            let mut item = items[0].clone();
            item[name] = value;
            assert!(wrong(&schema, &item).is_some(), "{name}");
        }
        for column in register.columns {
            let property = &schema["properties"][column.name];
            if !column.is_public() {
                assert!(property.is_null(), "{}: {}", register.id, column.name);
                continue;
            }
            assert_eq!(property["title"], column.label);
            assert_eq!(property["x-unit"].as_str().unwrap_or_default(), column.unit);
            if let Kind::Choice(choices) = column.kind {
                assert_eq!(
                    property["x-labels"].as_object().unwrap().len(),
                    choices.len()
                );
            }
            if column.privacy == Privacy::Masked {
                assert!(property["examples"].is_null());
            }
        }
        let all = app
            .get(&format!("{}/schema", all_records_path(register)))
            .await
            .assert(200)
            .json();
        assert_eq!(all["properties"], schema["properties"]);
    }
}
