//! The page `/m/{slug}/oficinas`: where each office attends, when, and how to reach it.

use leptos::prelude::*;
use shared::features::content::{OfficePublic, offices_path};
use shared::features::portal::Contact;
use shared::kit::page::Page;

use super::blocks::{contact, portal_page};
use super::map::Spot;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::i18n::t;
use crate::routes::Params;
use crate::ui::{Card, EmptyState, Icon, Skeleton, SkeletonKind};

/// The page `/m/{slug}/oficinas`.
pub fn offices(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = offices_path(&portal.slug);
    let found = use_fetch::<Page<OfficePublic>>(move || path.clone());
    let lead = t::OFFICES_LEAD.with(&[("name", &portal.name)]);
    let content = found.show(
        || view! { <Skeleton kind=SkeletonKind::Cards count=4/> },
        |page| list(page.items),
    );
    portal_page(&portal, "oficinas", t::OFFICES_TITLE.s(), lead, content)
}

fn list(offices: Vec<OfficePublic>) -> AnyView {
    if offices.is_empty() {
        return view! {
            <EmptyState icon="building-2" title=t::OFFICES_EMPTY_TITLE.s() text=t::OFFICES_EMPTY_TEXT.s()/>
        }
        .into_any();
    }
    let cards = offices.into_iter().map(card).collect_view();
    view! { <h2 class="u-vh">{t::OFFICES_LIST.s()}</h2><div class="l-grid">{cards}</div> }
        .into_any()
}

fn card(office: OfficePublic) -> impl IntoView {
    let way = way_there(&office);
    let reach = Contact {
        address: office.address,
        phone: office.phone,
        email: office.email,
        hours: office.hours,
    };
    view! {
        <Card title=office.name>
            <div class="l-stack l-stack--s">
                {contact(&reach, t::OFFICES_NO_CONTACT)}
                {way}
            </div>
        </Card>
    }
}

/// Its coordinates to be copied or typed, and links to the person's own map, when the office says where it is.
pub(super) fn way_there(office: &OfficePublic) -> Option<AnyView> {
    let spot = Spot::of(office)?;
    let of = office.name.clone();
    let coordinates = t::LOCATION_COORDINATES.with(&[("pair", &spot.pair())]);
    let links = view! {
        <p class="u-small u-muted u-num">{coordinates}</p>
        <p class="l-cluster">
            <a class="portal-way" href=spot.geo() rel="external"><Icon name="map-pin"/>{t::LOCATION_GEO.s()}<span class="u-vh">": "{of.clone()}</span></a>
            <a class="portal-way" href=spot.open_street_map() rel="external noopener noreferrer"><Icon name="external-link"/>{t::LOCATION_OSM.s()}<span class="u-vh">": "{of}</span></a>
        </p>
    };
    Some(links.into_any())
}
