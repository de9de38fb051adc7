//! What the applicant corrected since the request was submitted, before and after. Values of a person are masked.

use leptos::prelude::*;
use shared::features::portal_requests::{RequestChange, RequestField};

use crate::features::directory::kind_label;
use crate::i18n::{Text, t};
use crate::ui::{Cell, Column, DataTable};

/// The table; nothing where nothing was corrected.
pub(super) fn changes(changes: &[RequestChange]) -> Option<AnyView> {
    if changes.is_empty() {
        return None;
    }
    let heads = [
        t::DESK_CHANGE_WHAT,
        t::DESK_CHANGE_BEFORE,
        t::DESK_CHANGE_AFTER,
    ];
    let columns: Vec<_> = heads.iter().map(|head| Column::text(head.s())).collect();
    let rows = changes.iter().map(row).collect_view();
    let table = view! {
        <section class="l-stack">
            <h2>{t::DESK_CHANGES.s()}</h2>
            <DataTable id="changes" caption=t::DESK_CHANGES.s() hide_caption=true columns=columns>{rows}</DataTable>
        </section>
    };
    Some(table.into_any())
}

fn row(change: &RequestChange) -> AnyView {
    let name = name(change.field).s();
    let (before, after) = if change.field == RequestField::Scan {
        (
            t::DESK_CHANGE_OLD_SCAN.s().to_owned(),
            t::DESK_CHANGE_NEW_SCAN.s().to_owned(),
        )
    } else {
        (
            said(change.field, &change.before),
            said(change.field, &change.after),
        )
    };
    view! {
        <tr>
            <Cell label=t::DESK_CHANGE_WHAT.s() primary=true>{name}</Cell>
            <Cell label=t::DESK_CHANGE_BEFORE.s()>{before}</Cell>
            <Cell label=t::DESK_CHANGE_AFTER.s()>{after}</Cell>
        </tr>
    }
    .into_any()
}

fn said(field: RequestField, value: &str) -> String {
    match field {
        _ if value.is_empty() => "–".to_owned(),
        RequestField::Kind => value
            .parse()
            .map_or_else(|_| value.to_owned(), |kind| kind_label(kind).s().to_owned()),
        _ => value.to_owned(),
    }
}

const fn name(field: RequestField) -> Text {
    match field {
        RequestField::Kind => t::DIRECTORY_FILTER_KIND,
        RequestField::Place => t::DESK_PLACE,
        RequestField::PopulatedCenter => t::DIRECTORY_KIND_POPULATED_CENTER,
        RequestField::Ruc => t::REQUEST_RUC,
        RequestField::Name => t::ACCOUNT_NAME,
        RequestField::Dni => t::REQUEST_DNI,
        RequestField::Post => t::DESK_POST,
        RequestField::Email => t::SIGN_IN_EMAIL,
        RequestField::Phone => t::DESK_PHONE,
        RequestField::Designation => t::DESK_SECTION_DESIGNATION,
        RequestField::Scan => t::DESK_SCAN,
    }
}
