//! Notices: what a member of staff is told in the staff app, beside the mails.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;

/// Where the notices of whoever asks are read: those of the place for which the session works.
pub const NOTICES_PATH: &str = "/api/v1/admin/notices";
/// Where all of them are marked as read.
pub const NOTICES_READ_PATH: &str = "/api/v1/admin/notices/read";

/// Where one notice is marked as read.
pub fn notice_read_path(id: &str) -> String {
    format!("{NOTICES_PATH}/{id}/read")
}

text_enum! {
    /// What happened.
    NoticeKind {
        /// A request for a portal arrived.
        RequestSubmitted = "request_submitted",
        /// Its applicant corrected it.
        RequestCorrected = "request_corrected",
        /// Another operator proposed to approve it: it waits for a second one.
        RequestProposed = "request_proposed",
        /// What one proposed was sent back to review.
        RequestReturned = "request_returned",
        /// The portal was created.
        PortalCreated = "portal_created",
        /// A role ends within thirty days.
        GrantEnding = "grant_ending",
        /// An operator opened an access to the municipality's private data.
        BreakGlassOpened = "break_glass_opened",
        /// A webhook did not answer for a day and was paused.
        WebhookPaused = "webhook_paused",
        /// A municipality sent a stage by which it goes live.
        StageSubmitted = "stage_submitted",
        /// The operator accepted a stage.
        StageAccepted = "stage_accepted",
        /// The operator sent a stage back.
        StageReturned = "stage_returned",
        /// A municipality asked the operator something.
        TicketAsked = "ticket_asked",
        /// The operator answered.
        TicketAnswered = "ticket_answered",
        /// A day ended, and visits of it have no exit.
        VisitsWithoutExit = "visits_without_exit",
    }
}

/// Something that a person of the staff was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct NoticeOut {
    /// The notice.
    pub id: Uuid,
    /// What happened.
    pub kind: NoticeKind,
    /// To what: a municipality, a role. Never personal data of a citizen.
    #[cfg_attr(
        feature = "api",
        schema(example = "Municipalidad Distrital de Castilla")
    )]
    pub about: String,
    /// The page of the staff app where one sees it.
    #[cfg_attr(feature = "api", schema(example = "/admin/solicitudes"))]
    pub link: String,
    /// When it happened.
    pub created_at: DateTime<Utc>,
    /// When the person marked it as read.
    pub read_at: Option<DateTime<Utc>>,
}

/// Which notices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct NoticesQuery {
    /// Only those that are not marked as read.
    #[serde(default)]
    pub unread: bool,
    /// Entries of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}
