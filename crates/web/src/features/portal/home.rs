//! The home page of a municipality: what do you need, and how to reach us.

use leptos::prelude::*;
use serde_json::json;
use shared::features::portal::{Image, PortalPublic};

use super::blocks::contact;
use super::use_portal;
use crate::format::{date_time, long_date, short_date};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{search_at, tenant_path};
use crate::ui::{SearchBox, Tile, TileGrid};

/// The page `/m/{slug}`.
pub fn home(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let about = portal.clone();
    set_page(move || meta(&about));
    let changed = t::PORTAL_UPDATED.with(&[("when", &date_time(portal.updated_at))]);
    let more = tenant_path(&portal.slug, "ubicacion");
    let (coming, share) = (next(&portal), transparency(&portal));
    let banner = portal.header_image.clone().map(banner);
    view! {
        {banner}
        <div class="l-section l-section--tint">
            <div class="l-container l-stack">
                <h1 tabindex="-1">{portal.name.clone()}</h1>
                {portal.summary.clone().map(|text| view! { <p class="u-lead">{text}</p> })}
                {search(&portal.slug)}
            </div>
        </div>
        <section class="l-container l-section l-stack">
            <h2>{t::PORTAL_NEEDS.s()}</h2>
            <TileGrid>{needs(&portal.slug)}</TileGrid>
        </section>
        <section class="l-container l-section l-stack">
            <h2>{t::PORTAL_NEXT.s()}</h2>
            {coming}
            {share}
        </section>
        <section class="l-section l-section--sunken">
            <div class="l-container l-stack">
                <h2>{t::PORTAL_VISIT.s()}</h2>
                {contact(&portal.contact, t::PORTAL_NO_CONTACT)}
                <p><a href=more>{t::PORTAL_VISIT_MORE.s()}</a></p>
                <p class="u-small u-muted">{changed}</p>
            </div>
        </section>
    }
    .into_any()
}

/// What comes next in the agenda.
fn next(portal: &PortalPublic) -> AnyView {
    if portal.next_events.is_empty() {
        return view! { <p class="u-muted">{t::AGENDA_EMPTY_TITLE.s()}</p> }.into_any();
    }
    let events = portal.next_events.clone().into_iter();
    let events = events.map(|event| {
        let day = long_date(event.starts_on);
        let parts = [Some(day), event.time, event.place];
        let when = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! { <li class="portal-next__item"><strong>{event.title}</strong><span class="u-small u-muted">{when}</span></li> }
    });
    view! {
        <ol role="list" class="l-grid">{events.collect_view()}</ol>
        <p><a href=tenant_path(&portal.slug, "agenda")>{t::PORTAL_AGENDA_MORE.s()}</a></p>
    }
    .into_any()
}

/// How much of the transparency stands here.
fn transparency(portal: &PortalPublic) -> Option<impl IntoView + use<>> {
    let share = portal.transparency;
    let updated = share.updated_on.map(short_date).unwrap_or_default();
    let text = t::PORTAL_PTE_SHARE.with(&[
        ("answered", &share.answered.to_string()),
        ("headings", &share.headings.to_string()),
        ("date", &updated),
    ]);
    let href = tenant_path(&portal.slug, "transparencia");
    (share.answered > 0).then(|| view! { <p><a href=href>{text}</a></p> })
}

/// The image of the header, with its size so that nothing jumps.
fn banner(image: Image) -> impl IntoView {
    view! { <img class="portal-banner" src=image.url alt=image.alt width=image.width height=image.height/> }
}

fn meta(portal: &PortalPublic) -> PageMeta {
    let path = tenant_path(&portal.slug, "");
    let description = portal.summary.clone();
    let description =
        description.unwrap_or_else(|| t::PORTAL_DESCRIPTION.with(&[("name", &portal.name)]));
    let json_ld = json!({
        "@context": "https://schema.org", "@type": "GovernmentOrganization", "name": portal.name,
        "url": path, "taxID": portal.ruc, "telephone": portal.contact.phone,
        "email": portal.contact.email,
        "address": {
            "@type": "PostalAddress", "streetAddress": portal.contact.address, "addressLocality": portal.district,
            "addressRegion": portal.department, "addressCountry": "PE",
        },
    });
    let mut meta = PageMeta::new(portal.name.clone(), description)
        .at(path)
        .of(portal);
    if let Some(image) = &portal.header_image {
        meta.og_image = Some(image.url.clone());
    }
    meta.json_ld = Some(json_ld);
    meta
}

fn search(slug: &str) -> AnyView {
    let typed = RwSignal::new(String::new());
    let action = tenant_path(slug, "buscar");
    let go = search_at(&action, typed);
    view! {
        <SearchBox id="home-search" label=t::PORTAL_SEARCH.s() value=typed large=true action=action on_search=go/>
    }
    .into_any()
}

/// Only what this portal already answers; every new service adds its tile.
const NEEDS: &[(&str, &str, Text, Text)] = &[
    (
        "oficinas",
        "building-2",
        t::PORTAL_OFFICES,
        t::PORTAL_OFFICES_TEXT,
    ),
    (
        "responsables",
        "users",
        t::PORTAL_OFFICERS,
        t::PORTAL_OFFICERS_TEXT,
    ),
    (
        "ubicacion",
        "map-pin",
        t::PORTAL_LOCATION,
        t::PORTAL_LOCATION_TEXT,
    ),
    ("transparencia", "scale", t::PTE_TITLE, t::PORTAL_PTE_TEXT),
    (
        "agenda",
        "calendar-days",
        t::AGENDA_TITLE,
        t::PORTAL_AGENDA_TEXT,
    ),
    (
        "visitas",
        "id-card",
        t::PORTAL_VISITS,
        t::PORTAL_VISITS_TEXT,
    ),
    (
        "pagos",
        "hand-coins",
        t::PORTAL_PAYMENTS,
        t::PORTAL_PAYMENTS_TEXT,
    ),
    ("obras", "hard-hat", t::PORTAL_WORKS, t::PORTAL_WORKS_TEXT),
    ("organigrama", "network", t::PORTAL_ORG, t::PORTAL_ORG_TEXT),
    ("acerca", "landmark", t::PORTAL_ABOUT, t::PORTAL_ABOUT_TEXT),
    ("videos", "video", t::PORTAL_VIDEOS, t::PORTAL_VIDEOS_TEXT),
];

fn needs(slug: &str) -> impl IntoView + use<> {
    let tile = |(rest, icon, title, text): &(&str, &'static str, Text, Text)| {
        view! { <Tile href=tenant_path(slug, rest) icon=*icon title=title.s() text=text.s()/> }
    };
    NEEDS.iter().map(tile).collect_view()
}
