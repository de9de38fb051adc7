//! The catalogues, and the rows of one.

use leptos::prelude::*;
use shared::features::catalogs::{CATALOGS, Catalog, CatalogEntry, Validity, catalog_path};
use shared::kit::page::Page;

use super::PAGE;
use super::values::shown;
use crate::fetch::use_fetch;
use crate::format::short_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::nothing_here;
use crate::staff::{History, screen, screen_under, table_skeleton, today};
use crate::ui::{
    ButtonKind, Cell, Checkbox, Column, DataTable, EmptyState, LinkButton, StatusBadge, Tile,
    TileGrid, Tone,
};

/// The page `/admin/catalogos`.
pub fn catalogs(_params: &Params) -> AnyView {
    let tiles = CATALOGS
        .iter()
        .map(|catalog| {
            let href = format!("{PAGE}/{}", catalog.name);
            view! { <Tile href=href icon="table" title=catalog.title text=catalog.description/> }
        })
        .collect_view();
    screen(
        t::CATALOG_TITLE,
        t::CATALOG_LEAD,
        view! { <TileGrid>{tiles}</TileGrid> },
    )
}

/// The page `/admin/catalogos/{name}`.
pub fn catalog(params: &Params) -> AnyView {
    let Some(catalog) = Catalog::find(&params.get("name")) else {
        return nothing_here();
    };
    let found = use_fetch::<Page<CatalogEntry>>(|| catalog_path(catalog.name));
    let all = RwSignal::new(false);
    let may = catalog.editable && use_session().can(shared::access::Permission::CatalogsEdit);
    let rows = found.show(table_skeleton, move |page| {
        view! { {move || table(catalog, &page.items, all.get())} }
    });
    let add = may.then(|| {
        let href = format!("{PAGE}/{}/nueva", catalog.name);
        view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::CATALOG_ADD.s()}</LinkButton> }
    });
    // Days off move terms, but only those counted from now on.
    let recompute = (may && catalog.name == "holidays").then(|| {
        view! { <p><a href="/admin/plazos">{t::DEADLINES_FROM_HOLIDAYS.s()}</a></p> }
    });
    screen_under(
        vec![(t::CATALOG_TITLE.s().to_owned(), PAGE.to_owned())],
        catalog.title.to_owned(),
        catalog.description.to_owned(),
        add,
        view! {
            {recompute}
            <Checkbox name="all" label=t::CATALOG_ALL.s() checked=all/>
            {rows}
            <History kind=format!("catalog.{}", catalog.name)/>
        },
    )
}

/// The rows, the newest first; those that no longer hold only when asked for.
fn table(catalog: &'static Catalog, items: &[CatalogEntry], all: bool) -> AnyView {
    let now = today();
    let mut rows: Vec<_> = items
        .iter()
        .filter(|row| all || row.valid_to.is_none_or(|last| last >= now))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.valid_from, row.code.clone())));
    if rows.is_empty() {
        return nothing(catalog, items.is_empty());
    }
    let mut columns = vec![
        Column::text(catalog.key_label),
        Column::text(t::CATALOG_VALID.s()),
    ];
    columns.extend(
        catalog
            .columns
            .iter()
            .map(|column| Column::text(column.label)),
    );
    columns.push(Column::text(t::CATALOG_BASIS.s()));
    let rows = rows
        .into_iter()
        .map(|entry| row(catalog, entry))
        .collect_view();
    view! {
        <DataTable id="rows" caption=catalog.title hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

/// Nothing holds today, or nothing was ever entered; then where the values are found.
fn nothing(catalog: &Catalog, never: bool) -> AnyView {
    let (title, text) = match (never, catalog.name) {
        (false, _) => (t::CATALOG_EMPTY_TITLE, t::CATALOG_EMPTY_TEXT),
        (true, "holidays") => (t::CATALOG_NEVER_TITLE, t::CATALOG_NEVER_HOLIDAYS),
        (true, "exchange_rates") => (t::CATALOG_NEVER_TITLE, t::CATALOG_NEVER_RATES),
        (true, _) => (t::CATALOG_NEVER_TITLE, t::CATALOG_NEVER_TEXT),
    };
    view! { <EmptyState icon="table" title=title.s() text=text.s()/> }.into_any()
}

fn row(catalog: &'static Catalog, entry: &CatalogEntry) -> impl IntoView + use<> {
    let href = format!("{PAGE}/{}/{}", catalog.name, entry.id);
    let values = catalog
        .columns
        .iter()
        .map(|column| {
            let text = shown(column, entry.value.get(column.name));
            view! { <Cell label=column.label>{text}</Cell> }
        })
        .collect_view();
    let basis = entry.legal_basis.clone().or_else(|| entry.source.clone());
    let version = (entry.version > 1).then(|| {
        let label = t::CATALOG_CORRECTED.with(&[("n", &(entry.version - 1).to_string())]);
        view! { " "<StatusBadge tone=Tone::Info label=label/> }
    });
    let (code, valid) = (entry.code.clone(), period(catalog, entry));
    let code = if catalog.editable {
        view! { <a href=href>{code}</a> }.into_any()
    } else {
        code.into_any()
    };
    view! {
        <tr>
            <Cell label=catalog.key_label primary=true>{code}{version}</Cell>
            <Cell label=t::CATALOG_VALID.s()>{valid}</Cell>
            {values}
            <Cell label=t::CATALOG_BASIS.s()>{basis.unwrap_or_else(|| "–".to_owned())}</Cell>
        </tr>
    }
}

fn period(catalog: &Catalog, entry: &CatalogEntry) -> String {
    let from = entry.valid_from.map(short_date);
    let to = entry.valid_to.map(short_date);
    match (catalog.validity, from, to) {
        (Validity::Day, Some(day), _) => day,
        (_, Some(from), Some(to)) => format!("{from} – {to}"),
        (_, Some(from), None) => t::CATALOG_SINCE.with(&[("date", &from)]),
        (_, None, Some(to)) => t::CATALOG_UNTIL.with(&[("date", &to)]),
        (_, None, None) => t::CATALOG_ALWAYS.s().to_owned(),
    }
}
