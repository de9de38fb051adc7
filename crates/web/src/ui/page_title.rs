//! How a page begins, and the band that frames header and footer.

use leptos::prelude::*;

/// The title of a page: what it is, one line of meaning, and what can be done.
#[component]
pub fn PageTitle(
    /// What the page is.
    #[prop(into)]
    title: String,
    /// Above it: register, office, kind.
    #[prop(into, optional)]
    eyebrow: String,
    /// Its meaning and legal basis, in one line.
    #[prop(into, optional)]
    lead: String,
    /// Buttons beside the title.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-title">
            <div class="page-title__words">
                {(!eyebrow.is_empty()).then(|| view! { <p class="page-title__eyebrow">{eyebrow}</p> })}
                <h1 tabindex="-1">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="u-lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-title__actions">{children()}</div> })}
        </div>
    }
}

/// A woven band: the lower edge of a header, the upper edge of a footer. Decoration.
#[component]
pub fn Band(
    /// Stands on its head, above a footer.
    #[prop(optional)]
    flipped: bool,
) -> impl IntoView {
    view! { <div class="band" class:band--flipped=flipped aria-hidden="true"></div> }
}
