//! One municipality: who answers for it, who administers its portal, its requests, suspensions, exceptional accesses, and what was done to it.

use leptos::prelude::*;
use shared::features::break_glass::BreakGlassOut;
use shared::features::platform::{MunicipalityStaffOut, SuspensionOut, municipality_path};
use shared::features::portal_requests::PortalRequestListItem;

use super::{PAGE, step, training};
use crate::features::directory::{kind_label, status_label, status_tone};
use crate::features::grants::administrators;
use crate::features::portal::officers_table;
use crate::fetch::{Remote, use_fetch};
use crate::format::{date_time, short_date};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{due, request_state, timeline};
use crate::ui::{
    Breadcrumbs, Cell, Column, DataTable, EmptyState, KeyValue, KeyValueList, Notice, PageTitle,
    StatusBadge, Tone,
};

/// The page `/admin/municipalidades/{id}`.
pub fn detail(params: &Params) -> AnyView {
    let path = municipality_path(&params.get("id"));
    let found = use_fetch::<MunicipalityStaffOut>(move || path.clone());
    set_page(move || {
        let name = found.ready().map(|one| one.item.name);
        PageMeta::new(name.unwrap_or_else(|| t::MUNI_TITLE.s().to_owned()), "").hidden(200)
    });
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=vec![(t::MUNI_TITLE.s().to_owned(), PAGE.to_owned())] current=t::MUNI_ONE.s()/>
            {found.show(|| skeleton(10), move |one| page(one, found))}
        </div>
    }
    .into_any()
}

fn page(one: MunicipalityStaffOut, found: Remote<MunicipalityStaffOut>) -> AnyView {
    let item = one.item.clone();
    let lead = format!("{}, {}, {}", item.district, item.province, item.department);
    let access = format!("/admin/acceso-excepcional?municipalidad={}", one.id);
    let leave = format!("/admin/retiros?municipalidad={}", one.id);
    let step = step::act(&one, found);
    let training = training::act(&one, found);
    let lasting = one
        .suspensions
        .first()
        .filter(|last| last.ended_at.is_none());
    view! {
        <PageTitle title=item.name.clone() eyebrow=kind_label(item.kind).s() lead=lead>
            <StatusBadge tone=status_tone(item.status) label=status_label(item.status).s()/>
        </PageTitle>
        {lasting.map(suspended)}
        <div class="l-sidebar">
            <div class="l-stack l-stack--l">
                {section(t::OFFICERS_TITLE, officers_table(one.responsibles.clone(), None))}
                {section(t::ADMINISTRATORS_TITLE, administrators(&one.id.to_string()))}
                {section(t::MUNI_REQUESTS, requests(one.requests.clone()))}
                {section(t::MUNI_SUSPENSIONS, suspensions(one.suspensions.clone()))}
                {section(t::GLASS_LIST, accesses(one.accesses.clone()))}
            </div>
            <div class="l-stack l-stack--l">
                {facts(&one)}
                <section class="l-stack">
                    <h2>{t::MUNI_ACTS.s()}</h2>
                    {step}
                    {training}
                    <p><a href=access>{t::MUNI_ACCESS.s()}</a></p>
                    <p><a href=leave>{t::EXPORT_ASK.s()}</a></p>
                </section>
                {section(t::DESK_HISTORY, timeline(&one.history))}
            </div>
        </div>
    }
    .into_any()
}

fn section(title: Text, content: AnyView) -> AnyView {
    view! { <section class="l-stack"><h2>{title.s()}</h2>{content}</section> }.into_any()
}

fn suspended(last: &SuspensionOut) -> AnyView {
    let since = t::MUNI_SUSPENDED_SINCE.with(&[
        ("when", &date_time(last.began_at)),
        ("back", status_label(last.previous_status).s()),
    ]);
    let order = document(&last.resolution_number, last.resolution_date);
    let reason = last.reason.clone();
    view! {
        <Notice tone=Tone::Warning title=since>
            <p>{reason}</p>
            <p class="u-small">{order}</p>
        </Notice>
    }
    .into_any()
}

fn document(number: &str, date: chrono::NaiveDate) -> String {
    t::OFFICERS_RESOLUTION_OF.with(&[("number", number), ("date", &short_date(date))])
}

