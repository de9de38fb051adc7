//! The page `/m/{slug}/buscar?q=…`: what the portal publishes, found by its words. Accents and case do not matter.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::de::DeserializeOwned;
use shared::features::content::{
    AgendaPublic, EventPublic, OfficePublic, OrgUnitPublic, PageSummaryPublic, PteItemPublic,
    PteThemePublic, VideoPublic, agenda_path, offices_path, org_units_path, pages_path,
    transparency_path, videos_path,
};
use shared::features::grants::{Responsible, Responsibles, responsibles_path};
use shared::features::portal::{MenuNode, PortalPublic};
use shared::kit::page::Page;
use shared::text::fold::fold;

use super::blocks::framed;
use super::use_portal;
use crate::fetch::{Remote, RemoteState, use_fetch_when};
use crate::format::{address, short_date};
use crate::i18n::{Text, plural, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::staff::role_label;
use crate::shell::{skeleton, tenant_path};
use crate::ui::{EmptyState, Notice, SearchBox, Tone};

/// Something that may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    kind: Text,
    title: String,
    text: String,
    href: String,
}

/// The page `/m/{slug}/buscar`.
pub fn search(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    let about = portal.clone();
    set_page(move || {
        PageMeta::new(t::SEARCH_TITLE.s(), t::SEARCH_LEAD.s())
            .at(tenant_path(&about.slug, "buscar"))
            .of(&about)
            .hidden(200)
    });
    let sources = sources(&portal, asked);
    let content = view! {
        {form(&portal, asked)}
        <div aria-live="polite">
            {move || {
                let words = asked.get();
                (!words.trim().is_empty()).then(|| results(&words, sources.read()))
            }}
        </div>
    };
    framed(
        &portal,
        t::SEARCH_TITLE.s().to_owned(),
        t::SEARCH_LEAD.s().to_owned(),
        content,
    )
}

fn form(portal: &PortalPublic, asked: Memo<String>) -> AnyView {
    let typed = RwSignal::new(asked.get_untracked());
    Effect::new(move |_| typed.set(asked.get()));
    let action = tenant_path(&portal.slug, "buscar");
    let navigate = use_navigate();
    let target = action.clone();
    let go = move |()| {
        let to = address(&target, &[("q", typed.get_untracked().trim())]);
        navigate(&to, NavigateOptions::default());
    };
    view! {
        <SearchBox id="portal-search" label=t::SHELL_SEARCH_LABEL.s() value=typed large=true action=action on_search=go/>
    }
    .into_any()
}

/// Where the entries come from. Asked only when somebody searches.
#[derive(Clone)]
struct Sources {
    slug: String,
    menu: Vec<Entry>,
    pages: Remote<Page<PageSummaryPublic>>,
    offices: Remote<Page<OfficePublic>>,
    officers: Remote<Responsibles>,
    units: Remote<Page<OrgUnitPublic>>,
    videos: Remote<Page<VideoPublic>>,
    themes: Remote<Page<PteThemePublic>>,
    agenda: Remote<AgendaPublic>,
}

fn sources(portal: &PortalPublic, asked: Memo<String>) -> Sources {
    let slug = portal.slug.as_str();
    Sources {
        slug: portal.slug.clone(),
        menu: portal
            .menu
            .iter()
            .flat_map(|node| menu_entries(node, slug))
            .collect(),
        pages: when_asked(asked, pages_path(slug)),
        offices: when_asked(asked, offices_path(slug)),
        officers: when_asked(asked, responsibles_path(slug)),
        units: when_asked(asked, org_units_path(slug)),
        videos: when_asked(asked, videos_path(slug)),
        themes: when_asked(asked, transparency_path(slug)),
        agenda: when_asked(asked, agenda_path(slug)),
    }
}

fn when_asked<T>(asked: Memo<String>, path: String) -> Remote<T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let searching = Memo::new(move |_| asked.with(|words| !words.trim().is_empty()));
    use_fetch_when(move || searching.get().then(|| path.clone()))
}

/// What is there so far, whether more is on its way, and whether something could not be had.
struct Found {
    entries: Vec<Entry>,
    loading: bool,
    failed: bool,
}

impl Sources {
    fn read(&self) -> Found {
        let mut found = Found {
            entries: self.menu.clone(),
            loading: false,
            failed: false,
        };
        let slug = self.slug.as_str();
        found.take(self.pages, |page| {
            page.items
                .into_iter()
                .map(|item| page_entry(item, slug))
                .collect()
        });
        found.take(self.offices, |page| {
            page.items
                .into_iter()
                .map(|item| office_entry(item, slug))
                .collect()
        });
        found.take(self.officers, |list| {
            list.items
                .into_iter()
                .map(|item| officer_entry(item, slug))
                .collect()
        });
        found.take(self.units, |page| {
            page.items
                .iter()
                .flat_map(|unit| unit_entries(unit, slug))
                .collect()
        });
        found.take(self.videos, |page| {
            page.items
                .into_iter()
                .map(|item| video_entry(item, slug))
                .collect()
        });
        found.take(self.themes, |page| {
            let items = page.items.into_iter().flat_map(|theme| theme.items);
            items.map(|item| heading_entry(item, slug)).collect()
        });
        found.take(self.agenda, |agenda| {
            let events = agenda.upcoming.into_iter().chain(agenda.past);
            events.map(|event| event_entry(event, slug)).collect()
        });
        found
    }
}

