//! The page `/m/{slug}/ubicacion`: the address, where it lies in the country, and the way there by one's own map.

use leptos::prelude::*;
use shared::features::content::{OfficePublic, offices_path};
use shared::kit::page::Page;

use super::blocks::{contact, portal_page};
use super::map::{Spot, locator};
use super::offices::way_there;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::{skeleton, tenant_path};

/// The page `/m/{slug}/ubicacion`.
pub fn location(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = offices_path(&portal.slug);
    let offices = use_fetch::<Page<OfficePublic>>(move || path.clone());
    let place = [&portal.district, &portal.province, &portal.department];
    let place = place.map(String::as_str).join(", ");
    let lead = t::LOCATION_LEAD.with(&[("name", &portal.name), ("place", &place)]);
    let more = tenant_path(&portal.slug, "oficinas");
    let content = view! {
        <div class="l-sidebar">
            <div>{offices.show(|| skeleton(8), move |page| map(&page.items, &place))}</div>
            <div class="l-stack l-stack--l">
                <section class="l-stack">
                    <h2>{t::FOOTER_CONTACT.s()}</h2>
                    {contact(&portal.contact, t::PORTAL_NO_CONTACT)}
                </section>
                {move || offices.ready().map(|page| places(page.items))}
                <p><a href=more>{t::LOCATION_OFFICES.s()}</a></p>
            </div>
        </div>
    };
    portal_page(&portal, "ubicacion", t::LOCATION_TITLE.s(), lead, content)
}

/// Each office that says where it is: by its address, by its coordinates, and on the person's own map.
fn places(offices: Vec<OfficePublic>) -> AnyView {
    let places = offices
        .into_iter()
        .filter_map(|office| {
            let way = way_there(&office)?;
            let address = office.address.map(|address| view! { <p>{address}</p> });
            Some(view! { <li class="l-stack l-stack--s"><h3>{office.name}</h3>{address}{way}</li> })
        })
        .collect::<Vec<_>>();
    if places.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="l-stack">
            <h2>{t::OFFICES_LIST.s()}</h2>
            <ul role="list" class="l-stack">{places}</ul>
        </section>
    }
    .into_any()
}

fn map(offices: &[OfficePublic], place: &str) -> AnyView {
    match offices.iter().find_map(Spot::of) {
        Some(spot) => locator(&spot, place).into_any(),
        None => view! { <p class="u-muted">{t::LOCATION_NO_MAP.s()}</p> }.into_any(),
    }
}
