//! All registers: what each tells, how many records it holds, and when it was brought up to date.

use leptos::prelude::*;
use shared::features::portal::PortalPublic;
use shared::kit::page::Page;
use shared::registers::wire::{RegisterOut, registers_path};
use shared::registers::{REGISTERS, Register};

use super::place::{PAGE, Whose};
use crate::features::portal::{portal_page, use_portal};
use crate::fetch::use_fetch;
use crate::format::{date_time, integer};
use crate::i18n::{plural, t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Card, Notice, PageTitle, Tone};

/// The page `/registros`.
pub fn platform_index(_params: &Params) -> AnyView {
    let lead = t::REGISTERS_LEAD_PLATFORM.s();
    set_page(move || PageMeta::new(t::REGISTERS_TITLE.s(), lead).at(PAGE));
    let cards = REGISTERS
        .iter()
        .map(|register| card(register, &Whose::All, None));
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <PageTitle title=t::REGISTERS_TITLE.s() lead=lead/>
            {grid(cards.collect())}
            <p><a href="/municipalidades">{t::REGISTERS_BY_MUNICIPALITY.s()}</a></p>
        </div>
    }
    .into_any()
}

/// The page `/m/{slug}/registros`.
pub fn tenant_index(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = registers_path(&portal.slug);
    let found = use_fetch::<Page<RegisterOut>>(move || path.clone());
    let of = portal.clone();
    let cards = found.show(|| skeleton(9), move |page| cards(&page.items, &of));
    let lead = t::REGISTERS_LEAD.with(&[("name", &portal.name)]);
    let content = view! {
        {cards}
        <p class="u-small u-muted">{t::REGISTERS_INDEX_NOTE.s()}</p>
    };
    portal_page(&portal, "registros", t::REGISTERS_TITLE.s(), lead, content)
}

fn cards(all: &[RegisterOut], portal: &PortalPublic) -> AnyView {
    let whose = Whose::Of(Box::new(portal.clone()));
    let cards = all.iter().filter_map(|told| {
        let register = Register::find(&told.id)?;
        Some(card(register, &whose, Some(told)))
    });
    grid(cards.collect())
}

fn grid(cards: Vec<AnyView>) -> AnyView {
    view! {
        <h2 class="u-vh">{t::REGISTERS_LIST.s()}</h2>
        <div class="l-grid" lang=written_tag()>{cards}</div>
    }
    .into_any()
}

fn card(register: &'static Register, whose: &Whose, told: Option<&RegisterOut>) -> AnyView {
    let count = told.and_then(|told| told.records).map(|records| {
        let count = plural(records, t::REGISTERS_COUNT_ONE, t::REGISTERS_COUNT_MANY);
        view! { <p class="u-num"><strong>{count}</strong></p> }
    });
    let fresh = told.map(|told| freshness(register, told));
    view! {
        <Card title=register.title href=whose.list(register)>
            <div class="l-stack l-stack--s">
                <p>{register.description}</p>
                {count}
                {fresh}
            </div>
        </Card>
    }
    .into_any()
}

/// When a register was brought up to date, with a warning where that is too long ago.
pub(crate) fn freshness(register: &'static Register, told: &RegisterOut) -> AnyView {
    if !told.is_in_production {
        return view! {
            <Notice tone=Tone::Info title=t::GOLIVE_PUBLIC_NOT_YET.s()><p>{t::GOLIVE_PUBLIC_NOT_YET_TEXT.s()}</p></Notice>
        }
        .into_any();
    }
    let rhythm = register.periodicity.title();
    let Some(at) = told.updated_at else {
        return view! { <p class="u-small u-muted">{t::REGISTERS_NEVER.s()}</p> }.into_any();
    };
    let when = date_time(at);
    if !told.is_stale {
        let text = t::REGISTERS_FRESH.with(&[("when", &when), ("rhythm", &rhythm.to_lowercase())]);
        return view! { <p class="u-small u-muted">{text}</p> }.into_any();
    }
    let days = u64::try_from(register.periodicity.patience()).unwrap_or_default();
    let text = t::REGISTERS_STALE.with(&[
        ("when", &when),
        ("rhythm", &rhythm.to_lowercase()),
        ("days", &integer(days)),
    ]);
    view! { <Notice tone=Tone::Warning>{text}</Notice> }.into_any()
}
