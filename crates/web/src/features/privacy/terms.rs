//! Who is in office and how long data is kept, on the public pages of the platform and of each municipality.

use leptos::prelude::*;
use shared::features::conservation::Disposition;
use shared::features::privacy::{PrivacyPublic, TermPublic};

use crate::format::long_date;
use crate::i18n::{Text, plural, t};
use crate::ui::{Cell, Column, DataTable, KeyValue, KeyValueList};

/// The data-protection officer, or that there is none yet.
pub fn officer(found: &PrivacyPublic) -> AnyView {
    let email = found.email.clone().map(|email| {
        let href = format!("mailto:{email}");
        view! { <KeyValue label=t::PRIVACY_MAIL.s()><a href=href>{email}</a></KeyValue> }
    });
    let Some(officer) = found.officer.clone() else {
        return view! { <p>{t::PRIVACY_NO_OFFICER.s()}</p><KeyValueList>{email}</KeyValueList> }
            .into_any();
    };
    let since = officer.since.map(|day| {
        view! { <KeyValue label=t::PRIVACY_SINCE.s()>{long_date(day)}</KeyValue> }
    });
    let resolution = (!officer.resolution.is_empty()).then(|| {
        view! { <KeyValue label=t::USERS_RESOLUTION.s()>{officer.resolution}</KeyValue> }
    });
    view! {
        <KeyValueList>
            <KeyValue label=t::ROLE_DATA_PROTECTION_OFFICER.s()>{officer.name}</KeyValue>
            {resolution}
            {since}
            {email}
        </KeyValueList>
    }
    .into_any()
}

/// How long each kind of record is kept, and what happens then.
pub fn terms_table(terms: Vec<TermPublic>) -> AnyView {
    if terms.is_empty() {
        return ().into_any();
    }
    let heads = [
        t::PRIVACY_RECORDS,
        t::PRIVACY_FROM,
        t::PRIVACY_TERM,
        t::PRIVACY_THEN,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = terms.into_iter().map(|term| {
        let basis = term.legal_basis.map(|basis| {
            view! { <span class="u-small u-muted">" · "{basis}</span> }
        });
        view! {
            <tr>
                <Cell label=t::PRIVACY_RECORDS.s() primary=true>{term.label}</Cell>
                <Cell label=t::PRIVACY_FROM.s()>{term.start_event}</Cell>
                <Cell label=t::PRIVACY_TERM.s()>{months(term.months)}</Cell>
                <Cell label=t::PRIVACY_THEN.s()>{then(term.then).s()}{basis}</Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! { <DataTable id="terms" caption=t::PRIVACY_TERMS.s() hide_caption=true columns=columns>{rows}</DataTable> }
        .into_any()
}

/// A term in words: years where they are whole.
pub(crate) fn months(months: Option<u32>) -> String {
    match months {
        None => t::CONSERVE_ALWAYS.s().to_owned(),
        Some(months) if months >= 12 && months % 12 == 0 => {
            plural(u64::from(months / 12), t::CONSERVE_YEAR, t::CONSERVE_YEARS)
        }
        Some(months) => plural(u64::from(months), t::CONSERVE_MONTH, t::CONSERVE_MONTHS),
    }
}

/// What happens at the end of a term.
pub(crate) const fn then(then: Disposition) -> Text {
    match then {
        Disposition::Keep => t::CONSERVE_THEN_KEEP,
        Disposition::Dispose => t::CONSERVE_THEN_DISPOSE,
        Disposition::ErasePersonal => t::CONSERVE_THEN_ERASE,
    }
}
