//! The little the components ask of the browser beyond Leptos. It is compiled on the server and never runs there.

use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{
    DragEvent, Element, Event, File, FileList, FocusEvent, HtmlElement, HtmlInputElement, Node,
};

/// Moves the focus to the element with this id, or to the first control inside it.
pub fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let control = element
        .query_selector("input, select, textarea, button")
        .ok()
        .flatten();
    if let Some(target) = control.unwrap_or(element).dyn_ref::<HtmlElement>() {
        // Refused only by an element that cannot have the focus; then it stays where it is.
        let _ = target.focus();
    }
}

/// Moves the focus to the first control inside the element with this id, if it has any.
pub(super) fn focus_within(id: &str) {
    let holder = document().get_element_by_id(id);
    let first = holder.and_then(|holder| {
        holder
            .query_selector("input, select, textarea, button")
            .ok()
            .flatten()
    });
    if let Some(target) = first
        .as_ref()
        .and_then(|first| first.dyn_ref::<HtmlElement>())
    {
        // Refused only by an element that cannot have the focus; then it stays where it is.
        let _ = target.focus();
    }
}

/// Whether the control with this id is there and can be used.
pub fn is_enabled(id: &str) -> bool {
    document()
        .get_element_by_id(id)
        .is_some_and(|control| !control.has_attribute("disabled"))
}

/// Moves the focus to the heading of the page, after an act that drew the page anew.
pub fn focus_heading() {
    request_animation_frame(|| {
        let heading = document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading
            .as_ref()
            .and_then(|heading| heading.dyn_ref::<HtmlElement>())
        {
            let quietly = web_sys::FocusOptions::new();
            quietly.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&quietly);
        }
    });
}

/// What a control asks for, as its label or legend says it; nothing where that is a whole sentence.
pub(super) fn label_of(id: &str) -> Option<String> {
    const LONGEST: usize = 48;
    let control = document().get_element_by_id(id)?;
    let label = match control.get_attribute("type").as_deref() {
        Some("radio") => control.closest("fieldset").ok()??.query_selector("legend"),
        _ => document().query_selector(&format!("label[for=\"{id}\"]")),
    };
    let text = label.ok()??.first_child()?.text_content()?;
    let text = text.trim();
    (!text.is_empty() && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// The id of the element that has the focus, or nothing.
pub fn focused_id() -> String {
    document()
        .active_element()
        .map(|element: Element| element.id())
        .unwrap_or_default()
}

/// Scrolls a list just as far as needed to show the element with this id.
pub(super) fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the focus left the element that listens for somewhere outside it.
pub(super) fn focus_left(event: &FocusEvent) -> bool {
    let node = |target: Option<web_sys::EventTarget>| {
        target.and_then(|target| target.dyn_into::<Node>().ok())
    };
    let next = node(event.related_target());
    node(event.current_target()).is_none_or(|holder| !holder.contains(next.as_ref()))
}

/// Puts a text on the clipboard and then tells whether it worked.
pub(super) fn copy(text: &str, done: impl Fn(bool) + 'static) {
    #[cfg(feature = "csr")]
    {
        let promise = leptos::prelude::window()
            .navigator()
            .clipboard()
            .write_text(text);
        leptos::task::spawn_local(async move {
            done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
        });
    }
    #[cfg(not(feature = "csr"))]
    let _ = (text, done);
}

/// The files of a file control; the control is emptied, so that the same file can be chosen again.
pub(super) fn picked(event: &Event) -> Vec<File> {
    let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = input.files().map(|list| listed(&list)).unwrap_or_default();
    input.set_value("");
    files
}

/// The files that were dropped on an element.
pub(super) fn dropped(event: &DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|transfer| transfer.files());
    files.map(|list| listed(&list)).unwrap_or_default()
}

fn listed(list: &FileList) -> Vec<File> {
    (0..list.length())
        .filter_map(|index| list.get(index))
        .collect()
}
