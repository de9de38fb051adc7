//! What of a record the public reads, and what follows from it: masks, link tags, folded texts, sort keys, and the leaf
//! that proves it.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};
use shared::registers::{Column, Kind, Privacy, Record, Register, Value};
use shared::rules::mask::{mask_document, mask_ruc};
use shared::text::fold::{fold, sort_key};
use uuid::Uuid;

use crate::error::ApiResult;
use crate::keys::Vault;
use crate::write::{Personal, personal_tag};

/// The public columns of a version, and the proof of its personal ones.
pub(super) struct Published {
    /// Columns of the projection with their values.
    pub(super) columns: Vec<(String, Value)>,
    /// The commitments of the personal columns, with the salts of those that are public.
    pub(super) proof: Proof,
    /// What the search finds it by.
    pub(super) search: String,
}

/// What a reader needs to repeat the leaf: commitments for all personal values, salts for the public ones.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Proof {
    pub(crate) commitments: BTreeMap<String, String>,
    pub(crate) salts: BTreeMap<String, String>,
}

/// Derives everything of a record.
pub(super) fn publish(
    register: &'static Register,
    municipality: Uuid,
    record: &Record,
    kept: &BTreeMap<&'static str, Personal>,
    vault: &Vault,
) -> ApiResult<Published> {
    let mut columns = Vec::new();
    let mut proof = Proof::default();
    for column in register.public_columns() {
        let value = record.get(column.name);
        columns.push((column.name.to_owned(), shown(column, value)));
        columns.extend(derived(column, value, vault)?);
    }
    for (name, personal) in kept {
        // Of what the public does not read not even whether it is there: the journal has its commitment.
        let column = register.column(name).filter(|column| column.is_public());
        let Some(column) = column else { continue };
        let commitment = personal.commitment.clone();
        proof.commitments.insert((*name).to_owned(), commitment);
        if column.privacy == Privacy::Public {
            let salt = hex::encode(personal.salt);
            proof.salts.insert((*name).to_owned(), salt);
        }
    }
    Ok(Published {
        columns,
        proof,
        search: format!(
            "{} {}",
            tenant_word(municipality),
            record.search_text(register)
        ),
    })
}

/// The word by which the index of words tells municipalities apart: a search within one reads only its own entries.
pub(super) fn tenant_word(municipality: Uuid) -> String {
    format!("m{}", municipality.simple())
}

/// A value as everybody reads it.
pub(super) fn shown(column: &Column, value: &Value) -> Value {
    let Value::Text(text) = value else {
        return value.clone();
    };
    match (column.kind, column.privacy) {
        (Kind::Ruc, _) => Value::Text(mask_ruc(text)),
        (_, Privacy::Masked) => Value::Text(mask_document(text)),
        _ => value.clone(),
    }
}

/// The columns that follow from a column.
pub(super) fn derived(
    column: &Column,
    value: &Value,
    vault: &Vault,
) -> ApiResult<Vec<(String, Value)>> {
    let name = column.name;
    let mut more = Vec::new();
    if is_tagged(column) {
        let tag = value.text().map(|text| tag(vault, column, text));
        let tag = tag.transpose()?.map_or(Value::Null, Value::Text);
        more.push((format!("{name}_tag"), tag));
    } else if column.is_filterable && matches!(column.kind, Kind::Text(_)) {
        let folded = value.text().map(fold).map_or(Value::Null, Value::Text);
        more.push((format!("{name}_fold"), folded));
    }
    if column.is_sortable {
        let key = match value {
            Value::Number(number) => Value::Number(*number),
            Value::Text(text) => Value::Text(sort_key(text)),
            Value::Null if column.kind.is_number() => Value::Number(i64::MIN),
            Value::Null => Value::Text(String::new()),
        };
        more.push((format!("{name}_key"), key));
    }
    Ok(more)
}

/// Whether equal values are found by a tag, because the value itself is not shown to everybody.
pub(crate) const fn is_tagged(column: &Column) -> bool {
    column.is_tagged()
}

/// The tag of a value: the same in every register and municipality, and nothing that leads back to it.
pub(crate) fn tag(vault: &Vault, column: &Column, value: &str) -> ApiResult<String> {
    let kind = match column.kind {
        Kind::Ruc => "ruc",
        _ => "document",
    };
    let tag = personal_tag(vault, kind, value)?;
    // Enough to tell people apart; a shorter text fits a table and an address.
    Ok(tag.get(..24).unwrap_or(&tag).to_owned())
}

/// What records are compared by: the same for two that people would call the same ([`Record::key`]), and nothing that leads
/// back to the document number that may be in it.
pub(super) fn key_tag(
    vault: &Vault,
    register: &'static Register,
    record: &Record,
) -> ApiResult<String> {
    let kind = format!("key.{}", register.id);
    personal_tag(vault, &kind, &record.key(register))
}

/// The public columns as JSON, without what is derived from them.
pub(super) fn public_json(
    register: &'static Register,
    columns: &[(String, Value)],
) -> Map<String, Json> {
    register
        .public_columns()
        .map(|column| {
            let value = columns.iter().find(|(name, _)| name == column.name);
            let value = value.map_or(Json::Null, |(_, value)| value.json(column.kind));
            (column.name.to_owned(), value)
        })
        .collect()
}
