//! The frames around pages, and the pages that belong to none: not found, failed, loading.

mod choices;
mod footer;
mod links;
mod menu;
mod palette;
pub mod public;
mod rows;
mod script;
pub mod staff;
mod state_bar;

pub use links::{external, phone_link, platform_path, search_at, tenant_path};
pub use script::{needs_script, waits_for_script};

use leptos::prelude::*;
use shared::kit::problem::Problem;

use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::ui::{ErrorState, Skeleton};

/// Says what went wrong with what the page wanted to show, and lets the person ask again.
pub fn failure<F: Fn() + Send + Sync + 'static>(
    problem: &Problem,
    retry: F,
) -> impl IntoView + use<F> {
    let text = problem.detail.clone().unwrap_or_default();
    let retry = Callback::new(move |()| retry());
    view! {
        <ErrorState
            title=problem.title.clone()
            text=text
            request_id=problem.request_id.clone()
            on_retry=retry
        />
    }
}

/// The shape of a text that is on its way.
pub fn skeleton(lines: usize) -> impl IntoView {
    view! { <Skeleton count=lines/> }
}

/// The page of an address where nothing stands.
pub fn not_found() -> AnyView {
    set_page(|| PageMeta::new(t::NOT_FOUND_TITLE.s(), t::NOT_FOUND_TEXT.s()).hidden(404));
    view! {
        <div class="l-container l-container--text l-section l-stack">
            <h1 tabindex="-1">{t::NOT_FOUND_TITLE.s()}</h1>
            <p class="u-lead">{t::NOT_FOUND_TEXT.s()}</p>
            <ul>
                <li><a href=platform_path("/")>{t::NOT_FOUND_HOME.s()}</a></li>
                <li><a href=platform_path("/municipalidades")>{t::NOT_FOUND_DIRECTORY.s()}</a></li>
            </ul>
        </div>
    }
    .into_any()
}

/// A whole page whose content could not be had.
pub fn failed_page(problem: &Problem, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let status = if problem.status < 400 {
        503
    } else {
        problem.status
    };
    let title = problem.title.clone();
    set_page(move || PageMeta::new(title.clone(), "").hidden(status));
    view! {
        <div class="l-container l-container--text l-section l-stack">
            <h1 class="u-vh" tabindex="-1">{problem.title.clone()}</h1>
            {failure(problem, retry)}
        </div>
    }
    .into_any()
}
