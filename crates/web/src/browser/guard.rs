//! Asks before something typed is lost.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::i18n::t;

/// Asks for as long as the current owner lives and `unsaved` says so.
pub(crate) fn guard(unsaved: impl Fn() -> bool + Clone + 'static) {
    let closing = {
        let unsaved = unsaved.clone();
        window_event_listener(leptos::ev::beforeunload, move |event| {
            if unsaved() {
                event.prevent_default();
            }
        })
    };
    // The router listens for clicks on the window while they bubble; this one comes first, on their way down.
    let leaving = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
        if unsaved()
            && leads_away(&event)
            && !window()
                .confirm_with_message(t::FORM_LEAVE.s())
                .unwrap_or(true)
        {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let function = leaving.as_ref().unchecked_ref::<js_sys::Function>().clone();
    drop(document().add_event_listener_with_callback_and_bool("click", &function, true));
    let leaving = StoredValue::new_local(leaving);
    on_cleanup(move || {
        closing.remove();
        drop(document().remove_event_listener_with_callback_and_bool("click", &function, true));
        leaving.dispose();
    });
}

/// Whether the click follows a link to another page in this window.
fn leads_away(event: &web_sys::MouseEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    link.filter(|link| !link.has_attribute("target") && !link.has_attribute("download"))
        .and_then(|link| link.get_attribute("href"))
        .is_some_and(|href| !href.starts_with('#'))
}
