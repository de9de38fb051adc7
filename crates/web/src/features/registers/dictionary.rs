//! The data dictionary: what each public column is called, holds, and is measured in.

use leptos::prelude::*;
use shared::registers::{Column, Kind, Privacy, Register};

use crate::i18n::{Text, t, written_tag};
use crate::ui::{Cell, Column as Head, DataTable};

/// The dictionary as a table.
pub(super) fn dictionary(register: &'static Register) -> AnyView {
    let heads = [
        t::REGISTERS_DICT_COLUMN,
        t::REGISTERS_DICT_MEANING,
        t::REGISTERS_DICT_KIND,
        t::REGISTERS_DICT_UNIT,
        t::REGISTERS_DICT_EXAMPLE,
    ];
    let heads = heads.map(|head| Head::text(head.s()));
    let rows = register.public_columns().map(row).collect_view();
    let caption = t::REGISTERS_DICT_CAPTION.with(&[("register", register.title)]);
    view! {
        <div lang=written_tag()>
            <DataTable id="dictionary" caption=caption hide_caption=true columns=heads.to_vec()>{rows}</DataTable>
        </div>
    }
    .into_any()
}

fn row(column: &'static Column) -> impl IntoView {
    let masked = (column.privacy == Privacy::Masked)
        .then(|| view! { <br/><small>{t::REGISTERS_DICT_MASKED.s()}</small> });
    let about = (!column.description.is_empty())
        .then(|| view! { <br/><small class="u-muted">{column.description}</small> });
    let unit = if column.unit.is_empty() {
        "–"
    } else {
        column.unit
    };
    view! {
        <tr>
            <Cell label=t::REGISTERS_DICT_COLUMN.s() primary=true><code>{column.name}</code></Cell>
            <Cell label=t::REGISTERS_DICT_MEANING.s()>{column.label}{about}{masked}</Cell>
            <Cell label=t::REGISTERS_DICT_KIND.s()>{kind(column.kind).s()}{values(column.kind)}</Cell>
            <Cell label=t::REGISTERS_DICT_UNIT.s()>{unit}</Cell>
            <Cell label=t::REGISTERS_DICT_EXAMPLE.s()><code>{column.example}</code></Cell>
        </tr>
    }
}

/// The codes of a closed list with their labels.
fn values(kind: Kind) -> Option<impl IntoView> {
    let Kind::Choice(choices) = kind else {
        return None;
    };
    let lines = choices.iter().map(|choice| {
        view! { <li><code>{choice.code}</code>" – "{choice.label}</li> }
    });
    Some(view! { <ul class="register-codes" role="list">{lines.collect_view()}</ul> })
}

const fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Text(_) => t::REGISTERS_KIND_TEXT,
        Kind::Choice(_) => t::REGISTERS_KIND_CHOICE,
        Kind::Integer => t::REGISTERS_KIND_INTEGER,
        Kind::Money => t::REGISTERS_KIND_MONEY,
        Kind::Percent => t::REGISTERS_KIND_PERCENT,
        Kind::Date => t::REGISTERS_KIND_DATE,
        Kind::Time => t::REGISTERS_KIND_TIME,
        Kind::Instant => t::REGISTERS_KIND_INSTANT,
        Kind::Bool => t::REGISTERS_KIND_BOOL,
        Kind::Document => t::REGISTERS_KIND_DOCUMENT,
        Kind::Ruc => t::REGISTERS_KIND_RUC,
        Kind::Degrees => t::REGISTERS_KIND_DEGREES,
        Kind::Url => t::REGISTERS_KIND_URL,
        Kind::Link(_) => t::REGISTERS_KIND_LINK,
    }
}
