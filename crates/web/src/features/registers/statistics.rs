//! The page «Gráficos» of a register: what its declaration tells in numbers, counted under the filters of the list. Every
//! chart says what it finds, has its table behind it and its numbers as a CSV.

use leptos::prelude::*;
use shared::registers::statistic::{
    StatisticOut, StatisticRow, StatisticUnit, StatisticsOut, statistic_file,
};
use shared::registers::{By, Register, Statistic};

use super::asked::Asked;
use super::place::Whose;
use super::views::{View, page};
use crate::features::portal::use_portal;
use crate::fetch::use_fetch;
use crate::format::{integer, money, percent, plain_date};
use crate::i18n::{plural, t, written_tag};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Bar, BarChart, EmptyState};

/// The page `/registros/{register}/graficos`.
pub fn platform_charts(params: &Params) -> AnyView {
    match Register::named(&params.get("register")) {
        Some(register) => page(register, Whose::All, View::Charts, charts),
        None => beyond(),
    }
}

/// The page `/m/{slug}/registros/{register}/graficos`.
pub fn tenant_charts(params: &Params) -> AnyView {
    let register = Register::named(&params.get("register"));
    match (register, use_portal()) {
        (Some(register), Some(portal)) => {
            page(register, Whose::Of(Box::new(portal)), View::Charts, charts)
        }
        _ => beyond(),
    }
}

fn charts(register: &'static Register, whose: &Whose, asked: Memo<Asked>) -> AnyView {
    let api = whose.api(register);
    let path = api.clone();
    let found = use_fetch::<StatisticsOut>(move || asked.with(|asked| asked.statistics(&path)));
    let name = whose.name();
    let drawn = move |told: StatisticsOut| {
        let source =
            t::REGISTERS_CHART_SOURCE.with(&[("register", register.title), ("name", &name)]);
        let charts = told.items.iter().map(|one| {
            let file = statistic_file(&api, &one.id);
            let file = asked.with_untracked(|asked| asked.unordered(&file));
            chart(register, one, &source, file)
        });
        let charts = charts.collect_view();
        view! {
            <p aria-live="polite">{period(&told)}</p>
            <div class="register-charts" lang=written_tag()>{charts}</div>
        }
    };
    view! { {found.show(|| skeleton(12), drawn)} }.into_any()
}

/// Which days are counted.
fn period(told: &StatisticsOut) -> String {
    let days = match (told.from, told.to) {
        (Some(from), Some(to)) => {
            t::REGISTERS_CHART_BETWEEN.with(&[("from", &plain_date(from)), ("to", &plain_date(to))])
        }
        (Some(from), None) => t::REGISTERS_CHART_SINCE.with(&[("from", &plain_date(from))]),
        _ => String::new(),
    };
    if told.is_default_period {
        format!("{days} {}", t::REGISTERS_CHART_DEFAULT.s())
    } else {
        days
    }
}

fn chart(
    register: &'static Register,
    told: &StatisticOut,
    source: &str,
    file: String,
) -> Option<AnyView> {
    let statistic = Statistic::find(register, &told.id)?;
    let greatest = greatest(&told.rows);
    let title = told.title.clone();
    let drawn = match greatest {
        None => view! {
            <EmptyState icon="database" title=t::REGISTERS_CHART_NONE.s() text=t::REGISTERS_CHART_NONE_TEXT.s()/>
        }
        .into_any(),
        Some(first) => {
            let bars = told.rows.iter().map(|row| Bar {
                marked: std::ptr::eq(row, first),
                ..Bar::new(sentence(&row.label), length(row), text(row, told.unit))
            });
            view! {
                <BarChart title=finding(statistic, told, first) category=told.category.clone()
                    measure=measure(told.unit) bars=bars.collect() source=source.to_owned() download=file/>
            }
            .into_any()
        }
    };
    let left_out = (told.left_out > 0).then(|| {
        let text = plural(
            told.left_out,
            t::REGISTERS_CHART_LEFT_ONE,
            t::REGISTERS_CHART_LEFT_MANY,
        );
        view! { <p class="u-small u-muted">{text}</p> }
    });
    let chart = view! {
        <section class="l-stack l-stack--s" aria-labelledby=format!("chart-{}", told.id)>
            <h2 class="register-charts__title" id=format!("chart-{}", told.id)>{title}</h2>
            {drawn}
            {left_out}
        </section>
    };
    Some(chart.into_any())
}

