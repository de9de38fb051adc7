//! Tabs: views of the same thing. What belongs into a form or must be printed is not behind a tab.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::dom;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem {
    /// What `selected` holds when this tab is shown.
    pub key: &'static str,
    /// Its words.
    pub label: String,
    /// How many things are behind it.
    pub count: Option<u64>,
}

impl TabItem {
    /// A tab without a count.
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self {
            key,
            label: label.into(),
            count: None,
        }
    }
}

/// The row of tabs; arrows, Home and End move. Each panel is a [`TabPanel`] with the same `id`.
#[component]
pub fn Tabs(
    /// Unique on the page.
    id: &'static str,
    /// What the tabs are views of.
    #[prop(into)]
    label: String,
    /// The tabs.
    items: Vec<TabItem>,
    /// The key of the shown tab.
    selected: RwSignal<String>,
) -> impl IntoView {
    let keys: Vec<&'static str> = items.iter().map(|item| item.key).collect();
    let keys = StoredValue::new(keys);
    let key = move |event: KeyboardEvent| {
        let target = keys.with_value(|keys| target(keys, &selected.read_untracked(), &event.key()));
        if let Some(key) = target {
            event.prevent_default();
            selected.set(key.to_owned());
            dom::focus(&tab_id(id, key));
        }
    };
    let tabs = items
        .into_iter()
        .map(|item| tab(id, item, selected))
        .collect_view();
    view! { <div class="tabs" role="tablist" aria-label=label on:keydown=key>{tabs}</div> }
}

/// A view with an address of its own.
#[derive(Clone, Debug)]
pub struct TabLink {
    /// Its words.
    pub label: String,
    /// Where it stands.
    pub href: Signal<String>,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// Tabs whose views are pages: they work without a script, and can be bookmarked.
#[component]
pub fn TabLinks(
    /// What they are views of.
    #[prop(into)]
    label: String,
    /// The views.
    links: Vec<TabLink>,
) -> impl IntoView {
    let links = links.into_iter().map(|link| {
        let current = link.current.then_some("page");
        view! { <a class="tabs__tab" href=move || link.href.get() aria-current=current>{link.label}</a> }
    });
    view! { <nav class="tabs" aria-label=label>{links.collect_view()}</nav> }
}

/// What one tab shows. It is built when shown.
#[component]
pub fn TabPanel(
    /// The id of the tabs.
    id: &'static str,
    /// The key of its tab.
    key: &'static str,
    /// The key of the shown tab.
    #[prop(into)]
    selected: Signal<String>,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let shown = Memo::new(move |_| selected.with(|selected| selected == key));
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=panel_id(id, key)
            aria-labelledby=tab_id(id, key)
            tabindex="0"
            hidden=move || !shown.get()
        >
            {move || shown.get().then(|| children())}
        </div>
    }
}

fn tab(id: &'static str, item: TabItem, selected: RwSignal<String>) -> impl IntoView {
    let key = item.key;
    let shown = Memo::new(move |_| selected.with(|selected| selected == key));
    view! {
        <button
            type="button"
            class="tabs__tab"
            role="tab"
            id=tab_id(id, key)
            aria-controls=panel_id(id, key)
            aria-selected=move || if shown.get() { "true" } else { "false" }
            tabindex=move || if shown.get() { "0" } else { "-1" }
            on:click=move |_| selected.set(key.to_owned())
        >
            {item.label}
            {item.count.map(|count| view! { <span class="tabs__count">{crate::format::integer(count)}</span> })}
        </button>
    }
}

fn target<'a>(keys: &[&'a str], selected: &str, pressed: &str) -> Option<&'a str> {
    let now = keys.iter().position(|key| *key == selected).unwrap_or(0);
    let index = match pressed {
        "ArrowRight" => (now + 1) % keys.len().max(1),
        "ArrowLeft" => now.checked_sub(1).unwrap_or(keys.len().saturating_sub(1)),
        "Home" => 0,
        "End" => keys.len().saturating_sub(1),
        _ => return None,
    };
    keys.get(index).copied()
}

fn tab_id(id: &str, key: &str) -> String {
    format!("{id}-tab-{key}")
}

fn panel_id(id: &str, key: &str) -> String {
    format!("{id}-panel-{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_home_and_end_reach_every_tab_and_go_round() {
        let keys = ["lista", "grafico", "datos"];
        assert_eq!(target(&keys, "lista", "ArrowRight"), Some("grafico"));
        assert_eq!(target(&keys, "datos", "ArrowRight"), Some("lista"));
        assert_eq!(target(&keys, "lista", "ArrowLeft"), Some("datos"));
        assert_eq!(target(&keys, "lista", "End"), Some("datos"));
        assert_eq!(target(&keys, "datos", "Home"), Some("lista"));
        assert_eq!(target(&keys, "lista", "Tab"), None);
        assert_eq!(target(&[], "", "ArrowRight"), None);
    }
}
