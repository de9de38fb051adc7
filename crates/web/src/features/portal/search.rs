//! The page `/m/{slug}/buscar?q=…`: what the portal publishes, found by its words. Accents and case do not matter.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::features::content::{
    AgendaPublic, EventPublic, OfficePublic, OrgUnitPublic, PageSummaryPublic, PteItemPublic,
    PteThemePublic, VideoPublic, agenda_path, offices_path, org_units_path, pages_path,
    transparency_path, videos_path,
};
use shared::features::grants::{Responsible, Responsibles, responsibles_path};
use shared::features::portal::{MenuNode, PortalPublic};
use shared::kit::page::Page;

use super::blocks::framed;
use super::use_portal;
use crate::features::search::{Entry, Found, asked, form, matching, results};
use crate::fetch::{Remote, use_fetch_when};
use crate::format::short_date;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::staff::role_label;
use crate::shell::tenant_path;

/// The page `/m/{slug}/buscar`.
pub fn search(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let asked = asked();
    let about = portal.clone();
    set_page(move || {
        PageMeta::new(t::SEARCH_TITLE.s(), t::SEARCH_LEAD.s())
            .at(tenant_path(&about.slug, "buscar"))
            .of(&about)
            .hidden(200)
    });
    let sources = sources(&portal, asked);
    let content = view! {
        {form("portal-search", t::SHELL_SEARCH_LABEL, tenant_path(&portal.slug, "buscar"), asked)}
        <div aria-live="polite">
            {move || {
                let words = asked.get();
                (!words.trim().is_empty()).then(|| {
                    let mut found = sources.read();
                    found.entries = matching(&words, found.entries);
                    results(found)
                })
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

impl Sources {
    fn read(&self) -> Found {
        let mut found = Found::of(self.menu.clone());
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
