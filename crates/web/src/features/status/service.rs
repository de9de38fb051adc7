//! The page `/estado`: whether the service works now, its version, and how much it serves.

use leptos::prelude::*;
use shared::features::directory::{DirectoryTotals, TOTALS_PATH};

use crate::fetch::{Remote, RemoteState, use_fetch};
use crate::format::{date_time, in_lima, integer, short_date};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Button, KeyValue, KeyValueList, Notice, PageTitle, StatTile, Tone};

/// Answers the word `ok` when the database answers and is migrated, else a problem.
const READY_PATH: &str = "/ready";

/// The page `/estado`.
pub fn service(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::STATUS_TITLE.s(), t::STATUS_LEAD.s()).at("/estado"));
    let ready = use_fetch::<serde_json::Value>(|| READY_PATH.to_owned());
    let totals = use_fetch::<DirectoryTotals>(|| TOTALS_PATH.to_owned());
    let again = move |()| {
        ready.refetch();
        totals.refetch();
    };
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::STATUS_TITLE.s() lead=t::STATUS_LEAD.s()/>
            <div aria-live="polite" aria-busy=move || ready.busy().to_string()>{move || state(ready)}</div>
            <section class="l-stack">
                <h2>{t::STATUS_COUNTS.s()}</h2>
                {totals.show(|| skeleton(3), |totals| counts(&totals))}
            </section>
            <KeyValueList>
                <KeyValue label=t::STATUS_VERSION.s()>{env!("CARGO_PKG_VERSION")}</KeyValue>
            </KeyValueList>
            <p class="no-print"><Button icon="refresh-cw" on_click=again>{t::STATUS_AGAIN.s()}</Button></p>
        </div>
    }
    .into_any()
}

/// The answer is a plain word and no entity: that it came with success is what counts.
fn works(state: &RemoteState<serde_json::Value>) -> Option<bool> {
    match state {
        RemoteState::Idle | RemoteState::Loading => None,
        RemoteState::Ready(_) => Some(true),
        RemoteState::Failed(problem) => Some((200..300).contains(&problem.status)),
    }
}

fn state(ready: Remote<serde_json::Value>) -> AnyView {
    let (tone, title, text) = match works(&ready.get()) {
        None => return skeleton(2).into_any(),
        Some(true) => (Tone::Success, t::STATUS_UP_TITLE, t::STATUS_UP_TEXT),
        Some(false) => (Tone::Danger, t::STATUS_DOWN_TITLE, t::STATUS_DOWN_TEXT),
    };
    view! { <Notice tone=tone title=title.s()>{text.s()}</Notice> }.into_any()
}

fn counts(totals: &DirectoryTotals) -> AnyView {
    let date = short_date(in_lima(totals.counted_at).date());
    let counted = t::DIRECTORY_COUNTED_AT.with(&[("when", &date_time(totals.counted_at))]);
    view! {
        <div class="l-grid l-grid--narrow">
            <StatTile label=t::DIRECTORY_TOTAL.s() value=integer(totals.total) date=date.clone() href="/municipalidades"/>
            <StatTile label=t::DIRECTORY_WITH_PORTAL.s() value=integer(totals.with_portal) date=date/>
        </div>
        <p class="u-small u-muted">{counted}</p>
    }
    .into_any()
}
