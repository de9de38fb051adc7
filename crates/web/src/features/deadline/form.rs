//! What the calculator asks for. A plain GET form, so that it also counts without script.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::features::places::PlacePublic;

use super::more::More;
use super::{Asked, PAGE};
use crate::features::places::{PlaceField, place_label};
use crate::i18n::t;
use crate::ui::{Choice, InputWidth, Select, TextInput};

/// The fields, as they are typed.
#[derive(Clone, Copy)]
struct Fields {
    start: RwSignal<String>,
    time: RwSignal<String>,
    amount: RwSignal<String>,
    unit: RwSignal<String>,
    place: RwSignal<String>,
    /// What was typed when a place was chosen, and its code: whoever types on has not chosen any more.
    chosen: RwSignal<(String, String)>,
    more: More,
    /// Whether the form was sent with something missing.
    missing: RwSignal<bool>,
}

/// The form; its fields follow the address.
pub(super) fn form(asked: Memo<Asked>) -> AnyView {
    let fields = Fields::new();
    let open = asked.with_untracked(Asked::has_more);
    fields.show(&asked.get_untracked());
    Effect::new(move |_| fields.show(&asked.get()));
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = fields.read();
        fields.missing.set(!fields.is_complete());
        if fields.is_complete() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&typed.page_path(), options);
        }
    };
    let missing = fields.missing;
    let in_hours = move || fields.unit.with(|unit| unit == "hours");
    view! {
        <form class="form" action=PAGE method="get" novalidate on:submit=submit>
            <TextInput name="start" label=t::DEADLINE_START.s() hint=t::DEADLINE_START_HINT.s() value=fields.start
                kind="date" width=InputWidth::Medium error=required(missing, fields.start)/>
            <TextInput name="amount" label=t::DEADLINE_AMOUNT.s() value=fields.amount inputmode="numeric" maxlength=5
                width=InputWidth::Short error=required(missing, fields.amount)/>
            <Select name="unit" label=t::DEADLINE_UNIT.s() value=fields.unit options=units()
                empty=t::DEADLINE_UNIT_BUSINESS_DAYS.s()/>
            <Show when=in_hours>
                <TextInput name="time" label=t::DEADLINE_TIME.s() hint=t::DEADLINE_TIME_HINT.s() value=fields.time
                    kind="time" width=InputWidth::Medium optional=true/>
            </Show>
            {place(fields)}
            {fields.more.view(open, missing)}
            <p><button type="submit" class="button button--primary">{t::DEADLINE_ACTION.s()}</button></p>
        </form>
    }
    .into_any()
}

fn place(fields: Fields) -> impl IntoView {
    let taken = Signal::derive(move || fields.chosen.with(|(label, _)| label.clone()));
    let choose = move |place: PlacePublic| {
        let code = place.code.as_str().to_owned();
        fields.chosen.set((place_label(&place), code));
    };
    let error = Signal::derive(move || {
        let unknown = fields.missing.get() && fields.place.with(|_| !fields.knows_place());
        unknown.then(|| t::DEADLINE_PLACE_CHOOSE.s().to_owned())
    });
    view! {
        <PlaceField name="place" label=t::DEADLINE_PLACE.s() hint=t::DEADLINE_PLACE_HINT.s() optional=true
            typed=fields.place taken=taken error=error on_choose=choose/>
    }
}

impl Fields {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            start: text(),
            time: text(),
            amount: text(),
            unit: text(),
            place: text(),
            chosen: RwSignal::default(),
            more: More::new(),
            missing: RwSignal::new(false),
        }
    }

    fn show(self, asked: &Asked) {
        self.start.set(asked.start.clone());
        self.time.set(asked.time.clone());
        self.amount.set(asked.amount.clone());
        self.unit.set(asked.unit.clone());
        let place = if asked.place.is_empty() {
            &asked.ubigeo
        } else {
            &asked.place
        };
        self.chosen.set((place.clone(), asked.ubigeo.clone()));
        self.place.set(place.clone());
        self.more.show(asked);
    }

    fn read(self) -> Asked {
        let (suspensions, extensions) = self.more.read();
        Asked {
            start: text(self.start),
            time: text(self.time),
            amount: text(self.amount),
            unit: text(self.unit),
            ubigeo: self.code(),
            place: text(self.place),
            suspensions,
            extensions,
        }
    }

    /// The code of the chosen place; empty where the text is not that of the choice.
    fn code(self) -> String {
        let typed = self.place.get_untracked();
        self.chosen.with_untracked(|(label, code)| {
            if *label == typed {
                code.clone()
            } else {
                String::new()
            }
        })
    }

    /// Nothing, a choice, or a code: digits are for the API to judge.
    fn knows_place(self) -> bool {
        let typed = text(self.place);
        !self.code().is_empty() || typed.chars().all(|letter| letter.is_ascii_digit())
    }

    fn is_complete(self) -> bool {
        let given = |value: RwSignal<String>| !text(value).is_empty();
        given(self.start) && given(self.amount) && self.knows_place() && self.more.is_complete()
    }
}

/// What is typed, without spaces around it.
pub(super) fn text(value: RwSignal<String>) -> String {
    value.with_untracked(|text| text.trim().to_owned())
}

/// What to say at a field that was left empty.
pub(super) fn required(missing: RwSignal<bool>, value: RwSignal<String>) -> Signal<Option<String>> {
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
