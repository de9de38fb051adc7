//! The official agenda: an activity is announced, moved, called off or held. Each step is a version that the public reads
//! (DS 120-2019-PCM). Pure.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AGENDA_KINDS, VENUES};
use crate::features::visits::desk::one_of;
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

/// Where the activities of a day are listed (`?on`), and announced (POST [`AgendaItemIn`] with an `Idempotency-Key`).
pub const AGENDA_PATH: &str = "/api/v1/admin/interests/agenda";

/// Where one is read with its `ETag`.
pub fn agenda_item_path(id: Uuid) -> String {
    format!("{AGENDA_PATH}/{id}")
}

/// Where one is moved (POST [`AgendaMoveIn`] with `If-Match`).
pub fn agenda_move_path(id: Uuid) -> String {
    format!("{}/move", agenda_item_path(id))
}

/// Where one is called off (POST [`AgendaCancelIn`] with `If-Match`).
pub fn agenda_cancellation_path(id: Uuid) -> String {
    format!("{}/cancellation", agenda_item_path(id))
}

/// Where it is said that one was held (POST with `If-Match`).
pub fn agenda_held_path(id: Uuid) -> String {
    format!("{}/held", agenda_item_path(id))
}

text_enum! {
    /// What became of an activity; the wording is in [`super::AGENDA_STATES`].
    AgendaState {
        /// It was announced.
        Scheduled = "scheduled",
        /// It took place.
        Held = "held",
        /// It was moved to another time or place.
        Rescheduled = "rescheduled",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// What can be done to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgendaAction {
    /// It is moved.
    Move,
    /// It is called off.
    Cancel,
    /// It was held.
    Hold,
}

impl AgendaAction {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Move, Self::Cancel, Self::Hold];
}

/// The procedure: from, by which action, to.
pub const STEPS: &[(AgendaState, AgendaAction, AgendaState)] = &[
    (
        AgendaState::Scheduled,
        AgendaAction::Move,
        AgendaState::Rescheduled,
    ),
    (
        AgendaState::Rescheduled,
        AgendaAction::Move,
        AgendaState::Rescheduled,
    ),
    (
        AgendaState::Scheduled,
        AgendaAction::Cancel,
        AgendaState::Cancelled,
    ),
    (
        AgendaState::Rescheduled,
        AgendaAction::Cancel,
        AgendaState::Cancelled,
    ),
    (
        AgendaState::Scheduled,
        AgendaAction::Hold,
        AgendaState::Held,
    ),
    (
        AgendaState::Rescheduled,
        AgendaAction::Hold,
        AgendaState::Held,
    ),
];

/// Where an action leads; none where it cannot be taken.
pub fn step(from: AgendaState, action: AgendaAction) -> Option<AgendaState> {
    let mut steps = STEPS.iter();
    let found = steps.find(|(state, by, _)| (*state, *by) == (from, action));
    found.map(|(_, _, to)| *to)
}

/// When and where an activity is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaSlotIn {
    /// The day.
    pub agenda_date: NaiveDate,
    /// When it begins: `09:30`.
    #[cfg_attr(
        feature = "api",
        schema(example = "09:30", pattern = "^[0-2][0-9]:[0-5][0-9]$")
    )]
    pub start_time: String,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(example = "11:00", pattern = "^[0-2][0-9]:[0-5][0-9]$")
    )]
    pub end_time: Option<String>,
    /// `seat` or `outside`.
    #[cfg_attr(feature = "api", schema(example = "seat"))]
    pub venue: String,
    /// Where exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub place: Option<String>,
}

/// An activity is announced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaItemIn {
    /// The official, in his post on that day.
    pub official_id: Uuid,
    /// When and where.
    pub slot: AgendaSlotIn,
    /// What it is.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub activity: String,
    /// `meeting`, `council_session`, `audience`, `trip` or `works_visit`.
    #[cfg_attr(feature = "api", schema(example = "meeting"))]
    pub kind: String,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 500))]
    pub participants: Option<String>,
}

