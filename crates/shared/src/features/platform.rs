//! What operators see of the whole installation: municipalities with their state, and the mails of the outbox.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::break_glass::BreakGlassOut;
use super::directory::{MunicipalityListItem, PortalStatus};
use super::grants::Responsible;
use super::journal::HistoryEntry;
use super::portal::PortalMode;
use super::portal_requests::PortalRequestListItem;
use crate::kit::text_enum::text_enum;
use crate::rules;

/// Where operators list municipalities: `?q&status&overdue&cursor&limit`.
pub const MUNICIPALITIES_PATH: &str = "/api/v1/platform/municipalities";
/// Where mails are listed, newest first: `?status&domain&cursor&limit`.
pub const MAILS_PATH: &str = "/api/v1/platform/mails";

/// Where one municipality is read with all that operators know of it.
pub fn municipality_path(id: &str) -> String {
    format!("{MUNICIPALITIES_PATH}/{id}")
}

/// Where a municipality is suspended (POST [`SuspensionIn`]) or resumed: `action` is `suspend` or `resume`. Where practice
/// in its portal begins or ends (POST [`TrainingIn`]): `begin-training` or `end-training`.
pub fn municipality_step_path(id: Uuid, action: &str) -> String {
    format!("{MUNICIPALITIES_PATH}/{id}/{action}")
}

/// Where one mail is read.
pub fn mail_path(id: &str) -> String {
    format!("{MAILS_PATH}/{id}")
}

/// Where a mail that failed is sent once more.
pub fn mail_resend_path(id: Uuid) -> String {
    format!("{MAILS_PATH}/{id}/resend")
}

/// A municipality in the operators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MunicipalityStaffItem {
    /// Identifier.
    pub id: Uuid,
    /// What the public directory shows.
    #[serde(flatten)]
    pub item: MunicipalityListItem,
    /// By when the platform expects the next step of its portal.
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
}

/// A municipality with all that operators know of it. Nothing of its private records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MunicipalityStaffOut {
    /// Identifier.
    pub id: Uuid,
    /// What the public directory shows.
    #[serde(flatten)]
    pub item: MunicipalityListItem,
    /// By when the platform expects the next step of its portal.
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
    /// What its pages say they are.
    pub mode: PortalMode,
    /// Who answers for what today, as the public sees it.
    pub responsibles: Vec<Responsible>,
    /// Requests for its portal, newest first.
    pub requests: Vec<PortalRequestListItem>,
    /// Times its portal was suspended, the last one first.
    pub suspensions: Vec<SuspensionOut>,
    /// Accesses of operators to its private data, the last one first.
    pub accesses: Vec<BreakGlassOut>,
    /// What was done to the municipality as such, newest first, from its own journal.
    pub history: Vec<HistoryEntry>,
}

/// Suspends or resumes a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SuspensionIn {
    /// Why; the municipality and its neighbours read it.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "A pedido de la municipalidad, mientras corrige datos publicados por error"
        )
    )]
    pub reason: String,
    /// Number of the document that orders it.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 120, example = "Oficio N.° 21-2026-A/MPP")
    )]
    pub resolution_number: String,
    /// Its date; not later than today.
    pub resolution_date: NaiveDate,
}

crate::checks!(SuspensionIn, |this, check| {
    check
        .field("reason", rules::length(&this.reason, 10, 300))
        .field(
            "resolution_number",
            rules::length(&this.resolution_number, 3, 120),
        );
});

/// Begins or ends the practice of staff in a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TrainingIn {
    /// Why. Needed to begin in a portal that is complete: neighbours use it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "Capacitación del personal nuevo, del 1 al 4 de diciembre"
        )
    )]
    pub reason: Option<String>,
}

crate::checks!(TrainingIn, |this, check| {
    let reason = this.reason.as_deref();
    check.field(
        "reason",
        reason.map_or(Ok(()), |text| rules::length(text, 10, 300)),
    );
});

/// A time during which a portal was not served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct SuspensionOut {
    /// Identifier.
    pub id: Uuid,
    /// The state to which the portal returns.
    pub previous_status: PortalStatus,
    /// Since when.
    pub began_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// The document that ordered it.
    pub resolution_number: String,
    /// Its date.
    pub resolution_date: NaiveDate,
    /// Until when; `null` while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The document that ended it.
    pub end_resolution_number: Option<String>,
    /// Its date.
    pub end_resolution_date: Option<NaiveDate>,
}

text_enum! {
    /// How far a mail has come.
    MailStatus {
        /// It waits to be sent.
        Queued = "queued",
        /// The mail server took it.
        Sent = "sent",
        /// It could not be sent.
        Failed = "failed",
    }
}

/// A mail of the outbox, in a list. What it says is not part of it: links to activate an account are personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MailListItem {
    /// Identifier.
    pub id: Uuid,
    /// Kind of mail: `accounts.invitation`.
    pub template: String,
    /// Recipient; masked outside a demo.
    pub to: String,
    /// Subject line; only in a demo.
    pub subject: Option<String>,
    /// How far it has come.
    pub status: MailStatus,
    /// How often it was tried.
    pub attempts: u32,
    /// What the mail server said last, where it refused.
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

/// One mail. Reading it is journaled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MailOut {
    /// What the list shows; the recipient in full while the mail has not been sent.
    #[serde(flatten)]
    pub item: MailListItem,
    /// The plain text form; only in a demo, because mails carry links that open an account.
    pub text: Option<String>,
}
