//! The officials who can be visited: since when and until when. Which of them decide, and from when to when, is told by
//! [`crate::features::interests::capacities`].

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::DOCUMENT_TYPES;
use super::desk::{document, one_of};
use crate::rules::{self, Violation};

/// Where officials are listed (`?q&on&cursor&limit`) and added (POST [`OfficialIn`]).
pub const OFFICIALS_PATH: &str = "/api/v1/admin/visits/officials";
/// Where the desk reads those in force on a day (`?on`), all at once.
pub const OFFICIALS_IN_FORCE_PATH: &str = "/api/v1/admin/visits/officials-in-force";

/// Where one is read with its `ETag`, and corrected (PUT [`OfficialIn`] with `If-Match`).
pub fn official_path(id: Uuid) -> String {
    format!("{OFFICIALS_PATH}/{id}")
}

/// Where one ends (POST [`OfficialEndIn`] with `If-Match`).
pub fn official_end_path(id: Uuid) -> String {
    format!("{OFFICIALS_PATH}/{id}/end")
}

/// An official in a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficialIn {
    /// Surnames and names.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 2, max_length = 150, example = "Rojas Medina, Teófilo")
    )]
    pub name: String,
    /// Type of the document; `dni`, `ce`, `passport` or `other`.
    #[cfg_attr(feature = "api", schema(example = "dni"))]
    pub document_type: String,
    /// Its number. In a correction, nothing leaves the number that is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 20, example = "40123456"))]
    pub document: Option<String>,
    /// The post.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 2,
            max_length = 150,
            example = "Gerente de Infraestructura"
        )
    )]
    pub post: String,
    /// The office.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 2,
            max_length = 150,
            example = "Gerencia de Infraestructura"
        )
    )]
    pub office: String,
    /// The resolution that designates him.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 200,
            example = "Resolución de Alcaldía N.° 045-2026-A"
        )
    )]
    pub resolution: String,
    /// First day in the post.
    pub valid_from: NaiveDate,
    /// Last day in it; none while that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// The last day in a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficialEndIn {
    /// The last day.
    pub valid_to: NaiveDate,
    /// The resolution that ends it.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 200))]
    pub resolution: String,
}

/// An official as staff see him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OfficialOut {
    /// The official in this post.
    pub id: Uuid,
    /// Surnames and names.
    pub name: String,
    /// Type of the document.
    pub document_type: String,
    /// Its number, masked.
    pub document_masked: String,
    /// The post.
    pub post: String,
    /// The office.
    pub office: String,
    /// The resolution that designates him.
    pub resolution: String,
    /// First day in the post.
    pub valid_from: NaiveDate,
    /// Last day in it; `null` while that is open.
    pub valid_to: Option<NaiveDate>,
    /// The resolution that ended it.
    pub end_resolution: Option<String>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// An official as the desk chooses him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OfficialChoice {
    /// The official in this post.
    pub id: Uuid,
    /// Surnames and names.
    pub name: String,
    /// The post.
    pub post: String,
    /// The office.
    pub office: String,
}

impl OfficialOut {
    /// Whether he can be visited on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

fn not_before(day: Option<NaiveDate>, first: NaiveDate) -> Result<(), Violation> {
    if day.is_some_and(|day| day < first) {
        let message = "No puede ser anterior al primer día en el cargo.";
        return Err(Violation::new("before_start", message));
    }
    Ok(())
}

crate::checks!(OfficialIn, |this, check| {
    let number = this.document.as_deref();
    check
        .field("name", rules::length(&this.name, 2, 150))
        .field("document_type", one_of(DOCUMENT_TYPES, &this.document_type))
        .field(
            "document",
            number.map_or(Ok(()), |number| document(&this.document_type, Some(number))),
        )
        .field("post", rules::length(&this.post, 2, 150))
        .field("office", rules::length(&this.office, 2, 150))
        .field("resolution", rules::length(&this.resolution, 3, 200))
        .field("valid_to", not_before(this.valid_to, this.valid_from));
});

crate::checks!(OfficialEndIn, |this, check| {
    check.field("resolution", rules::length(&this.resolution, 3, 200));
});
