//! Messages that stand in a page, and the banner above it.

use leptos::prelude::*;

use super::icon::Icon;
use super::tone::Tone;
use crate::i18n::t;

/// A message beside what it is about. It does not pop up: use a toast for the outcome of an act.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// What happened, in a few words.
    #[prop(into, optional)]
    title: String,
    /// What to know or do.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice notice--{}", tone.class())>
            <Icon name=tone.icon() />
            <div class="notice__body">
                <span class="u-vh">{tone.word()}": "</span>
                {(!title.is_empty()).then(|| view! { <p class="notice__title">{title}</p> })}
                <div class="notice__text">{children()}</div>
            </div>
        </div>
    }
}

/// A warning to everybody, across the page, above everything else.
#[component]
pub fn AlertBanner(
    /// What it means.
    #[prop(default = Tone::Warning)]
    tone: Tone,
    /// What happens.
    #[prop(into)]
    title: String,
    /// Where more is told.
    #[prop(into, optional)]
    href: String,
    /// The person closes it; without this it cannot be closed.
    #[prop(into, optional)]
    on_close: Option<Callback<()>>,
    /// One sentence more.
    children: Children,
) -> impl IntoView {
    let close = on_close.map(|on_close| {
        view! {
            <button
                type="button"
                class="icon-button alert__close"
                aria-label=t::UI_CLOSE.s()
                on:click=move |_| on_close.run(())
            >
                <Icon name="x" />
            </button>
        }
    });
    let more = (!href.is_empty()).then(|| {
        view! {
            <a class="alert__more" href=href>
                {t::UI_ALERT_MORE.s()}
                <span class="u-vh">": "{title.clone()}</span>
            </a>
        }
    });
    view! {
        <section class=format!("alert alert--{}", tone.class()) aria-label=title.clone()>
            <div class="alert__inner">
                <Icon name=tone.icon() />
                <div class="alert__body">
                    <p class="alert__text"><strong>{title.clone()}</strong>" "{children()}</p>
                    {more}
                </div>
                {close}
            </div>
        </section>
    }
}
