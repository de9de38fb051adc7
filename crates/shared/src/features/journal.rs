//! The journal as others read it: signed heads, public keys, and the history that a screen shows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::journal::canonical::{CanonicalError, canonical};
use crate::journal::chain::Head;
use crate::journal::entry::{Actor, Subject, micros};

/// Where the staff of a municipality reads the history of what a screen shows.
pub const HISTORY_PATH: &str = "/api/v1/admin/journal";
/// Where operators read the history of what belongs to no municipality.
pub const PLATFORM_HISTORY_PATH: &str = "/api/v1/platform/journal";

/// Where the journal of a municipality is downloaded, to be checked elsewhere.
pub const JOURNAL_EXPORT_PATH: &str = "/api/v1/admin/journal/export";
/// Where the platform's own journal is downloaded.
pub const PLATFORM_JOURNAL_EXPORT_PATH: &str = "/api/v1/platform/journal/export";
/// Where the signed heads of the platform's own journal are read.
pub const PLATFORM_HEADS_PATH: &str = "/api/v1/journal/heads";
/// Where the public keys are read.
pub const KEYS_PATH: &str = "/api/v1/keys";

/// Where the heads that were signed on a day in Lima are read, those of all journals, one a line.
pub fn heads_day_path(day: NaiveDate) -> String {
    format!("{PLATFORM_HEADS_PATH}/{day}")
}

/// Where the signed heads of a municipality's journal are read.
pub fn heads_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/journal/heads")
}

/// How far a journal had come at an instant, signed by the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// Whose journal; zeros for the platform's own.
    pub municipality_id: Uuid,
    /// The last entry.
    #[cfg_attr(feature = "api", schema(example = 1284, minimum = 1))]
    pub seq: i64,
    /// Its hash, 64 hexadecimal digits.
    #[cfg_attr(
        feature = "api",
        schema(example = "24803189d547ae2a5489f6bc08c236a6c004aaf64f883cb0a2f9387da7783d8c")
    )]
    pub hash: String,
    /// When it was signed.
    #[serde(with = "micros")]
    #[cfg_attr(feature = "api", schema(value_type = String, format = DateTime))]
    pub signed_at: DateTime<Utc>,
    /// The key, by its name in the list of public keys.
    #[cfg_attr(feature = "api", schema(example = "5f0c2a91"))]
    pub key_id: String,
    /// Ed25519 over the canonical JSON (RFC 8785) of all of the above, in base64.
    pub signature: String,
}

impl SignedHead {
    /// The bytes under the signature.
    ///
    /// # Errors
    /// When `seq` is beyond what every JSON reader keeps exact.
    pub fn signed_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        // Text and an integer: it always becomes an object.
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let Value::Object(members) = &mut value {
            members.remove("signature");
        }
        canonical(&value)
    }

    /// The one line that stands for it in a file of heads.
    ///
    /// # Errors
    /// As [`SignedHead::signed_bytes`].
    pub fn line(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical(&serde_json::to_value(self).unwrap_or_default())
    }

    /// What it says, without who says it.
    pub fn head(&self) -> Head {
        Head {
            municipality_id: self.municipality_id,
            seq: self.seq,
            hash: self.hash.clone(),
        }
    }
}

/// A key with which anyone checks what the platform signed. Keys that rotated out stay listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    /// Its name, as it stands beside signatures.
    #[cfg_attr(feature = "api", schema(example = "5f0c2a91"))]
    pub id: String,
    /// What it signs.
    pub purpose: KeyPurpose,
    /// Always `Ed25519`.
    #[cfg_attr(feature = "api", schema(example = "Ed25519"))]
    pub algorithm: String,
    /// The 32 bytes of the key, in base64.
    pub public_key: String,
    /// Since when it signs.
    pub created_at: DateTime<Utc>,
}

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyPurpose {
    /// Heads of the journals.
    Head,
    /// Access tokens of sessions.
    Session,
}

/// Which entries of the journal a screen asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct HistoryQuery {
    /// Kind of thing, such as `menu`.
    pub subject_type: Option<String>,
    /// Its identifier.
    pub subject_id: Option<String>,
    /// What was done, such as `menu.updated`.
    pub action: Option<String>,
    /// Identifier of who did it.
    pub actor: Option<String>,
    /// From this day on, in Lima.
    pub from: Option<NaiveDate>,
    /// Up to this day, included.
    pub to: Option<NaiveDate>,
    /// Entries of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Which entries about things of one kind a screen asks for, where the kind stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct SubjectQuery {
    /// Identifier of one thing; of all of the kind without it.
    pub subject_id: Option<String>,
    /// Entries of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl SubjectQuery {
    /// The same question to the whole journal.
    pub fn about(self, kind: &str) -> HistoryQuery {
        HistoryQuery {
            subject_type: Some(kind.to_owned()),
            subject_id: self.subject_id,
            limit: self.limit,
            cursor: self.cursor,
            ..HistoryQuery::default()
        }
    }
}

/// An act, as the staff reads it. Personal values appear as the journal has them: masks and commitments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// Place in the journal.
    pub seq: i64,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub actor: Actor,
    /// In which role.
    pub role: Option<String>,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: Subject,
    /// What it was before.
    pub before: Option<Value>,
    /// What it became.
    pub after: Option<Value>,
    /// The norm it rests on.
    pub legal_basis: Option<String>,
    /// The request that brought it about, to quote it.
    pub request_id: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_under_a_signature_are_those_that_outsiders_write() {
        let head = SignedHead {
            municipality_id: Uuid::nil(),
            seq: 7,
            hash: "ab".into(),
            signed_at: "2026-11-21T15:00:00Z".parse().unwrap(),
            key_id: "5f0c2a91".into(),
            signature: "x".into(),
        };
        let bytes = String::from_utf8(head.signed_bytes().unwrap()).unwrap();
        assert_eq!(
            bytes,
            r#"{"hash":"ab","key_id":"5f0c2a91","municipality_id":"00000000-0000-0000-0000-000000000000","seq":7,"signed_at":"2026-11-21T15:00:00.000000Z"}"#
        );
    }
}
