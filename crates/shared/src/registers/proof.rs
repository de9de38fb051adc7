//! What a published version proves by itself: its leaf follows from what is shown, and a personal value that is public is
//! the one that was committed to. With a signed head and the tree's other leaves, or a proof, nothing of it can be changed
//! unnoticed.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::wire::VersionOut;
use super::{Act, Privacy, Register};
use crate::journal::canonical::CanonicalError;
use crate::journal::commitment::commit;
use crate::journal::entry::micros_text;
use crate::merkle::hash::Hash;
use crate::merkle::leaf::leaf_of;

/// What a leaf is made of.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The register.
    pub register: &'static Register,
    /// Whose.
    pub municipality_id: Uuid,
    /// The record.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// When it was recorded: in UTC, to the microsecond.
    pub recorded_at: &'a str,
    /// What was done then.
    pub act: Act,
    /// Why.
    pub act_reason: Option<&'a str>,
    /// The public columns.
    pub values: &'a Map<String, Json>,
    /// What stands for personal values, by column.
    pub commitments: &'a BTreeMap<String, String>,
}

impl Content<'_> {
    /// The leaf: public values as they stand, personal ones as commitments. Columns without a value are left out, so that
    /// a register may gain columns without touching what was published (ADR 0027).
    ///
    /// # Errors
    /// When a value has no canonical form.
    pub fn leaf(&self) -> Result<Hash, CanonicalError> {
        let mut values = self.values.clone();
        values.retain(|_, value| !value.is_null());
        for (name, commitment) in self.commitments {
            values.insert(name.clone(), json!({ "commitment": commitment }));
        }
        leaf_of(&json!({
            "register": self.register.id, "municipality_id": self.municipality_id, "id": self.id,
            "version": self.version, "recorded_at": self.recorded_at, "act": self.act.as_str(),
            "act_reason": self.act_reason, "values": values,
        }))
    }
}

/// What of a version does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unproven {
    /// Its content has another leaf than it says.
    Digest,
    /// A public value of this column is not the one that was committed to.
    Value(String),
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digest => f.write_str("su contenido no es el que dice su huella"),
            Self::Value(column) => write!(f, "el valor de «{column}» no es el que se publicó"),
        }
    }
}

/// Checks a version as the public reads it; answers with its leaf. A personal value that was erased is not there any more,
/// and its leaf stays what it was.
///
/// # Errors
/// Says what does not hold.
pub fn check(
    register: &'static Register,
    municipality_id: Uuid,
    version: &VersionOut,
) -> Result<Hash, Unproven> {
    let shown = &version.record;
    let values: Map<String, Json> = register
        .public_columns()
        .map(|column| {
            let value = shown.values.get(column.name).cloned();
            (column.name.to_owned(), value.unwrap_or_default())
        })
        .collect();
    let content = Content {
        register,
        municipality_id,
        id: shown.id,
        version: shown.version,
        recorded_at: &micros_text(shown.recorded_at),
        act: shown.act,
        act_reason: version.act_reason.as_deref(),
        values: &values,
        commitments: &version.proof.commitments,
    };
    let leaf = content.leaf().map_err(|_| Unproven::Digest)?;
    if leaf.to_string() != shown.digest {
        return Err(Unproven::Digest);
    }
    let personal = register
        .public_columns()
        .filter(|column| column.is_personal && column.privacy == Privacy::Public);
    for column in personal {
        let value = values.get(column.name).and_then(text);
        let unproven = || Unproven::Value(column.name.to_owned());
        let Some(value) = value else { continue };
        let salt = version.proof.salts.get(column.name);
        let salt = salt.and_then(|salt| bytes(salt)).ok_or_else(unproven)?;
        let known = version.proof.commitments.get(column.name);
        if known != Some(&commit(&salt, &value)) {
            return Err(unproven());
        }
    }
    Ok(leaf)
}

/// A value as it was committed to.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(is) => Some(u8::from(*is).to_string()),
        _ => None,
    }
}

/// A salt, out of its 64 hexadecimal digits.
fn bytes(salt: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if salt.len() != 64 || !salt.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(salt.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::REGISTERS;
    use proptest::prelude::*;

    fn leaf(register: &'static Register, values: &Map<String, Json>) -> Hash {
        let content = Content {
            register,
            municipality_id: Uuid::from_u128(1),
            id: Uuid::from_u128(2),
            version: 1,
            recorded_at: "2026-11-21T15:00:00.000000Z",
            act: Act::Created,
            act_reason: None,
            values,
            commitments: &BTreeMap::new(),
        };
        content.leaf().unwrap()
    }

    proptest! {
        // A register that gains a column has it empty in every version of before.
        #[test]
        fn a_column_without_a_value_is_no_part_of_a_leaf(
            register in 0..REGISTERS.len(), empty in any::<u64>(), value in "[a-z]{1,8}",
        ) {
            let register = REGISTERS.get(register).copied().unwrap();
            let columns: Vec<_> = register.public_columns().enumerate().collect();
            let is_empty = |at: usize| (empty >> (at % 64)) & 1 == 1;
            let (mut with, mut without) = (Map::new(), Map::new());
            for (at, column) in &columns {
                let json = if is_empty(*at) { Json::Null } else { json!(value) };
                if !json.is_null() {
                    without.insert(column.name.to_owned(), json.clone());
                }
                with.insert(column.name.to_owned(), json);
            }
            prop_assert_eq!(leaf(register, &with), leaf(register, &without));
            // And one with a value is.
            let mut more = without.clone();
            more.insert("columna_nueva".to_owned(), json!(value));
            prop_assert_ne!(leaf(register, &more), leaf(register, &without));
        }
    }
}
