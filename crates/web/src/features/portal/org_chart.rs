//! The page `/m/{slug}/organigrama`: the units of the municipality, each below the one it belongs to.

use leptos::prelude::*;
use shared::features::content::{OrgUnitPublic, org_units_path};
use shared::kit::page::Page;

use super::blocks::portal_page;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::EmptyState;

/// The page `/m/{slug}/organigrama`.
pub fn org_chart(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = org_units_path(&portal.slug);
    let found = use_fetch::<Page<OrgUnitPublic>>(move || path.clone());
    let lead = t::ORG_LEAD.with(&[("name", &portal.name)]);
    let content = found.show(|| skeleton(10), |page| chart(page.items));
    portal_page(&portal, "organigrama", t::ORG_TITLE.s(), lead, content)
}

fn chart(units: Vec<OrgUnitPublic>) -> AnyView {
    if units.is_empty() {
        return view! {
            <EmptyState icon="network" title=t::ORG_EMPTY_TITLE.s() text=t::ORG_EMPTY_TEXT.s()/>
        }
        .into_any();
    }
    branch(units)
}

fn branch(units: Vec<OrgUnitPublic>) -> AnyView {
    let units = units.into_iter().map(unit).collect_view();
    view! { <ul class="org-chart" role="list">{units}</ul> }.into_any()
}

fn unit(unit: OrgUnitPublic) -> impl IntoView {
    let below = (!unit.children.is_empty()).then(|| branch(unit.children));
    view! {
        <li class="org-chart__unit">
            <p class="org-chart__name">{unit.name}" "<abbr class="org-chart__siglas">{unit.siglas}</abbr></p>
            {below}
        </li>
    }
}
