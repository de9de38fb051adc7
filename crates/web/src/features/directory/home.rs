//! The platform's home page: find your municipality, ask for a portal, see how far the country is.

use leptos::prelude::*;
use serde_json::json;
use shared::features::directory::{DirectoryTotals, TOTALS_PATH};

use super::filters::LIST;
use super::tile_map::tile_map;
use crate::env;
use crate::fetch::use_fetch;
use crate::format::{in_lima, integer, percent, short_date};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{search_at, skeleton};
use crate::ui::{ButtonKind, LinkButton, SearchBox, StatTile, Tile, TileGrid};

/// The page `/`.
pub fn home(_params: &Params) -> AnyView {
    set_page(meta);
    let totals = use_fetch::<DirectoryTotals>(|| TOTALS_PATH.to_owned());
    view! {
        <div class="l-section l-section--tint">
            <div class="l-container l-stack">
                <h1 tabindex="-1">{t::HOME_TITLE.s()}</h1>
                <p class="u-lead">{t::HOME_LEAD.s()}</p>
                {find_form()}
            </div>
        </div>
        <div class="l-container l-section l-sidebar">
            <div>{totals.show(|| skeleton(9), |totals| tile_map(&totals))}</div>
            <div class="l-stack l-stack--l">
                {totals.show(|| skeleton(3), |totals| figures(&totals))}
                <section class="l-stack">
                    <h2>{t::HOME_REQUEST_TITLE.s()}</h2>
                    <p>{t::HOME_REQUEST_TEXT.s()}</p>
                    <LinkButton href="/solicitar-portal" kind=ButtonKind::Primary>{t::HOME_REQUEST_ACTION.s()}</LinkButton>
                    <p><a href="/seguimiento">{t::HOME_TRACKING.s()}</a></p>
                </section>
            </div>
        </div>
        <div class="l-section l-section--sunken">
            <div class="l-container">
                <h2 class="u-vh">{t::HOME_MORE.s()}</h2>
                <TileGrid>
                    <Tile href="/calculadora-de-plazos" icon="calendar-clock" title=t::MENU_DEADLINE.s() text=t::HOME_DEADLINE_TEXT.s()/>
                    <Tile href="/desarrolladores" icon="code" title=t::MENU_DEVELOPERS.s() text=t::HOME_DEVELOPERS_TEXT.s()/>
                    <Tile href="/acerca" icon="landmark" title=t::FOOTER_ABOUT.s() text=t::HOME_ABOUT_TEXT.s()/>
                </TileGrid>
            </div>
        </div>
    }
    .into_any()
}

fn meta() -> PageMeta {
    let origin = env::boot().origin.clone();
    let search = json!({
        "@type": "SearchAction",
        "target": format!("{origin}{LIST}?q={{search_term_string}}"),
        "query-input": "required name=search_term_string",
    });
    let json_ld = json!({
        "@context": "https://schema.org", "@type": "WebSite", "name": t::SITE_NAME.s(), "url": origin,
        "potentialAction": search,
    });
    PageMeta {
        json_ld: Some(json_ld),
        ..PageMeta::new(t::HOME_TITLE.s(), t::HOME_LEAD.s()).at("/")
    }
}

fn find_form() -> AnyView {
    let typed = RwSignal::new(String::new());
    let go = search_at(LIST, typed);
    view! {
        <SearchBox id="find-municipality" label=t::HOME_FIND_LABEL.s() value=typed large=true action=LIST on_search=go/>
    }.into_any()
}

fn figures(totals: &DirectoryTotals) -> AnyView {
    let share = percent(totals.with_portal, totals.total);
    let date = short_date(in_lima(totals.counted_at).date());
    view! {
        <div class="l-grid l-grid--narrow">
            <StatTile label=t::DIRECTORY_TOTAL.s() value=integer(totals.total) date=date.clone() href=LIST/>
            <StatTile label=t::DIRECTORY_WITH_PORTAL.s() value=integer(totals.with_portal) date=date.clone()/>
            <StatTile label=t::DIRECTORY_SHARE.s() value=share unit="%" date=date/>
        </div>
    }.into_any()
}
