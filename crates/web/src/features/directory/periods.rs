//! How many portals were created in each of the last twelve months, as bars with their table.

use chrono::{DateTime, Datelike as _, Utc};
use leptos::prelude::*;
use shared::features::directory::{DirectoryTotals, PeriodTotals};
use shared::time::month_name;

use crate::format::{in_lima, integer, short_date};
use crate::i18n::{plural, t};
use crate::ui::{Bar, BarChart};

/// The chart; nothing before the first portal.
pub(super) fn periods(totals: &DirectoryTotals) -> Option<AnyView> {
    if totals.periods.is_empty() {
        return None;
    }
    let months = last_year(&totals.periods, totals.counted_at);
    let created = months.iter().map(|(_, created)| created).sum();
    let bars = months
        .into_iter()
        .map(|(month, created)| Bar::new(month, created, integer(created)));
    let title = plural(created, t::DIRECTORY_PERIODS_ONE, t::DIRECTORY_PERIODS_MANY);
    let date = short_date(in_lima(totals.counted_at).date());
    let source = t::DIRECTORY_PERIODS_SOURCE.with(&[("date", &date)]);
    let chart = view! {
        <BarChart title=title category=t::DIRECTORY_PERIODS_MONTH.s() measure=t::DIRECTORY_PERIODS_CREATED.s()
            bars=bars.collect() source=source/>
    };
    Some(chart.into_any())
}

/// The month of the count and the eleven before it, oldest first, with those in which nothing was created.
fn last_year(periods: &[PeriodTotals], counted_at: DateTime<Utc>) -> Vec<(String, u64)> {
    let today = in_lima(counted_at).date();
    let (mut year, mut month) = (today.year(), today.month());
    let mut out = Vec::new();
    for _ in 0..12 {
        let code = format!("{year}-{month:02}");
        let found = periods.iter().find(|period| period.period == code);
        let created = found.map_or(0, |period| period.created);
        out.push((format!("{} {year}", month_name(month)), created));
        (year, month) = match month {
            1 => (year - 1, 12),
            _ => (year, month - 1),
        };
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ends_with_the_month_of_the_count_and_has_its_empty_months() {
        let period = |code: &str, created| PeriodTotals {
            period: code.into(),
            created,
        };
        let periods = [
            period("2024-02", 9),
            period("2025-12", 3),
            period("2026-02", 5),
        ];
        // Still February in Lima.
        let year = last_year(&periods, "2026-03-01T02:00:00Z".parse().unwrap());
        assert_eq!(year.len(), 12);
        assert_eq!(year[0], ("marzo 2025".to_owned(), 0));
        assert_eq!(year[9], ("diciembre 2025".to_owned(), 3));
        assert_eq!(year[10], ("enero 2026".to_owned(), 0));
        assert_eq!(year[11], ("febrero 2026".to_owned(), 5));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn the_directory_shows_the_months_as_bars_and_as_a_table() {
        use shared::features::directory::TOTALS_PATH;
        let totals = r#"{"total":1891,"with_portal":5,"departments":[],"counted_at":"2026-11-21T15:00:00Z",
            "periods":[{"period":"2025-11","created":40},{"period":"2026-09","created":5}]}"#;
        let page = crate::ssr::testing::page("/municipalidades", &[(TOTALS_PATH, 200, totals)]);
        let html = page.body_html;
        assert!(html.contains(&plural(
            5,
            t::DIRECTORY_PERIODS_ONE,
            t::DIRECTORY_PERIODS_MANY
        )));
        assert!(
            html.contains(r#"<th scope="row">septiembre 2026</th>"#),
            "{html}"
        );
        assert!(!html.contains("noviembre 2025"), "older than a year");
    }
}
