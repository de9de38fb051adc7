//! The page of a register: what it is, what narrows it, its records, their facets, and the same as open data.

use leptos::prelude::*;
use serde_json::{Value as Json, json};
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::wire::{FacetOut, RecordsPage, RegisterOut, registers_path};

use super::asked::Asked;
use super::changes::changes_page;
use super::facets::facets;
use super::form::form;
use super::index::freshness;
use super::live::live;
use super::open_data::{files, open_data};
use super::place::Whose;
use super::quality::quality;
use super::table::records;
use super::views::{View, asked_here, ways};
use super::watch::watch;
use crate::env;
use crate::features::payments::holder_way;
use crate::features::portal::use_portal;
use crate::fetch::{Remote, use_fetch, use_fetch_when};
use crate::i18n::{plural, t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::{platform_path, skeleton};
use crate::ui::{Breadcrumbs, Notice, PageTitle, Skeleton, SkeletonKind, Tone};

/// Records of a page.
const LIMIT: &str = "25";

/// The page `/registros/{register}`.
pub fn platform_list(params: &Params) -> AnyView {
    match Register::named(&params.get("register")) {
        Some(register) => page(register, Whose::All),
        None => beyond(),
    }
}

/// The page `/m/{slug}/registros/{register}`, and `/m/{slug}/{register}` where it is known.
pub fn tenant_list(params: &Params) -> AnyView {
    let register = Register::named(&params.get("register"));
    match (register, use_portal()) {
        (Some(register), Some(portal)) => page(register, Whose::Of(Box::new(portal))),
        _ => beyond(),
    }
}

/// What a page of a register reads.
#[derive(Clone, Copy)]
struct Sources {
    records: Remote<RecordsPage>,
    facets: Remote<Page<FacetOut>>,
    /// The registers of the municipality: how many records they hold, and when they were read last.
    registers: Remote<Page<RegisterOut>>,
}

impl Sources {
    fn of(register: &'static Register, whose: &Whose, asked: Memo<Asked>) -> Self {
        let is_all = matches!(whose, Whose::All);
        let (api, counted) = (whose.api(register), whose.api(register));
        let told = match whose {
            Whose::Of(portal) => Some(registers_path(&portal.slug)),
            Whose::All => None,
        };
        Self {
            // Without a filter, what a municipality's register holds is known already.
            records: use_fetch(move || {
                asked.with(|asked| asked.records(&api, LIMIT, is_all || asked.is_narrowed()))
            }),
            facets: use_fetch(move || asked.with(|asked| asked.facets(&counted))),
            registers: use_fetch_when(move || told.clone()),
        }
    }

    fn register(self, register: &'static Register) -> Option<RegisterOut> {
        let all = self.registers.ready()?.items;
        all.into_iter().find(|told| told.id == register.id)
    }
}

fn page(register: &'static Register, whose: Whose) -> AnyView {
    let asked = asked_here(register);
    let about = whose.clone();
    set_page(move || asked.with(|asked| meta(register, &about, asked)));
    let sources = Sources::of(register, &whose, asked);
    let list = whose.list(register);
    let above = vec![
        whose.home(),
        (t::REGISTERS_TITLE.s().to_owned(), whose.registers()),
    ];
    let beside = list.clone();
    let counted =
        move |found: Page<FacetOut>| facets(&found.items, &asked.get_untracked(), &beside);
    let everywhere = everywhere(register, &whose, asked);
    let live = live(register, &whose, asked, sources.records);
    let ways = ways(register, &whose, asked, View::List);
    let differences = changes_page(register, &whose);
    let own = whose.slug();
    let own = own.and_then(|slug| holder_way(register, &slug));
    let judged = quality(register, whose.slug().as_deref());
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=register.title/>
            <div class="l-stack l-stack--s" lang=written_tag()>
                <PageTitle title=register.title lead=register.description/>
                <p class="u-small u-muted">{t::REGISTERS_BASIS.s()}": "{register.legal_basis}</p>
            </div>
            {ways}
            {own}
            {form(register, list, asked)}
            <div aria-live="polite">{move || asked.with(mistakes)}</div>
            <div class="register-body">
                <div class="l-stack register-body__main" aria-busy=move || sources.records.busy().to_string()>
                    {live}
                    {results(register, whose.clone(), asked, sources)}
                    {everywhere}
                </div>
                <aside class="register-facets l-stack" aria-labelledby="facets-title">
                    <h2 class="register-facets__title" id="facets-title">{t::REGISTERS_FACETS.s()}</h2>
                    {sources.facets.show(|| skeleton(8), counted)}
                </aside>
            </div>
            <p><a href=differences>{t::REGISTERS_CHANGES_WAY.s()}</a></p>
            {judged}
            {open_data(register, whose.clone(), asked)}
            {watch(register, whose, asked)}
        </div>
    }
    .into_any()
}

