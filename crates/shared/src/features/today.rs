//! What waits for a person: the page that staff see first.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::directory::PortalStatus;
use crate::kit::text_enum::text_enum;

/// What waits for whoever asks, by what the session may do.
pub const TODAY_PATH: &str = "/api/v1/admin/today";

text_enum! {
    /// The kinds of work that wait.
    TaskKind {
        /// Requests for a portal that nobody has taken.
        RequestsSubmitted = "requests_submitted",
        /// Requests in review.
        RequestsInReview = "requests_in_review",
        /// Proposals of other operators that wait for a second one.
        RequestsToApprove = "requests_to_approve",
        /// Requests whose applicants have to correct something.
        RequestsObserved = "requests_observed",
        /// Things missing in the set-up of the portal.
        Setup = "setup",
        /// Portals that are past the term of their state.
        PortalsOverdue = "portals_overdue",
        /// Disposals that other operators proposed and that wait for a second one.
        DisposalsToDecide = "disposals_to_decide",
        /// Removals of municipalities that other operators proposed and that wait for a second one.
        RemovalsToDecide = "removals_to_decide",
        /// Invitations that nobody has accepted.
        InvitationsPending = "invitations_pending",
        /// Grants that lapse within thirty days.
        GrantsEnding = "grants_ending",
        /// Domains to be renewed within thirty days.
        DomainsRenewal = "domains_renewal",
        /// Domains that wait for an operator.
        DomainsToActivate = "domains_to_activate",
        /// Incidents of personal data of which the authority was not told.
        IncidentsOpen = "incidents_open",
        /// API keys that end within thirty days.
        KeysEnding = "keys_ending",
        /// Stages of municipalities that go live, which wait for the operator.
        StagesToDecide = "stages_to_decide",
        /// The stage by which the municipality goes live that is its turn.
        StagesToSend = "stages_to_send",
        /// Questions of municipalities that nobody has answered.
        TicketsToAnswer = "tickets_to_answer",
        /// Questions of the municipality that were answered and that nobody has closed.
        TicketsAnswered = "tickets_answered",
        /// Visits of days that are over without an hour of exit.
        VisitsWithoutExit = "visits_without_exit",
    }
}

/// Work of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Task {
    /// What it is.
    pub kind: TaskKind,
    /// How many.
    pub count: u64,
    /// How many of them are late.
    pub overdue: u64,
    /// When the next of them is due.
    pub next_due_at: Option<DateTime<Utc>>,
    /// The page of the staff app that lists them.
    #[cfg_attr(
        feature = "api",
        schema(example = "/admin/solicitudes?estado=submitted")
    )]
    pub link: String,
}

/// What waits for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Today {
    /// Where the portal of the municipality stands; nothing for the platform.
    pub portal: Option<PortalStatus>,
    /// The late first, then what is due next, then the rest; kinds with nothing are left out.
    pub tasks: Vec<Task>,
}
