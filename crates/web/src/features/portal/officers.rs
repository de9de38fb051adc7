//! The page `/m/{slug}/responsables`: who answers for what, by which resolution, since when.

use leptos::prelude::*;
use shared::features::grants::{Responsible, Responsibles, responsibles_path};
use shared::features::portal::Officer;

use super::blocks::portal_page;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::format::short_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::staff::role_label;
use crate::ui::{Cell, Column, DataTable, EmptyState, Skeleton, SkeletonKind};

/// The page `/m/{slug}/responsables`.
pub fn officers(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = responsibles_path(&portal.slug);
    // Elected and not appointed, so no grant names him: the portal does, first.
    let head = portal.officers.first().cloned();
    let found = use_fetch::<Responsibles>(move || path.clone());
    let content = found.show(
        || view! { <Skeleton kind=SkeletonKind::Table count=6/> },
        move |found| officers_table(found.items, head.clone()),
    );
    let content = view! {
        {content}
        <p class="u-small u-muted">{t::OFFICERS_LEGAL.s()}</p>
    };
    portal_page(
        &portal,
        "responsables",
        t::OFFICERS_TITLE.s(),
        t::OFFICERS_LEAD.s().to_owned(),
        content,
    )
}

/// Who answers for what, as a table; above them the head of the municipality, where no grant names him.
pub fn officers_table(items: Vec<Responsible>, head: Option<Officer>) -> AnyView {
    let head = head.filter(|head| items.iter().all(|item| item.name != head.name));
    if items.is_empty() && head.is_none() {
        return view! {
            <EmptyState icon="users" title=t::OFFICERS_EMPTY_TITLE.s() text=t::OFFICERS_EMPTY_TEXT.s()/>
        }
        .into_any();
    }
    let columns = vec![
        Column::text(t::OFFICERS_ROLE.s()),
        Column::text(t::OFFICERS_NAME.s()),
        Column::text(t::OFFICERS_RESOLUTION.s()),
        Column::text(t::OFFICERS_SINCE.s()),
    ];
    let head = head.map(|head| {
        view! {
            <tr>
                <Cell label=t::OFFICERS_ROLE.s() primary=true>{head.subject}</Cell>
                <Cell label=t::OFFICERS_NAME.s()>{head.name}</Cell>
                <Cell label=t::OFFICERS_RESOLUTION.s()>{head.resolution.unwrap_or_else(|| "–".to_owned())}</Cell>
                <Cell label=t::OFFICERS_SINCE.s()>"–"</Cell>
            </tr>
        }
    });
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="officers" caption=t::OFFICERS_TITLE.s() hide_caption=true columns=columns>{head}{rows}</DataTable>
    }
    .into_any()
}

fn row(item: Responsible) -> impl IntoView {
    let role = role_label(item.role).s();
    let what = match item.theme {
        Some(theme) => format!("{role}: {theme}"),
        None => role.to_owned(),
    };
    let resolution = t::OFFICERS_RESOLUTION_OF.with(&[
        ("number", &item.resolution),
        ("date", &short_date(item.resolution_date)),
    ]);
    let since = match item.ends_on {
        Some(until) => t::OFFICERS_FROM_TO.with(&[
            ("from", &short_date(item.starts_on)),
            ("to", &short_date(until)),
        ]),
        None => short_date(item.starts_on),
    };
    view! {
        <tr>
            <Cell label=t::OFFICERS_ROLE.s() primary=true>{what}</Cell>
            <Cell label=t::OFFICERS_NAME.s()>{item.name}</Cell>
            <Cell label=t::OFFICERS_RESOLUTION.s()>{resolution}</Cell>
            <Cell label=t::OFFICERS_SINCE.s()>{since}</Cell>
        </tr>
    }
}
