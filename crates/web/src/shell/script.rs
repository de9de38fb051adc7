//! Pages that work only with script say so to readers without it, and keep their forms still until the app runs.

use leptos::prelude::*;

/// Whether a form's button would reach nobody yet: true in the server's first content. A form that is sent before the
/// app runs would put what was typed into the address.
pub const fn waits_for_script() -> bool {
    cfg!(feature = "ssr")
}

/// Tells readers without script what they need. Browsers with script never show it, so nothing jumps.
#[cfg(feature = "ssr")]
pub fn needs_script() -> AnyView {
    use crate::i18n::t;
    use crate::ui::{Notice, Tone};
    view! {
        <noscript>
            <Notice tone=Tone::Warning title=t::SHELL_NO_SCRIPT_TITLE.s()>{t::SHELL_NO_SCRIPT_TEXT.s()}</Notice>
        </noscript>
    }
    .into_any()
}

/// In the browser the app itself is the script.
#[cfg(not(feature = "ssr"))]
pub fn needs_script() -> AnyView {
    ().into_any()
}
