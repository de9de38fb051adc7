//! What the applicant sees: the receipt, and where the request stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{RequestAction, RequestState};
use crate::deadline::Deadline;
use crate::rules;

/// What the applicant takes home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestReceipt {
    /// Code of the request: `POR-2026-000123`.
    pub code: String,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// By when the platform answers, day by day.
    pub answer_by: Deadline,
    /// The receipt as a document, once it was issued.
    #[serde(default)]
    pub documents: Vec<RequestDocument>,
}

/// Where the receipt of a request is downloaded, by a link that ends after a day.
pub fn paper_path(token: &str) -> String {
    format!("{}/receipts/{token}", super::REQUESTS_PATH)
}

/// A document that was issued on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RequestDocument {
    /// What it is.
    #[cfg_attr(
        feature = "api",
        schema(example = "Constancia de creación de portal municipal")
    )]
    pub title: String,
    /// The code by which anybody verifies it.
    #[cfg_attr(feature = "api", schema(example = "DOC-2026-7K3M-9QX4"))]
    pub code: String,
    /// Where it is downloaded.
    pub url: String,
}

/// How the applicant looks the request up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackIn {
    /// Code of the request.
    #[cfg_attr(feature = "api", schema(max_length = 40, example = "POR-2026-000123"))]
    pub code: String,
    /// DNI of the responsible person.
    #[cfg_attr(feature = "api", schema(pattern = r"^\d{8}$", example = "40112233"))]
    pub dni: String,
}

crate::checks!(TrackIn, |this, check| {
    check
        .field("code", rules::length(&this.code, 1, 40))
        .field("dni", rules::dni(&this.dni));
});

/// A request as its applicant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestTracking {
    /// Code of the request.
    pub code: String,
    /// Name the municipality will have on the platform.
    pub municipality: String,
    /// Where it stands.
    pub state: RequestState,
    /// What happened so far, oldest first.
    pub history: Vec<RequestEvent>,
    /// Whose turn it is and by when; `null` when nobody's.
    pub due: Option<Deadline>,
    /// What to correct, while observed.
    pub observations: Option<String>,
    /// The name of the portal in addresses, once created.
    pub slug: Option<String>,
    /// What was issued so far.
    #[serde(default)]
    pub documents: Vec<RequestDocument>,
}

/// One thing that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RequestEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What; `null` for the submission itself.
    pub action: Option<RequestAction>,
    /// The state it led to.
    pub state: RequestState,
    /// What the applicant was told.
    pub note: Option<String>,
}
