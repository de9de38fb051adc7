//! Honest states: nothing there, something failed, something on its way.

use leptos::prelude::*;

use super::button::Button;
use super::icon::Icon;
use crate::i18n::t;

/// Nothing is there: why, and what to do.
#[component]
pub fn EmptyState(
    /// An icon of what is missing.
    #[prop(default = "inbox")]
    icon: &'static str,
    /// What is not there.
    #[prop(into)]
    title: String,
    /// Why, and what would change it.
    #[prop(into, optional)]
    text: String,
    /// A button or link to that.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <span class="state__icon"><Icon name=icon /></span>
            <p class="state__title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p class="state__text">{text}</p> })}
            {children.map(|children| view! { <div class="state__action">{children()}</div> })}
        </div>
    }
}

/// Something failed: what happened, what stays, what to do. What the person typed is not lost by it.
#[component]
pub fn ErrorState(
    /// What happened; "No pudimos cargar esta información" when nothing is said.
    #[prop(into, optional)]
    title: String,
    /// Why, and what to do.
    #[prop(into, optional)]
    text: String,
    /// The number by which support finds what happened.
    #[prop(into, optional)]
    request_id: String,
    /// Tries again.
    #[prop(into, optional)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let title = if title.is_empty() {
        t::UI_ERROR_TITLE.s().to_owned()
    } else {
        title
    };
    let retry = on_retry.map(|on_retry| {
        view! {
            <div class="state__action">
                <Button icon="rotate-cw" on_click=on_retry>{t::UI_RETRY.s()}</Button>
            </div>
        }
    });
    let request = (!request_id.is_empty()).then(|| {
        view! { <p class="state__request">{t::UI_REQUEST_ID.s()}" "<code>{request_id}</code></p> }
    });
    view! {
        <div class="state state--error" role="alert">
            <span class="state__icon"><Icon name="cloud-off" /></span>
            <p class="state__title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p class="state__text">{text}</p> })}
            {retry}
            {request}
        </div>
    }
}

/// The shape of what is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonKind {
    /// Lines of text.
    #[default]
    Lines,
    /// Cards in a grid.
    Cards,
    /// Rows of a table.
    Table,
}

/// The shape of what will stand here, so that nothing jumps when it comes.
#[component]
pub fn Skeleton(
    /// The shape.
    #[prop(optional)]
    kind: SkeletonKind,
    /// How many lines, cards or rows.
    #[prop(default = 3)]
    count: usize,
) -> impl IntoView {
    let (class, part) = match kind {
        SkeletonKind::Lines => ("skeleton", "skeleton__line"),
        SkeletonKind::Cards => ("skeleton l-grid", "skeleton__card"),
        SkeletonKind::Table => ("skeleton skeleton--table", "skeleton__row"),
    };
    let parts = (0..count)
        .map(|_| view! { <span class=part></span> })
        .collect_view();
    view! {
        <div class=class role="status">
            <span class="u-vh">{t::UI_LOADING.s()}</span>
            {parts}
        </div>
    }
}
