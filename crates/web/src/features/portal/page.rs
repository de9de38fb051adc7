//! The page `/m/{slug}/paginas/{page}`: one page that the municipality wrote.

use leptos::prelude::*;
use shared::features::content::{PagePublic, page_path};

use super::blocks::framed;
use super::use_portal;
use crate::fetch::{RemoteState, use_fetch};
use crate::format::date_time;
use crate::i18n::{t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{failed_page, not_found, skeleton, tenant_path};

/// The page `/m/{slug}/paginas/{page}`.
pub fn page(params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = page_path(
        &portal.slug,
        &crate::format::query_value(&params.get("page")),
    );
    let found = use_fetch::<PagePublic>(move || path.clone());
    (move || match found.get() {
        RemoteState::Ready(page) => {
            let address = tenant_path(&portal.slug, &format!("paginas/{}", page.slug));
            let meta = PageMeta::new(page.title.clone(), page.summary.clone().unwrap_or_default())
                .at(address)
                .of(&portal);
            set_page(move || meta.clone());
            let changed = t::PORTAL_UPDATED.with(&[("when", &date_time(page.updated_at))]);
            let content = view! {
                <article class="prose" lang=written_tag() inner_html=page.body_html></article>
                <p class="u-small u-muted">{changed}</p>
            };
            framed(
                &portal,
                page.title,
                page.summary.unwrap_or_default(),
                content,
            )
        }
        RemoteState::Failed(problem) if problem.status == 404 => not_found(),
        RemoteState::Failed(problem) => failed_page(&problem, move || found.refetch()),
        RemoteState::Idle | RemoteState::Loading => {
            let about = portal.clone();
            set_page(move || PageMeta::new(t::STATE_LOADING.s(), "").of(&about));
            view! { <div class="l-container l-section">{skeleton(10)}</div> }.into_any()
        }
    })
    .into_any()
}
