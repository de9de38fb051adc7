//! What operators see of the whole installation: municipalities with their state, and the mails of a demo.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::directory::MunicipalityListItem;
use crate::kit::text_enum::text_enum;
use crate::rules;

/// Where operators list municipalities: `?q&status&cursor&limit`.
pub const MUNICIPALITIES_PATH: &str = "/api/v1/platform/municipalities";
/// Where the mails of a demo are listed, newest first: `?cursor&limit`.
pub const MAILS_PATH: &str = "/api/v1/platform/mails";

/// Where a municipality is suspended (POST [`SuspensionIn`]) or resumed: `action` is `suspend` or `resume`.
pub fn municipality_step_path(id: Uuid, action: &str) -> String {
    format!("{MUNICIPALITIES_PATH}/{id}/{action}")
}

/// Where one mail is read.
pub fn mail_path(id: &str) -> String {
    format!("{MAILS_PATH}/{id}")
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
}

/// Suspends or resumes a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SuspensionIn {
    /// Why; the municipality and its neighbours read it.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "A pedido de la municipalidad, Oficio N.° 21-2026-A/MPP"
        )
    )]
    pub reason: String,
}

crate::checks!(SuspensionIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 300));
});

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

/// A mail of the outbox, in a list. Only in a demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MailListItem {
    /// Identifier.
    pub id: Uuid,
    /// Recipient.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// How far it has come.
    pub status: MailStatus,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
}

/// A mail as its recipient sees it. Only in a demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MailOut {
    /// What the list shows.
    #[serde(flatten)]
    pub item: MailListItem,
    /// The plain text form.
    pub text: String,
}
