//! The files of the night: all of a register at once, with the digest of each.

use leptos::prelude::*;
use shared::registers::Register;
use shared::registers::bulk::{BulkFile, BulkIndex, all_bulk_path, bulk_path};

use super::place::Whose;
use crate::fetch::use_fetch;
use crate::format::{file_size, integer, short_date};
use crate::i18n::t;
use crate::shell::skeleton;
use crate::ui::{Cell, Column as Head, DataTable};

/// The files, the newest first; why there are none, where none was written yet.
pub(super) fn bulk(register: &'static Register, whose: &Whose) -> AnyView {
    let path = match whose {
        Whose::Of(portal) => bulk_path(&portal.slug, register),
        Whose::All => all_bulk_path(register),
    };
    let asked = path.clone();
    let found = use_fetch::<BulkIndex>(move || asked.clone());
    let files = found.show(|| skeleton(3), move |index| table(&path, &index));
    view! {
        <div class="l-stack l-stack--s">
            <h3>{t::REGISTERS_BULK.s()}</h3>
            <p class="u-small u-muted">{t::REGISTERS_BULK_TEXT.s()}</p>
            {files}
        </div>
    }
    .into_any()
}

fn table(path: &str, index: &BulkIndex) -> AnyView {
    if index.items.is_empty() {
        return view! { <p>{t::REGISTERS_BULK_NONE.s()}</p> }.into_any();
    }
    let heads = vec![
        Head::text(t::REGISTERS_BULK_FILE.s()),
        Head::text(t::REGISTERS_BULK_DAY.s()),
        Head::number(t::REGISTERS_BULK_RECORDS.s()),
        Head::number(t::REGISTERS_BULK_SIZE.s()),
        Head::text("SHA-256"),
    ];
    let rows: Vec<_> = index.items.iter().map(|file| row(path, file)).collect();
    let sums = format!("{path}/SHA256SUMS");
    view! {
        <DataTable id="bulk" caption=t::REGISTERS_BULK.s() hide_caption=true columns=heads>{rows}</DataTable>
        <p class="u-small"><a href=sums rel="external" download="SHA256SUMS">"SHA256SUMS"</a></p>
    }
    .into_any()
}

fn row(path: &str, file: &BulkFile) -> AnyView {
    let (day, records, size) = (
        short_date(file.day),
        integer(file.records),
        file_size(file.bytes),
    );
    let digest = file.sha256.clone();
    let href = format!("{path}/{}", file.name);
    let name = file.name.clone();
    view! {
        <tr>
            <Cell label=t::REGISTERS_BULK_FILE.s() primary=true><a href=href rel="external" download="">{name}</a></Cell>
            <Cell label=t::REGISTERS_BULK_DAY.s()><span class="u-num">{day}</span></Cell>
            <Cell label=t::REGISTERS_BULK_RECORDS.s() numeric=true>{records}</Cell>
            <Cell label=t::REGISTERS_BULK_SIZE.s() numeric=true>{size}</Cell>
            <Cell label="SHA-256"><code class="register-digest">{digest}</code></Cell>
        </tr>
    }
    .into_any()
}
