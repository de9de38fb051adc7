//! The field in which one finds a place by its name: used wherever a form asks for one.

use leptos::prelude::*;
use shared::features::places::{PLACES_PATH, PlacePublic};
use shared::kit::page::Page;

use crate::fetch::{Remote, RemoteState, settled, use_fetch_when};
use crate::format::address;
use crate::i18n::t;
use crate::ui::{Choice, Combobox};

/// A text field that suggests places.
#[component]
pub fn PlaceField(
    /// The field's name.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// How to answer.
    hint: &'static str,
    /// Only places of this level: `district`.
    #[prop(optional)]
    level: &'static str,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// What is typed; after a choice the name of the place.
    typed: RwSignal<String>,
    /// The text that stands for the choice made already: for it nothing is suggested.
    #[prop(into)]
    taken: Signal<String>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// A place was chosen.
    #[prop(into)]
    on_choose: Callback<PlacePublic>,
) -> impl IntoView {
    let waited = settled(typed);
    let asked = Memo::new(move |_| {
        let text = waited.get();
        let words = text.trim();
        let query = [("level", level), ("q", words), ("limit", "12")];
        let search = words.chars().count() >= 2 && taken.with(|taken| *taken != text);
        search.then(|| address(PLACES_PATH, &query))
    });
    let found = use_fetch_when::<Page<PlacePublic>>(move || asked.get());
    let options = Signal::derive(move || {
        let places = found.ready().map(|page| page.items).unwrap_or_default();
        places.iter().map(choice).collect::<Vec<_>>()
    });
    let choose = move |choice: Choice| {
        let places = untrack(|| found.ready()).map(|page| page.items);
        let mut places = places.into_iter().flatten();
        if let Some(place) = places.find(|place| place.code.as_str() == choice.value) {
            on_choose.run(place);
        }
    };
    let error = Signal::derive(move || error.get().or_else(|| unreachable_list(found)));
    let loading = Signal::derive(move || found.get() == RemoteState::Loading || found.busy());
    view! {
        <Combobox name=name label=label hint=hint optional=optional query=typed options=options loading=loading error=error
            on_select=choose/>
    }
}

/// The place as one says it, from the smallest to the largest: `Castilla, Piura, Piura`.
pub fn place_label(place: &PlacePublic) -> String {
    let parts: Vec<&str> = place.path.split(", ").collect();
    parts.into_iter().rev().collect::<Vec<_>>().join(", ")
}

fn choice(place: &PlacePublic) -> Choice {
    let code = t::REQUEST_UBIGEO.with(&[("code", place.code.as_str())]);
    Choice::new(place.code.as_str(), place_label(place)).hint(code)
}

fn unreachable_list(found: Remote<Page<PlacePublic>>) -> Option<String> {
    match found.get() {
        RemoteState::Failed(problem) => Some(problem.title),
        _ => None,
    }
}
