//! The page «Mapa» of a register: the places of one municipality's records, and over all of them how many records the
//! municipalities of each department publish.

use leptos::prelude::*;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::place::{DepartmentRecords, PointsOut};

use super::asked::Asked;
use super::place::{Whose, record_page};
use super::views::{View, page};
use crate::features::portal::use_portal;
use crate::fetch::use_fetch;
use crate::format::{address, integer};
use crate::i18n::{plural, t, written_tag};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{
    Cell, Column, DataTable, DepartmentCount, Details, EmptyState, MapPoint, PointMap, TileMap,
};

/// The page `/registros/{register}/mapa`.
pub fn platform_map(params: &Params) -> AnyView {
    match Register::named(&params.get("register")) {
        Some(register) => page(register, Whose::All, View::Map, departments),
        None => beyond(),
    }
}

/// The page `/m/{slug}/registros/{register}/mapa`, of a register whose records have a place.
pub fn tenant_map(params: &Params) -> AnyView {
    let register = Register::named(&params.get("register"));
    let register = register.filter(|register| register.geometry.is_some());
    match (register, use_portal()) {
        (Some(register), Some(portal)) => {
            page(register, Whose::Of(Box::new(portal)), View::Map, places)
        }
        _ => beyond(),
    }
}

fn places(register: &'static Register, whose: &Whose, asked: Memo<Asked>) -> AnyView {
    let Whose::Of(portal) = whose else {
        return ().into_any();
    };
    let (api, slug) = (whose.api(register), portal.slug.clone());
    let found = use_fetch::<PointsOut>(move || asked.with(|asked| asked.points(&api)));
    let drawn = move |found: PointsOut| drawn(register, &slug, found);
    view! { {found.show(|| skeleton(12), drawn)} }.into_any()
}

fn drawn(register: &'static Register, slug: &str, found: PointsOut) -> AnyView {
    let without = (found.without_place > 0).then(|| {
        let text = plural(
            found.without_place,
            t::REGISTERS_MAP_WITHOUT_ONE,
            t::REGISTERS_MAP_WITHOUT_MANY,
        );
        view! { <p class="u-small u-muted">{text}</p> }
    });
    if found.items.is_empty() {
        return view! {
            <EmptyState icon="map" title=t::REGISTERS_MAP_NONE.s() text=t::REGISTERS_MAP_NONE_TEXT.s()/>
            {without}
        }
        .into_any();
    }
    let shown = u64::try_from(found.items.len()).unwrap_or_default();
    let count = if shown < found.placed {
        t::REGISTERS_MAP_FIRST.with(&[("n", &integer(shown)), ("total", &integer(found.placed))])
    } else {
        plural(shown, t::REGISTERS_MAP_ONE, t::REGISTERS_MAP_MANY)
    };
    let points = found.items.into_iter().map(|point| MapPoint {
        href: record_page(slug, register, point.id),
        label: point.label,
        latitude: point.latitude_e6,
        longitude: point.longitude_e6,
    });
    view! {
        <p class="register-count" aria-live="polite">{count}</p>
        <div lang=written_tag()>
            <PointMap label=t::REGISTERS_MAP_LABEL.with(&[("register", register.title)]) points=points.collect()/>
        </div>
        {without}
    }
    .into_any()
}

fn departments(register: &'static Register, whose: &Whose, asked: Memo<Asked>) -> AnyView {
    let api = whose.api(register);
    let found =
        use_fetch::<Page<DepartmentRecords>>(move || asked.with(|asked| asked.departments(&api)));
    let drawn = move |page: Page<DepartmentRecords>| tiles(register, page.items);
    view! { {found.show(|| skeleton(12), drawn)} }.into_any()
}

fn tiles(register: &'static Register, found: Vec<DepartmentRecords>) -> AnyView {
    let rows = found.iter().map(|one| {
        let (name, count) = (one.name.clone(), integer(one.count));
        view! {
            <tr>
                <Cell label=t::DIRECTORY_DEPARTMENT.s() primary=true>{name}</Cell>
                <Cell label=t::REGISTERS_CHART_MEASURE.s() numeric=true>{count}</Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads = vec![
        Column::text(t::DIRECTORY_DEPARTMENT.s()),
        Column::number(t::REGISTERS_CHART_MEASURE.s()),
    ];
    let counts: Vec<_> = found
        .into_iter()
        .map(|one| DepartmentCount {
            href: address("/municipalidades", &[("department", &one.code)]),
            code: one.code,
            name: one.name,
            count: one.count,
        })
        .collect();
    let label = t::REGISTERS_MAP_LABEL.with(&[("register", register.title)]);
    let counts = Signal::stored(counts);
    view! {
        <p>{t::REGISTERS_MAP_DEPARTMENTS.s()}</p>
        <TileMap label=label.clone() departments=counts/>
        <Details summary=t::UI_AS_TABLE.s()>
            <DataTable id="departments" caption=label hide_caption=true columns=heads>{rows}</DataTable>
        </Details>
    }
    .into_any()
}
