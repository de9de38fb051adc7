//! The page `/m/{slug}/acerca`: what municipality this is, and what it says about itself.

use leptos::prelude::*;
use shared::features::content::{PagePublic, page_path};
use shared::features::portal::PortalPublic;

use super::blocks::{contact, portal_page};
use super::use_portal;
use crate::features::directory::kind_label;
use crate::fetch::{Remote, RemoteState, use_fetch};
use crate::i18n::{t, written_tag};
use crate::routes::Params;
use crate::shell::{failure, skeleton, tenant_path};
use crate::ui::{KeyValue, KeyValueList};

/// The page `/m/{slug}/acerca`.
pub fn about(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = page_path(&portal.slug, "acerca");
    let own = use_fetch::<PagePublic>(move || path.clone());
    let lead = portal
        .summary
        .clone()
        .unwrap_or_else(|| t::PORTAL_DESCRIPTION.with(&[("name", &portal.name)]));
    // In the header it is decoration beside the name; here it is shown for itself.
    let arms = portal.coat_of_arms.clone().map(|image| {
        view! { <p><img class="portal-arms" src=image.url alt=image.alt width=image.width height=image.height/></p> }
    });
    let content = view! {
        <div class="l-sidebar">
            <div class="l-stack l-stack--l">
                {move || own_words(own)}
                <section class="l-stack">
                    <h2>{t::ABOUT_PORTAL_FACTS.s()}</h2>
                    {facts(portal.clone())}
                </section>
            </div>
            <aside class="l-stack l-stack--l">
                {arms}
                <section class="l-stack">
                    <h2>{t::FOOTER_CONTACT.s()}</h2>
                    {contact(&portal.contact, t::PORTAL_NO_CONTACT)}
                </section>
                <section class="l-stack l-stack--s">
                    <h2>{t::ABOUT_PORTAL_MORE.s()}</h2>
                    <ul>
                        <li><a href=tenant_path(&portal.slug, "organigrama")>{t::ORG_TITLE.s()}</a></li>
                        <li><a href=tenant_path(&portal.slug, "responsables")>{t::OFFICERS_TITLE.s()}</a></li>
                        <li><a href=tenant_path(&portal.slug, "ubicacion")>{t::LOCATION_TITLE.s()}</a></li>
                        <li><a href=tenant_path(&portal.slug, "privacidad")>{t::FOOTER_PRIVACY.s()}</a></li>
                    </ul>
                </section>
            </aside>
        </div>
    };
    portal_page(&portal, "acerca", t::ABOUT_PORTAL_TITLE.s(), lead, content)
}

/// What the municipality wrote about itself; a portal without it simply has the facts.
fn own_words(own: Remote<PagePublic>) -> AnyView {
    match own.get() {
        RemoteState::Idle => ().into_any(),
        RemoteState::Loading => skeleton(5).into_any(),
        RemoteState::Ready(page) => {
            view! { <div class="prose" lang=written_tag() inner_html=page.body_html></div> }
                .into_any()
        }
        RemoteState::Failed(problem) if problem.status == 404 => ().into_any(),
        RemoteState::Failed(problem) => failure(&problem, move || own.refetch()).into_any(),
    }
}

fn facts(portal: PortalPublic) -> impl IntoView {
    let ruc = portal.ruc.map(|ruc| {
        view! { <KeyValue label=t::ABOUT_PORTAL_RUC.s()><span class="u-num">{ruc}</span></KeyValue> }
    });
    let domain = portal.domain.map(|domain| {
        view! { <KeyValue label=t::ABOUT_PORTAL_DOMAIN.s()>{domain}</KeyValue> }
    });
    view! {
        <KeyValueList>
            <KeyValue label=t::ABOUT_PORTAL_NAME.s()>{portal.name}</KeyValue>
            <KeyValue label=t::DIRECTORY_FILTER_KIND.s()>{kind_label(portal.kind).s()}</KeyValue>
            {ruc}
            <KeyValue label=t::ABOUT_PORTAL_UBIGEO.s()><span class="u-num">{portal.ubigeo}</span></KeyValue>
            <KeyValue label=t::DIRECTORY_DEPARTMENT.s()>{portal.department}</KeyValue>
            <KeyValue label=t::ABOUT_PORTAL_PROVINCE.s()>{portal.province}</KeyValue>
            <KeyValue label=t::ABOUT_PORTAL_DISTRICT.s()>{portal.district}</KeyValue>
            {domain}
        </KeyValueList>
    }
}
