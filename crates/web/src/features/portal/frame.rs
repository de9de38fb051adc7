//! Fetches the portal once and draws its pages inside its own frame, in its own colours.

use leptos::prelude::*;
use shared::features::portal::{PortalPublic, portal_path};

use super::suspended::suspended;
use crate::fetch::{Remote, RemoteState, use_fetch};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::shell::public::{Site, public_shell};
use crate::shell::{failed_page, not_found, skeleton};

/// The municipality whose pages are shown; in the context of each of them.
#[derive(Clone, Debug, PartialEq)]
pub struct TenantPortal(pub PortalPublic);

/// The municipality whose pages are shown. Only called inside [`frame`], which draws its pages when it is known.
pub fn use_portal() -> Option<PortalPublic> {
    use_context::<TenantPortal>().map(|portal| portal.0)
}

/// The frame of a municipality, around the pages that `pages` draws.
pub fn frame(slug: String, pages: fn() -> AnyView) -> AnyView {
    let path = portal_path(&slug);
    let portal: Remote<PortalPublic> = use_fetch(move || path.clone());
    (move || match portal.get() {
        RemoteState::Ready(portal) => with_portal(portal, pages),
        RemoteState::Failed(problem) if problem.status == 404 => {
            public_shell(&Site::platform(), not_found())
        }
        RemoteState::Failed(problem) if problem.code == "portal_suspended" => suspended(&slug),
        RemoteState::Failed(problem) => {
            let content = failed_page(&problem, move || portal.refetch());
            public_shell(&Site::platform(), content)
        }
        RemoteState::Idle | RemoteState::Loading => {
            set_page(|| PageMeta::new(t::STATE_LOADING.s(), ""));
            let content = view! { <div class="l-container l-section">{skeleton(8)}</div> };
            public_shell(&Site::platform(), content)
        }
    })
    .into_any()
}

fn with_portal(portal: PortalPublic, pages: fn() -> AnyView) -> AnyView {
    let site = Site::of(&portal);
    let theme = portal.theme_url.clone();
    provide_context(TenantPortal(portal));
    view! {
        {theme.map(|href| view! { <link rel="stylesheet" href=href/> })}
        {public_shell(&site, pages())}
    }
    .into_any()
}
