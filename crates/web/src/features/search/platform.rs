//! The page `/buscar?q=…` of the platform: municipalities, places, manuals, the platform's own pages, and where the code
//! of a document or of a request leads.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::features::directory::{MUNICIPALITIES_PATH, MunicipalityListItem, PortalStatus};
use shared::features::documents::normalize_document_code;
use shared::features::errors::ERRORS_PAGE;
use shared::features::help::{HELP_PATH, ManualSummary, manual_page};
use shared::features::places::{PLACES_PATH, PlacePublic};
use shared::kit::page::Page;
use shared::text::fold::fold;
use shared::ubigeo::Level;

use super::hits::{Entry, Found, asked, form, list, matching, results};
use crate::features::directory::{kind_label, status_label};
use crate::features::journal::HEADS_PAGE;
use crate::features::registers;
use crate::fetch::{Remote, use_fetch_when};
use crate::format::address;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::tenant_path;
use crate::ui::PageTitle;

/// Where the page stands.
const PAGE: &str = "/buscar";
/// Where municipalities are listed.
const DIRECTORY: &str = "/municipalidades";
/// What the API takes of a search; nobody means more.
const MOST_CHARS: usize = 100;
const MOST_WORDS: usize = 8;
/// Entries of one source.
const MOST: &str = "20";

/// The platform's own pages, in the words of their headings.
pub(super) const PAGES: [(&str, Text, Text); 15] = [
    ("/", t::HOME_TITLE, t::HOME_LEAD),
    (DIRECTORY, t::DIRECTORY_TITLE, t::DIRECTORY_LEAD),
    ("/solicitar-portal", t::REQUEST_TITLE, t::REQUEST_LEAD),
    ("/seguimiento", t::TRACKING_TITLE, t::TRACKING_LEAD),
    ("/verificar", t::VERIFY_TITLE, t::VERIFY_LEAD),
    (
        "/calculadora-de-plazos",
        t::DEADLINE_TITLE,
        t::DEADLINE_LEAD,
    ),
    ("/ayuda", t::HELP_TITLE, t::HELP_LEAD),
    ("/desarrolladores", t::DEVELOPERS_TITLE, t::DEVELOPERS_LEAD),
    (ERRORS_PAGE, t::ERRORS_TITLE, t::ERRORS_LEAD),
    (
        registers::PAGE,
        t::REGISTERS_TITLE,
        t::REGISTERS_LEAD_PLATFORM,
    ),
    (HEADS_PAGE, t::HEADS_TITLE, t::HEADS_LEAD),
    ("/estado", t::STATUS_TITLE, t::STATUS_LEAD),
    ("/privacidad", t::PRIVACY_TITLE, t::PRIVACY_LEAD),
    ("/accesibilidad", t::ACCESS_TITLE, t::ACCESS_LEAD),
    ("/acerca", t::ABOUT_TITLE, t::ABOUT_LEAD),
];

/// The page `/buscar`.
pub fn page(_params: &Params) -> AnyView {
    let asked = asked();
    set_page(|| {
        PageMeta::new(t::SEARCH_PLATFORM_TITLE.s(), t::SEARCH_PLATFORM_LEAD.s())
            .at(PAGE)
            .hidden(200)
    });
    let words = Memo::new(move |_| asked.with(|typed| words(typed)));
    let sources = Sources {
        municipalities: source(words, MUNICIPALITIES_PATH, MOST),
        places: source(words, PLACES_PATH, MOST),
        manuals: source(words, HELP_PATH, ""),
    };
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::SEARCH_PLATFORM_TITLE.s() lead=t::SEARCH_PLATFORM_LEAD.s()/>
            {form("platform-search", t::SEARCH_PLATFORM_LABEL, PAGE.to_owned(), asked)}
            <div aria-live="polite">
                {move || words.with(|words| if words.is_empty() { all_pages() } else { answer(words, sources) })}
            </div>
        </div>
    }
    .into_any()
}

/// What is searched for: what was typed, as far as the API takes it.
fn words(typed: &str) -> String {
    let most: String = typed.chars().take(MOST_CHARS).collect();
    let folded = fold(&most);
    let words: Vec<_> = folded.split(' ').take(MOST_WORDS).collect();
    words.join(" ")
}

