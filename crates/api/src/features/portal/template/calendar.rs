//! The calendar a new portal begins with: what is known beforehand. Sessions of the council are for the municipality to
//! announce (Ley 27972, art. 13).

use chrono::{Datelike, Days, NaiveDate};
use shared::deadline::{NonWorkingDay, Scope};
use shared::features::portal_admin::EventIn;
use shared::features::portal_admin::content::EventKind;

/// Months that a new calendar looks ahead.
const AHEAD: i32 = 12;

/// The deadlines of publication of the public finances of the next four quarters: thirty calendar days after each ends
/// (TUO de la Ley 27806, art. 24).
pub(super) fn quarterly_deadlines(today: NaiveDate) -> Vec<EventIn> {
    (0..=AHEAD / 3)
        .filter_map(|later| quarter_end(today, later))
        .filter_map(|end| Some((end, end.checked_add_days(Days::new(30))?)))
        .filter(|(_, due)| *due >= today)
        .take(4)
        .map(|(end, due)| EventIn {
            kind: EventKind::PublicationDeadline,
            title: format!(
                "Último día para publicar las finanzas del {} trimestre de {}",
                ordinal(end.month()),
                end.year()
            ),
            starts_on: due,
            description: Some(
                "Presupuesto, proyectos de inversión, personal, contrataciones e indicadores del trimestre."
                    .to_owned(),
            ),
            legal_basis: Some("TUO de la Ley 27806, arts. 24 y 25".to_owned()),
            ..EventIn::default()
        })
        .collect()
}

/// The days off of the place, not those of the whole country, that the catalogue knows for the next twelve months.
pub(super) fn local_holidays(rows: &[NonWorkingDay], today: NaiveDate) -> Vec<EventIn> {
    let last = today.checked_add_days(Days::new(366)).unwrap_or(today);
    rows.iter()
        .filter(|day| of_the_place(day.scope) && (today..=last).contains(&day.date))
        .map(|day| EventIn {
            kind: EventKind::LocalHoliday,
            title: day.name.clone(),
            starts_on: day.date,
            legal_basis: day.legal_basis.clone(),
            ..EventIn::default()
        })
        .collect()
}

const fn of_the_place(scope: Scope) -> bool {
    matches!(scope, Scope::Region | Scope::Province | Scope::District)
}

/// The last day of the quarter that was over before this day, or of the ones after it.
fn quarter_end(today: NaiveDate, later: i32) -> Option<NaiveDate> {
    let quarters = i32::try_from(today.month0() / 3).ok()? + later;
    let (year, quarter) = (
        today.year() + quarters.div_euclid(4),
        quarters.rem_euclid(4),
    );
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(quarter).ok()? * 3 + 1, 1)?;
    first.pred_opt()
}

const fn ordinal(month: u32) -> &'static str {
    match month {
        3 => "primer",
        6 => "segundo",
        9 => "tercer",
        _ => "cuarto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_four_quarters_have_their_deadline_thirty_days_after_they_end() {
        let due = |today: &str| {
            let events = quarterly_deadlines(today.parse().unwrap());
            let days = events.iter().map(|event| event.starts_on.to_string());
            days.collect::<Vec<_>>()
        };
        assert_eq!(
            due("2026-11-21"),
            ["2027-01-30", "2027-04-30", "2027-07-30", "2027-10-30"]
        );
        // The third quarter of 2026 is still due on its last day.
        assert_eq!(due("2026-10-30").first().unwrap(), "2026-10-30");
        assert_eq!(due("2026-10-31").first().unwrap(), "2027-01-30");
        let first = quarterly_deadlines("2026-11-21".parse().unwrap());
        assert!(first[0].title.ends_with("cuarto trimestre de 2026"));
    }
}
