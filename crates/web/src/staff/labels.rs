//! Codes in the words of people.

use shared::access::Role;
use shared::features::grants::GrantStatus;
use shared::features::portal_requests::{RequestAction, RequestState};
use shared::journal::acts;

use crate::i18n::{Text, t};
use crate::shell::staff::role_label;
use crate::ui::Tone;

/// A state of a request for a portal.
pub const fn request_state(state: RequestState) -> (Tone, Text) {
    match state {
        RequestState::Submitted => (Tone::Info, t::DESK_STATE_SUBMITTED),
        RequestState::InReview => (Tone::Info, t::DESK_STATE_IN_REVIEW),
        RequestState::Observed => (Tone::Warning, t::DESK_STATE_OBSERVED),
        RequestState::Created => (Tone::Success, t::DESK_STATE_CREATED),
        RequestState::Rejected => (Tone::Neutral, t::DESK_STATE_REJECTED),
    }
}

/// What was done to a request.
pub const fn request_action(action: RequestAction) -> Text {
    match action {
        RequestAction::Take => t::DESK_DONE_TAKE,
        RequestAction::Observe => t::DESK_DONE_OBSERVE,
        RequestAction::Correct => t::DESK_DONE_CORRECT,
        RequestAction::Propose => t::DESK_DONE_PROPOSE,
        RequestAction::Approve => t::DESK_DONE_APPROVE,
        RequestAction::Return => t::DESK_DONE_RETURN,
        RequestAction::Reject => t::DESK_DONE_REJECT,
        RequestAction::Lapse => t::DESK_DONE_LAPSE,
    }
}

/// How a grant stands.
pub const fn grant_status(status: GrantStatus) -> (Tone, Text) {
    match status {
        GrantStatus::Upcoming => (Tone::Info, t::USERS_STATUS_UPCOMING),
        GrantStatus::Active => (Tone::Success, t::USERS_STATUS_ACTIVE),
        GrantStatus::Lapsed => (Tone::Neutral, t::USERS_STATUS_LAPSED),
        GrantStatus::Ended => (Tone::Neutral, t::USERS_STATUS_ENDED),
    }
}

/// A role by its code, as the journal carries it; the code itself where it is not known here.
pub fn role_name(code: &str) -> String {
    Role::from_code(code).map_or_else(|| code.to_owned(), |role| role_label(role).s().to_owned())
}

/// An act of the journal in words; its code where it is of a newer version of the platform than this page.
pub fn action_name(code: &str) -> String {
    acts::name(code).unwrap_or(code).to_owned()
}
