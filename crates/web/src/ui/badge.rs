//! The state of something, in one or two words.

use leptos::prelude::*;

use super::icon::Icon;
use super::tone::Tone;

/// A state: icon, word, colour.
#[component]
pub fn StatusBadge(
    /// What the state means.
    #[prop(optional)]
    tone: Tone,
    /// The state.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class=format!("badge badge--{}", tone.class())>
            <Icon name=tone.icon() />
            {label}
        </span>
    }
}
