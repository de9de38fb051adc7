//! Puts the app in the place of the server's content and carries over what the person already did there: text typed,
//! boxes ticked, menus opened, the focus and the place on the page.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

/// Replaces `old` by `fresh`.
pub(super) fn replace(old: &Element, fresh: &HtmlElement) {
    let (x, y) = (
        window().scroll_x().unwrap_or(0.0),
        window().scroll_y().unwrap_or(0.0),
    );
    let focused = document()
        .active_element()
        .filter(|element| old.contains(Some(element)));
    let focused = focused.and_then(|element| selector(&element));
    let pairs: Vec<_> = touched(old)
        .into_iter()
        .filter_map(|(found, state)| Some((found?, state)))
        .collect();
    drop(old.replace_with_with_node_1(fresh));
    for (found, state) in pairs {
        if let Ok(Some(element)) = fresh.query_selector(&found) {
            state.apply(&element);
        }
    }
    if let Some(element) = focused.and_then(|found| fresh.query_selector(&found).ok().flatten()) {
        focus(&element);
    }
    window().scroll_to_with_x_and_y(x, y);
}

/// What a person did to an element.
enum State {
    Text(String),
    Ticked(bool),
    Chosen(String),
    Open,
}

impl State {
    fn apply(self, element: &Element) {
        let told = match self {
            Self::Text(text) => {
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.set_value(&text);
                } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                    area.set_value(&text);
                }
                "input"
            }
            Self::Ticked(on) => {
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    input.set_checked(on);
                }
                "change"
            }
            Self::Chosen(value) => {
                if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                    select.set_value(&value);
                }
                "change"
            }
            Self::Open => {
                drop(element.set_attribute("open", ""));
                return;
            }
        };
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict(told, &init) {
            drop(element.dispatch_event(&event));
        }
    }
}

/// Every element that no longer is as the server wrote it, with a selector that finds its twin.
fn touched(root: &Element) -> Vec<(Option<String>, State)> {
    let Ok(list) = root.query_selector_all("input, textarea, select, details[open]") else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into::<Element>().ok())
        .filter_map(|element| Some((selector(&element), state(&element)?)))
        .collect()
}

fn state(element: &Element) -> Option<State> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            // A file cannot be put into another control; the person picks it again.
            "file" => None,
            "checkbox" | "radio" => {
                (input.checked() != input.default_checked()).then(|| State::Ticked(input.checked()))
            }
            _ => (input.value() != input.default_value()).then(|| State::Text(input.value())),
        };
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return (area.default_value().ok() != Some(area.value()))
            .then(|| State::Text(area.value()));
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return (written(select) != select.value()).then(|| State::Chosen(select.value()));
    }
    Some(State::Open)
}

/// What the server chose in a select: the marked option, else the first.
fn written(select: &HtmlSelectElement) -> String {
    let option = |found| select.query_selector(found).ok().flatten();
    option("option[selected]")
        .or_else(|| option("option"))
        .and_then(|option| option.get_attribute("value"))
        .unwrap_or_default()
}

/// `[id="…"]`, or `input[name="…"][value="…"]` for one of several under a name.
fn selector(element: &Element) -> Option<String> {
    let quoted = |text: String| text.replace('\\', "\\\\").replace('"', "\\\"");
    if !element.id().is_empty() {
        return Some(format!("[id=\"{}\"]", quoted(element.id())));
    }
    if let Some(href) = element.get_attribute("href") {
        return Some(format!("a[href=\"{}\"]", quoted(href)));
    }
    let name = quoted(element.get_attribute("name")?);
    let tag = element.tag_name().to_lowercase();
    let kind = element.get_attribute("type").unwrap_or_default();
    match (kind.as_str(), element.get_attribute("value")) {
        ("checkbox" | "radio", Some(value)) => Some(format!(
            "{tag}[name=\"{name}\"][value=\"{}\"]",
            quoted(value)
        )),
        _ => Some(format!("{tag}[name=\"{name}\"]")),
    }
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let quietly = web_sys::FocusOptions::new();
        quietly.set_prevent_scroll(true);
        drop(element.focus_with_options(&quietly));
    }
}
