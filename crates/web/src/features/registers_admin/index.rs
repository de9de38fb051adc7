//! The registers that a person works with: how many records each holds, and whether it is behind its rhythm.

use leptos::prelude::*;
use shared::features::auth::Me;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::wire::{RegisterOut, registers_path};

use super::{list_page, open_to};
use crate::features::registers::freshness;
use crate::fetch::use_fetch_when;
use crate::i18n::{plural, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::screen;
use crate::ui::Card;

/// The page `/admin/registros`.
pub(super) fn page(_params: &Params) -> AnyView {
    let me = use_session().me();
    let told = use_fetch_when::<Page<RegisterOut>>(move || {
        let slug = me.ready()?.tenant?.slug;
        Some(registers_path(&slug))
    });
    let cards = told.show(
        || skeleton(9),
        move |page| me.ready().map(|me| cards(&me, &page.items)),
    );
    screen(t::RECORDS_TITLE, t::RECORDS_LEAD, cards)
}

fn cards(me: &Me, all: &[RegisterOut]) -> AnyView {
    let cards = open_to(me).map(|register| {
        let told = all.iter().find(|told| told.id == register.id);
        card(register, told)
    });
    view! {
        <h2 class="u-vh">{t::REGISTERS_LIST.s()}</h2>
        <div class="l-grid">{cards.collect_view()}</div>
    }
    .into_any()
}

fn card(register: &'static Register, told: Option<&RegisterOut>) -> AnyView {
    let count = told.and_then(|told| told.records);
    let count = count.map(|n| plural(n, t::REGISTERS_COUNT_ONE, t::REGISTERS_COUNT_MANY));
    let fresh = told.map(|told| freshness(register, told));
    view! {
        <Card title=register.title href=list_page(register)>
            <div class="l-stack l-stack--s">
                <p>{register.description}</p>
                <p class="u-num"><strong>{count}</strong></p>
                {fresh}
            </div>
        </Card>
    }
    .into_any()
}
