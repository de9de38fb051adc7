//! What one entry of the journal holds, on the wire and in exports.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// An act that was recorded. Unknown members are refused on reading, so that nothing can be added to an export
/// outside the hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JournalEntry {
    /// Whose journal.
    pub municipality_id: Uuid,
    /// Place in that journal: 1, 2, 3 … without gaps.
    pub seq: i64,
    /// When the act happened. Both times are kept and hashed to the microsecond.
    #[serde(with = "micros")]
    pub occurred_at: DateTime<Utc>,
    /// When it was written down.
    #[serde(with = "micros")]
    pub recorded_at: DateTime<Utc>,
    /// Who acted.
    pub actor: Actor,
    /// The role in which the actor acted, by its code.
    pub role: Option<String>,
    /// What was done: `portal_request.approved`.
    pub action: String,
    /// To what it was done.
    pub subject: Subject,
    /// What it was before, personal values as commitments.
    pub before: Option<Value>,
    /// What it became, personal values as commitments.
    pub after: Option<Value>,
    /// The norm that the act rests on.
    pub legal_basis: Option<String>,
    /// The request that brought it about.
    pub request_id: Option<String>,
    /// Hash of the entry before, 64 hexadecimal digits; zeros for the first.
    pub prev_hash: String,
    /// SHA-256 over the canonical form of all of the above.
    pub hash: String,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// What kind of actor.
    pub kind: ActorKind,
    /// Its identifier; `null` for an unknown visitor.
    pub id: Option<String>,
    /// A name that may stay in the journal for ever: of a job, a program, a post. Never of a citizen.
    pub name: Option<String>,
}

/// The kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Staff of a municipality.
    Staff,
    /// The operator of the platform.
    Operator,
    /// A person who asks for something.
    Citizen,
    /// A program with a key.
    ApiClient,
    /// The platform itself: a job, a migration, a command.
    System,
}

/// To what it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The kind of thing: `portal_request`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

/// Times as text of one length, so that both databases and every reader give back the bytes that were hashed.
/// An instant to the microsecond, always of the same length.
pub fn micros_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

pub(crate) mod micros {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(
        time: &DateTime<Utc>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::micros_text(*time))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
