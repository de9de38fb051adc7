//! What other registers tell of a record: the visits of an activity, the acts of a visit.

use leptos::prelude::*;
use shared::features::portal::PortalPublic;
use shared::registers::wire::{RecordOut, RecordsPage, records_path};
use shared::registers::{Act, Column, Register};
use uuid::Uuid;

use super::columns::naming;
use super::place::record_page;
use super::value::shown;
use crate::fetch::use_fetch;
use crate::format::address;
use crate::i18n::written_tag;

/// As many as one reads at a glance; the list has the others.
const MOST: &str = "20";

/// The records that name this one, register by register; nothing where none does.
pub(super) fn linked(register: &'static Register, portal: &PortalPublic, id: Uuid) -> AnyView {
    let parts = register.links_here();
    let parts = parts.map(|(other, column)| part(other, column, &portal.slug, id));
    parts.collect_view().into_any()
}

fn part(
    other: &'static Register,
    column: &'static Column,
    slug: &str,
    id: Uuid,
) -> impl IntoView + use<> {
    let (api, slug) = (records_path(slug, other), slug.to_owned());
    let found = use_fetch::<RecordsPage>(move || {
        address(&api, &[(column.name, &id.to_string()), ("limit", MOST)])
    });
    move || {
        let page = found.ready()?;
        let items = page.items.into_iter();
        let items: Vec<_> = items.filter(|it| it.act != Act::Withdrawn).collect();
        let heading = format!("linked-{}", other.id);
        let labelled = heading.clone();
        let rows = items.iter().map(|item| row(other, &slug, item));
        let rows = rows.collect_view();
        (!items.is_empty()).then(|| {
            view! {
                <section class="l-stack" aria-labelledby=labelled lang=written_tag()>
                    <h2 id=heading>{other.title}</h2>
                    <ul class="l-stack l-stack--s" role="list">{rows}</ul>
                </section>
            }
        })
    }
}

fn row(other: &'static Register, slug: &str, item: &RecordOut) -> impl IntoView + use<> {
    let value = |column: &Column| shown(column, item.values.get(column.name)?);
    let name = naming(other).and_then(value);
    let name = name.unwrap_or_else(|| item.id.to_string());
    let day = other.column(other.date()).and_then(value);
    let href = record_page(slug, other, item.id);
    view! { <li><a href=href>{name}</a>" "<span class="u-small u-muted u-num">{day}</span></li> }
}
