//! The manuals: public pages that anybody reads, and the same inside the frame of the staff app.

use leptos::prelude::*;
use shared::features::help::{HELP_PATH, Manual, ManualSummary, help_path, manual_page};
use shared::kit::page::Page;

use crate::fetch::{RemoteState, use_fetch};
use crate::format::query_value;
use crate::i18n::{t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::role_label;
use crate::shell::{failed_page, not_found, skeleton};
use crate::staff::{screen, screen_under};
use crate::ui::PageTitle;

/// Where the manuals stand in the staff app.
pub const STAFF_HELP: &str = "/admin/ayuda";

/// The page `/ayuda`.
pub fn manuals(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::HELP_TITLE.s(), t::HELP_LEAD.s()).at("/ayuda"));
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::HELP_TITLE.s() lead=t::HELP_LEAD.s()/>
            {list("")}
        </article>
    }
    .into_any()
}

/// The page `/ayuda/{role}`.
pub fn manual(params: &Params) -> AnyView {
    read(params, |manual| {
        let (title, address) = (manual.title.clone(), manual_page(manual.role));
        set_page(move || PageMeta::new(title.clone(), t::HELP_LEAD.s()).at(address.clone()));
        view! {
            <article class="l-container l-container--text l-section l-stack l-stack--l">
                <PageTitle title=manual.title lead=""/>
                <div class="prose" lang=written_tag() inner_html=manual.body_html></div>
                <p><a href="/ayuda">{t::HELP_ALL.s()}</a></p>
            </article>
        }
        .into_any()
    })
}

/// The page `/admin/ayuda`: the person's own manuals first.
pub fn staff_manuals(_params: &Params) -> AnyView {
    let session = use_session();
    let own = move || {
        let roles = session.me().ready().map(|me| me.roles).unwrap_or_default();
        roles
            .into_iter()
            .map(|role| {
                let href = format!("{STAFF_HELP}/{}", role.code());
                view! { <li><a href=href>{role_label(role).s()}</a></li> }
            })
            .collect_view()
    };
    screen(
        t::HELP_TITLE,
        t::HELP_LEAD,
        view! {
            <section class="l-stack" aria-labelledby="help-own">
                <h2 id="help-own">{t::HELP_OWN.s()}</h2>
                <ul>{own}</ul>
            </section>
            <section class="l-stack" aria-labelledby="help-all">
                <h2 id="help-all">{t::HELP_ALL.s()}</h2>
                {list("/admin")}
            </section>
        },
    )
}

/// The page `/admin/ayuda/{role}`.
pub fn staff_manual(params: &Params) -> AnyView {
    read(params, |manual| {
        let above = vec![(t::HELP_TITLE.s().to_owned(), STAFF_HELP.to_owned())];
        // Manuals name each other by their public pages, which are another app.
        let html = manual
            .body_html
            .replace("href=\"/ayuda/", "href=\"/admin/ayuda/");
        let body = view! { <div class="prose" lang=written_tag() inner_html=html></div> };
        screen_under(above, manual.title, String::new(), (), body)
    })
}

fn list(prefix: &'static str) -> impl IntoView {
    let found = use_fetch::<Page<ManualSummary>>(|| HELP_PATH.to_owned());
    found.show(
        || skeleton(4),
        move |page| {
            let items = page.items.into_iter().map(|manual| {
                let href = format!("{prefix}{}", manual_page(manual.role));
                view! { <li><a href=href>{manual.title}</a></li> }
            });
            view! { <ul>{items.collect_view()}</ul> }
        },
    )
}

fn read(params: &Params, shown: fn(Manual) -> AnyView) -> AnyView {
    let path = help_path(&query_value(&params.get("role")));
    let found = use_fetch::<Manual>(move || path.clone());
    (move || match found.get() {
        RemoteState::Ready(manual) => shown(manual),
        RemoteState::Failed(problem) if problem.status == 404 => not_found(),
        RemoteState::Failed(problem) => failed_page(&problem, move || found.refetch()),
        RemoteState::Idle | RemoteState::Loading => {
            set_page(|| PageMeta::new(t::STATE_LOADING.s(), ""));
            view! { <div class="l-container l-section">{skeleton(10)}</div> }.into_any()
        }
    })
    .into_any()
}
