//! The operators' list of municipalities: find one, suspend or resume its portal, open an access to it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::de::IgnoredAny;
use shared::features::directory::PortalStatus;
use shared::features::platform::{
    MUNICIPALITIES_PATH, MunicipalityStaffItem, SuspensionIn, municipality_step_path,
};
use shared::kit::page::Page;

use crate::features::directory::{status_label, status_tone};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::address;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{cursor_pager, query, refusal, screen, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Chip, Choice, Column, DataTable, Dialog, EmptyState, FilterBar, Form,
    Select, StatusBadge, TextArea, TextInput, Toasts,
};

const PAGE: &str = "/admin/municipalidades";

/// The municipality an act is about to be done to.
type Chosen = RwSignal<Option<MunicipalityStaffItem>>;

/// The page `/admin/municipalidades`.
pub fn list(_params: &Params) -> AnyView {
    let (q, status, cursor) = (query("q"), query("estado"), query("cursor"));
    let found = use_fetch::<Page<MunicipalityStaffItem>>(move || {
        address(
            MUNICIPALITIES_PATH,
            &[
                ("q", &q.get()),
                ("status", &status.get()),
                ("cursor", &cursor.get()),
                ("limit", "50"),
            ],
        )
    });
    let open = RwSignal::new(false);
    let chosen: Chosen = RwSignal::new(None);
    let results = found.show(table_skeleton, move |page| {
        let (q, status) = (q.get_untracked(), status.get_untracked());
        let pairs = [("q", q.as_str()), ("estado", status.as_str())];
        let next = page.next_cursor.clone();
        view! {
            {table(page.items, open, chosen)}
            {cursor_pager(PAGE, &pairs, &cursor.get_untracked(), next)}
        }
    });
    let title = Signal::derive(move || chosen.get().map(|one| one.item.name).unwrap_or_default());
    screen(
        t::MUNI_TITLE,
        t::MUNI_LEAD,
        view! {
            {filters(q, status)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
            <Dialog id="municipality-step" open=open title=title>
                {move || chosen.get().map(|one| step_form(&one, open, found))}
            </Dialog>
        },
    )
}

fn filters(q: Memo<String>, status: Memo<String>) -> impl IntoView {
    let (text, state) = (
        RwSignal::new(q.get_untracked()),
        RwSignal::new(status.get_untracked()),
    );
    Effect::new(move |_| {
        text.set(q.get());
        state.set(status.get());
    });
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let pairs = [
            ("q", text.get_untracked()),
            ("estado", state.get_untracked()),
        ];
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (*name, value.trim()))
            .collect();
        navigate(&address(PAGE, &pairs), NavigateOptions::default());
    });
    let options: Vec<_> = PortalStatus::ALL
        .iter()
        .map(|status| Choice::new(status.as_str(), status_label(*status).s()))
        .collect();
    let chips = Signal::derive(move || {
        let (q, status) = (q.get(), status.get());
        let mut chips = Vec::new();
        if !q.is_empty() {
            chips.push(Chip {
                label: format!("«{q}»"),
                href: address(PAGE, &[("estado", &status)]),
            });
        }
        if let Ok(known) = status.parse::<PortalStatus>() {
            chips.push(Chip {
                label: status_label(known).s().to_owned(),
                href: address(PAGE, &[("q", &q)]),
            });
        }
        chips
    });
    view! {
        <FilterBar label=t::DIRECTORY_FILTER_LABEL.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::DIRECTORY_FILTER_Q.s() value=text kind="search" optional=true/>
            <Select name="status" label=t::DIRECTORY_FILTER_STATUS.s() value=state optional=true options=options
                empty=t::DIRECTORY_FILTER_ALL.s() on_change=go/>
        </FilterBar>
    }
}

fn table(items: Vec<MunicipalityStaffItem>, open: RwSignal<bool>, chosen: Chosen) -> AnyView {
    if items.is_empty() {
        return view! {
            <EmptyState title=t::DIRECTORY_EMPTY_TITLE.s() text=t::DIRECTORY_EMPTY_TEXT.s()>
                <a href=PAGE>{t::DIRECTORY_EMPTY_ACTION.s()}</a>
            </EmptyState>
        }
        .into_any();
    }
    let heads = [
        t::DESK_MUNICIPALITY,
        t::DESK_PLACE,
        t::DIRECTORY_FILTER_STATUS,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|one| row(one, open, chosen))
        .collect_view();
    view! {
        <DataTable id="municipalities" caption=t::MUNI_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(one: MunicipalityStaffItem, open: RwSignal<bool>, chosen: Chosen) -> impl IntoView {
    let item = one.item.clone();
    let name = match item.url {
        Some(url) => view! { <a href=url rel="external">{item.name}</a> }.into_any(),
        None => item.name.into_any(),
    };
    let access = format!("/admin/acceso-excepcional?municipalidad={}", one.id);
    let leave = format!("/admin/retiros?municipalidad={}", one.id);
    let act = act_of(item.status).map(|(_, label, _)| {
        let click = move |()| {
            chosen.set(Some(one.clone()));
            open.set(true);
        };
        view! { <Button on_click=click>{label.s()}</Button> }
    });
    view! {
        <tr>
            <Cell label=t::DESK_MUNICIPALITY.s() primary=true>{name}</Cell>
            <Cell label=t::DESK_PLACE.s()>{format!("{}, {}, {}", item.district, item.province, item.department)}</Cell>
            <Cell label=t::DIRECTORY_FILTER_STATUS.s()>
                <StatusBadge tone=status_tone(item.status) label=status_label(item.status).s()/>
            </Cell>
            <Cell label=t::MUNI_ACTS.s()>
                <span class="l-cluster">{act}<a href=access>{t::MUNI_ACCESS.s()}</a><a href=leave>{t::EXPORT_ASK.s()}</a></span>
            </Cell>
        </tr>
    }
}

/// What may be done to a portal in this state: its code, the verb, what it means.
const fn act_of(
    status: PortalStatus,
) -> Option<(&'static str, crate::i18n::Text, crate::i18n::Text)> {
    match status {
        PortalStatus::WithoutPortal | PortalStatus::Transferred => None,
        PortalStatus::Suspended => Some(("resume", t::MUNI_RESUME, t::MUNI_RESUME_TEXT)),
        _ => Some(("suspend", t::MUNI_SUSPEND, t::MUNI_SUSPEND_TEXT)),
    }
}

fn step_form(
    one: &MunicipalityStaffItem,
    open: RwSignal<bool>,
    found: Remote<Page<MunicipalityStaffItem>>,
) -> Option<AnyView> {
    let (code, verb, text) = act_of(one.item.status)?;
    let toasts = Toasts::expect();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = municipality_step_path(one.id, code);
    let submit = Callback::new(move |()| {
        let body = SuspensionIn {
            reason: reason.text(),
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                open.set(false);
                toasts.success(t::MUNI_DONE.s());
                found.refetch();
            },
        );
    });
    let kind = if code == "suspend" {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    Some(
        view! {
            <div class="l-stack">
                <p>{text.s()}</p>
                {refusal(form)}
                <Form on_submit=submit>
                    <TextArea name="reason" label=t::MUNI_REASON.s() hint=t::MUNI_REASON_HINT.s() rows=3 max_chars=300
                        value=reason.value error=reason.error/>
                    <div class="dialog__actions">
                        <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                        <Button kind=kind submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{verb.s()}</Button>
                    </div>
                </Form>
            </div>
        }
        .into_any(),
    )
}
