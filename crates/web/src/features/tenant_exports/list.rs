//! The screen `/admin/retiros`: exports, and what follows from them.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::tenant_exports::{
    EXPORTS_PATH, ExportStatus, TenantExportIn, TenantExportOut, archive_path,
};
use shared::kit::page::Page;

use super::removal;
use crate::features::break_glass::municipality_field;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{date_time, file_size, integer};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{Downloads, History, query, refusal, screen, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, Dialog, EmptyState, Form, Notice, StatusBadge,
    TextArea, Toasts, Tone,
};

pub(super) type Exports = Remote<Page<TenantExportOut>>;

/// The page `/admin/retiros`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<TenantExportOut>>(|| format!("{EXPORTS_PATH}?limit=50"));
    screen(
        t::EXPORT_TITLE,
        t::EXPORT_LEAD,
        view! {
            <Notice tone=Tone::Info title=t::EXPORT_RULE.s()><p>{t::EXPORT_RULE_TEXT.s()}</p></Notice>
            <section class="l-stack staff-form">
                <h2>{t::EXPORT_ASK.s()}</h2>
                {ask_form(found)}
            </section>
            <section class="l-stack">
                <h2>{t::EXPORT_LIST.s()}</h2>
                {found.show(table_skeleton, table)}
            </section>
            {removal::section()}
            <History kind="tenant_export"/>
        },
    )
}

fn ask_form(found: Exports) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let municipality = form.field("municipality_id", query("municipalidad").get_untracked());
    let reason = form.field("reason", "");
    let submit = Callback::new(move |()| {
        let Ok(municipality_id) = municipality.text().parse() else {
            form.refuse_field("municipality_id", t::GLASS_CHOOSE.s());
            return;
        };
        let body = TenantExportIn {
            municipality_id,
            reason: reason.text(),
        };
        let done = move |_: IgnoredAny| {
            toasts.success(t::EXPORT_ASKED.s());
            found.refetch();
        };
        let path = EXPORTS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {municipality_field(municipality.value, municipality.error)}
            <TextArea name="reason" label=t::CONSERVE_REASON.s() hint=t::EXPORT_REASON_HINT.s() rows=2 max_chars=300
                value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Primary submit=true icon="save" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::EXPORT_ASK.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn table(page: Page<TenantExportOut>) -> AnyView {
    if page.items.is_empty() {
        return view! { <EmptyState icon="save" title=t::EXPORT_NONE.s() text=t::EXPORT_NONE_TEXT.s()/> }.into_any();
    }
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<TenantExportOut>));
    let downloads = Downloads::new();
    let heads = [
        t::DESK_MUNICIPALITY,
        t::EXPORT_ASKED_BY,
        t::DESK_STATE,
        t::EXPORT_HOLDS,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = page
        .items
        .into_iter()
        .map(|export| row(export, open, chosen, downloads))
        .collect_view();
    view! {
        <DataTable id="exports" caption=t::EXPORT_LIST.s() hide_caption=true columns=columns>{rows}</DataTable>
        {downloads.dialog()}
        <Dialog id="removal" open=open title=t::REMOVAL_TITLE.s()>
            {move || chosen.get().map(|export| removal::propose_form(&export, open))}
        </Dialog>
    }
    .into_any()
}

fn row(
    export: TenantExportOut,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<TenantExportOut>>,
    downloads: Downloads,
) -> impl IntoView {
    let (tone, state) = status(export.status);
    let kept = export.clone();
    let ready = export.status == ExportStatus::Ready;
    let holds = ready.then(|| {
        let count = |number: Option<u64>| number.map(integer).unwrap_or_default();
        let text = t::EXPORT_COUNTS.with(&[
            ("rows", &count(export.rows)),
            ("files", &count(export.files)),
            ("size", &file_size(export.size.unwrap_or(0))),
        ]);
        let missing = (export.missing_files > 0).then(|| {
            let text = t::EXPORT_MISSING.with(&[("n", &integer(export.missing_files))]);
            view! { <span class="staff-below"><StatusBadge tone=Tone::Danger label=text/></span> }
        });
        let digest = export.sha256.clone().unwrap_or_default();
        view! { {text}<code class="digest staff-below">{digest}</code>{missing} }
    });
    let acts = ready.then(|| {
        let choose = move |()| {
            chosen.set(Some(kept.clone()));
            open.set(true);
        };
        view! {
            <span class="l-cluster">
                {downloads.link(archive_path(export.id), t::EXPORT_DOWNLOAD)}
                <Button kind=ButtonKind::Danger on_click=choose>{t::REMOVAL_PROPOSE.s()}</Button>
            </span>
        }
    });
    view! {
        <tr>
            <Cell label=t::DESK_MUNICIPALITY.s() primary=true>
                {export.municipality}
                <span class="u-small u-muted staff-below">{export.slug}</span>
            </Cell>
            <Cell label=t::EXPORT_ASKED_BY.s()>
                {export.requested_by}", "{date_time(export.requested_at)}
                <span class="u-small u-muted staff-below">{export.reason}</span>
            </Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=state.s()/></Cell>
            <Cell label=t::EXPORT_HOLDS.s()>{holds}</Cell>
            <Cell label=t::MUNI_ACTS.s()>{acts}</Cell>
        </tr>
    }
}

const fn status(status: ExportStatus) -> (Tone, Text) {
    match status {
        ExportStatus::Requested => (Tone::Info, t::EXPORT_STATE_REQUESTED),
        ExportStatus::Ready => (Tone::Success, t::EXPORT_STATE_READY),
        ExportStatus::Failed => (Tone::Danger, t::EXPORT_STATE_FAILED),
    }
}
