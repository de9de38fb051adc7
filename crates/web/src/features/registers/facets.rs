//! How often values occur among what matches, as ways to narrow the list and to widen it again.

use leptos::prelude::*;
use shared::registers::wire::{FacetOut, FacetValue};

use super::asked::Asked;
use crate::format::integer;
use crate::i18n::{t, written_tag};
use crate::ui::{Details, Icon};

/// Values of a facet that are seen at once.
const SEEN: usize = 6;

/// The facets that have values.
pub(super) fn facets(facets: &[FacetOut], asked: &Asked, list: &str) -> AnyView {
    let filled = facets.iter().filter(|facet| !facet.values.is_empty());
    let sections = filled.map(|facet| section(facet, asked, list));
    view! { <div class="register-facets__all" lang=written_tag()>{sections.collect_view()}</div> }
        .into_any()
}

fn section(facet: &FacetOut, asked: &Asked, list: &str) -> impl IntoView + use<> {
    let id = format!("facet-{}", facet.column);
    let named_by = id.clone();
    let label = facet.label.clone();
    let line = |value: &FacetValue| entry(facet, value, asked, list);
    let mut values = facet.values.iter();
    let seen = values.by_ref().take(SEEN).map(line).collect_view();
    let rest: Vec<_> = values.map(line).collect();
    let more = (!rest.is_empty()).then(|| {
        let summary = t::REGISTERS_FACET_MORE.with(&[("n", &rest.len().to_string())]);
        view! { <Details summary=summary><ul class="register-facet" role="list">{rest}</ul></Details> }
    });
    view! {
        <section class="l-stack l-stack--s" aria-labelledby=named_by>
            <h3 class="register-facets__label" id=id>{label}</h3>
            <ul class="register-facet" role="list">{seen}</ul>
            {more}
        </section>
    }
}

fn entry(facet: &FacetOut, value: &FacetValue, asked: &Asked, list: &str) -> AnyView {
    let count = integer(value.count);
    let label = value.label.clone();
    // What has no value cannot be asked for.
    let Some(code) = value.value.as_deref() else {
        return view! {
            <li class="register-facet__entry"><span class="u-muted">{label}</span><span class="u-num">{count}</span></li>
        }
        .into_any();
    };
    let is_chosen = asked.has(&facet.column, code);
    let href = if is_chosen {
        asked.without(list, &facet.column, code)
    } else {
        asked.with(list, &facet.column, code)
    };
    let mark = is_chosen.then(|| {
        view! { <Icon name="check"/><span class="u-vh">{t::UI_FILTER_REMOVE.s()}" "</span> }
    });
    view! {
        <li class="register-facet__entry">
            <a class="register-facet__way" href=href data-noscroll="" aria-current=is_chosen.then_some("true")>
                {mark}
                <span>{label}</span>
            </a>
            <span class="u-num">{count}</span>
        </li>
    }
    .into_any()
}
