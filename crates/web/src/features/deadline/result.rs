//! The last day, large, and the count day by day below it.

use leptos::prelude::*;
use shared::features::deadline_tool::{DeadlineAnswer, DeadlineStep};

use crate::format::{date_time, long_date, short_date, weekday};
use crate::i18n::{plural, t};
use crate::ui::{CalendarExplain, CountedDay};

/// When the term ends, and why.
pub(super) fn result(answer: DeadlineAnswer) -> AnyView {
    let counted = answer.steps.iter().filter(|step| step.counts).count();
    let counted = u64::try_from(counted).unwrap_or_default();
    let days = days(answer.steps);
    view! {
        <section class="l-stack">
            <h2>{t::DEADLINE_DUE.with(&[("date", &long_date(answer.due_on))])}</h2>
            <p>{t::DEADLINE_DUE_AT.with(&[("when", &date_time(answer.due_at))])}</p>
            <p class="u-muted">{t::DEADLINE_RECEIVED.with(&[("date", &long_date(answer.received_on))])}</p>
            <CalendarExplain
                caption=plural(counted, t::DEADLINE_COUNTED_ONE, t::DEADLINE_COUNTED_MANY)
                days=days
            />
        </section>
    }.into_any()
}

/// The days of a count as they are drawn; the last one is the last day of the term.
pub(crate) fn days(steps: Vec<DeadlineStep>) -> Vec<CountedDay> {
    let mut counted = 0;
    let day = |step: DeadlineStep| {
        counted += u32::from(step.counts);
        CountedDay {
            date: format!("{} {}", weekday(step.date), short_date(step.date)),
            number: step.counts.then_some(counted),
            reason: match step.source {
                Some(source) => format!("{} · {source}", step.reason),
                None => step.reason,
            },
            due: false,
        }
    };
    let mut days: Vec<_> = steps.into_iter().map(day).collect();
    if let Some(last) = days.last_mut() {
        last.due = true;
    }
    days
}
