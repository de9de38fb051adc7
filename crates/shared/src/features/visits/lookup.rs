//! Who stands at the door: what is known of a document, and from where. What nobody knows is never made up.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::DOCUMENT_TYPES;
use super::desk::{document, one_of};
use crate::kit::text_enum::text_enum;

/// Where a document is looked up (POST [`LookupIn`]); each look stands in the journal.
pub const LOOKUP_PATH: &str = "/api/v1/admin/visits/lookup";

text_enum! {
    /// Where an answer comes from.
    LookupSource {
        /// Earlier visits to this municipality.
        Visits = "visits",
        /// The file of identities that this installation was given.
        File = "file",
        /// No source knows the document.
        Unknown = "unknown",
        /// Nobody was asked but the earlier visits: this installation has no source of identities.
        NotLookedUp = "not_looked_up",
    }
}

/// A document to look up, because its holder stands at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookupIn {
    /// Its type; `ruc` for the entity that somebody represents.
    #[cfg_attr(feature = "api", schema(example = "dni"))]
    pub document_type: String,
    /// Its number.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 20, example = "40123456")
    )]
    pub document: String,
    /// Whether it is training: then the visits of training answer.
    #[serde(default)]
    pub is_training: bool,
}

/// What is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct LookupOut {
    /// From where.
    pub source: LookupSource,
    /// Name of the person or entity.
    pub name: Option<String>,
    /// For whom the person spoke last.
    pub visitor_kind: Option<String>,
    /// Which entity that was.
    pub entity: Option<String>,
    /// Its RUC.
    pub ruc: Option<String>,
    /// Whom he visited last, where that official is still in his post.
    pub official_id: Option<Uuid>,
    /// Why he came last.
    pub reason: Option<String>,
    /// The last visit, where the answer comes from visits.
    pub last_visit_at: Option<DateTime<Utc>>,
    /// Since when the person is inside, where he is.
    pub inside_since: Option<DateTime<Utc>>,
}

crate::checks!(LookupIn, |this, check| {
    check
        .field("document_type", one_of(DOCUMENT_TYPES, &this.document_type))
        .field(
            "document",
            document(&this.document_type, Some(&this.document)),
        );
});
