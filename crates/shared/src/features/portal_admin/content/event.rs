//! An entry of a municipality's calendar: a session of its council, a deadline of publication, a holiday of the place.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::features::portal_admin::optional;
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

text_enum! {
    /// What an entry of the calendar is.
    #[derive(Default)]
    EventKind {
        /// Sesión de concejo (Ley 27972, art. 13).
        CouncilSession = "council_session",
        /// Último día para publicar algo.
        PublicationDeadline = "publication_deadline",
        /// Día no laborable o de fiesta del lugar.
        LocalHoliday = "local_holiday",
        /// Cualquier otra actividad pública.
        #[default]
        Activity = "activity",
    }
}

impl EventKind {
    /// Its name in the words of people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CouncilSession => "Sesión de concejo",
            Self::PublicationDeadline => "Plazo de publicación",
            Self::LocalHoliday => "Día no laborable o de fiesta",
            Self::Activity => "Actividad",
        }
    }
}

/// An entry of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EventIn {
    /// What it is.
    pub kind: EventKind,
    /// What it is called.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 160,
            example = "Sesión ordinaria de concejo"
        )
    )]
    pub title: String,
    /// Its day, or the first one.
    pub starts_on: NaiveDate,
    /// Its last day, where it lasts longer than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// The hour in Lima at which it begins, `HH:MM`; none for the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "18:30")
    )]
    pub time: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 200))]
    pub place: Option<String>,
    /// What for, and who may come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 600))]
    pub description: Option<String>,
    /// The norm it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 200))]
    pub legal_basis: Option<String>,
}

impl EventIn {
    /// Its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.ends_on.unwrap_or(self.starts_on)
    }
}

crate::checks!(EventIn, |this, check| {
    let order = if this.ends_on.is_some_and(|ends| ends < this.starts_on) {
        Err(Violation::new(
            "before_start",
            "El último día no puede ser anterior al primero.",
        ))
    } else {
        Ok(())
    };
    let text =
        |value: &Option<String>, most| optional(value, |value| rules::length(value, 3, most));
    check
        .field("title", rules::length(&this.title, 3, 160))
        .field("ends_on", order)
        .field("time", optional(&this.time, hour))
        .field("place", text(&this.place, 200))
        .field("description", text(&this.description, 600))
        .field("legal_basis", text(&this.legal_basis, 200));
});

fn hour(value: &str) -> Result<(), Violation> {
    let number = |text: &str, most: u8| {
        text.len() == 2
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u8>().is_ok_and(|number| number <= most)
    };
    let fits = value
        .split_once(':')
        .is_some_and(|(hours, minutes)| number(hours, 23) && number(minutes, 59));
    if fits {
        Ok(())
    } else {
        Err(Violation::new(
            "hour_format",
            "Escriba la hora con dos cifras y dos puntos, por ejemplo 18:30.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check;

    #[test]
    fn an_event_ends_after_it_begins_at_an_hour_that_exists() {
        let day = |text: &str| text.parse().unwrap();
        let mut event = EventIn {
            title: "Sesión ordinaria".into(),
            starts_on: day("2026-11-25"),
            time: Some("18:30".into()),
            ..EventIn::default()
        };
        assert!(event.check().is_empty());
        event.ends_on = Some(day("2026-11-24"));
        for wrong in ["24:00", "7:30", "18:3", "18.30", "+1:00", ""] {
            event.time = Some(wrong.into());
            let fields: Vec<_> = event.check().into_iter().map(|it| it.field).collect();
            assert_eq!(fields, ["ends_on", "time"], "{wrong}");
        }
    }
}
