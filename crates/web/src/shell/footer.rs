//! The official footer: address, hours, who answers for what, the State's links, and the platform's own pages.

use leptos::prelude::*;
use shared::features::portal::{Contact, Link, Officer};

use super::public::Site;
use super::{choices, phone_link, platform_path};
use crate::i18n::{frame_tag, t};

/// The footer of a public page.
pub(super) fn footer(site: &Site) -> AnyView {
    let contact = site.contact.clone().map(contact_block);
    let officers = (!site.officers.is_empty()).then(|| officers_block(site.officers.clone()));
    let links = (!site.state_links.is_empty()).then(|| links_block(site.state_links.clone()));
    view! {
        <footer class="site-footer">
            <div class="l-container l-stack l-stack--l">
                <div class="l-grid">{contact}{officers}{links}{platform_block(site)}</div>
                <div class="l-cluster l-cluster--between">{choices::languages()}{choices::themes()}</div>
                <p class="u-small u-muted">{t::FOOTER_LICENCE.s()}</p>
            </div>
        </footer>
    }.into_any()
}

fn contact_block(contact: Contact) -> AnyView {
    let phone = contact
        .phone
        .map(|phone| view! { <p>{phone_link(phone)}</p> });
    let email = contact
        .email
        .map(|email| view! { <p><a href=format!("mailto:{email}")>{email.clone()}</a></p> });
    view! {
        <section class="l-stack l-stack--s">
            <h2 lang=frame_tag()>{t::FOOTER_CONTACT.s()}</h2>
            {contact.address.map(|address| view! { <p>{address}</p> })}
            {contact.hours.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            {phone}
            {email}
        </section>
    }
    .into_any()
}

fn officers_block(officers: Vec<Officer>) -> AnyView {
    let entries = officers.into_iter().map(|officer| {
        view! {
            <dt>{officer.subject}</dt>
            <dd>{officer.name}{officer.resolution.map(|text| view! { <small class="u-muted">" ("{text}")"</small> })}</dd>
        }
    });
    view! {
        <section class="l-stack l-stack--s">
            <h2 lang=frame_tag()>{t::FOOTER_OFFICERS.s()}</h2>
            <dl class="site-footer__officers">{entries.collect_view()}</dl>
        </section>
    }
    .into_any()
}

fn links_block(links: Vec<Link>) -> AnyView {
    view! {
        <section class="l-stack l-stack--s">
            <h2 lang=frame_tag()>{t::FOOTER_STATE.s()}</h2>
            <ul role="list">
                {links.into_iter().map(|link| view! { <li><a href=link.url rel="external">{link.label}</a></li> }).collect_view()}
            </ul>
        </section>
    }.into_any()
}

fn platform_block(site: &Site) -> AnyView {
    let record = format!("{}/registro-publico", site.home.trim_end_matches('/'));
    let pages = [
        ("/acerca", t::FOOTER_ABOUT),
        ("/accesibilidad", t::FOOTER_ACCESSIBILITY),
        ("/privacidad", t::FOOTER_PRIVACY),
        ("/estado", t::FOOTER_STATUS),
        ("/verificar", t::FOOTER_VERIFY),
        ("/desarrolladores", t::FOOTER_DEVELOPERS),
    ];
    let links =
        pages.map(|(path, label)| view! { <li><a href=platform_path(path)>{label.s()}</a></li> });
    view! {
        <section class="l-stack l-stack--s" lang=frame_tag()>
            <h2>{t::FOOTER_PLATFORM.s()}</h2>
            <ul role="list">
                {links.collect_view()}
                <li><a href=record>{t::FOOTER_RECORD.s()}</a></li>
                <li><a href=platform_path("/admin") rel="external">{t::FOOTER_STAFF.s()}</a></li>
            </ul>
        </section>
    }
    .into_any()
}
