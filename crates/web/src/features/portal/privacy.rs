//! The page `/m/{slug}/privacidad`: what the municipality does with personal data, who answers for it, and within which
//! terms it answers (Ley 29733 and DS 016-2024-JUS).

use leptos::prelude::*;
use shared::features::privacy::{PrivacyPublic, privacy_path};

use super::blocks::{contact, portal_page};
use super::use_portal;
use crate::features::privacy::{officer, terms_table};
use crate::fetch::use_fetch;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{KeyValue, KeyValueList};

/// The page `/m/{slug}/privacidad`.
pub fn privacy(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = privacy_path(&portal.slug);
    let found = use_fetch::<PrivacyPublic>(move || path.clone());
    let who = t::PORTAL_PRIVACY_WHO.with(&[("name", &portal.name)]);
    let lead = t::PORTAL_PRIVACY_LEAD.with(&[("name", &portal.name)]);
    let content = view! {
        <div class="l-stack l-stack--l">
            <section class="l-stack">
                <h2>{t::PRIVACY_WHO.s()}</h2>
                <p>{who}</p>
                {found.show(|| skeleton(3), |privacy| officer(&privacy))}
                {contact(&portal.contact, t::PORTAL_NO_CONTACT)}
            </section>
            {section(t::PRIVACY_PURPOSE, t::PORTAL_PRIVACY_PURPOSE)}
            {section(t::PRIVACY_BASIS, t::PORTAL_PRIVACY_BASIS)}
            {section(t::PRIVACY_RECIPIENTS, t::PORTAL_PRIVACY_RECIPIENTS)}
            {section(t::PRIVACY_TERM, t::PORTAL_PRIVACY_TERM)}
            {move || found.ready().map(|privacy| terms_table(privacy.terms))}
            <section class="l-stack">
                <h2>{t::PRIVACY_RIGHTS.s()}</h2>
                <p>{t::PORTAL_PRIVACY_RIGHTS.s()}</p>
                {rights_table()}
                <p>{t::PRIVACY_CLAIM.s()}</p>
            </section>
        </div>
    };
    portal_page(
        &portal,
        "privacidad",
        t::PORTAL_PRIVACY_TITLE.s(),
        lead,
        content,
    )
}

fn section(title: Text, text: Text) -> impl IntoView {
    view! {
        <section class="l-stack l-stack--s">
            <h2>{title.s()}</h2>
            <p>{text.s()}</p>
        </section>
    }
}

/// The rights over one's data, each with the term in which it is answered (working days).
pub fn rights_table() -> AnyView {
    let rights = [
        (t::PRIVACY_RIGHT_INFORMATION, t::PRIVACY_DAYS_8),
        (t::PRIVACY_RIGHT_ACCESS, t::PRIVACY_DAYS_20),
        (t::PRIVACY_RIGHT_RECTIFICATION, t::PRIVACY_DAYS_10),
        (t::PRIVACY_RIGHT_CANCELLATION, t::PRIVACY_DAYS_10),
        (t::PRIVACY_RIGHT_OPPOSITION, t::PRIVACY_DAYS_10),
        (t::PRIVACY_RIGHT_PORTABILITY, t::PRIVACY_DAYS_PORTABILITY),
    ];
    let pairs =
        rights.map(|(right, term)| view! { <KeyValue label=right.s()>{term.s()}</KeyValue> });
    view! { <KeyValueList>{pairs.collect_view()}</KeyValueList> }.into_any()
}