/// The row that the title speaks of: the greatest of those that stand for themselves.
fn greatest(rows: &[StatisticRow]) -> Option<&StatisticRow> {
    let own = rows.iter().filter(|row| !row.is_rest && length(row) > 0);
    // Of equals the first.
    own.rev().max_by_key(|row| row.value)
}

/// What is less than nothing has no length.
fn length(row: &StatisticRow) -> u64 {
    u64::try_from(row.value.unwrap_or_default()).unwrap_or_default()
}

/// What a chart finds, as a sentence.
fn finding(statistic: &Statistic, told: &StatisticOut, first: &StatisticRow) -> String {
    let value = text(first, told.unit);
    let label = sentence(&first.label);
    let most = ("most", statistic.most);
    let of_records = told.unit == StatisticUnit::Records;
    match statistic.by {
        By::Month => t::REGISTERS_CHART_MONTH.with(&[("label", &label), most, ("value", &value)]),
        By::Hour(_) => t::REGISTERS_CHART_HOUR.with(&[("label", &label), most, ("value", &value)]),
        By::Value(_) if of_records => {
            let whole = told.rows.iter().map(|row| row.count).sum();
            let total = integer(whole);
            t::REGISTERS_CHART_SHARE.with(&[
                ("label", &label),
                most,
                ("value", &value),
                ("total", &total),
            ])
        }
        By::Value(_) => {
            t::REGISTERS_CHART_VALUE.with(&[("label", &label), most, ("value", &value)])
        }
    }
}

/// A value as people read it.
fn text(row: &StatisticRow, unit: StatisticUnit) -> String {
    let Some(value) = row.value else {
        return t::UI_NO_VALUE.s().to_owned();
    };
    match unit {
        StatisticUnit::Records => integer(length(row)),
        StatisticUnit::Cents => money(value),
        StatisticUnit::HundredthsOfPercent => format!("{} %", percent(length(row), 10_000)),
        StatisticUnit::Minutes => minutes(length(row)),
    }
}

/// `45 min`, `1 h 20 min`.
fn minutes(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", integer(hours)),
        (hours, minutes) => format!("{} h {minutes} min", integer(hours)),
    }
}

fn measure(unit: StatisticUnit) -> &'static str {
    match unit {
        StatisticUnit::Records => t::REGISTERS_CHART_MEASURE.s(),
        StatisticUnit::Cents => t::REGISTERS_CHART_SOLES.s(),
        StatisticUnit::HundredthsOfPercent => t::REGISTERS_CHART_PERCENT.s(),
        StatisticUnit::Minutes => t::REGISTERS_CHART_MINUTES.s(),
    }
}

/// A label at the beginning of a line: «octubre de 2026» with a capital.
fn sentence(label: &str) -> String {
    let mut rest = label.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_told_in_hours() {
        let cases = [
            (0, "0 min"),
            (45, "45 min"),
            (60, "1 h"),
            (80, "1 h 20 min"),
        ];
        for (value, expected) in cases {
            assert_eq!(minutes(value), expected);
        }
        assert_eq!(sentence("ñaña"), "Ñaña");
    }

    #[test]
    fn the_title_speaks_of_the_greatest_and_never_of_the_rest() {
        let row = |label: &str, value, is_rest| StatisticRow {
            key: None,
            label: label.to_owned(),
            value,
            count: 1,
            is_rest,
        };
        let rows = [
            row("a", Some(3), false),
            row("b", Some(3), false),
            row("c", None, false),
            row("d", Some(9), true),
        ];
        assert_eq!(greatest(&rows).map(|row| row.label.as_str()), Some("a"));
        assert_eq!(greatest(&[row("a", Some(0), false)]), None);
    }
}
