//! A button that opens a menu of acts (ARIA menu button).

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::dom;
use super::icon::Icon;

/// What choosing an entry does.
#[derive(Clone, Debug)]
pub enum MenuAct {
    /// Goes somewhere.
    Go(String),
    /// Runs something.
    Run(Callback<()>),
}

/// One entry of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The verb.
    pub label: String,
    /// An icon of it.
    pub icon: Option<&'static str>,
    /// What it does.
    pub act: MenuAct,
    /// Destroys something.
    pub danger: bool,
}

impl MenuItem {
    /// An entry that goes somewhere.
    pub fn link(label: impl Into<String>, icon: &'static str, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            icon: Some(icon),
            act: MenuAct::Go(href.into()),
            danger: false,
        }
    }

    /// An entry that runs something.
    pub fn act(label: impl Into<String>, icon: &'static str, run: impl Into<Callback<()>>) -> Self {
        Self {
            label: label.into(),
            icon: Some(icon),
            act: MenuAct::Run(run.into()),
            danger: false,
        }
    }

    /// The same entry, marked as destroying something.
    #[must_use]
    pub fn danger(self) -> Self {
        Self {
            danger: true,
            ..self
        }
    }
}

/// A button with a menu. Arrows, Home, End and first letters move; Escape closes and returns to the button.
#[component]
pub fn MenuButton(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The button's words.
    #[prop(into)]
    label: String,
    /// An icon before them.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// The words are for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    /// The list hangs from the button's end: for a button at the right of its row.
    #[prop(optional)]
    end: bool,
    /// The entries.
    items: Vec<MenuItem>,
) -> impl IntoView {
    let labels: Vec<String> = items.iter().map(|item| item.label.to_lowercase()).collect();
    let menu = Menu {
        open: RwSignal::new(false),
        id: StoredValue::new(id.clone()),
        labels: StoredValue::new(labels),
    };
    let entries = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| entry(index, item, menu))
        .collect_view();
    view! {
        <div
            class="menu"
            class:menu--end=end
            on:focusout=move |event| {
                if dom::focus_left(&event) {
                    menu.open.set(false);
                }
            }
        >
            <button
                type="button"
                class="button button--secondary menu__button"
                id=id.clone()
                aria-haspopup="menu"
                aria-expanded=move || if menu.open.get() { "true" } else { "false" }
                aria-controls=format!("{id}-menu")
                on:click=move |_| if menu.open.get_untracked() { menu.close() } else { menu.show(0) }
                on:keydown=move |event| menu.button_key(&event)
            >
                {icon.map(|name| view! { <Icon name=name /> })}
                <span class:u-vh=hide_label>{label}</span>
                {(!hide_label).then(|| view! { <Icon name="chevron-down" /> })}
            </button>
            <div
                class="menu__list"
                role="menu"
                id=format!("{id}-menu")
                aria-labelledby=id
                hidden=move || !menu.open.get()
                on:keydown=move |event| menu.list_key(&event)
            >
                {entries}
            </div>
        </div>
    }
}

fn entry(index: usize, item: MenuItem, menu: Menu) -> impl IntoView {
    let class = if item.danger {
        "menu__item is-danger"
    } else {
        "menu__item"
    };
    let id = menu.item_id(index);
    let words = view! {
        {item.icon.map(|name| view! { <Icon name=name /> })}
        <span>{item.label}</span>
    };
    match item.act {
        MenuAct::Go(href) => view! {
            <a class=class role="menuitem" tabindex="-1" id=id href=href on:click=move |_| menu.open.set(false)>
                {words}
            </a>
        }
        .into_any(),
        MenuAct::Run(run) => view! {
            <button
                type="button"
                class=class
                role="menuitem"
                tabindex="-1"
                id=id
                on:click=move |_| {
                    menu.close();
                    run.run(());
                }
            >
                {words}
            </button>
        }
        .into_any(),
    }
}

/// Whether the menu is open, and what the keys do.
#[derive(Clone, Copy)]
struct Menu {
    open: RwSignal<bool>,
    id: StoredValue<String>,
    labels: StoredValue<Vec<String>>,
}

impl Menu {
    fn item_id(self, index: usize) -> String {
        self.id.with_value(|id| format!("{id}-item-{index}"))
    }

    fn show(self, index: usize) {
        self.open.set(true);
        let id = self.item_id(index);
        request_animation_frame(move || dom::focus(&id));
    }

    fn close(self) {
        self.open.set(false);
        self.id.with_value(|id| dom::focus(id));
    }

    fn button_key(self, event: &KeyboardEvent) {
        let last = self
            .labels
            .with_value(|labels| labels.len().saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" => self.show(0),
            "ArrowUp" => self.show(last),
            "Escape" => return self.open.set(false),
            _ => return,
        }
        event.prevent_default();
    }

    fn list_key(self, event: &KeyboardEvent) {
        let pressed = event.key();
        if pressed == "Escape" {
            event.prevent_default();
            return self.close();
        }
        let count = self.labels.with_value(Vec::len);
        let focused = dom::focused_id();
        let now = (0..count)
            .find(|index| self.item_id(*index) == focused)
            .unwrap_or(0);
        if let Some(index) = self
            .labels
            .with_value(|labels| target(labels, now, &pressed))
        {
            event.prevent_default();
            dom::focus(&self.item_id(index));
        }
    }
}

/// The entry a key leads to: by arrow, by Home and End, or the next one that starts with the typed letter.
fn target(labels: &[String], now: usize, pressed: &str) -> Option<usize> {
    let count = labels.len();
    let last = count.checked_sub(1)?;
    match pressed {
        "ArrowDown" => Some((now + 1) % count),
        "ArrowUp" => Some((now + last) % count),
        "Home" => Some(0),
        "End" => Some(last),
        letter if letter.chars().count() == 1 => {
            let letter = letter.to_lowercase();
            let starts = |index: &usize| {
                labels
                    .get(*index)
                    .is_some_and(|label| label.starts_with(&letter))
            };
            (1..=count).map(|step| (now + step) % count).find(starts)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_reach_entries_by_arrow_and_by_first_letter() {
        let labels = ["editar", "duplicar", "eliminar"].map(str::to_owned);
        assert_eq!(target(&labels, 2, "ArrowDown"), Some(0));
        assert_eq!(target(&labels, 0, "ArrowUp"), Some(2));
        assert_eq!(
            target(&labels, 0, "E"),
            Some(2),
            "the next one with that letter, not the same again"
        );
        assert_eq!(target(&labels, 0, "z"), None);
        assert_eq!(target(&[], 0, "End"), None);
    }
}
