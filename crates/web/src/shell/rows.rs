//! Lists by keyboard: on the name of a row, `j` or the arrow down leads to the next row, `k` or the arrow up to the one
//! before, and Enter opens it. Letters count only there, where nobody types (WCAG 2.1.4).

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// What a row is known by and opened with.
const NAMES: &str = ".table__primary a";

/// Moves the focus to the next name, if the key asks for it.
pub(super) fn walk(event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let step = match event.key().as_str() {
        "j" | "ArrowDown" => 1,
        "k" | "ArrowUp" => -1,
        _ => return,
    };
    let target = event.target().and_then(|at| at.dyn_into::<Element>().ok());
    if let Some(next) = target.and_then(|name| neighbour(&name, step)) {
        event.prevent_default();
        // Refused only by an element that cannot have the focus; then it stays where it is.
        let _ = next.focus();
    }
}

fn neighbour(name: &Element, step: i64) -> Option<HtmlElement> {
    if !name.matches(NAMES).ok()? {
        return None;
    }
    let table = name.closest("table").ok()??;
    let names = table.query_selector_all(NAMES).ok()?;
    let here = (0..names.length()).find(|at| {
        let other = names.get(*at);
        other.is_some_and(|other| name.is_same_node(Some(&other)))
    })?;
    let next = u32::try_from(i64::from(here) + step).ok()?;
    names.get(next).and_then(|node: Node| node.dyn_into().ok())
}