/// An activity is moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaMoveIn {
    /// When and where it is now.
    pub slot: AgendaSlotIn,
    /// Why; the public reads it.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// An activity is called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaCancelIn {
    /// Why; the public reads it.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// An activity as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct AgendaItemOut {
    /// The activity.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// The official.
    pub official_id: Uuid,
    /// His name on that day.
    pub official_name: String,
    /// When and where.
    pub slot: AgendaSlotIn,
    /// What it is.
    pub activity: String,
    /// The kind.
    pub kind: String,
    /// Who takes part.
    pub participants: Option<String>,
    /// What became of it.
    pub state: AgendaState,
}

impl AgendaItemOut {
    /// Whether visits and acts can still be tied to it.
    pub fn takes_place(&self) -> bool {
        self.state != AgendaState::Cancelled
    }
}

/// An hour of the day.
///
/// # Errors
/// `time`.
pub fn hour(text: &str) -> Result<NaiveTime, Violation> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M")
        .map_err(|_| Violation::new("time", "Escriba una hora como 09:30."))
}

crate::checks!(AgendaSlotIn, |this, check| {
    let start = hour(&this.start_time);
    let end = this.end_time.as_deref().map(hour).transpose();
    let order = match (&start, &end) {
        (Ok(start), Ok(Some(end))) if end <= start => Err(Violation::new(
            "before_start",
            "El fin no puede ser anterior al inicio.",
        )),
        _ => Ok(()),
    };
    let place = this.place.as_deref();
    check
        .field("start_time", start.map(drop))
        .field("end_time", end.map(drop).and(order))
        .field("venue", one_of(VENUES, &this.venue))
        .field(
            "place",
            place.map_or(Ok(()), |place| rules::length(place, 1, 150)),
        );
});

crate::checks!(AgendaItemIn, |this, check| {
    let official = if this.official_id.is_nil() {
        Err(Violation::new("required", "Elija a un funcionario."))
    } else {
        Ok(())
    };
    let participants = this.participants.as_deref();
    check
        .field("official_id", official)
        .nested("slot", &this.slot)
        .field("activity", rules::length(&this.activity, 5, 300))
        .field("kind", one_of(AGENDA_KINDS, &this.kind))
        .field(
            "participants",
            participants.map_or(Ok(()), |text| rules::length(text, 1, 500)),
        );
});

crate::checks!(AgendaMoveIn, |this, check| {
    check
        .nested("slot", &this.slot)
        .field("reason", rules::length(&this.reason, 5, 300));
});

crate::checks!(AgendaCancelIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check as _;

    #[test]
    fn nothing_leads_out_of_what_is_over() {
        for (from, _, _) in STEPS {
            assert!(matches!(
                from,
                AgendaState::Scheduled | AgendaState::Rescheduled
            ));
        }
        for over in [AgendaState::Held, AgendaState::Cancelled] {
            assert!(
                AgendaAction::ALL
                    .iter()
                    .all(|action| step(over, *action).is_none())
            );
        }
        for open in [AgendaState::Scheduled, AgendaState::Rescheduled] {
            assert!(
                AgendaAction::ALL
                    .iter()
                    .all(|action| step(open, *action).is_some())
            );
        }
    }

    #[test]
    fn the_words_of_the_states_are_those_of_the_register() {
        let codes: Vec<_> = super::super::AGENDA_STATES
            .iter()
            .map(|one| one.code)
            .collect();
        let states: Vec<_> = AgendaState::ALL.iter().map(|one| one.as_str()).collect();
        assert_eq!(codes, states);
    }

    #[test]
    fn an_activity_ends_after_it_began() {
        let slot = |start: &str, end: &str| AgendaSlotIn {
            start_time: start.to_owned(),
            end_time: Some(end.to_owned()),
            venue: "seat".to_owned(),
            ..AgendaSlotIn::default()
        };
        assert!(slot("09:30", "11:00").check().is_empty());
        for (start, end, field) in [
            ("09:30", "09:30", "end_time"),
            ("9h30", "11:00", "start_time"),
            ("09:30", "25:00", "end_time"),
        ] {
            let wrong: Vec<_> = slot(start, end)
                .check()
                .into_iter()
                .map(|it| it.field)
                .collect();
            assert_eq!(wrong, [field]);
        }
    }
}
