//! Recovery codes, shown once.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Button, CopyButton, Notice, Tone};

/// The codes with ways to keep them; `done` once the person says that they are kept.
pub fn recovery_codes(codes: Vec<String>, done: Callback<()>) -> AnyView {
    let all = codes.join("\n");
    let items = codes
        .into_iter()
        .map(|code| view! { <li><code>{code}</code></li> })
        .collect_view();
    let print = move |()| {
        // Where the browser cannot print, copying is left.
        drop(window().print());
    };
    view! {
        <section class="l-stack">
            <h2>{t::FACTOR_CODES_TITLE.s()}</h2>
            <Notice tone=Tone::Warning title=t::FACTOR_CODES_ONCE.s()><p>{t::FACTOR_CODES_TEXT.s()}</p></Notice>
            <ol class="staff-codes">{items}</ol>
            <div class="l-cluster">
                <CopyButton text=all/>
                <Button icon="printer" on_click=print>{t::STAFF_PRINT.s()}</Button>
            </div>
            <p><Button kind=crate::ui::ButtonKind::Primary on_click=done>{t::FACTOR_CODES_KEPT.s()}</Button></p>
        </section>
    }
    .into_any()
}
