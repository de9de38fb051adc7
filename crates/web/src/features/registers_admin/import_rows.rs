//! What an import does with the rows of its file, verdict by verdict.

use leptos::prelude::*;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::import::{ImportOut, ImportRowOut, RowNote, ValueOut, Verdict, import_path};
use uuid::Uuid;

use crate::fetch::use_fetch;
use crate::format::address;
use crate::i18n::t;
use crate::staff::table_skeleton;
use crate::ui::{Button, Cell, Column, DataTable, EmptyState, TabItem, TabPanel, Tabs};

const ID: &str = "import-rows";

/// The tabs, each with its rows.
pub(super) fn tabs(register: &'static Register, it: &ImportOut) -> AnyView {
    let count = |verdict: Verdict| match verdict {
        Verdict::Added => it.added,
        Verdict::Changed => it.changed,
        Verdict::Same => it.same,
        Verdict::Ignored => it.ignored,
        Verdict::Rejected => it.rejected,
    };
    let items: Vec<_> = Verdict::ALL
        .iter()
        .map(|verdict| TabItem {
            key: verdict.as_str(),
            label: verdict.title().to_owned(),
            count: u64::try_from(count(*verdict)).ok(),
        })
        .collect();
    let first = Verdict::ALL.iter().find(|verdict| count(**verdict) > 0);
    let selected = RwSignal::new(first.map_or("added", |verdict| verdict.as_str()).to_owned());
    let id = it.id;
    let panels = Verdict::ALL
        .iter()
        .map(|verdict| {
            view! {
                <TabPanel id=ID key=verdict.as_str() selected=selected>{rows(register, id, *verdict)}</TabPanel>
            }
        })
        .collect_view();
    view! {
        <section class="l-stack">
            <Tabs id=ID label=t::IMPORTS_ROWS.s() items=items selected=selected/>
            {panels}
        </section>
    }
    .into_any()
}

/// The rows of one verdict, page by page.
fn rows(register: &'static Register, id: Uuid, verdict: Verdict) -> AnyView {
    let cursor = RwSignal::new(String::new());
    let path = format!("{}/rows", import_path(register, id));
    let found = use_fetch::<Page<ImportRowOut>>(move || {
        let pairs = [("verdict", verdict.as_str()), ("cursor", &cursor.get())];
        address(&path, &pairs)
    });
    let content = found.show(table_skeleton, move |page| {
        let next = page.next_cursor.clone();
        view! {
            {table(register, verdict, page.items)}
            {next.map(|next| {
                let go_on = move |()| cursor.set(next.clone());
                view! { <Button on_click=go_on>{t::IMPORTS_NEXT.s()}</Button> }
            })}
        }
    });
    view! { <div class="l-stack" aria-live="polite">{content}</div> }.into_any()
}

fn table(register: &'static Register, verdict: Verdict, items: Vec<ImportRowOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="table" title=t::IMPORTS_ROWS_NONE.s()/> }.into_any();
    }
    let heads = [t::IMPORTS_LINE, t::IMPORTS_VALUES, t::IMPORTS_NOTES];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(|it| row(register, it)).collect_view();
    view! {
        <DataTable id=verdict.as_str() caption=t::IMPORTS_ROWS.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(register: &'static Register, it: ImportRowOut) -> impl IntoView {
    let is_changed = it.verdict == Verdict::Changed;
    let told = it
        .values
        .into_iter()
        .filter(|value| !is_changed || value.before.is_some());
    let values = told.map(|told| value(register, told)).collect_view();
    let notes = it
        .notes
        .into_iter()
        .map(|told| note(register, told))
        .collect_view();
    view! {
        <tr>
            <Cell label=t::IMPORTS_LINE.s() primary=true>{it.line}</Cell>
            <Cell label=t::IMPORTS_VALUES.s()><ul role="list" class="import-values">{values}</ul></Cell>
            <Cell label=t::IMPORTS_NOTES.s()><ul role="list" class="l-stack l-stack--s">{notes}</ul></Cell>
        </tr>
    }
}

fn value(register: &'static Register, told: ValueOut) -> impl IntoView {
    let label = register
        .column(&told.column)
        .map_or("", |column| column.label);
    let before = told.before.map(|before| view! { <del>{before}</del>" → " });
    view! { <li><span class="u-muted">{label}": "</span>{before}{told.value}</li> }
}

fn note(register: &'static Register, told: RowNote) -> impl IntoView {
    let column = told
        .column
        .as_deref()
        .and_then(|name| register.column(name));
    let place = match (told.letters, column) {
        (Some(letters), Some(column)) => format!("{letters} · {}: ", column.label),
        (None, Some(column)) => format!("{}: ", column.label),
        _ => String::new(),
    };
    let words = format!("{place}{}", told.message);
    if told.is_error {
        view! { <li><strong>{words}</strong></li> }.into_any()
    } else {
        view! { <li>{words}</li> }.into_any()
    }
}
