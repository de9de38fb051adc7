//! The public deadline calculator: when a term ends, and how each day was counted.

mod form;
mod more;
mod result;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
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
/// What may stand in the address, by its name there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    start: String,
    /// Of the start, for terms in hours.
    time: String,
    amount: String,
    /// Working days when it is empty.
    unit: String,
    ubigeo: String,
    /// The name of the place, or its code where nobody chose it from the list.
    place: String,
    /// First and last day of each.
    suspensions: [(String, String); 2],
    extensions: [String; 2],
}

/// The page `/calculadora-de-plazos`. What is asked stands in the address, so that a count can be sent to somebody.
pub fn calculator(_params: &Params) -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(Asked::read));
    set_page(|| PageMeta::new(t::DEADLINE_TITLE.s(), t::DEADLINE_LEAD.s()).at(PAGE));
    let answer = use_fetch_when::<DeadlineAnswer>(move || asked.with(Asked::api_path));
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

impl Asked {
    fn read(query: &ParamsMap) -> Self {
        let text = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
        Self {
            start: text("start"),
            time: text("time"),
            amount: text("amount"),
            unit: text("unit"),
            ubigeo: text("ubigeo"),
            place: text("place"),
            suspensions: [
                (text("suspended_from"), text("suspended_to")),
                (text("suspended_from_2"), text("suspended_to_2")),
            ],
            extensions: [text("extension"), text("extension_2")],
        }
    }

    /// Where the same is asked again.
    fn page_path(&self) -> String {
        let [(from, to), (from_2, to_2)] = &self.suspensions;
        let [extension, extension_2] = &self.extensions;
        let pairs = [
            ("start", &self.start),
            ("time", &self.time),
            ("amount", &self.amount),
            ("unit", &self.unit),
            ("ubigeo", &self.ubigeo),
            ("place", &self.place),
            ("suspended_from", from),
            ("suspended_to", to),
            ("suspended_from_2", from_2),
            ("suspended_to_2", to_2),
            ("extension", extension),
            ("extension_2", extension_2),
        ];
        address(PAGE, &pairs.map(|(name, text)| (name, text.as_str())))
    }

    /// Where the API answers; `None` until a start and a term are given.
    fn api_path(&self) -> Option<String> {
        if self.start.is_empty() || self.amount.is_empty() {
            return None;
        }
        let start = if self.unit == "hours" && !self.time.is_empty() {
            format!("{}T{}:00-05:00", self.start, self.time)
        } else {
            self.start.clone()
        };
        let unit = if self.unit.is_empty() {
            "business_days"
        } else {
            &self.unit
        };
        let place = if self.ubigeo.is_empty() {
            &self.place
        } else {
            &self.ubigeo
        };
        let mut pairs = vec![
            ("start", start.as_str()),
            ("amount", &self.amount),
            ("unit", unit),
            ("ubigeo", place),
        ];
        let spans = self.suspensions.each_ref().map(span);
        pairs.extend(spans.iter().map(|span| ("suspension", span.as_str())));
        pairs.extend(
            self.extensions
                .iter()
                .map(|more| ("extension", more.as_str())),
        );
        Some(address(DEADLINE_PATH, &pairs))
    }

    /// Whether there is more than a term.
    fn has_more(&self) -> bool {
        let suspended = self.suspensions.iter().any(|days| !span(days).is_empty());
        suspended || self.extensions.iter().any(|more| !more.is_empty())
    }
}

fn span((from, to): &(String, String)) -> String {
    if from.is_empty() && to.is_empty() {
        return String::new();
    }
    format!("{from}..{to}")
}
