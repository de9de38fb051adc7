//! A list that keeps up with its register: it asks again when the municipality publishes something, says politely how many
//! records are new, and can be stopped.

use std::collections::HashSet;

use leptos::prelude::*;
use shared::registers::wire::RecordsPage;
use shared::registers::{Periodicity, Query, Register};
use uuid::Uuid;

use super::asked::Asked;
use super::place::Whose;
use crate::fetch::Remote;
use crate::i18n::{plural, t};
use crate::live::keep_fresh;
use crate::ui::{Button, ButtonKind};

/// What the list must not be taken from under.
const REGION: &str = ".register-records";

/// Whether a list changes while it is read: the first page, newest first, of a register that is filled as it happens.
fn keeps_up(asked: &Asked) -> bool {
    asked.is_first_page() && asked.as_of.is_none() && asked.order == Query::default().order
}

/// The line above a list that keeps up; nothing where the register is not filled as it happens.
pub(super) fn live(
    register: &'static Register,
    whose: &Whose,
    asked: Memo<Asked>,
    records: Remote<RecordsPage>,
) -> Option<AnyView> {
    let Whose::Of(portal) = whose else {
        return None;
    };
    if register.periodicity != Periodicity::Live {
        return None;
    }
    let slug = portal.slug.clone();
    let paused = RwSignal::new(false);
    let slug = move || asked.with(keeps_up).then(|| slug.clone());
    keep_fresh(slug, REGION, move || paused.get(), records);
    let said = RwSignal::new(String::new());
    let known = StoredValue::new((asked.get_untracked(), HashSet::<Uuid>::new()));
    Effect::new(move |_| {
        let Some(page) = records.ready() else { return };
        let now: HashSet<_> = page.items.iter().map(|item| item.id).collect();
        let question = asked.get_untracked();
        let new = known.with_value(|(before, seen)| {
            let same = *before == question && !seen.is_empty();
            if same {
                now.difference(seen).count()
            } else {
                0
            }
        });
        known.set_value((question, now));
        said.set(match u64::try_from(new).unwrap_or_default() {
            0 => String::new(),
            new => plural(new, t::REGISTERS_LIVE_NEW_ONE, t::REGISTERS_LIVE_NEW_MANY),
        });
    });
    let label = Signal::derive(move || {
        let text = if paused.get() {
            t::REGISTERS_LIVE_RESUME
        } else {
            t::REGISTERS_LIVE_PAUSE
        };
        text.s().to_owned()
    });
    let turn = move |()| {
        paused.update(|paused| *paused = !*paused);
        if !paused.get_untracked() {
            records.refetch();
        }
    };
    let line = move || {
        asked.with(keeps_up).then(|| {
            view! {
                <div class="register-live">
                    <p class="u-small">{move || if paused.get() { t::REGISTERS_LIVE_PAUSED.s() } else { t::REGISTERS_LIVE.s() }}</p>
                    <Button kind=ButtonKind::Quiet on_click=turn>{label}</Button>
                </div>
            }
        })
    };
    let view = view! {
        {line}
        <p class="u-vh" aria-live="polite">{said}</p>
    };
    Some(view.into_any())
}
