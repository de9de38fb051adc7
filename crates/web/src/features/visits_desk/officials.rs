//! The page `/admin/visitas/funcionarios`: who can be visited, and who could.

use leptos::prelude::*;
use shared::features::visits::officials::{OFFICIALS_PATH, OfficialOut};
use shared::features::visits::staff::{STAFF_CSV_PATH, STAFF_XLSX_PATH};

use super::OFFICIALS;
use crate::format::short_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{Downloads, History, PagedList, screen_with, today};
use crate::ui::{
    ButtonKind, Cell, Column, DataTable, DateField, EmptyState, FilterBar, LinkButton, StatusBadge,
    TextInput, Tone,
};

/// Where a file of the staff is imported.
const IMPORT: &str = "/admin/registros/personal/importar";

type List = PagedList<OfficialOut, 2>;

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let list = List::read(OFFICIALS, OFFICIALS_PATH, [("q", "q"), ("dia", "on")]);
    let href = format!("{OFFICIALS}/nuevo");
    let add = view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::OFFICIALS_ADD.s()}</LinkButton> };
    let downloads = Downloads::new();
    let template = format!("{STAFF_XLSX_PATH}?template=true");
    let files = view! {
        <ul role="list" class="l-cluster">
            <li><a href=IMPORT>{t::OFFICIALS_IMPORT.s()}</a></li>
            <li>{downloads.link(template, t::OFFICIALS_TEMPLATE)}</li>
            <li>{downloads.link(STAFF_XLSX_PATH.to_owned(), t::OFFICIALS_EXPORT)}</li>
            <li>{downloads.link(STAFF_CSV_PATH.to_owned(), t::OFFICIALS_EXPORT_CSV)}</li>
        </ul>
        {downloads.dialog()}
    };
    screen_with(
        t::OFFICIALS_TITLE.s().to_owned(),
        t::OFFICIALS_LEAD.s().to_owned(),
        add,
        view! {
            {files}
            {filters(list)}
            {list.view(table)}
            <History kind="official"/>
        },
    )
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [text, day] = typed;
    let go = list.narrow(typed);
    let chips = list.chips(|name, value| match name {
        "q" => Some(format!("«{value}»")),
        _ => value.parse().ok().map(short_date),
    });
    view! {
        <FilterBar label=t::OFFICIALS_FILTER.s() chips=chips clear_href=OFFICIALS on_submit=go>
            <TextInput name="q" label=t::OFFICIALS_SEARCH.s() value=text kind="search" optional=true/>
            <DateField name="dia" label=t::OFFICIALS_ON.s() optional=true value=day/>
        </FilterBar>
    }
}

fn table(items: Vec<OfficialOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="users" title=t::OFFICIALS_NONE.s() text=t::OFFICIALS_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::OFFICIALS_NAME,
        t::OFFICIALS_POST,
        t::OFFICIALS_OFFICE,
        t::CATALOG_VALID,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="officials" caption=t::OFFICIALS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(official: OfficialOut) -> impl IntoView {
    let href = format!("{OFFICIALS}/{}", official.id);
    let ended = (!official.is_in_force(today()))
        .then(|| view! { " "<StatusBadge tone=Tone::Neutral label=t::OFFICIALS_ENDED.s()/> });
    let from = short_date(official.valid_from);
    let valid = match official.valid_to {
        Some(last) => format!("{from} – {}", short_date(last)),
        None => t::CATALOG_SINCE.with(&[("date", &from)]),
    };
    view! {
        <tr>
            <Cell label=t::OFFICIALS_NAME.s() primary=true><a href=href>{official.name}</a>{ended}</Cell>
            <Cell label=t::OFFICIALS_POST.s()>{official.post}</Cell>
            <Cell label=t::OFFICIALS_OFFICE.s()>{official.office}</Cell>
            <Cell label=t::CATALOG_VALID.s()>{valid}</Cell>
        </tr>
    }
}
