//! Questions of municipalities to the operator of the platform: a thread of question and answers, of whatever feature.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;
use crate::rules;

/// Where a municipality lists its questions (`?state&subject&cursor&limit`) and asks (POST [`TicketIn`]).
pub const TICKETS_PATH: &str = "/api/v1/admin/tickets";
/// Where operators list those of all municipalities.
pub const TICKETS_DESK_PATH: &str = "/api/v1/platform/tickets";

/// Where a municipality reads one; its acts stand below: `messages` (POST [`TicketMessageIn`]), `closing` (POST).
pub fn ticket_path(id: Uuid) -> String {
    format!("{TICKETS_PATH}/{id}")
}

/// Where an operator reads one; he answers below it: `messages` (POST [`TicketMessageIn`]).
pub fn desk_ticket_path(id: Uuid) -> String {
    format!("{TICKETS_DESK_PATH}/{id}")
}

text_enum! {
    /// Whose turn it is.
    TicketState {
        /// The operator's: somebody asked, and nobody answered since.
        Open = "open",
        /// The municipality's: it was answered.
        Answered = "answered",
        /// Nobody's: the municipality closed it.
        Closed = "closed",
    }
}

text_enum! {
    /// Of which feature a question is.
    TicketTopic {
        /// Of how a register goes live; its subject is a stage.
        GoLive = "go_live",
        /// Of anything else.
        Other = "other",
    }
}

text_enum! {
    /// What is done to a question.
    TicketAction {
        /// The municipality writes once more.
        Ask = "ask",
        /// The operator answers.
        Answer = "answer",
        /// The municipality needs nothing more.
        Close = "close",
    }
}

/// Where an act leads; a closed question stays closed.
pub const fn next(from: TicketState, action: TicketAction) -> Option<TicketState> {
    match (from, action) {
        (TicketState::Closed, _) => None,
        (_, TicketAction::Ask) => Some(TicketState::Open),
        (_, TicketAction::Answer) => Some(TicketState::Answered),
        (_, TicketAction::Close) => Some(TicketState::Closed),
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TicketIn {
    /// Of which feature it is.
    pub topic: TicketTopic,
    /// Of what thing of the feature: the code of a stage.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_length = 60, example = "designation"))]
    pub subject: Option<String>,
    /// In a few words. No personal data.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 120))]
    pub title: String,
    /// The question.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 2000))]
    pub text: String,
}

/// What somebody writes in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TicketMessageIn {
    /// The text.
    #[cfg_attr(feature = "api", schema(min_length = 2, max_length = 2000))]
    pub text: String,
}

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TicketListItem {
    /// The question.
    pub id: Uuid,
    /// Its code.
    #[cfg_attr(feature = "api", schema(example = "CON-2026-000001"))]
    pub code: String,
    /// Name of the municipality.
    pub municipality: String,
    /// Of which feature it is.
    pub topic: TicketTopic,
    /// Of what thing of the feature.
    pub subject: Option<String>,
    /// In a few words.
    pub title: String,
    /// Whose turn it is.
    pub state: TicketState,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When something was written last, or it was closed.
    pub updated_at: DateTime<Utc>,
}

/// What was written in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TicketMessage {
    /// The message.
    pub id: Uuid,
    /// Whether the operator wrote it.
    pub is_answer: bool,
    /// Who wrote it; the municipality reads of operators only that they are.
    pub author: Option<String>,
    /// What was written; empty where it was erased.
    pub text: String,
    /// When.
    pub written_at: DateTime<Utc>,
}

/// A question with its thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TicketOut {
    /// The question.
    pub ticket: TicketListItem,
    /// The thread, oldest first.
    pub messages: Vec<TicketMessage>,
}

/// Which questions are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TicketsQuery {
    /// Only those whose turn it is.
    #[cfg_attr(feature = "api", param(inline))]
    pub state: Option<TicketState>,
    /// Only those of this feature.
    #[cfg_attr(feature = "api", param(inline))]
    pub topic: Option<TicketTopic>,
    /// Only those of this thing of the feature.
    #[cfg_attr(feature = "api", param(max_length = 60))]
    pub subject: Option<String>,
    /// Only those of the municipality with this slug; for operators.
    #[cfg_attr(feature = "api", param(max_length = 100, example = "munipiura"))]
    pub municipality: Option<String>,
    /// Entries of a page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

crate::checks!(TicketIn, |this, check| {
    if let Some(subject) = &this.subject {
        check.field("subject", rules::length(subject, 1, 60));
    }
    check
        .field("title", rules::length(&this.title, 5, 120))
        .field("text", rules::length(&this.text, 10, 2_000));
});

crate::checks!(TicketMessageIn, |this, check| {
    check.field("text", rules::length(&this.text, 2, 2_000));
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_a_closed_question() {
        for action in TicketAction::ALL {
            assert_eq!(next(TicketState::Closed, *action), None);
        }
        let asked_again = next(TicketState::Answered, TicketAction::Ask);
        assert_eq!(asked_again, Some(TicketState::Open));
    }
}
