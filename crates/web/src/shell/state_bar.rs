//! The slim bar above everything: whose platform this is, and what the page claims to be.

use leptos::prelude::*;
use shared::features::directory::PortalStatus;
use shared::features::portal::PortalMode;

use super::public::Site;
use crate::env;
use crate::i18n::{Lang, Text, frame_tag, lang, t};

/// State bar with the notice of what the page is.
pub(super) fn state_bar(site: &Site) -> AnyView {
    let (kind, text) = what_it_is(site);
    view! {
        <section class="state-bar" lang=frame_tag() aria-label=t::SHELL_MARK.s()>
            <div class="l-container l-cluster l-cluster--between">
                <a class="state-bar__home" href=super::platform_path("/") rel=site.tenant_host().then_some("external")>
                    {t::SHELL_STATE_BAR.s()}
                </a>
                {draft()}
                <p class="state-bar__mark" data-kind=kind>{text.s()}</p>
            </div>
        </section>
    }.into_any()
}

/// Whoever comes by a link has not seen the mark at the choice of languages.
fn draft() -> Option<AnyView> {
    let lang = lang();
    (lang != Lang::Es).then(|| view! { <p lang=lang.tag()>{t::SHELL_DRAFT.s()}</p> }.into_any())
}

fn what_it_is(site: &Site) -> (&'static str, Text) {
    match (site.status, site.mode) {
        (Some(PortalStatus::Suspended), _) => ("suspended", t::SHELL_MARK_SUSPENDED),
        (_, Some(PortalMode::Demo)) => ("demo", t::SHELL_MARK_DEMO),
        (_, Some(PortalMode::Training)) => ("training", t::SHELL_MARK_TRAINING),
        (_, Some(PortalMode::Official)) => ("official", t::SHELL_MARK_OFFICIAL),
        (_, None) if env::boot().demo => ("demo", t::SHELL_MARK_DEMO_PLATFORM),
        (_, None) => ("official", t::SHELL_MARK_PLATFORM),
    }
}