impl Found {
    fn take<T>(&mut self, source: Remote<T>, entries: impl FnOnce(T) -> Vec<Entry>)
    where
        T: Clone + Send + Sync + 'static,
    {
        match source.get() {
            RemoteState::Ready(value) => self.entries.extend(entries(value)),
            RemoteState::Failed(_) => self.failed = true,
            RemoteState::Idle | RemoteState::Loading => self.loading = true,
        }
    }
}

fn menu_entries(node: &MenuNode, slug: &str) -> Vec<Entry> {
    let own = (!node.href.is_empty() && !node.href.starts_with("http")).then(|| Entry {
        kind: t::SEARCH_KIND_SECTION,
        title: node.label.clone(),
        text: String::new(),
        href: tenant_path(slug, &node.href),
    });
    let below = node
        .children
        .iter()
        .flat_map(|child| menu_entries(child, slug));
    own.into_iter().chain(below).collect()
}

fn page_entry(page: PageSummaryPublic, slug: &str) -> Entry {
    Entry {
        kind: t::SEARCH_KIND_PAGE,
        href: tenant_path(slug, &format!("paginas/{}", page.slug)),
        title: page.title,
        text: page.summary.unwrap_or_default(),
    }
}

fn office_entry(office: OfficePublic, slug: &str) -> Entry {
    Entry {
        kind: t::SEARCH_KIND_OFFICE,
        href: tenant_path(slug, "oficinas"),
        title: office.name,
        text: office.address.unwrap_or_default(),
    }
}

fn officer_entry(item: Responsible, slug: &str) -> Entry {
    Entry {
        kind: t::SEARCH_KIND_OFFICER,
        href: tenant_path(slug, "responsables"),
        title: item.name,
        text: role_label(item.role).s().to_owned(),
    }
}

fn unit_entries(unit: &OrgUnitPublic, slug: &str) -> Vec<Entry> {
    let own = Entry {
        kind: t::SEARCH_KIND_UNIT,
        href: tenant_path(slug, "organigrama"),
        title: unit.name.clone(),
        text: unit.siglas.clone(),
    };
    let below = unit
        .children
        .iter()
        .flat_map(|child| unit_entries(child, slug));
    std::iter::once(own).chain(below).collect()
}

fn video_entry(video: VideoPublic, slug: &str) -> Entry {
    Entry {
        kind: t::SEARCH_KIND_VIDEO,
        href: tenant_path(slug, "videos"),
        title: video.title,
        text: video.description.unwrap_or_default(),
    }
}

fn heading_entry(item: PteItemPublic, slug: &str) -> Entry {
    Entry {
        kind: t::PTE_TITLE,
        href: tenant_path(slug, "transparencia"),
        title: item.title,
        text: item.detail.unwrap_or_default(),
    }
}

fn event_entry(event: EventPublic, slug: &str) -> Entry {
    Entry {
        kind: t::AGENDA_TITLE,
        href: tenant_path(slug, "agenda"),
        title: event.title,
        text: short_date(event.starts_on),
    }
}

/// The entries in which every word stands, those with all words in the title first.
fn matching(words: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let folded = fold(words);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    let (mut by_title, mut by_text) = (Vec::new(), Vec::new());
    for entry in entries {
        if has_all(&fold(&entry.title)) {
            by_title.push(entry);
        } else if has_all(&fold(&format!("{} {}", entry.title, entry.text))) {
            by_text.push(entry);
        }
    }
    by_title.append(&mut by_text);
    by_title
}

fn results(words: &str, found: Found) -> AnyView {
    let hits = matching(words, found.entries);
    let count = u64::try_from(hits.len()).unwrap_or_default();
    let failed = found.failed.then(|| {
        view! { <Notice tone=Tone::Warning title=t::SEARCH_FAILED_TITLE.s()>{t::SEARCH_FAILED_TEXT.s()}</Notice> }
    });
    let loading = found.loading.then(|| skeleton(4));
    let list = if hits.is_empty() && !found.loading && !found.failed {
        view! { <EmptyState icon="search" title=t::SEARCH_EMPTY_TITLE.s() text=t::SEARCH_EMPTY_TEXT.s()/> }.into_any()
    } else {
        let items = hits.into_iter().map(hit).collect_view();
        view! {
            <p class="u-muted">{plural(count, t::SEARCH_COUNT_ONE, t::SEARCH_COUNT_MANY)}</p>
            <ul class="search-hits" role="list">{items}</ul>
        }
        .into_any()
    };
    view! { <div class="l-stack">{failed}{list}{loading}</div> }.into_any()
}

fn hit(entry: Entry) -> impl IntoView {
    view! {
        <li class="search-hits__hit">
            <p class="u-small u-muted">{entry.kind.s()}</p>
            <h2 class="search-hits__title"><a href=entry.href>{entry.title}</a></h2>
            {(!entry.text.is_empty()).then(|| view! { <p>{entry.text}</p> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, text: &str) -> Entry {
        Entry {
            kind: t::SEARCH_KIND_PAGE,
            title: title.into(),
            text: text.into(),
            href: String::new(),
        }
    }

    #[test]
    fn words_are_found_without_accents_and_titles_come_first() {
        let entries = vec![
            entry("Mesa de partes", "Recepción de documentos"),
            entry("Recepción", ""),
            entry("Videos", ""),
        ];
        let titles: Vec<_> = matching("RECEPCION", entries)
            .into_iter()
            .map(|entry| entry.title)
            .collect();
        assert_eq!(titles, ["Recepción", "Mesa de partes"]);
    }
}
