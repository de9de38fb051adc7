//! When a value of the header is too old to be shown, and in what order a municipality shows them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::WidgetKind;
use crate::deadline::Calendar;
use crate::rules::Violation;
use crate::time::{day_end, lima_date};

/// How long a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// As long as the norm that sets it is in force: between the first of January and the decree there is none.
    InForce,
    /// Until the next working day is over: on a Monday that of Friday is the newest there is.
    NextWorkingDay,
    /// So many hours after it was observed.
    Hours(i64),
}

/// Each widget and how long its value is shown, in the order in which a new portal shows them.
pub const LIVES: [(WidgetKind, Life); 4] = [
    (WidgetKind::YearName, Life::InForce),
    (WidgetKind::Uit, Life::InForce),
    (WidgetKind::ExchangeRate, Life::NextWorkingDay),
    (WidgetKind::Weather, Life::Hours(6)),
];

impl WidgetKind {
    /// How long its value is shown.
    pub fn life(self) -> Life {
        LIVES
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or(Life::InForce, |(_, life)| *life)
    }

    /// Its place in answers and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YearName => "year_name",
            Self::Uit => "uit",
            Self::ExchangeRate => "exchange_rate",
            Self::Weather => "weather",
        }
    }
}

/// The dates of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// When it was observed, or when it began to hold.
    pub since: DateTime<Utc>,
    /// The last day on which the norm holds; `None` until further notice.
    pub until: Option<NaiveDate>,
}

/// Whether a value is shown at this moment.
pub fn is_fresh(life: Life, dates: Dates, now: DateTime<Utc>, calendar: &Calendar) -> bool {
    let end = match life {
        Life::InForce => dates.until.map(day_end),
        Life::NextWorkingDay => {
            let next = lima_date(dates.since).succ_opt();
            next.map(|day| day_end(calendar.working_day_from(day)))
        }
        Life::Hours(hours) => Some(dates.since + TimeDelta::hours(hours)),
    };
    dates.since <= now && end.is_none_or(|end| now <= end)
}

/// One widget as a municipality arranges it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WidgetChoice {
    /// Which.
    pub kind: WidgetKind,
    /// Whether neighbours see it while its value is fresh.
    pub is_visible: bool,
}

/// What a new portal shows: everything, in the order of [`LIVES`].
pub fn all_widgets() -> Vec<WidgetChoice> {
    let shown = |(kind, _)| WidgetChoice {
        kind,
        is_visible: true,
    };
    LIVES.map(shown).to_vec()
}

/// Every widget once.
pub(crate) fn each_once(choices: &[WidgetChoice]) -> Result<(), Violation> {
    let complete = choices.len() == LIVES.len()
        && LIVES
            .iter()
            .all(|(kind, _)| choices.iter().any(|choice| choice.kind == *kind));
    if complete {
        Ok(())
    } else {
        let message = "Cada dato de la cabecera va una sola vez en la lista.";
        Err(Violation::new("not_unique", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn shown(kind: WidgetKind, since: &str, until: Option<&str>, now: &str) -> bool {
        let dates = Dates {
            since: at(since),
            until: until.map(|day| day.parse().unwrap()),
        };
        is_fresh(kind.life(), dates, at(now), &Calendar::national())
    }

    #[test]
    fn weather_is_hidden_six_hours_after_it_was_observed() {
        let weather = |now| shown(WidgetKind::Weather, "2026-11-21T15:00:00Z", None, now);
        assert!(weather("2026-11-21T15:00:00Z") && weather("2026-11-21T21:00:00Z"));
        assert!(!weather("2026-11-21T21:00:01Z"));
        assert!(!weather("2026-11-21T14:59:59Z"), "not before it happened");
    }

    #[test]
    fn the_rate_of_a_friday_is_shown_until_monday_is_over_in_lima() {
        let rate = |now| shown(WidgetKind::ExchangeRate, "2026-11-20T05:00:00Z", None, now);
        assert!(rate("2026-11-22T12:00:00Z") && rate("2026-11-24T04:59:59Z"));
        assert!(!rate("2026-11-24T05:00:00Z"));
    }

    #[test]
    fn the_name_of_a_year_ends_with_the_year_and_does_not_stay_silently() {
        let name = |now| {
            shown(
                WidgetKind::YearName,
                "2026-01-22T05:00:00Z",
                Some("2026-12-31"),
                now,
            )
        };
        assert!(name("2027-01-01T04:59:59Z"));
        assert!(!name("2027-01-01T05:00:00Z"));
        assert!(!name("2026-01-22T04:00:00Z"));
    }

    #[test]
    fn every_widget_stands_in_the_order_once() {
        let mut choices = all_widgets();
        assert!(each_once(&choices).is_ok());
        choices.swap(0, 3);
        assert!(each_once(&choices).is_ok());
        choices[0] = choices[1];
        assert!(each_once(&choices).is_err());
        assert!(each_once(&[]).is_err());
    }
}
