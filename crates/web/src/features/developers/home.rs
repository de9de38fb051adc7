//! The page `/desarrolladores`.

use leptos::prelude::*;
use shared::features::directory::{MUNICIPALITIES_PATH, TOTALS_PATH};

use super::key_form::key_form;
use crate::env;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::ui::{ButtonKind, Card, CopyButton, LinkButton, PageTitle};

/// The page `/desarrolladores`.
pub fn home(_params: &Params) -> AnyView {
    set_page(|| {
        PageMeta::new(t::DEVELOPERS_TITLE.s(), t::DEVELOPERS_LEAD.s()).at("/desarrolladores")
    });
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <PageTitle title=t::DEVELOPERS_TITLE.s() lead=t::DEVELOPERS_LEAD.s()/>
            <div class="l-cluster">
                <a class="button button--primary" href="/docs" rel="external">{t::DEVELOPERS_DOCS.s()}</a>
                <LinkButton href="/openapi.json" kind=ButtonKind::Secondary icon="code">{t::DEVELOPERS_OPENAPI.s()}</LinkButton>
            </div>
            <section class="l-stack">
                <h2>{t::DEVELOPERS_OFFER_TITLE.s()}</h2>
                <div class="l-grid">
                    {offer(t::DEVELOPERS_OFFER_DIRECTORY, t::DEVELOPERS_OFFER_DIRECTORY_TEXT)}
                    {offer(t::DEVELOPERS_OFFER_PORTALS, t::DEVELOPERS_OFFER_PORTALS_TEXT)}
                    {offer(t::DEVELOPERS_OFFER_PLACES, t::DEVELOPERS_OFFER_PLACES_TEXT)}
                    {offer(t::DEVELOPERS_OFFER_TOOLS, t::DEVELOPERS_OFFER_TOOLS_TEXT)}
                    {offer(t::DEVELOPERS_OFFER_JOURNAL, t::DEVELOPERS_OFFER_JOURNAL_TEXT)}
                    {offer(t::DEVELOPERS_OFFER_DOCUMENTS, t::DEVELOPERS_OFFER_DOCUMENTS_TEXT)}
                </div>
            </section>
            <section class="l-stack">
                <h2>{t::DEVELOPERS_EXAMPLES_TITLE.s()}</h2>
                <p>{t::DEVELOPERS_EXAMPLES_TEXT.s()}</p>
                {examples()}
            </section>
            <section class="l-stack">
                <h2>{t::DEVELOPERS_RULES_TITLE.s()}</h2>
                <ul>
                    <li>{t::DEVELOPERS_RULES_CACHE.s()}</li>
                    <li>{t::DEVELOPERS_RULES_LIMIT.s()}</li>
                    <li>{t::DEVELOPERS_RULES_PAGES.s()}</li>
                    <li>{t::DEVELOPERS_RULES_ERRORS.s()}</li>
                    <li>{t::DEVELOPERS_RULES_LICENCE.s()}</li>
                </ul>
            </section>
            <section class="l-stack l-container--text" id="clave">
                <h2>{t::DEVELOPERS_KEY_TITLE.s()}</h2>
                <p>{t::DEVELOPERS_KEY_TEXT.s()}</p>
                {key_form()}
            </section>
        </div>
    }
    .into_any()
}

fn offer(title: Text, text: Text) -> impl IntoView {
    view! { <Card title=title.s()>{text.s()}</Card> }
}

/// Calls that work as they stand.
fn examples() -> impl IntoView {
    let origin = env::boot().origin.clone();
    let calls = [
        (
            t::DEVELOPERS_EXAMPLE_LIST,
            format!("curl '{origin}{MUNICIPALITIES_PATH}?department=20&limit=50'"),
        ),
        (
            t::DEVELOPERS_EXAMPLE_TOTALS,
            format!("curl '{origin}{TOTALS_PATH}'"),
        ),
        (
            t::DEVELOPERS_EXAMPLE_DEADLINE,
            format!(
                "curl '{origin}/api/v1/tools/deadline?start=2026-11-23&amount=10&unit=business_days&ubigeo=200101'"
            ),
        ),
        (
            t::DEVELOPERS_EXAMPLE_KEY,
            format!(
                "curl -H 'Authorization: Bearer mnc_…' '{origin}{MUNICIPALITIES_PATH}?q=piura'"
            ),
        ),
    ];
    calls
        .map(|(title, call)| {
            view! {
                <div class="l-stack l-stack--s">
                    <h3>{title.s()}</h3>
                    <pre tabindex="0"><code>{call.clone()}</code></pre>
                    <p><CopyButton text=call/></p>
                </div>
            }
        })
        .collect_view()
}
