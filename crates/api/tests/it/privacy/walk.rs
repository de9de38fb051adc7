//! Every public read of the document, with the holes of its address filled by whatever is known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use crate::support::TestApp;

/// Whether an operation answers without a session.
pub(super) fn is_public(operation: &Value) -> bool {
    let ways = operation["security"].as_array().unwrap();
    ways.iter().any(|way| way.as_object().unwrap().is_empty())
}

/// What may stand in the holes of addresses.
#[derive(Default)]
pub(super) struct Known {
    ids: BTreeSet<Uuid>,
    others: BTreeMap<&'static str, Vec<String>>,
}

impl Known {
    /// Values for the hole of a name.
    pub(super) fn add(&mut self, hole: &'static str, value: &str) {
        self.others.entry(hole).or_default().push(value.to_owned());
    }

    /// Every id that stands in an answer of the staff.
    pub(super) fn ids_of(&mut self, answer: &Value) {
        match answer {
            Value::String(text) => self.ids.extend(text.parse::<Uuid>().ok()),
            Value::Array(items) => items.iter().for_each(|item| self.ids_of(item)),
            Value::Object(members) => members.values().for_each(|member| self.ids_of(member)),
            _ => {}
        }
    }

    fn fill(&self, path: &str) -> Vec<String> {
        let Some((before, rest)) = path.split_once('{') else {
            return vec![path.to_owned()];
        };
        let (hole, after) = rest.split_once('}').unwrap();
        let ids = || self.ids.iter().map(Uuid::to_string).collect();
        let values: Vec<String> = match self.others.get(hole) {
            Some(values) => values.clone(),
            None if hole == "id" => ids(),
            None => panic!("{path}: nothing is known for {{{hole}}}"),
        };
        let ends = self.fill(after);
        let with = |value: &String| -> Vec<String> {
            ends.iter()
                .map(|end| format!("{before}{value}{end}"))
                .collect()
        };
        values.iter().flat_map(with).collect()
    }
}

/// Reads everything that a visitor can read: addresses with their answers.
pub(super) async fn public_reads(app: &TestApp, known: &Known) -> Vec<(String, String)> {
    let document = serde_json::to_value(api::openapi::document()).unwrap();
    let mut answers = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("get").filter(|operation| is_public(operation)) else {
            continue;
        };
        for address in known.fill(path) {
            for query in queries(operation) {
                let address = format!("{address}{query}");
                let answer = app.get(&address).await;
                assert_ne!(answer.status.as_u16(), 500, "{address}");
                let headers = format!("{:?}", answer.headers);
                let body = String::from_utf8_lossy(&answer.body).into_owned();
                answers.push((address, headers + &body));
            }
        }
    }
    answers
}

/// Without parameters, and with a page as long as it may be.
fn queries(operation: &Value) -> Vec<&'static str> {
    let parameters = operation["parameters"].as_array();
    let pages = parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "limit"));
    if pages {
        vec!["", "?limit=100"]
    } else {
        vec![""]
    }
}
