//! The answers of operations that need no session have no field for what is personal. Types of published documents are
//! among them: they are served by such operations as they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use shared::registers::REGISTERS;

use super::walk::is_public;

/// Words that no public field may have in its name.
const FORBIDDEN: &[&str] = &[
    "account",
    "actor",
    "address",
    "agent",
    "birth",
    "birthday",
    "commitment",
    "dni",
    "document_number",
    "email",
    "ip",
    "mail",
    "note",
    "notes",
    "observations",
    "password",
    "phone",
    "salt",
    "sealed",
    "secret",
    "sex",
    "tag",
];

/// Fields with such a word that are meant, and why.
const MEANT: &[(&str, &str)] = &[
    ("Contact.address", "of the municipality"),
    ("Contact.email", "of the municipality"),
    ("Contact.phone", "of the municipality"),
    (
        "CorrectionOut.observations",
        "to whoever has the link that was sent to the request's address",
    ),
    (
        "InvitationOut.email",
        "to whoever has the link that was sent there",
    ),
    ("InvitationOut.min_password", "a number of characters"),
    ("OfficePublic.address", "of an office"),
    ("OfficePublic.email", "of an office"),
    ("OfficePublic.phone", "of an office"),
    (
        "PortalRequestTracking.observations",
        "to whoever has code and number of the request",
    ),
    (
        "PrivacyPublic.email",
        "of whoever answers for personal data",
    ),
    (
        "RequestEvent.note",
        "to whoever has code and number of the request",
    ),
    ("payments_record.bank_account", ACCOUNT),
    ("payments_version.bank_account", ACCOUNT),
    ("ResponsibleIn.dni", CORRECTED),
    ("ResponsibleIn.email", CORRECTED),
    ("ResponsibleIn.phone", CORRECTED),
];

const CORRECTED: &str =
    "what the applicant sent, to whoever has the link of its correction; journaled";

const ACCOUNT: &str = "the municipality's own, by its name and last digits";

#[test]
fn no_operation_without_a_session_can_answer_with_a_personal_field() {
    let document = serde_json::to_value(api::openapi::document()).unwrap();
    let mut found = BTreeSet::new();
    let mut operations = 0;
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            if !is_public(operation) {
                continue;
            }
            operations += 1;
            for answer in operation["responses"].as_object().unwrap().values() {
                let mut fields = Fields {
                    schemas: document["components"]["schemas"].as_object().unwrap(),
                    inside: Vec::new(),
                    found: &mut found,
                };
                fields.of(answer, "answer");
            }
        }
    }
    assert!(operations > 20);
    let written = MEANT.iter().map(|(field, _)| (*field).to_owned());
    let meant: BTreeSet<String> = written.chain(tags()).collect();
    assert_eq!(
        found, meant,
        "left: what the document has, right: what is meant"
    );
}

/// Link tags of registers: keyed, so that equal values are found without the value.
fn tags() -> impl Iterator<Item = String> {
    REGISTERS.iter().flat_map(|register| {
        let tagged = register
            .public_columns()
            .filter(|column| column.is_tagged());
        tagged.flat_map(|column| {
            ["record", "version"].map(|of| format!("{}_{of}.{}_tag", register.id, column.name))
        })
    })
}

struct Fields<'a> {
    schemas: &'a Map<String, Value>,
    inside: Vec<&'a str>,
    found: &'a mut BTreeSet<String>,
}

impl<'a> Fields<'a> {
    /// Walks a part of the document that belongs to the type `owner`.
    fn of(&mut self, part: &'a Value, owner: &str) {
        match part {
            Value::Array(parts) => parts.iter().for_each(|part| self.of(part, owner)),
            Value::Object(members) => {
                if let Some(name) = members.get("$ref").and_then(Value::as_str) {
                    self.of_schema(name.rsplit('/').next().unwrap());
                }
                for (key, member) in members {
                    match (key.as_str(), member) {
                        ("properties", Value::Object(fields)) => self.fields(fields, owner),
                        ("example" | "examples", _) => {}
                        _ => self.of(member, owner),
                    }
                }
            }
            _ => {}
        }
    }

    fn of_schema(&mut self, name: &'a str) {
        if self.inside.contains(&name) {
            return;
        }
        self.inside.push(name);
        // A page of something is shown under the name of the something.
        let owner = name.strip_prefix("Page_").unwrap_or(name);
        self.of(&self.schemas[name], owner);
        self.inside.pop();
    }

    fn fields(&mut self, fields: &'a Map<String, Value>, owner: &str) {
        for (field, kind) in fields {
            let words: Vec<&str> = field.split('_').collect();
            let forbidden = |word: &&&str| *word == field || words.contains(*word);
            if FORBIDDEN.iter().any(|word| forbidden(&word)) {
                self.found.insert(format!("{owner}.{field}"));
            }
            self.of(kind, owner);
        }
    }
}
