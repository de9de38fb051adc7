//! The records of a register for whoever works with them: the public's own list with its filters, a way to each form, and
//! a box to withdraw several at once.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::registers::wire::{RecordOut, RecordsPage, records_path};
use shared::registers::{Act, Column, Register};

use super::selection::Selection;
use super::withdraw::withdraw_many;
use super::{PAGE, list_page, named, record_page};
use crate::features::registers::{Asked, form, is_numeric, listed, naming, of_record, quality};
use crate::fetch::use_fetch_when;
use crate::i18n::{plural, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::nothing_here;
use crate::staff::{History, screen_under, table_skeleton};
use crate::ui::{
    ButtonKind, Cell, Column as Head, DataTable, EmptyState, LinkButton, Pager, StatusBadge, Tone,
};

/// Records of a page.
const LIMIT: &str = "50";

/// The page `/admin/registros/{register}`.
pub(super) fn page(params: &Params) -> AnyView {
    let Some(register) = named(params) else {
        return nothing_here();
    };
    let session = use_session();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let params = query.get().into_iter();
        Asked::read(
            register,
            params.map(|(name, value)| (name.into_owned(), value)),
        )
    });
    let found = use_fetch_when::<RecordsPage>(move || {
        let slug = session.me().ready()?.tenant?.slug;
        let api = records_path(&slug, register);
        Some(asked.with(|asked| asked.records(&api, LIMIT, true)))
    });
    let selection = Selection::new();
    let may_withdraw = session.can(register.amended_by);
    // What was ticked belongs to the page on which it was.
    Effect::new(move |_| {
        found.ready();
        selection.clear();
    });
    let rows = found.show(table_skeleton, move |page| {
        asked.with_untracked(|asked| table(register, asked, page, selection, may_withdraw))
    });
    let judged = move || {
        let slug = session.me().ready()?.tenant?.slug;
        Some(quality(register, Some(&slug)))
    };
    let list = list_page(register);
    let withdrawn = withdraw_many(register, selection, found);
    let actions = actions(register, may_withdraw);
    screen_under(
        vec![(t::RECORDS_TITLE.s().to_owned(), PAGE.to_owned())],
        register.title.to_owned(),
        t::RECORDS_LIST_LEAD.s().to_owned(),
        actions,
        view! {
            {form(register, list, asked)}
            {may_withdraw.then_some(withdrawn)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{rows}</div>
            {judged}
            <History kind=register.id/>
        },
    )
}

fn actions(register: &'static Register, may_import: bool) -> impl IntoView {
    let list = list_page(register);
    let (new, import) = (format!("{list}/nuevo"), format!("{list}/importar"));
    let import = may_import.then(|| {
        view! { <LinkButton href=import kind=ButtonKind::Secondary icon="upload">{t::RECORDS_IMPORT.s()}</LinkButton> }
    });
    view! {
        {import}
        <LinkButton href=new kind=ButtonKind::Primary icon="plus">{t::RECORDS_NEW.s()}</LinkButton>
    }
}

fn table(
    register: &'static Register,
    asked: &Asked,
    page: RecordsPage,
    selection: Selection,
    may_withdraw: bool,
) -> AnyView {
    let list = list_page(register);
    if page.items.is_empty() {
        return nothing(&list, asked);
    }
    let count = page.total.unwrap_or_default();
    let count = plural(count, t::REGISTERS_COUNT_ONE, t::REGISTERS_COUNT_MANY);
    let columns = listed(register);
    let tick = may_withdraw.then(|| Head::text(t::RECORDS_CHOOSE.s()));
    let heads: Vec<_> = columns.iter().map(|column| head(column)).collect();
    let heads: Vec<_> = tick.into_iter().chain(heads).collect();
    let rows = page.items.into_iter().map(|record| {
        let tick = may_withdraw.then(|| selection.cell(&record, name(register, &record)));
        let cells = columns.iter().map(|column| cell(register, column, &record));
        view! { <tr>{tick}{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let next = page.next_cursor.map(|cursor| asked.page(&list, cursor));
    let first = (!asked.is_first_page()).then(|| asked.href(&list));
    view! {
        <p class="register-count">{count}</p>
        <DataTable id="records" caption=register.title hide_caption=true columns=heads>{rows}</DataTable>
        {first.map(|href| view! { <p><a href=href>{t::DIRECTORY_PAGER_FIRST.s()}</a></p> })}
        <Pager label=t::REGISTERS_PAGER.s() previous=None next=next/>
    }
    .into_any()
}

fn nothing(list: &str, asked: &Asked) -> AnyView {
    if !asked.is_narrowed() {
        return view! {
            <EmptyState icon="database" title=t::RECORDS_EMPTY_TITLE.s() text=t::RECORDS_EMPTY_TEXT.s()/>
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

fn head(column: &Column) -> Head {
    if is_numeric(column.kind) {
        Head::number(column.label)
    } else {
        Head::text(column.label)
    }
}

fn cell(register: &'static Register, column: &'static Column, record: &RecordOut) -> AnyView {
    let is_name = naming(register).is_some_and(|naming| naming.name == column.name);
    if is_name {
        let href = record_page(register, record.id);
        let corrected = (record.act == Act::Corrected).then(|| {
            view! { " "<StatusBadge tone=Tone::Info label=t::REGISTERS_CORRECTED.s()/> }
        });
        let name = name(register, record);
        return view! {
            <Cell label=column.label primary=true><a href=href>{name}</a>{corrected}</Cell>
        }
        .into_any();
    }
    let value = of_record(column, record).unwrap_or_else(|| t::UI_NO_VALUE.s().to_owned());
    view! { <Cell label=column.label numeric=is_numeric(column.kind)>{value}</Cell> }.into_any()
}

/// What people know a record by.
fn name(register: &'static Register, record: &RecordOut) -> String {
    let name = naming(register).and_then(|column| of_record(column, record));
    name.unwrap_or_else(|| record.id.to_string())
}
