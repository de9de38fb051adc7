//! Icons from the sprite that the build makes of `icons.txt`.

use leptos::prelude::*;

/// An icon of the sprite. Decoration unless it has a `label`; a word beside it is better than a label.
#[component]
pub fn Icon(
    /// The icon's name, as in `icons.txt`.
    name: &'static str,
    /// What a screen reader says, for an icon that stands alone.
    #[prop(into, optional)]
    label: String,
) -> impl IntoView {
    let href = format!("{}#{name}", crate::page::asset("sprite.svg"));
    let hidden = label.is_empty();
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            aria-hidden=hidden.then_some("true")
            role=(!hidden).then_some("img")
            aria-label=(!hidden).then_some(label)
        >
            <use href=href></use>
        </svg>
    }
}
