//! The map of the home page: portals by department, with the finding as title and the table behind it.

use leptos::prelude::*;
use shared::features::directory::{DepartmentTotals, DirectoryTotals};

use super::filters::LIST;
use crate::format::{date_time, integer, percent};
use crate::i18n::t;
use crate::ui::{Cell, Column, DataTable, DepartmentCount, Details, TileMap};

/// The map with its finding, its date and its table.
pub(super) fn tile_map(totals: &DirectoryTotals) -> AnyView {
    let finding = t::DIRECTORY_MAP_FINDING.with(&[
        ("with", &integer(totals.with_portal)),
        ("total", &integer(totals.total)),
        ("percent", &percent(totals.with_portal, totals.total)),
    ]);
    let counted = t::DIRECTORY_COUNTED_AT.with(&[("when", &date_time(totals.counted_at))]);
    let counts: Vec<_> = totals.departments.iter().map(count).collect();
    let rows = totals.departments.clone();
    view! {
        <section class="l-stack">
            <h2>{finding}</h2>
            <TileMap label=t::DIRECTORY_MAP_LABEL.s() departments=counts/>
            <p class="u-small u-muted">{counted}</p>
            <Details summary=t::DIRECTORY_MAP_TABLE.s()>{table(rows)}</Details>
        </section>
    }
    .into_any()
}

fn count(totals: &DepartmentTotals) -> DepartmentCount {
    DepartmentCount {
        code: totals.code.clone(),
        name: totals.name.clone(),
        count: totals.with_portal,
        href: href(totals),
    }
}

fn href(totals: &DepartmentTotals) -> String {
    format!("{LIST}?department={}", totals.code)
}

fn table(rows: Vec<DepartmentTotals>) -> AnyView {
    let (department, total, with_portal) = (
        t::DIRECTORY_DEPARTMENT.s(),
        t::DIRECTORY_TOTAL.s(),
        t::DIRECTORY_WITH_PORTAL.s(),
    );
    let columns = vec![
        Column::text(department),
        Column::number(total),
        Column::number(with_portal),
    ];
    let rows = rows.into_iter().map(|row| {
        let href = href(&row);
        view! {
            <tr>
                <Cell label=department primary=true><a href=href>{row.name}</a></Cell>
                <Cell label=total numeric=true>{integer(row.total)}</Cell>
                <Cell label=with_portal numeric=true>{integer(row.with_portal)}</Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <DataTable id="departments" caption=t::DIRECTORY_MAP_LABEL.s() hide_caption=true columns=columns>{rows}</DataTable>
    }.into_any()
}
