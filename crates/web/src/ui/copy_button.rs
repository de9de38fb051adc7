//! Copying a code or an address.

use std::time::Duration;

use leptos::prelude::*;

use super::dom;
use super::icon::Icon;
use crate::i18n::t;

/// How long the button says how it went.
const SAID: Duration = Duration::from_secs(4);

/// Puts `text` on the clipboard and says whether it worked.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The words; "Copiar" when nothing is said.
    #[prop(into, optional)]
    label: String,
) -> impl IntoView {
    let label = if label.is_empty() {
        t::UI_COPY.s().to_owned()
    } else {
        label
    };
    let worked = RwSignal::new(None::<bool>);
    let click = move |_| {
        dom::copy(&text.get_untracked(), move |copied| {
            worked.set(Some(copied));
            set_timeout(move || _ = worked.try_set(None), SAID);
        });
    };
    let said = move || match worked.get() {
        None => "",
        Some(true) => t::UI_COPIED.s(),
        Some(false) => t::UI_COPY_FAILED.s(),
    };
    view! {
        <span class="copy">
            <button type="button" class="button button--secondary" on:click=click>
                {move || view! { <Icon name=if worked.get() == Some(true) { "check" } else { "copy" } /> }}
                <span>{label}</span>
            </button>
            <span class="copy__said" role="status">{said}</span>
        </span>
    }
}
