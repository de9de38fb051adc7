//! The pages `/registro-publico` and `/m/{slug}/registro-publico`: the last signed heads of a journal, the keys, and how
//! anybody checks with them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::features::journal::{
    KEYS_PATH, KeyPurpose, PLATFORM_HEADS_PATH, PublicKey, SignedHead, heads_day_path, heads_path,
};
use shared::kit::page::Page;

use crate::features::portal::{portal_page, use_portal};
use crate::fetch::{Remote, use_fetch};
use crate::format::{date_time, in_lima, short_date};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Cell, Column, CopyButton, DataTable, EmptyState, PageTitle};

/// Where the page stands, on the platform and below a municipality.
pub const PAGE: &str = "/registro-publico";

const CHECK: &str = "munica verify --heads cabezas.ndjson";
const CHECK_ELSEWHERE: &str =
    "munica verify --journal diario.ndjson --heads cabezas.ndjson --keys llaves.json";

/// The page of the platform's own journal.
pub fn platform_heads(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::HEADS_TITLE.s(), t::HEADS_LEAD.s()).at(PAGE));
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <PageTitle title=t::HEADS_TITLE.s() lead=t::HEADS_LEAD.s()/>
            {content(PLATFORM_HEADS_PATH.to_owned())}
        </div>
    }
    .into_any()
}

/// The page of a municipality's journal.
pub fn tenant_heads(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    portal_page(
        &portal,
        "registro-publico",
        t::HEADS_TITLE.s(),
        t::HEADS_LEAD.s().to_owned(),
        content(heads_path(&portal.slug)),
    )
}

fn content(path: String) -> AnyView {
    let json = path.clone();
    let found: Remote<Page<SignedHead>> = use_fetch(move || path.clone());
    let keys: Remote<Page<PublicKey>> = use_fetch(|| KEYS_PATH.to_owned());
    view! {
        <section class="l-stack">
            <h2>{t::HEADS_LAST.s()}</h2>
            {found.show(|| skeleton(6), |page| heads(&page.items))}
        </section>
        {move || found.ready().filter(|page| !page.items.is_empty()).map(|page| to_keep(&page.items))}
        <section class="l-stack">
            <h2>{t::HEADS_KEYS.s()}</h2>
            <p>{t::HEADS_KEYS_TEXT.s()}</p>
            {keys.show(|| skeleton(2), |page| key_list(&page.items))}
        </section>
        <section class="l-stack l-container--text">
            <h2>{t::HEADS_CHECK.s()}</h2>
            <p>{t::HEADS_CHECK_KEEP.s()}</p>
            {command(t::HEADS_CHECK_HERE, CHECK)}
            {command(t::HEADS_CHECK_ELSEWHERE, CHECK_ELSEWHERE)}
            <ul>
                <li><a href=json rel="external">{t::HEADS_JSON.s()}</a></li>
                <li><a href=KEYS_PATH rel="external">{t::HEADS_KEYS_JSON.s()}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

fn heads(items: &[SignedHead]) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="history" title=t::HEADS_EMPTY_TITLE.s() text=t::HEADS_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let columns = vec![
        Column::number(t::HEADS_SEQ.s()),
        Column::text(t::HEADS_SIGNED.s()),
        Column::text(t::HEADS_HASH.s()),
        Column::text(t::HEADS_KEY.s()),
    ];
    let rows = items.iter().map(|head| {
        let (seq, signed) = (head.seq.to_string(), date_time(head.signed_at));
        let (hash, key) = (head.hash.clone(), head.key_id.clone());
        view! {
            <tr>
                <Cell label=t::HEADS_SEQ.s() primary=true>{seq}</Cell>
                <Cell label=t::HEADS_SIGNED.s()>{signed}</Cell>
                <Cell label=t::HEADS_HASH.s()><code class="digest">{hash}</code></Cell>
                <Cell label=t::HEADS_KEY.s()><code>{key}</code></Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <DataTable id="heads" caption=t::HEADS_LAST.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

/// The heads as lines, whole as they were signed, and the files of their days.
fn to_keep(items: &[SignedHead]) -> AnyView {
    let lines: Vec<String> = items
        .iter()
        .filter_map(|head| String::from_utf8(head.line().ok()?).ok())
        .collect();
    let lines = lines.join("\n");
    let days: BTreeSet<_> = items
        .iter()
        .map(|head| in_lima(head.signed_at).date())
        .collect();
    let days = days.into_iter().rev().map(|day| {
        let label = short_date(day);
        view! { <li><a href=heads_day_path(day) rel="external">{label}</a></li> }
    });
    view! {
        <section class="l-stack">
            <h2>{t::HEADS_LINES.s()}</h2>
            <p>{t::HEADS_LINES_TEXT.s()}</p>
            <pre tabindex="0"><code>{lines.clone()}</code></pre>
            <p><CopyButton text=lines/></p>
            <h3>{t::HEADS_DAYS.s()}</h3>
            <p>{t::HEADS_DAYS_TEXT.s()}</p>
            <ul>{days.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn key_list(keys: &[PublicKey]) -> AnyView {
    let own = keys.iter().filter(|key| key.purpose == KeyPurpose::Head);
    let entries = own.map(|key| {
        let since = t::HEADS_KEY_SINCE.with(&[("date", &short_date(in_lima(key.created_at).date()))]);
        let (id, public) = (key.id.clone(), key.public_key.clone());
        view! { <li><code>{id}</code>" · "{since}<pre tabindex="0"><code>{public}</code></pre></li> }
    });
    view! { <ul>{entries.collect_view()}</ul> }.into_any()
}

fn command(text: Text, command: &'static str) -> impl IntoView {
    view! {
        <p>{text.s()}</p>
        <pre tabindex="0"><code>{command}</code></pre>
    }
}
