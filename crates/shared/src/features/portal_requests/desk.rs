//! What operators see of a request and what they say at a step.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DesignationIn, RequestChange, RequestEvent, RequestState};
use crate::features::directory::MunicipalityKind;
use crate::rules;

/// A request in the operators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestListItem {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Name of the municipality.
    pub municipality: String,
    /// Its level.
    pub kind: MunicipalityKind,
    /// Department, province, district.
    pub place: String,
    /// Where it stands.
    pub state: RequestState,
    /// Whether its approval was proposed.
    pub proposed: bool,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// By when somebody has to act.
    pub due_at: Option<DateTime<Utc>>,
}

/// A request as operators review it. Reading it is journaled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestOut {
    /// What the list shows.
    #[serde(flatten)]
    pub item: PortalRequestListItem,
    /// District, six digits (INEI).
    pub ubigeo: String,
    /// Name of the centro poblado, where it is one.
    pub populated_center: Option<String>,
    /// RUC, where given.
    pub ruc: Option<String>,
    /// The responsible person; `null` when the data was erased.
    pub responsible: Option<ResponsibleOut>,
    /// What designates the person.
    pub designation: DesignationIn,
    /// The scanned designation, to open with the staff's own address of a file; `null` when it was disposed of.
    pub scan_id: Option<Uuid>,
    /// What happened so far, oldest first.
    pub history: Vec<RequestEvent>,
    /// What the applicant corrected since it was submitted.
    pub changes: Vec<RequestChange>,
    /// Who proposed the approval.
    pub proposed_by: Option<String>,
    /// The name in addresses that the portal would get, or got.
    pub slug: String,
    /// What speaks against approval: another portal of the same place, another open request.
    pub warnings: Vec<String>,
}

/// The responsible person, for operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ResponsibleOut {
    /// Given and family names.
    pub name: String,
    /// Document number.
    pub dni: String,
    /// Post.
    pub post: String,
    /// Institutional mail.
    pub email: String,
    /// Phone.
    pub phone: String,
}

/// A step of an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepIn {
    /// What the applicant is told; needed to observe, return and reject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 2000))]
    pub note: Option<String>,
}

crate::checks!(StepIn, |this, check| {
    check.field(
        "note",
        this.note
            .as_deref()
            .map_or(Ok(()), |note| rules::length(note, 3, 2000)),
    );
});
