//! A text field that suggests (ARIA 1.2 combobox with a list). The caller listens to `query` and gives `options`.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::choice::Choice;
use super::dom;
use super::field::{Field, FieldIds};
use super::icon::Icon;
use crate::i18n::{plural, t};

/// A text field with suggestions: districts, people, units. Arrows move, Enter takes, Escape closes; what was typed
/// stays when nothing is taken.
#[component]
pub fn Combobox(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// What is typed; after a choice its label.
    query: RwSignal<String>,
    /// The suggestions for `query`.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// Suggestions are on their way.
    #[prop(into, optional)]
    loading: Signal<bool>,
    /// Something was taken.
    #[prop(into)]
    on_select: Callback<Choice>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let list_id = format!("{}-list", ids.control());
    let list = List {
        open: RwSignal::new(false),
        active: RwSignal::new(None),
        query,
        options,
        on_select,
    };
    let (described, option_id) = (ids.clone(), list_id.clone());
    let key_id = list_id.clone();
    let control = view! {
        <input
            class="control"
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            id=ids.control()
            name=name.clone()
            required=!optional
            value=query.get_untracked()
            prop:value=query
            aria-autocomplete="list"
            aria-controls=list_id.clone()
            aria-expanded=move || if list.open.get() { "true" } else { "false" }
            aria-activedescendant=move || list.active.get().map(|index| format!("{option_id}-{index}"))
            aria-describedby=move || described.described_by(error.with(Option::is_some))
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:input:target=move |event| {
                query.set(event.target().value());
                list.show();
            }
            on:keydown=move |event| list.key(&event, &key_id)
            on:blur=move |_| list.hide()
        />
    };
    view! {
        <Field name=name.clone() label=label.clone() hint=hint error=error optional=optional>
            <div class="combobox">
                {control} <Icon name="search" /> <Suggestions id=list_id label=label list=list loading=loading />
            </div>
        </Field>
    }
}

/// What is open, what is marked, and what the keys do.
#[derive(Clone, Copy)]
struct List {
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    query: RwSignal<String>,
    options: Signal<Vec<Choice>>,
    on_select: Callback<Choice>,
}

impl List {
    fn show(self) {
        self.active.set(None);
        self.open.set(true);
    }

    fn hide(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn take(self, choice: Choice) {
        self.query.set(choice.label.clone());
        self.hide();
        self.on_select.run(choice);
    }

    fn key(self, event: &KeyboardEvent, list_id: &str) {
        let count = self.options.with_untracked(Vec::len);
        let now = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.mark(next(now, count), event, list_id),
            "ArrowUp" => self.mark(previous(now, count), event, list_id),
            "Enter" if self.open.get_untracked() => {
                let choice = now
                    .and_then(|index| self.options.with_untracked(|all| all.get(index).cloned()));
                if let Some(choice) = choice {
                    event.prevent_default();
                    self.take(choice);
                }
            }
            "Escape" if self.open.get_untracked() => {
                event.prevent_default();
                self.hide();
            }
            _ => {}
        }
    }

    fn mark(self, index: Option<usize>, event: &KeyboardEvent, list_id: &str) {
        event.prevent_default();
        self.open.set(true);
        self.active.set(index);
        if let Some(index) = index {
            dom::reveal(&format!("{list_id}-{index}"));
        }
    }
}

fn next(now: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| now.map_or(0, |index| (index + 1) % count))
}

fn previous(now: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| now.map_or(count - 1, |index| (index + count - 1) % count))
}

#[component]
fn Suggestions(id: String, label: String, list: List, loading: Signal<bool>) -> impl IntoView {
    let item_id = id.clone();
    let items = move || {
        let choices = list.options.get().into_iter().enumerate();
        choices
            .map(|(index, choice)| suggestion(format!("{item_id}-{index}"), index, choice, list))
            .collect_view()
    };
    let count = move || list.options.with(Vec::len);
    let message = move || {
        if !list.open.get() || list.query.with(String::is_empty) {
            String::new()
        } else if loading.get() {
            t::UI_SEARCHING.s().to_owned()
        } else {
            match count() {
                0 => t::UI_NO_MATCHES.s().to_owned(),
                n => plural(
                    u64::try_from(n).unwrap_or(u64::MAX),
                    t::UI_MATCHES_ONE,
                    t::UI_MATCHES_MANY,
                ),
            }
        }
    };
    view! {
        <div class="combobox__pop" hidden=move || !list.open.get()>
            <ul class="combobox__list" role="listbox" id=id aria-label=label hidden=move || count() == 0>
                {items}
            </ul>
            <p class="combobox__message" role="status">{message}</p>
        </div>
    }
}

fn suggestion(id: String, index: usize, choice: Choice, list: List) -> impl IntoView {
    let marked = move || list.active.get() == Some(index);
    let (label, hint) = (choice.label.clone(), choice.hint.clone());
    view! {
        <li
            class="combobox__option"
            role="option"
            id=id
            aria-selected=move || if marked() { "true" } else { "false" }
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| list.take(choice.clone())
        >
            <span>{label}</span>
            {(!hint.is_empty()).then(|| view! { <span class="combobox__hint">{hint}</span> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_the_suggestions_and_nowhere_when_there_are_none() {
        assert_eq!(next(None, 3), Some(0));
        assert_eq!(next(Some(2), 3), Some(0));
        assert_eq!(previous(None, 3), Some(2));
        assert_eq!(previous(Some(0), 3), Some(2));
        assert_eq!(next(None, 0), None);
    }
}
