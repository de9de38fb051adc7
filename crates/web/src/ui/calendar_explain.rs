//! How a deadline is counted, day by day.

use leptos::prelude::*;

use crate::i18n::t;

/// One day of the count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedDay {
    /// The date, written for people.
    pub date: String,
    /// Its number in the count; `None` for a day that does not count.
    pub number: Option<u32>,
    /// Why it does not count, or what happens on it.
    pub reason: String,
    /// The last day of the term.
    pub due: bool,
}

/// The days from the start to the last day of a term.
#[component]
pub fn CalendarExplain(
    /// What is counted: "15 días hábiles desde el 2 de noviembre de 2026".
    #[prop(into)]
    caption: String,
    /// The days, the first one first.
    #[prop(into)]
    days: Signal<Vec<CountedDay>>,
) -> impl IntoView {
    let rows = move || days.get().into_iter().map(row).collect_view();
    view! {
        <div class="count">
            <table>
                <caption>{caption}</caption>
                <thead class="u-vh">
                    <tr>
                        <th scope="col">{t::UI_COUNT_NUMBER.s()}</th>
                        <th scope="col">{t::UI_COUNT_DATE.s()}</th>
                        <th scope="col">{t::UI_COUNT_REASON.s()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(day: CountedDay) -> impl IntoView {
    let class = match (day.due, day.number) {
        (true, _) => "count__day is-due",
        (false, Some(_)) => "count__day",
        (false, None) => "count__day is-skipped",
    };
    let number = match day.number {
        Some(number) => number.to_string().into_any(),
        None => view! { "–" <span class="u-vh">{t::UI_COUNT_SKIPPED.s()}</span> }.into_any(),
    };
    let reason = if day.due && day.reason.is_empty() {
        t::UI_COUNT_DUE.s().to_owned()
    } else {
        day.reason
    };
    view! {
        <tr class=class>
            <td class="count__number"><span>{number}</span></td>
            <th scope="row" class="count__date">{day.date}</th>
            <td class="count__reason">{reason}</td>
        </tr>
    }
}
