//! The public deadline calculator: when a term ends, and how each day was counted.

mod form;
mod result;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::features::deadline_tool::{DEADLINE_PATH, DeadlineAnswer};

use crate::fetch::use_fetch_when;
use crate::format::address;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::PageTitle;

pub(crate) use result::days;

/// Where the calculator stands.
const PAGE: &str = "/calculadora-de-plazos";
/// The names in the address; the API uses the same.
const NAMES: [&str; 4] = ["start", "amount", "unit", "ubigeo"];

/// The page `/calculadora-de-plazos`. What is asked stands in the address, so that a count can be sent to somebody.
pub fn calculator(_params: &Params) -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| NAMES.map(|name| query.get(name).unwrap_or_default().trim().to_owned()))
    });
    set_page(|| PageMeta::new(t::DEADLINE_TITLE.s(), t::DEADLINE_LEAD.s()).at(PAGE));
    let answer = use_fetch_when::<DeadlineAnswer>(move || asked.with(api_path));
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::DEADLINE_TITLE.s() lead=t::DEADLINE_LEAD.s()/>
            {form::form(asked)}
            <div aria-live="polite" aria-busy=move || answer.busy().to_string()>
                {answer.show(|| skeleton(5), result::result)}
            </div>
            <p class="u-small u-muted">{t::DEADLINE_LEGAL.s()}</p>
        </div>
    }
    .into_any()
}

/// Where the API answers; `None` until a start and a term are given.
fn api_path(values: &[String; 4]) -> Option<String> {
    let [start, amount, ..] = values;
    let complete = !start.is_empty() && !amount.is_empty();
    complete.then(|| address(DEADLINE_PATH, &pairs(values)))
}

fn pairs(values: &[String; 4]) -> [(&str, &str); 4] {
    let [start, amount, unit, ubigeo] = values;
    let unit = if unit.is_empty() {
        "business_days"
    } else {
        unit
    };
    [
        ("start", start),
        ("amount", amount),
        ("unit", unit),
        ("ubigeo", ubigeo),
    ]
}