fn facts(one: &MunicipalityStaffOut) -> AnyView {
    let item = one.item.clone();
    let portal = item
        .url
        .map(|url| view! { <a href=url rel="external">{t::MUNI_SEE.s()}</a> });
    let next = due(one.due_at);
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    view! {
        <KeyValueList>
            <KeyValue label=t::MUNI_SLUG.s()><code>{item.slug}</code></KeyValue>
            <KeyValue label=t::ABOUT_PORTAL_UBIGEO.s()>{item.ubigeo}</KeyValue>
            <KeyValue label=t::ABOUT_PORTAL_RUC.s()>{or_none(item.ruc)}</KeyValue>
            <KeyValue label=t::MUNI_DUE.s()>{next}</KeyValue>
            <KeyValue label=t::MUNI_CREATED.s()>{or_none(item.created_on.map(short_date))}</KeyValue>
            <KeyValue label=t::ABOUT_PORTAL_DOMAIN.s()>{or_none(item.domain)}</KeyValue>
            <KeyValue label=t::MUNI_PORTAL.s()>{portal}</KeyValue>
        </KeyValueList>
    }
    .into_any()
}

fn columns(heads: &[Text]) -> Vec<Column> {
    heads.iter().map(|label| Column::text(label.s())).collect()
}

fn requests(items: Vec<PortalRequestListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState title=t::MUNI_NO_REQUESTS.s()/> }.into_any();
    }
    let rows = items.into_iter().map(|item| {
        let (tone, state) = request_state(item.state);
        let href = format!("/admin/solicitudes/{}", item.id);
        view! {
            <tr>
                <Cell label=t::DESK_CODE.s() primary=true><a href=href>{item.code}</a></Cell>
                <Cell label=t::MUNI_SENT.s()>{date_time(item.submitted_at)}</Cell>
                <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=state.s()/></Cell>
            </tr>
        }
    });
    let columns = columns(&[t::DESK_CODE, t::MUNI_SENT, t::DESK_STATE]);
    view! {
        <DataTable id="requests" caption=t::MUNI_REQUESTS.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
}

fn suspensions(items: Vec<SuspensionOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::MUNI_NEVER_SUSPENDED.s()/> }
            .into_any();
    }
    let rows = items.into_iter().map(|one| {
        let until = match (
            one.ended_at,
            one.end_resolution_number.zip(one.end_resolution_date),
        ) {
            (Some(at), Some((number, date))) => {
                format!("{} · {}", date_time(at), document(&number, date))
            }
            (Some(at), None) => date_time(at),
            _ => t::MUNI_LASTS.s().to_owned(),
        };
        let order = document(&one.resolution_number, one.resolution_date);
        view! {
            <tr>
                <Cell label=t::MUNI_REASON.s() primary=true>
                    {one.reason}
                    <span class="u-small u-muted staff-below">{order}</span>
                </Cell>
                <Cell label=t::MUNI_FROM.s()>{date_time(one.began_at)}</Cell>
                <Cell label=t::GLASS_UNTIL.s()>{until}</Cell>
            </tr>
        }
    });
    let columns = columns(&[t::MUNI_REASON, t::MUNI_FROM, t::GLASS_UNTIL]);
    view! {
        <DataTable id="suspensions" caption=t::MUNI_SUSPENSIONS.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
}

fn accesses(items: Vec<BreakGlassOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="lock" title=t::MUNI_NO_ACCESSES.s()/> }.into_any();
    }
    let rows = items.into_iter().map(|one| {
        let until = one.closed_at.unwrap_or(one.until);
        view! {
            <tr>
                <Cell label=t::GLASS_OPERATOR.s() primary=true>{one.operator}</Cell>
                <Cell label=t::GLASS_REASON.s()>{one.reason}</Cell>
                <Cell label=t::GLASS_OPENED_AT.s()>{date_time(one.opened_at)}</Cell>
                <Cell label=t::GLASS_UNTIL.s()>{date_time(until)}</Cell>
            </tr>
        }
    });
    let columns = columns(&[
        t::GLASS_OPERATOR,
        t::GLASS_REASON,
        t::GLASS_OPENED_AT,
        t::GLASS_UNTIL,
    ]);
    view! {
        <DataTable id="accesses" caption=t::GLASS_LIST.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
}
