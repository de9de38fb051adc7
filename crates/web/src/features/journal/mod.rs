//! The journal of the municipality, with filters that stand in the address; its signed heads on a public page.

mod public;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use public::{PAGE as HEADS_PAGE, platform_heads, tenant_heads};

use leptos::prelude::*;
use shared::features::journal::{HistoryEntry, JOURNAL_EXPORT_PATH, PLATFORM_JOURNAL_EXPORT_PATH};

use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{Downloads, Journal, PagedList, action_name, entry_line, screen};
use crate::ui::{Choice, DateField, Details, EmptyState, FilterBar, Select, TextInput};

/// The filters: their names in the address and in the API.
const NAMES: [(&str, &str); 4] = [
    ("tipo", "subject_type"),
    ("accion", "action"),
    ("desde", "from"),
    ("hasta", "to"),
];

type List = PagedList<HistoryEntry, 4>;

/// Where the platform's own journal stands.
pub const PLATFORM_PAGE: &str = Journal::PLATFORM.page;

/// The page `/admin/registro`.
pub fn page(_params: &Params) -> AnyView {
    journal(Journal::TENANT, t::JOURNAL_TITLE, t::JOURNAL_LEAD)
}

/// The page `/admin/registro-de-la-plataforma`.
pub fn platform_page(_params: &Params) -> AnyView {
    journal(
        Journal::PLATFORM,
        t::JOURNAL_PLATFORM_TITLE,
        t::JOURNAL_PLATFORM_LEAD,
    )
}

fn journal(of: Journal, title: Text, lead: Text) -> AnyView {
    let list = List::read(of.page, of.path, NAMES);
    screen(
        title,
        lead,
        view! {
            {filter_bar(of, list)}
            {list.view(entries)}
            {export(of)}
        },
    )
}

/// The whole journal to take away, with what checks it.
fn export(of: Journal) -> impl IntoView {
    let path = if of == Journal::PLATFORM {
        PLATFORM_JOURNAL_EXPORT_PATH
    } else {
        JOURNAL_EXPORT_PATH
    };
    let downloads = Downloads::new();
    view! {
        <section class="l-stack l-stack--s">
            <h2>{t::JOURNAL_EXPORT.s()}</h2>
            <p>{t::JOURNAL_EXPORT_TEXT.s()}</p>
            <p class="l-cluster">{downloads.link(path.to_owned(), t::JOURNAL_EXPORT_GET)}</p>
            {downloads.dialog()}
        </section>
    }
}

fn filter_bar(of: Journal, list: List) -> impl IntoView {
    let typed = list.typed();
    let go = list.narrow(typed);
    let chips = list.chips(|_, value| Some(value.to_owned()));
    let [kind, action, from, to] = typed;
    view! {
        <FilterBar label=t::JOURNAL_FILTER.s() chips=chips clear_href=of.page on_submit=go>
            <Select name="tipo" label=t::JOURNAL_KIND.s() value=kind optional=true options=kinds(of)
                empty=t::DIRECTORY_FILTER_ALL.s() on_change=go/>
            <TextInput name="accion" label=t::JOURNAL_ACTION.s() value=action optional=true/>
            <DateField name="desde" label=t::JOURNAL_FROM.s() value=from optional=true/>
            <DateField name="hasta" label=t::JOURNAL_TO.s() value=to optional=true/>
        </FilterBar>
    }
}

fn kinds(of: Journal) -> Vec<Choice> {
    let kinds: &[_] = if of == Journal::PLATFORM {
        &[
            ("portal_request", t::JOURNAL_KIND_REQUEST),
            ("account", t::JOURNAL_KIND_ACCOUNT),
            ("grant", t::JOURNAL_KIND_GRANT),
            ("break_glass", t::JOURNAL_KIND_BREAK_GLASS),
            ("file", t::JOURNAL_KIND_FILE),
        ]
    } else {
        &[
            ("portal", t::JOURNAL_KIND_PORTAL),
            ("menu", t::JOURNAL_KIND_MENU),
            ("pages", t::JOURNAL_KIND_PAGE),
            ("offices", t::JOURNAL_KIND_OFFICE),
            ("org_units", t::JOURNAL_KIND_UNIT),
            ("videos", t::JOURNAL_KIND_VIDEO),
            ("grant", t::JOURNAL_KIND_GRANT),
            ("api_key", t::JOURNAL_KIND_API_KEY),
            ("domain", t::JOURNAL_KIND_DOMAIN),
            ("break_glass", t::JOURNAL_KIND_BREAK_GLASS),
            ("file", t::JOURNAL_KIND_FILE),
        ]
    };
    let choice = |(code, label): &(&str, Text)| Choice::new(*code, label.s());
    kinds.iter().map(choice).collect()
}

fn entries(items: Vec<HistoryEntry>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="history" title=t::JOURNAL_EMPTY_TITLE.s() text=t::JOURNAL_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let rows = items.into_iter().map(entry).collect_view();
    view! { <ol role="list" class="staff-rows">{rows}</ol> }.into_any()
}

fn entry(entry: HistoryEntry) -> impl IntoView {
    let line = entry_line(&entry);
    let values = [
        (t::JOURNAL_BEFORE, entry.before),
        (t::JOURNAL_AFTER, entry.after),
    ]
    .into_iter()
    .filter_map(|(label, value)| {
        let text = serde_json::to_string_pretty(&value?).ok()?;
        Some(view! {
            <p class="u-small u-muted">{label.s()}</p>
            <pre class="staff-json" tabindex="0">{text}</pre>
        })
    })
    .collect_view();
    let subject = format!("{} {}", entry.subject.kind, entry.subject.id);
    view! {
        <li class="l-stack l-stack--s">
            <p class="u-small u-muted">{format!("N.° {} · {}", entry.seq, date_time(entry.occurred_at))}</p>
            <p><strong>{action_name(&entry.action)}</strong></p>
            <p>{line}</p>
            <Details summary=t::JOURNAL_MORE.s()>
                <p class="u-small"><code>{subject}</code></p>
                {entry.legal_basis.map(|basis| view! { <p class="u-small">{basis}</p> })}
                {values}
            </Details>
        </li>
    }
}
