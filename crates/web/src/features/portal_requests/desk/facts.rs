//! What a request says: the municipality, the person, the document.

use leptos::prelude::*;
use shared::features::files::platform_file_path;
use shared::features::portal_requests::{
    DesignationKind, PortalRequestOut, RequestState, ResponsibleOut,
};

use crate::features::directory::kind_label;
use crate::format::plain_date;
use crate::i18n::t;
use crate::ui::{KeyValue, KeyValueList};

/// The facts, in the order in which an operator checks them.
pub(super) fn facts(request: &PortalRequestOut) -> AnyView {
    view! {
        {municipality(request)}
        {designation(request)}
        {responsible(request.responsible.clone())}
    }
    .into_any()
}

fn municipality(request: &PortalRequestOut) -> AnyView {
    let item = &request.item;
    let (name, place) = (item.municipality.clone(), item.place.clone());
    let centre = request.populated_center.clone();
    let ruc = request.ruc.clone();
    let portal = format!("/m/{}", request.slug);
    let words = portal.clone();
    let address = if item.state == RequestState::Created {
        view! { <a href=portal rel="external">{words}</a> }.into_any()
    } else {
        view! { <code>{words}</code> }.into_any()
    };
    let (kind, ubigeo) = (kind_label(item.kind).s(), request.ubigeo.clone());
    view! {
        <section class="l-stack">
            <h2>{t::DESK_SECTION_MUNICIPALITY.s()}</h2>
            <KeyValueList>
                <KeyValue label=t::DESK_MUNICIPALITY.s()>{name}</KeyValue>
                <KeyValue label=t::DIRECTORY_FILTER_KIND.s()>{kind}</KeyValue>
                {centre.map(|centre| view! { <KeyValue label=t::DIRECTORY_KIND_POPULATED_CENTER.s()>{centre}</KeyValue> })}
                <KeyValue label=t::DESK_PLACE.s()>{place}</KeyValue>
                <KeyValue label="UBIGEO">{ubigeo}</KeyValue>
                {ruc.map(|ruc| view! { <KeyValue label="RUC">{ruc}</KeyValue> })}
                <KeyValue label=t::DESK_SLUG.s()>{address}</KeyValue>
            </KeyValueList>
        </section>
    }
    .into_any()
}

fn designation(request: &PortalRequestOut) -> AnyView {
    let kind = match request.designation.kind {
        DesignationKind::Resolution => t::DESK_RESOLUTION,
        DesignationKind::Contract => t::DESK_CONTRACT,
    };
    let number = request.designation.number.clone();
    let date = plain_date(request.designation.date);
    let scan = request.scan_id.map(|scan| {
        let path = platform_file_path(&scan.to_string());
        view! { <a href=path rel="external noopener" target="_blank">{t::DESK_SCAN_OPEN.s()}</a> }
    });
    view! {
        <section class="l-stack">
            <h2>{t::DESK_SECTION_DESIGNATION.s()}</h2>
            <KeyValueList>
                <KeyValue label=kind.s()>{number}</KeyValue>
                <KeyValue label=t::DESK_DATE.s()>{date}</KeyValue>
                {scan.map(|link| view! { <KeyValue label=t::DESK_SCAN.s()>{link}</KeyValue> })}
            </KeyValueList>
        </section>
    }
    .into_any()
}

fn responsible(person: Option<ResponsibleOut>) -> AnyView {
    let content = match person {
        None => view! { <p class="u-muted">{t::DESK_PERSON_ERASED.s()}</p> }.into_any(),
        Some(person) => view! {
            <KeyValueList>
                <KeyValue label=t::ACCOUNT_NAME.s()>{person.name}</KeyValue>
                <KeyValue label="DNI">{person.dni}</KeyValue>
                <KeyValue label=t::DESK_POST.s()>{person.post}</KeyValue>
                <KeyValue label=t::SIGN_IN_EMAIL.s()>{person.email}</KeyValue>
                <KeyValue label=t::DESK_PHONE.s()>{person.phone}</KeyValue>
            </KeyValueList>
        }
        .into_any(),
    };
    view! {
        <section class="l-stack">
            <h2>{t::DESK_SECTION_PERSON.s()}</h2>
            {content}
            <p class="u-small u-muted">{t::DESK_LOOK_JOURNALED.s()}</p>
        </section>
    }
    .into_any()
}
