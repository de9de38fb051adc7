//! The list of municipalities, narrowed by the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::features::directory::{
    DirectoryTotals, MunicipalityKind, MunicipalityListItem, PortalStatus, TOTALS_PATH,
};
use shared::kit::page::Page;

use super::departments::DEPARTMENTS;
use super::filters::{Filters, LIST};
use super::periods::periods;
use super::{kind_label, status_label, status_tone};
use crate::fetch::use_fetch;
use crate::format::{integer, percent};
use crate::i18n::{plural, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{external, skeleton, tenant_path};
use crate::ui::{
    Choice, CoatOfArms, EmptyState, FilterBar, PageTitle, Pager, Select, StatusBadge, TextInput,
};

/// The page `/municipalidades`.
pub fn list(_params: &Params) -> AnyView {
    let query = use_query_map();
    let filters = Memo::new(move |_| query.with(Filters::read));
    set_page(move || filters.with(meta));
    let found = use_fetch::<Page<MunicipalityListItem>>(move || filters.with(Filters::api_path));
    let share = use_fetch::<DirectoryTotals>(|| TOTALS_PATH.to_owned());
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <PageTitle title=t::DIRECTORY_TITLE.s() lead=t::DIRECTORY_LEAD.s()/>
            {share.show(|| skeleton(1), |totals| share_of(&totals))}
            {filter_bar(filters)}
            <div aria-live="polite" aria-busy=move || found.busy().to_string()>
                {found.show(|| skeleton(8), move |page| results(page, &filters.get_untracked()))}
            </div>
            {move || share.ready().as_ref().and_then(periods)}
        </div>
    }
    .into_any()
}

/// How far the country is, whatever the list is narrowed to.
fn share_of(totals: &DirectoryTotals) -> AnyView {
    let text = t::DIRECTORY_SHARE_OF.with(&[
        ("with", &integer(totals.with_portal)),
        ("total", &integer(totals.total)),
        ("share", &percent(totals.with_portal, totals.total)),
    ]);
    view! { <p>{text}</p> }.into_any()
}

fn meta(filters: &Filters) -> PageMeta {
    let meta = PageMeta::new(t::DIRECTORY_TITLE.s(), t::DIRECTORY_LEAD.s()).at(LIST);
    if filters.any() || !filters.first_page() {
        meta.hidden(200)
    } else {
        meta
    }
}

/// The filters as fields; the fields follow the address.
fn filter_bar(filters: Memo<Filters>) -> AnyView {
    let names = ["q", "department", "kind", "status"];
    let values =
        names.map(|name| RwSignal::new(filters.with_untracked(|filters| filters.get(name))));
    Effect::new(move |_| {
        filters.with(|filters| {
            for (name, value) in names.iter().zip(values) {
                value.set(filters.get(name));
            }
        });
    });
    let [q, department, kind, status] = values;
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let narrowed = names
            .iter()
            .zip(values)
            .fold(filters.get_untracked(), |filters, (name, value)| {
                filters.with(name, value.get_untracked().trim())
            });
        navigate(
            &narrowed.href(),
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    });
    let chips = Signal::derive(move || filters.with(Filters::chips));
    let all = t::DIRECTORY_FILTER_ALL.s();
    view! {
        <FilterBar label=t::DIRECTORY_FILTER_LABEL.s() chips=chips clear_href=LIST on_submit=go>
            <TextInput name="q" label=t::DIRECTORY_FILTER_Q.s() value=q kind="search" optional=true/>
            <Select name="department" label=t::DIRECTORY_DEPARTMENT.s() value=department optional=true
                options=departments() empty=all on_change=go/>
            <Select name="kind" label=t::DIRECTORY_FILTER_KIND.s() value=kind optional=true
                options=kinds() empty=all on_change=go/>
            <Select name="status" label=t::DIRECTORY_FILTER_STATUS.s() value=status optional=true
                options=statuses() empty=all on_change=go/>
        </FilterBar>
    }.into_any()
}

fn departments() -> Vec<Choice> {
    DEPARTMENTS
        .iter()
        .map(|(code, name)| Choice::new(*code, *name))
        .collect()
}

fn kinds() -> Vec<Choice> {
    MunicipalityKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), kind_label(*kind).s()))
        .collect()
}

fn statuses() -> Vec<Choice> {
    PortalStatus::ALL
        .iter()
        .map(|status| Choice::new(status.as_str(), status_label(*status).s()))
        .collect()
}

fn results(page: Page<MunicipalityListItem>, filters: &Filters) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <EmptyState title=t::DIRECTORY_EMPTY_TITLE.s() text=t::DIRECTORY_EMPTY_TEXT.s()>
                <a href=LIST>{t::DIRECTORY_EMPTY_ACTION.s()}</a>
            </EmptyState>
        }
        .into_any();
    }
    let count = page
        .total
        .map(|total| plural(total, t::DIRECTORY_COUNT_ONE, t::DIRECTORY_COUNT_MANY));
    let next = page.next_cursor.map(|cursor| filters.page_href(&cursor));
    // Cursors only lead forward; back is where the browser's own button goes, or the first page.
    let first = (!filters.first_page()).then(|| filters.href());
    view! {
        <div class="l-stack">
            {count.clone().map(|count| view! { <p class="u-muted">{count}</p> })}
            <ul class="directory-list" role="list">{page.items.into_iter().map(entry).collect_view()}</ul>
            {first.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
            <p><a href=filters.csv_path() rel="external" download="">{t::DIRECTORY_CSV.s()}</a></p>
            <Pager label=t::DIRECTORY_PAGER.s() previous=None next=next summary=count.unwrap_or_default()/>
        </div>
    }
    .into_any()
}

fn entry(item: MunicipalityListItem) -> impl IntoView {
    let arms_of = item.name.clone();
    let place = [item.district, item.province, item.department];
    let place = place
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    // A suspended portal still has an address: there its notice stands.
    let notice = (item.status == PortalStatus::Suspended).then(|| tenant_path(&item.slug, ""));
    let name = match item.url.or(notice) {
        Some(url) => {
            let rel = external(&url).then_some("external");
            view! { <a href=url rel=rel>{item.name}</a> }.into_any()
        }
        None => view! { <span>{item.name}</span> }.into_any(),
    };
    view! {
        <li class="directory-list__entry">
            <CoatOfArms name=arms_of src=item.coat_of_arms/>
            <div class="l-stack l-stack--s">
                <h2 class="directory-list__name">{name}</h2>
                <p class="u-small u-muted">{kind_label(item.kind).s()}" · "{place}" · UBIGEO "{item.ubigeo}</p>
            </div>
            <StatusBadge tone=status_tone(item.status) label=status_label(item.status).s()/>
        </li>
    }
}
