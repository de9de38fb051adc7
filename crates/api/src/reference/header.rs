//! The values of the day that headers show: each with its day and its source, and not at all when it has none or is
//! stale.

use chrono::{DateTime, NaiveDate, Utc};
use shared::deadline::Calendar;
use shared::features::catalogs::CatalogEntry;
use shared::features::portal::widgets::{Dates, is_fresh};
use shared::features::portal::{Widget, WidgetKind};
use shared::money::Cents;
use shared::time::{day_start, lima_date};

use crate::error::ApiResult;
use crate::features::catalogs;
use crate::state::AppState;

/// Official names of the decade and the year, in this order, as far as there are any today.
pub(crate) async fn official_names(state: &AppState) -> ApiResult<Vec<String>> {
    let now = state.clock.now();
    let mut names = Vec::new();
    for catalog in ["decade_names", "year_names"] {
        let rows = catalogs::rows(state, catalog).await?;
        names.extend(fresh(WidgetKind::YearName, &rows, now).and_then(name));
    }
    Ok(names)
}

fn name(row: &CatalogEntry) -> Option<String> {
    Some(row.value.get("es")?.as_str()?.to_owned())
}

/// Name of the year with that of the decade, UIT and exchange rate, as far as they are known today.
pub(crate) async fn today_header(state: &AppState) -> ApiResult<Vec<Widget>> {
    let now = state.clock.now();
    let today = lima_date(now);
    let years = catalogs::rows(state, "year_names").await?;
    let decades = catalogs::rows(state, "decade_names").await?;
    let uits = catalogs::rows(state, "uit").await?;
    let rates = catalogs::rows(state, "exchange_rates").await?;
    let year = fresh(WidgetKind::YearName, &years, now).and_then(|row| {
        let widget = widget(WidgetKind::YearName, name(row)?, row, today)?;
        let decade = fresh(WidgetKind::YearName, &decades, now).and_then(name);
        Some(Widget { decade, ..widget })
    });
    let uit = fresh(WidgetKind::Uit, &uits, now).and_then(|row| {
        let cents = row.value.get("amount_cents")?.as_i64()?;
        widget(WidgetKind::Uit, Cents(cents).to_string(), row, today)
    });
    let rate = fresh(WidgetKind::ExchangeRate, &rates, now).and_then(|row| {
        let rate = |name: &str| row.value.get(name)?.as_i64().map(soles);
        let value = format!("S/ {} / {}", rate("buy_e4")?, rate("sell_e4")?);
        widget(WidgetKind::ExchangeRate, value, row, row.valid_from?)
    });
    Ok([year, uit, rate].into_iter().flatten().collect())
}

/// The newest row that is not too old for its widget.
fn fresh(kind: WidgetKind, rows: &[CatalogEntry], now: DateTime<Utc>) -> Option<&CatalogEntry> {
    let calendar = Calendar::national();
    let shown = |row: &&CatalogEntry| {
        let dates = Dates {
            since: row.valid_from.map_or(DateTime::<Utc>::MIN_UTC, day_start),
            until: row.valid_to,
        };
        is_fresh(kind.life(), dates, now, &calendar)
    };
    rows.iter().filter(shown).max_by_key(|row| row.valid_from)
}

fn widget(
    kind: WidgetKind,
    value: String,
    row: &CatalogEntry,
    valid_on: NaiveDate,
) -> Option<Widget> {
    let source = row.legal_basis.clone().or_else(|| row.source.clone())?;
    Some(Widget {
        kind,
        value,
        valid_on,
        source,
        decade: None,
    })
}

/// `3.405`: ten-thousandths with three decimals, or four where the fourth says something.
fn soles(ten_thousandths: i64) -> String {
    let (whole, rest) = (ten_thousandths / 10_000, ten_thousandths % 10_000);
    if rest % 10 == 0 {
        format!("{whole}.{:03}", rest / 10)
    } else {
        format!("{whole}.{rest:04}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::reference::Confidence;
    use uuid::Uuid;

    use super::*;

    fn rate(day: &str) -> CatalogEntry {
        CatalogEntry {
            id: Uuid::nil(),
            version: 1,
            code: "usd".to_owned(),
            valid_from: day.parse().ok(),
            valid_to: day.parse().ok(),
            value: json!({"buy_e4": 34_050, "sell_e4": 34_085}),
            legal_basis: None,
            source: Some("SBS".to_owned()),
            confidence: Confidence::Found,
            recorded_at: "2026-11-20T15:00:00Z".parse().unwrap(),
        }
    }

    fn shown(rows: &[&str], today: &str) -> Option<NaiveDate> {
        let rows: Vec<_> = rows.iter().map(|day| rate(day)).collect();
        let noon = format!("{today}T17:00:00Z").parse().unwrap();
        fresh(WidgetKind::ExchangeRate, &rows, noon).and_then(|row| row.valid_from)
    }

    #[test]
    fn an_exchange_rate_is_shown_until_the_next_working_day_is_over() {
        let friday = "2026-11-20".parse().ok();
        for today in ["2026-11-20", "2026-11-21", "2026-11-23"] {
            assert_eq!(
                shown(&["2026-11-19", "2026-11-20"], today),
                friday,
                "{today}"
            );
        }
        assert_eq!(shown(&["2026-11-20"], "2026-11-24"), None);
        assert_eq!(shown(&["2026-11-24"], "2026-11-23"), None);
    }

    #[test]
    fn rates_show_three_decimals_or_four() {
        assert_eq!(
            (soles(34_050).as_str(), soles(34_085).as_str()),
            ("3.405", "3.4085")
        );
        assert_eq!(soles(40_000), "4.000");
    }
}