/// Where the entries come from. Asked only when somebody searches.
#[derive(Clone, Copy)]
struct Sources {
    municipalities: Remote<Page<MunicipalityListItem>>,
    places: Remote<Page<PlacePublic>>,
    manuals: Remote<Page<ManualSummary>>,
}

/// The manuals are few: they come without pages and take no limit.
fn source<T>(words: Memo<String>, path: &'static str, limit: &'static str) -> Remote<Page<T>>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    use_fetch_when(move || {
        words.with(|words| {
            let asked = [("q", words.as_str()), ("limit", limit)];
            (!words.is_empty()).then(|| address(path, &asked))
        })
    })
}

fn answer(words: &str, sources: Sources) -> AnyView {
    let mut found = Found::of(by_code(words));
    found.entries.extend(matching(words, pages()));
    let mut more = false;
    found.take(sources.municipalities, |page| {
        more |= page.next_cursor.is_some();
        page.items.into_iter().map(municipality).collect()
    });
    found.take(sources.places, |page| {
        more |= page.next_cursor.is_some();
        page.items.into_iter().map(place).collect()
    });
    found.take(sources.manuals, |page| {
        page.items.into_iter().map(manual).collect()
    });
    let more = more.then(|| {
        let all = address(DIRECTORY, &[("q", words)]);
        view! { <p>{t::SEARCH_MORE.s()}" "<a href=all>{t::SEARCH_MORE_DIRECTORY.s()}</a></p> }
    });
    view! { <div class="l-stack">{results(found)}{more}</div> }.into_any()
}

/// What stands there before anybody searches.
fn all_pages() -> AnyView {
    list(pages())
}

fn pages() -> Vec<Entry> {
    let entry = |(path, title, text): (&str, Text, Text)| Entry {
        kind: t::SEARCH_KIND_PAGE,
        title: title.s().to_owned(),
        text: text.s().to_owned(),
        href: path.to_owned(),
    };
    PAGES.map(entry).into()
}

/// Whoever types a code means the thing that bears it.
fn by_code(words: &str) -> Vec<Entry> {
    let document = normalize_document_code(words).ok().map(|code| Entry {
        kind: t::VERIFY_TITLE,
        href: format!("/verificar/{code}"),
        text: t::VERIFY_LEAD.s().to_owned(),
        title: code,
    });
    let request = is_request(words).then(|| {
        let code = words.to_uppercase();
        Entry {
            kind: t::TRACKING_TITLE,
            href: address("/seguimiento", &[("codigo", &code)]),
            text: t::TRACKING_LEAD.s().to_owned(),
            title: code,
        }
    });
    document.into_iter().chain(request).collect()
}

/// Whether it has the form of `POR-2026-000001`.
fn is_request(words: &str) -> bool {
    let digits = |part: Option<&str>, most: usize| {
        part.is_some_and(|part| {
            part.len() == most && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let mut parts = words.split('-');
    parts.next() == Some("por")
        && digits(parts.next(), 4)
        && digits(parts.next(), 6)
        && parts.next().is_none()
}

fn municipality(item: MunicipalityListItem) -> Entry {
    let place = [item.district, item.province, item.department].join(", ");
    let facts = [
        kind_label(item.kind).s(),
        &place,
        status_label(item.status).s(),
    ];
    // One without a portal is shown where it stands in the list; a suspended portal has a page with its notice.
    let notice = (item.status == PortalStatus::Suspended).then(|| tenant_path(&item.slug, ""));
    let listed = || address(DIRECTORY, &[("q", &item.name)]);
    Entry {
        kind: t::DESK_MUNICIPALITY,
        text: facts.join(" · "),
        href: item.url.or(notice).unwrap_or_else(listed),
        title: item.name,
    }
}

fn place(place: PlacePublic) -> Entry {
    let filter = match place.code.level() {
        Level::Department => "department",
        Level::Province => "province",
        Level::District => "district",
    };
    Entry {
        kind: t::SEARCH_KIND_PLACE,
        href: address(DIRECTORY, &[(filter, place.code.as_str())]),
        text: format!("{} · UBIGEO {}", place.path, place.code),
        title: place.name,
    }
}

fn manual(manual: ManualSummary) -> Entry {
    Entry {
        kind: t::SEARCH_KIND_MANUAL,
        href: manual_page(manual.role),
        title: manual.title,
        text: manual.section.unwrap_or_default(),
    }
}
