//! Buttons, and links that look like one. A button's words are a verb: "Enviar reclamo", never "Aceptar".

use leptos::prelude::*;

use super::icon::Icon;

/// How much a button asks for attention. One primary per screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The next step.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Beside other things, without a frame.
    Quiet,
    /// Destroys something.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button. While `busy` it keeps the focus, shows `busy_text` and ignores clicks.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Something is under way.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// What is under way, as "Enviando…".
    #[prop(into, optional)]
    busy_text: String,
    /// Cannot be used. Prefer to let people click and tell them what is missing.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// What a click does.
    #[prop(into, optional)]
    on_click: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let click = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    let words = children();
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:is-busy=busy
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            on:click=click
        >
            {icon.map(|name| view! { <Icon name=name /> })}
            <span class="button__words">{words}</span>
            <span class="button__busy" aria-live="polite">
                {move || busy.get().then(|| busy_text.clone())}
            </span>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, it does nothing.
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href>
            {icon.map(|name| view! { <Icon name=name /> })}
            <span class="button__words">{children()}</span>
        </a>
    }
}
