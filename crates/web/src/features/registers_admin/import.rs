//! The screen `/admin/registros/{register}/importar`: a file is dropped, and what was imported before stands below.

use leptos::prelude::*;
use shared::features::files::UploadPurpose;
use shared::features::portal_admin::StaffFile;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::import::{
    ImportIn, ImportOptions, ImportOut, ImportState, import_path, imports_path,
};
use uuid::Uuid;

use crate::fetch::{Method, SendOptions, use_fetch};
use crate::format::{date_time, integer};
use crate::i18n::t;
use crate::routes::Params;
use crate::shell;
use crate::staff::{Act, FileField, History, opener, screen_under, table_skeleton};
use crate::ui::{Cell, Column, DataTable, EmptyState, Notice, StatusBadge, Tone};

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let Some(register) = Register::imported(&params.get("register")) else {
        return shell::not_found();
    };
    let found =
        use_fetch::<Page<ImportOut>>(move || format!("{}?limit=20", imports_path(register)));
    let title = t::IMPORTS_TITLE.with(&[("register", register.title)]);
    screen_under(
        super::above(register),
        title,
        t::IMPORTS_LEAD.s().to_owned(),
        (),
        view! {
            <section class="l-stack staff-form">
                <h2>{t::IMPORTS_SEND.s()}</h2>
                {drop_zone(register)}
            </section>
            <section class="l-stack">
                <h2>{t::IMPORTS_PAST.s()}</h2>
                {found.show(table_skeleton, move |page| table(register, page.items))}
            </section>
            <History kind="register_import"/>
        },
    )
}

/// Where the file goes; it is begun as soon as it was received.
fn drop_zone(register: &'static Register) -> AnyView {
    let (act, open) = (Act::new(), opener());
    let file = RwSignal::new(None::<StaffFile>);
    Effect::new(move |_| {
        let Some(received) = file.get() else { return };
        let body = ImportIn {
            file_id: received.id,
            options: ImportOptions::default(),
        };
        let open = open.clone();
        act.run::<_, ImportOut>(
            Method::Post,
            imports_path(register),
            body,
            SendOptions::once(),
            move |reply| open(&screen_path(register, reply.body.id)),
        );
    });
    view! {
        <Notice tone=Tone::Info title=t::IMPORTS_SAFE.s()><p>{t::IMPORTS_SAFE_TEXT.s()}</p></Notice>
        <FileField name="file" label=t::IMPORTS_FILE.s() purpose=UploadPurpose::Sheet file=file/>
        {act.view()}
    }
    .into_any()
}

/// Where the screen of an import stands.
pub(super) fn screen_path(register: &Register, id: Uuid) -> String {
    format!("{}/{id}", list_path(register))
}

/// Where the imports of a register stand.
pub(super) fn list_path(register: &Register) -> String {
    format!("/admin/registros/{}/importar", register.path)
}

/// Where the list of what is wrong is had.
pub(super) fn errors_path(register: &Register, id: Uuid) -> String {
    format!("{}/errors.csv", import_path(register, id))
}

fn table(register: &'static Register, items: Vec<ImportOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="upload" title=t::IMPORTS_NONE.s() text=t::IMPORTS_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::IMPORTS_FILE,
        t::IMPORTS_BEGUN,
        t::DESK_STATE,
        t::IMPORTS_RESULT,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(|it| row(register, it)).collect_view();
    view! {
        <DataTable id="imports" caption=t::IMPORTS_PAST.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(register: &'static Register, it: ImportOut) -> impl IntoView {
    let counts = counts(&it);
    view! {
        <tr>
            <Cell label=t::IMPORTS_FILE.s() primary=true>
                <a href=screen_path(register, it.id)>{it.file_name}</a>
            </Cell>
            <Cell label=t::IMPORTS_BEGUN.s()>
                {date_time(it.started_at)}
                <span class="u-small u-muted staff-below">{it.started_by}</span>
            </Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone(it.state) label=it.state.title()/></Cell>
            <Cell label=t::IMPORTS_RESULT.s()>{counts}</Cell>
        </tr>
    }
}

/// What a file changes, in one line.
pub(super) fn counts(it: &ImportOut) -> String {
    t::IMPORTS_COUNTS.with(&[
        ("added", &number(it.added)),
        ("changed", &number(it.changed)),
        ("rejected", &number(it.rejected)),
    ])
}

/// A count as people read it.
pub(super) fn number(count: i64) -> String {
    integer(u64::try_from(count).unwrap_or_default())
}

/// How a state is shown.
pub(super) const fn tone(state: ImportState) -> Tone {
    match state {
        ImportState::Reading | ImportState::Applying | ImportState::Undoing => Tone::Info,
        ImportState::Ready => Tone::Warning,
        ImportState::Applied => Tone::Success,
        ImportState::Unreadable => Tone::Danger,
        ImportState::Undone | ImportState::Discarded => Tone::Neutral,
    }
}
