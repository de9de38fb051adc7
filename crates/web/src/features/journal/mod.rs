//! The journal of the municipality, with filters that stand in the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::features::journal::HistoryEntry;
use shared::kit::page::Page;

use crate::fetch::use_fetch;
use crate::format::{address, date_time};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{Journal, action_name, cursor_pager, entry_line, query, screen, table_skeleton};
use crate::ui::{Chip, Choice, DateField, Details, EmptyState, FilterBar, Select, TextInput};

/// The filters: their names in the address and in the API.
const NAMES: [(&str, &str); 4] = [
    ("tipo", "subject_type"),
    ("accion", "action"),
    ("desde", "from"),
    ("hasta", "to"),
];

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
    let filters = NAMES.map(|(name, _)| query(name));
    let cursor = query("cursor");
    let found = use_fetch::<Page<HistoryEntry>>(move || {
        let values = filters.map(|filter| filter.get());
        let mut pairs: Vec<_> = NAMES
            .iter()
            .zip(&values)
            .map(|((_, api), value)| (*api, value.as_str()))
            .collect();
        let cursor = cursor.get();
        pairs.push(("limit", "50"));
        pairs.push(("cursor", &cursor));
        address(of.path, &pairs)
    });
    let results = found.show(table_skeleton, move |page| {
        let values = filters.map(|filter| filter.get_untracked());
        let next = page.next_cursor.clone();
        view! {
            {entries(page.items)}
            {cursor_pager(of.page, &pairs(&values), &cursor.get_untracked(), next)}
        }
    });
    screen(
        title,
        lead,
        view! {
            {filter_bar(of, filters)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
        },
    )
}

fn pairs(values: &[String; 4]) -> Vec<(&'static str, &str)> {
    NAMES
        .iter()
        .zip(values)
        .map(|((name, _), value)| (*name, value.as_str()))
        .collect()
}

fn filter_bar(of: Journal, filters: [Memo<String>; 4]) -> impl IntoView {
    let fields = filters.map(|filter| RwSignal::new(filter.get_untracked()));
    Effect::new(move |_| {
        for (field, filter) in fields.iter().zip(filters) {
            field.set(filter.get());
        }
    });
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let values = fields.map(|field| field.get_untracked().trim().to_owned());
        navigate(
            &address(of.page, &pairs(&values)),
            NavigateOptions::default(),
        );
    });
    let chips = Signal::derive(move || {
        let values = filters.map(|filter| filter.get());
        let given = values
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_empty());
        given
            .map(|(index, value)| {
                let mut without = values.clone();
                if let Some(slot) = without.get_mut(index) {
                    slot.clear();
                }
                Chip {
                    label: value.clone(),
                    href: address(of.page, &pairs(&without)),
                }
            })
            .collect::<Vec<_>>()
    });
    let [kind, action, from, to] = fields;
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