fn results(
    register: &'static Register,
    whose: Whose,
    asked: Memo<Asked>,
    sources: Sources,
) -> impl IntoView {
    sources.records.show(
        || view! { <Skeleton kind=SkeletonKind::Table count=12/> },
        move |page: RecordsPage| {
            let total = page.total;
            // The registers may arrive after their records.
            let told = move || {
                let told = sources.register(register);
                let held = told.as_ref().and_then(|told| told.records);
                let narrowed = asked.with_untracked(Asked::is_narrowed);
                let total = total.or(held.filter(|_| !narrowed));
                let count =
                    total.map(|n| plural(n, t::REGISTERS_COUNT_ONE, t::REGISTERS_COUNT_MANY));
                view! {
                    <p class="register-count" aria-live="polite">{count}</p>
                    {told.as_ref().map(|told| freshness(register, told))}
                }
            };
            view! {
                {told}
                {asked.with_untracked(|asked| records(register, &whose, asked, page))}
            }
        },
    )
}

/// The way from the list of one municipality to the same of all of them.
fn everywhere(
    register: &'static Register,
    whose: &Whose,
    asked: Memo<Asked>,
) -> Option<impl IntoView + use<>> {
    let all = platform_path(&Whose::All.list(register));
    let href = move || asked.with(|asked| asked.href(&all));
    let is_one = matches!(whose, Whose::Of(_));
    is_one.then(|| view! { <p><a href=href>{t::REGISTERS_EVERYWHERE.s()}</a></p> })
}

/// What of the address could not be understood.
pub(super) fn mistakes(asked: &Asked) -> Option<AnyView> {
    let lines: Vec<_> = asked
        .mistakes()
        .map(|(name, mend)| {
            let line = format!("{name}: {mend}");
            view! { <li>{line}</li> }
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let notice = view! {
        <Notice tone=Tone::Warning title=t::REGISTERS_MISTAKES.s()><ul>{lines}</ul></Notice>
    };
    Some(notice.into_any())
}

fn meta(register: &'static Register, whose: &Whose, asked: &Asked) -> PageMeta {
    let list = whose.list(register);
    let mut meta = PageMeta::new(register.title, register.description).at(list.clone());
    meta.json_ld = Some(dataset(register, whose, &list));
    let meta = whose.page(meta);
    if asked.is_narrowed() || !asked.is_first_page() {
        meta.hidden(200)
    } else {
        meta
    }
}

/// What search engines for data read.
fn dataset(register: &'static Register, whose: &Whose, list: &str) -> Json {
    let origin = env::boot().origin.clone();
    let files = files(register).map(|(end, name)| {
        let address = format!("{origin}{}.{end}", whose.api(register));
        json!({ "@type": "DataDownload", "encodingFormat": name, "contentUrl": address })
    });
    json!({
        "@context": "https://schema.org", "@type": "Dataset", "name": register.title,
        "description": register.description, "url": list, "license": register.licence.url(),
        "isAccessibleForFree": true, "inLanguage": "es-PE",
        "creator": { "@type": "Organization", "name": whose.name() },
        "distribution": files.collect::<Vec<_>>(),
    })
}
