//! What the calculator asks for. A plain GET form, so that it also counts without script.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{PAGE, pairs};
use crate::format::address;
use crate::i18n::t;
use crate::ui::{Choice, InputWidth, Select, TextInput};

/// The form; its fields follow the address.
pub(super) fn form(asked: Memo<[String; 4]>) -> AnyView {
    let values = asked.get_untracked().map(RwSignal::new);
    Effect::new(move |_| {
        for (value, text) in values.iter().zip(asked.get()) {
            value.set(text);
        }
    });
    let [start, amount, unit, ubigeo] = values;
    let missing = RwSignal::new(false);
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = values.map(|value| value.get_untracked().trim().to_owned());
        let [start, amount, ..] = &typed;
        missing.set(start.is_empty() || amount.is_empty());
        if !missing.get_untracked() {
            let to = address(PAGE, &pairs(&typed));
            navigate(
                &to,
                NavigateOptions {
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        }
    };
    view! {
        <form class="form" action=PAGE method="get" novalidate on:submit=submit>
            <TextInput name="start" label=t::DEADLINE_START.s() hint=t::DEADLINE_START_HINT.s() value=start
                kind="date" width=InputWidth::Medium error=required(missing, start)/>
            <TextInput name="amount" label=t::DEADLINE_AMOUNT.s() value=amount inputmode="numeric" maxlength=4
                width=InputWidth::Short error=required(missing, amount)/>
            <Select name="unit" label=t::DEADLINE_UNIT.s() value=unit options=units() empty=t::DEADLINE_UNIT_BUSINESS_DAYS.s()/>
            <TextInput name="ubigeo" label=t::DEADLINE_UBIGEO.s() hint=t::DEADLINE_UBIGEO_HINT.s() value=ubigeo
                inputmode="numeric" maxlength=6 width=InputWidth::Short optional=true/>
            <p><button type="submit" class="button button--primary">{t::DEADLINE_ACTION.s()}</button></p>
        </form>
    }.into_any()
}

/// What to say at a field that was left empty.
fn required(missing: RwSignal<bool>, value: RwSignal<String>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let empty = missing.get() && value.with(|text| text.trim().is_empty());
        empty.then(|| t::FORM_REQUIRED.s().to_owned())
    })
}

/// Besides working days, which is what an empty choice means.
fn units() -> Vec<Choice> {
    [
        ("calendar_days", t::DEADLINE_UNIT_CALENDAR_DAYS),
        ("hours", t::DEADLINE_UNIT_HOURS),
        ("months", t::DEADLINE_UNIT_MONTHS),
        ("years", t::DEADLINE_UNIT_YEARS),
    ]
    .into_iter()
    .map(|(value, label)| Choice::new(value, label.s()))
    .collect()
}
