//! The records of a page: a dense table, cards on a phone.

use leptos::prelude::*;
use shared::registers::wire::{RecordOut, RecordsPage};
use shared::registers::{Act, Column, Kind, Register};

use super::asked::Asked;
use super::columns::{listed, naming};
use super::place::{Whose, record_page, record_then};
use super::value::{is_numeric, of_record};
use crate::i18n::{t, written_tag};
use crate::ui::{Cell, Column as Head, DataTable, EmptyState, Pager, SortDir, StatusBadge, Tone};

/// The records with the way to the next ones; without any, why and what to do.
pub(super) fn records(
    register: &'static Register,
    whose: &Whose,
    asked: &Asked,
    page: RecordsPage,
) -> AnyView {
    let list = whose.list(register);
    if page.items.is_empty() {
        return nothing(&list, asked);
    }
    let columns = listed(register);
    let heads: Vec<_> = columns
        .iter()
        .map(|column| head(register, column, asked, &list))
        .collect();
    let naming = naming(register).map_or("", |column| column.name);
    let rows = page.items.into_iter().map(|record| {
        let cells = columns.iter().map(|column| {
            if column.name == naming {
                name(register, column, &record, asked, whose)
            } else {
                cell(column, &record)
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let next = page.next_cursor.map(|cursor| asked.page(&list, cursor));
    // Cursors only lead forward; back is where the browser's own button goes, or the first page.
    let first = (!asked.is_first_page()).then(|| asked.href(&list));
    view! {
        <div class="register-records" lang=written_tag()>
            <DataTable id="records" caption=register.title hide_caption=true columns=heads>{rows}</DataTable>
        </div>
        {first.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
        <Pager label=t::REGISTERS_PAGER.s() previous=None next=next/>
    }
    .into_any()
}

fn nothing(list: &str, asked: &Asked) -> AnyView {
    if !asked.is_narrowed() {
        return view! {
            <EmptyState icon="database" title=t::REGISTERS_EMPTY_TITLE.s() text=t::REGISTERS_EMPTY_TEXT.s()/>
        }
        .into_any();
    }
    let list = list.to_owned();
    view! {
        <EmptyState icon="search" title=t::REGISTERS_NONE_TITLE.s() text=t::REGISTERS_NONE_TEXT.s()>
            <a href=list>{t::REGISTERS_NONE_ACTION.s()}</a>
        </EmptyState>
    }
    .into_any()
}

fn head(register: &'static Register, column: &'static Column, asked: &Asked, list: &str) -> Head {
    let head = if is_numeric(column.kind) {
        Head::number(column.label)
    } else {
        Head::text(column.label)
    };
    let is_date = column.name == register.date();
    if !column.is_sortable && !is_date {
        return head;
    }
    let is_current = match asked.order.column {
        Some(name) => name == column.name,
        None => is_date,
    };
    // The greatest and the latest first; asked again, the other way round.
    let descending = !(is_current && asked.order.descending);
    let sign = if descending { "-" } else { "" };
    let sorted = is_current.then_some(if asked.order.descending {
        SortDir::Descending
    } else {
        SortDir::Ascending
    });
    head.sort(
        asked.sorted(list, &format!("{sign}{}", column.name)),
        sorted,
    )
}

fn value(column: &'static Column, record: &RecordOut) -> AnyView {
    match of_record(column, record) {
        Some(text) => text.into_any(),
        None => view! { <span class="u-muted">{t::UI_NO_VALUE.s()}</span> }.into_any(),
    }
}

fn cell(column: &'static Column, record: &RecordOut) -> AnyView {
    let value = value(column, record);
    let class = matches!(column.kind, Kind::Date | Kind::Time).then_some("u-num");
    view! {
        <Cell label=column.label numeric=is_numeric(column.kind)><span class=class>{value}</span></Cell>
    }
    .into_any()
}

/// What people know the record by: the link to it, as it stood when the list did, and among those of all whose it is.
fn name(
    register: &'static Register,
    column: &'static Column,
    record: &RecordOut,
    asked: &Asked,
    whose: &Whose,
) -> AnyView {
    let value = value(column, record);
    let value = match &record.municipality {
        Some(owner) => {
            let href = match asked.as_of {
                Some(at) => record_then(&owner.slug, register, record.id, at),
                None => record_page(&owner.slug, register, record.id),
            };
            view! { <a href=href>{value}</a> }.into_any()
        }
        None => value,
    };
    let corrected = (record.act == Act::Corrected)
        .then(|| view! { " "<StatusBadge tone=Tone::Info label=t::REGISTERS_CORRECTED.s()/> });
    let owner = record
        .municipality
        .as_ref()
        .filter(|_| matches!(whose, Whose::All))
        .map(|owner| view! { <div class="register-owner">{owner.name.clone()}</div> });
    view! { <Cell label=column.label primary=true>{value}{corrected}{owner}</Cell> }.into_any()
}
