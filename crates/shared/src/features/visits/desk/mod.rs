//! The desk at the door: who comes in, who is inside, who goes out.

mod forms;
mod rules;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;

pub use forms::{
    CheckInIn, ExitIn, GivenUpIn, LateIn, MAX_GROUP, MAX_MINORS, MeetingIn, ReopenIn,
    VisitCorrectionIn, VisitorIn,
};
pub(crate) use rules::one_of;
pub use rules::{document, reason_detail};

/// Where entries are listed (`?state&date&is_training`) and recorded (POST [`CheckInIn`] with an `Idempotency-Key`).
pub const ENTRIES_PATH: &str = "/api/v1/admin/visits/entries";
/// Where exits are recorded (POST [`ExitIn`]).
pub const EXITS_PATH: &str = "/api/v1/admin/visits/exits";

/// Where it is kept that something recorded without a network was given up (POST [`GivenUpIn`]).
pub const GIVEN_UP_PATH: &str = "/api/v1/admin/visits/given-up";

/// Where one visit is read whole, and corrected (PUT [`VisitCorrectionIn`] with `If-Match`).
pub fn entry_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}")
}

/// Where an exit that was marked by mistake is taken back (POST [`ReopenIn`]).
pub fn reopening_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/reopening")
}

/// Where a visit is withdrawn (POST `WithdrawalIn` with `If-Match`).
pub fn withdrawal_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/withdrawal")
}

/// Where what is printed for a visitor to wear is read ([`BadgeOut`]).
pub fn badge_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/badge")
}

/// What a badge carries as a code of lines: the desk finds its visit by it.
pub fn badge_code(id: Uuid) -> String {
    format!("MV{}", id.simple())
}

text_enum! {
    /// Which visits a list of the desk shows.
    DeskState {
        /// Those of today who have not left.
        Inside = "inside",
        /// All that have no exit, also of days that are over.
        Open = "open",
        /// All of a day.
        Day = "day",
    }
}

/// Which visits a list of the desk shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DeskQuery {
    /// Which.
    #[cfg_attr(feature = "api", param(inline))]
    pub state: DeskState,
    /// The day of `state=day`; today without.
    pub date: Option<chrono::NaiveDate>,
    /// Whether those of training are shown, in place of the others.
    #[serde(default)]
    pub is_training: bool,
}

/// A visit as the lists of the desk show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskVisit {
    /// The visit.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// The visit of whoever leads the group: his own where he came alone.
    pub group_id: Uuid,
    /// Surnames and names.
    pub visitor_name: String,
    /// What he showed.
    pub document_type: String,
    /// Its number, masked.
    pub document_masked: Option<String>,
    /// For whom he speaks.
    pub visitor_kind: String,
    /// The entity.
    pub entity: Option<String>,
    /// Whom he visits.
    pub official_id: Uuid,
    /// His name on that day.
    pub official_name: String,
    /// His office on that day.
    pub office: Option<String>,
    /// A reason of the catalogue.
    pub reason: String,
    /// Where they meet.
    pub place: Option<String>,
    /// The badge.
    pub badge: Option<String>,
    /// The gate.
    pub gate: Option<String>,
    /// Minors who came with the group; counted at the visit that leads it.
    pub minors: u32,
    /// When he came.
    pub entered_at: DateTime<Utc>,
    /// When he left; `null` where nobody recorded it. It is never made up.
    pub exited_at: Option<DateTime<Utc>>,
    /// Whether its day ended without an exit.
    pub lacks_exit: bool,
    /// How it stands to when it was recorded.
    pub record_class: String,
    /// Until when whoever recorded it may correct it.
    pub correctable_until: DateTime<Utc>,
    /// Whether that is you.
    pub is_own: bool,
    /// Whether it is training, which the public never reads.
    pub is_training: bool,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
    /// Who recorded it on a device without a network, as he wrote his name there.
    pub captured_by: Option<String>,
}

/// A visit whole, for whoever corrects it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskVisitDetail {
    /// The visit.
    pub visit: DeskVisit,
    /// Who came, as it was entered.
    pub visitor: VisitorIn,
    /// Whom he visited and why, as it was entered.
    pub meeting: MeetingIn,
}

/// What is printed for a visitor to wear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BadgeOut {
    /// The visit.
    pub visit: DeskVisit,
    /// What the desk reads when he leaves.
    #[cfg_attr(
        feature = "api",
        schema(example = "MV0193a1c27b1e7c3a9f002a6d1f0c4b11")
    )]
    pub code: String,
    /// The same as QR code, an SVG document.
    pub qr_svg: String,
}

/// What an act at the door did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskOutcome {
    /// The visits it recorded, in the order in which they were named.
    pub items: Vec<DeskVisit>,
    /// Visits that had an exit already, which stays as it was.
    pub already_out: Vec<Uuid>,
}
