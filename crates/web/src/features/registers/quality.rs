//! How good the data of a register is, beside the data: the same to the public and to whoever enters it.

use leptos::prelude::*;
use shared::registers::Register;
use shared::registers::quality::{ColumnQuality, QualityOut, all_quality_path, quality_path};

use crate::fetch::use_fetch;
use crate::format::{integer, percent};
use crate::i18n::{Text, plural, t};
use crate::shell::skeleton;
use crate::ui::{Cell, Column as Head, DataTable, Details, KeyValue, KeyValueList};

/// The section of a municipality's register, or of all of them together; nothing before there are records.
pub(crate) fn quality(register: &'static Register, slug: Option<&str>) -> AnyView {
    let path = slug.map_or_else(
        || all_quality_path(register),
        |slug| quality_path(slug, register),
    );
    let found = use_fetch::<QualityOut>(move || path.clone());
    found.show(|| skeleton(4), section).into_any()
}

fn section(quality: QualityOut) -> AnyView {
    let Some(score) = quality.score else {
        return ().into_any();
    };
    let title = t::REGISTERS_QUALITY_SCORE.with(&[("score", &score.to_string())]);
    let level = match score {
        90.. => "high",
        70..90 => "middle",
        _ => "low",
    };
    let line = |label: Text, share: u32| {
        let share = format!("{} %", percent(u64::from(share), 10_000));
        view! { <KeyValue label=label.s()><span class="u-num">{share}</span></KeyValue> }
    };
    let late = (quality.late > 0).then(|| {
        let days = integer(quality.patience.unsigned_abs());
        let late = plural(
            quality.late,
            t::REGISTERS_QUALITY_LATE_ONE,
            t::REGISTERS_QUALITY_LATE_MANY,
        );
        let text = t::REGISTERS_QUALITY_LATE.with(&[("late", &late), ("days", &days)]);
        view! { <li>{text}</li> }
    });
    let doubts = quality.doubts.iter().map(|doubt| {
        let text = format!("{}: {}", doubt.label, integer(doubt.records));
        view! { <li>{text}</li> }
    });
    let doubts = doubts.collect_view();
    let columns = columns(&quality.columns);
    view! {
        <section class="l-stack l-stack--s register-quality" id="calidad" aria-labelledby="quality-title">
            <h2 class="register-quality__title" id="quality-title">{title}</h2>
            <meter class="register-quality__meter" data-level=level min="0" max="100" value=score.to_string()
                aria-labelledby="quality-title"></meter>
            <p class="u-small u-muted">{t::REGISTERS_QUALITY_TEXT.s()}</p>
            <KeyValueList>
                {line(t::REGISTERS_QUALITY_COMPLETE, quality.completeness)}
                {line(t::REGISTERS_QUALITY_TELLING, quality.telling)}
                {line(t::REGISTERS_QUALITY_PLAUSIBLE, quality.plausible)}
                {line(t::REGISTERS_QUALITY_ON_TIME, quality.on_time)}
            </KeyValueList>
            <ul>{late}{doubts}</ul>
            {columns}
        </section>
    }
    .into_any()
}

/// Which columns lack what.
fn columns(columns: &[ColumnQuality]) -> Option<AnyView> {
    if columns.is_empty() {
        return None;
    }
    let heads = vec![
        Head::text(t::REGISTERS_DICT_COLUMN.s()),
        Head::number(t::REGISTERS_QUALITY_MISSING.s()),
        Head::number(t::REGISTERS_QUALITY_CATCH_ALL.s()),
    ];
    let rows = columns.iter().map(|column| {
        let label = column.label.clone();
        let (missing, catch_all) = (integer(column.missing), integer(column.catch_all));
        view! {
            <tr>
                <Cell label=t::REGISTERS_DICT_COLUMN.s() primary=true>{label}</Cell>
                <Cell label=t::REGISTERS_QUALITY_MISSING.s() numeric=true>{missing}</Cell>
                <Cell label=t::REGISTERS_QUALITY_CATCH_ALL.s() numeric=true>{catch_all}</Cell>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let table = view! {
        <Details summary=t::REGISTERS_QUALITY_COLUMNS.s()>
            <DataTable id="quality" caption=t::REGISTERS_QUALITY_COLUMNS.s() hide_caption=true columns=heads>{rows}</DataTable>
        </Details>
    };
    Some(table.into_any())
}
