//! The records by their first facet, as bars with the table behind them.

use leptos::prelude::*;
use shared::registers::Register;
use shared::registers::wire::FacetOut;

use super::place::Whose;
use crate::format::integer;
use crate::i18n::{t, written_tag};
use crate::ui::{Bar, BarChart};

/// Values that the API counts at most: with as many there may be more.
const COUNTED: usize = 20;
/// Bars that can be compared at a glance.
const BARS: usize = 10;

/// The chart; nothing where there is nothing to compare.
pub(super) fn chart(
    register: &'static Register,
    whose: &Whose,
    facets: &[FacetOut],
) -> Option<AnyView> {
    let facet = facets.iter().find(|facet| facet.values.len() > 1)?;
    let first = facet.values.first()?;
    let whole: u64 = facet.values.iter().map(|value| value.count).sum();
    let (value, count) = (first.label.as_str(), integer(first.count));
    let title = if facet.values.len() < COUNTED {
        t::REGISTERS_CHART_SHARE.with(&[
            ("value", value),
            ("count", &count),
            ("total", &integer(whole)),
        ])
    } else {
        t::REGISTERS_CHART_MOST.with(&[("value", value), ("count", &count)])
    };
    let bars = facet.values.iter().take(BARS).map(|value| Bar {
        marked: value == first,
        ..Bar::new(value.label.clone(), value.count, integer(value.count))
    });
    let source =
        t::REGISTERS_CHART_SOURCE.with(&[("register", register.title), ("name", &whose.name())]);
    let chart = view! {
        <section class="l-stack" id="grafico" aria-labelledby="chart-title" lang=written_tag()>
            <h2 id="chart-title">{t::REGISTERS_CHART.s()}</h2>
            <BarChart title=title category=facet.label.clone() measure=t::REGISTERS_CHART_MEASURE.s()
                bars=bars.collect() source=source/>
        </section>
    };
    Some(chart.into_any())
}
