//! A request's way so far and what comes, as moments of a timeline.

use shared::features::portal_requests::{
    PortalRequestTracking, RequestAction, RequestEvent, RequestState,
};

use crate::format::{date_time, long_date};
use crate::i18n::{Text, t};
use crate::ui::{Moment, TimelineItem, Tone};

/// What happened, where it stands, what is due.
pub(super) fn moments(found: &PortalRequestTracking) -> Vec<TimelineItem> {
    let mut items: Vec<_> = found.history.iter().map(past).collect();
    if found.state.is_final() {
        if let Some(last) = items.last_mut() {
            last.moment = Moment::Today;
        }
        return items;
    }
    items.push(TimelineItem {
        moment: Moment::Today,
        date: t::TRACKING_NOW.s().to_owned(),
        title: state_label(found.state).s().to_owned(),
        text: turn(found.state).s().to_owned(),
    });
    items.extend(found.due.as_ref().map(|due| TimelineItem {
        moment: Moment::Future,
        date: long_date(due.due_on),
        title: due_title(found.state).s().to_owned(),
        text: String::new(),
    }));
    items
}

fn past(event: &RequestEvent) -> TimelineItem {
    TimelineItem {
        moment: Moment::Past,
        date: date_time(event.at),
        title: action_label(event.action).s().to_owned(),
        text: event.note.clone().unwrap_or_default(),
    }
}

fn action_label(action: Option<RequestAction>) -> Text {
    match action {
        None => t::TRACKING_DID_SUBMIT,
        Some(RequestAction::Take) => t::TRACKING_DID_TAKE,
        Some(RequestAction::Observe) => t::TRACKING_DID_OBSERVE,
        Some(RequestAction::Correct) => t::TRACKING_DID_CORRECT,
        Some(RequestAction::Propose) => t::TRACKING_DID_PROPOSE,
        Some(RequestAction::Approve) => t::TRACKING_DID_APPROVE,
        Some(RequestAction::Return) => t::TRACKING_DID_RETURN,
        Some(RequestAction::Reject) => t::TRACKING_DID_REJECT,
        Some(RequestAction::Lapse) => t::TRACKING_DID_LAPSE,
    }
}

/// The name of a state.
pub(super) fn state_label(state: RequestState) -> Text {
    match state {
        RequestState::Submitted => t::TRACKING_STATE_SUBMITTED,
        RequestState::InReview => t::TRACKING_STATE_IN_REVIEW,
        RequestState::Observed => t::TRACKING_STATE_OBSERVED,
        RequestState::Created => t::TRACKING_STATE_CREATED,
        RequestState::Rejected => t::TRACKING_STATE_REJECTED,
    }
}

/// What a state means for the applicant.
pub(super) const fn state_tone(state: RequestState) -> Tone {
    match state {
        RequestState::Submitted | RequestState::InReview => Tone::Info,
        RequestState::Observed => Tone::Warning,
        RequestState::Created => Tone::Success,
        RequestState::Rejected => Tone::Danger,
    }
}

fn turn(state: RequestState) -> Text {
    match state {
        RequestState::Observed => t::TRACKING_TURN_APPLICANT,
        _ => t::TRACKING_TURN_PLATFORM,
    }
}

fn due_title(state: RequestState) -> Text {
    match state {
        RequestState::Observed => t::TRACKING_DUE_CORRECTION,
        _ => t::TRACKING_DUE_ANSWER,
    }
}
