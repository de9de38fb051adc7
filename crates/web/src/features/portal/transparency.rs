//! The page `/m/{slug}/transparencia`: the headings of the Portal de Transparencia Estándar, and for each what stands here,
//! what stands on the national portal, and since when.

use leptos::prelude::*;
use shared::features::content::{PteItemPublic, PteThemePublic, transparency_path};
use shared::kit::page::Page;

use super::blocks::portal_page;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::format::short_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::{skeleton, tenant_path};
use crate::ui::{EmptyState, Icon, StatusBadge, Tone};

/// The page `/m/{slug}/transparencia`.
pub fn transparency(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = transparency_path(&portal.slug);
    let found = use_fetch::<Page<PteThemePublic>>(move || path.clone());
    let slug = portal.slug.clone();
    let themes = found.show(|| skeleton(12), move |page| themes(page.items, &slug));
    let lead = t::PTE_LEAD.with(&[("name", &portal.name)]);
    let content = view! {
        <p class="u-small u-muted">
            {t::PTE_LEGAL.s()}" "
            <a href=tenant_path(&portal.slug, "responsables")>{t::PTE_WHO.s()}</a>
        </p>
        {themes}
    };
    portal_page(&portal, "transparencia", t::PTE_TITLE.s(), lead, content)
}

fn themes(themes: Vec<PteThemePublic>, slug: &str) -> AnyView {
    if themes.is_empty() {
        return view! { <EmptyState icon="scale" title=t::PTE_EMPTY_TITLE.s() text=t::PTE_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let sections = themes
        .into_iter()
        .map(|theme| {
            let items = theme
                .items
                .into_iter()
                .map(|it| item(it, slug))
                .collect_view();
            view! {
                <section class="l-stack l-stack--s">
                    <h2>{theme.title}</h2>
                    <ul role="list" class="pte">{items}</ul>
                </section>
            }
        })
        .collect_view();
    view! { <div class="l-stack l-stack--l">{sections}</div> }.into_any()
}

fn item(item: PteItemPublic, slug: &str) -> impl IntoView + use<> {
    let here = item.href.as_deref().map(|href| {
        let outside = href.starts_with("https://");
        let to = if outside { href.to_owned() } else { tenant_path(slug, href) };
        view! { <a class="portal-way" href=to rel=outside.then_some("external")><Icon name="file-text"/>{t::PTE_HERE.s()}<span class="u-vh">": "{item.title.clone()}</span></a> }
    });
    let (tone, state) = match (item.updated_on, &item.notice) {
        (Some(day), _) if here.is_some() => (
            Tone::Success,
            t::PTE_UPDATED.with(&[("date", &short_date(day))]),
        ),
        (_, Some(_)) => (Tone::Info, t::PTE_NOTICED.s().to_owned()),
        _ => (Tone::Neutral, t::PTE_NOT_HERE.s().to_owned()),
    };
    // Whatever was stored, only a web address becomes a link.
    let national = item.national_url.starts_with("https://").then(|| {
        view! { <a class="portal-way" href=item.national_url rel="external noopener"><Icon name="external-link"/>{t::PTE_NATIONAL.s()}<span class="u-vh">": "{item.title.clone()}</span></a> }
    });
    view! {
        <li class="pte__item l-stack l-stack--s">
            <div class="l-cluster l-cluster--between"><h3>{item.title}</h3><StatusBadge tone=tone label=state/></div>
            {item.detail.map(|text| view! { <p>{text}</p> })}
            {item.notice.map(|text| view! { <p>{text}</p> })}
            <p class="u-small u-muted">{item.periodicity}" · "{item.legal_basis}</p>
            <p class="l-cluster">{here}{national}</p>
        </li>
    }
}
