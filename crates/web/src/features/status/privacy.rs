//! The page `/privacidad`: what the platform itself does with personal data (Ley 29733, art. 18; DS 016-2024-JUS).
//! For what a municipality keeps, its own portal has its own page.

use leptos::prelude::*;
use shared::features::privacy::{PLATFORM_PRIVACY_PATH, PrivacyPublic};

use super::section;
use crate::features::portal::rights_table;
use crate::features::privacy::{officer, terms_table};
use crate::fetch::use_fetch;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::PageTitle;

/// The page `/privacidad`.
pub fn privacy(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::PRIVACY_TITLE.s(), t::PRIVACY_LEAD.s()).at("/privacidad"));
    let found = use_fetch::<PrivacyPublic>(|| PLATFORM_PRIVACY_PATH.to_owned());
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::PRIVACY_TITLE.s() lead=t::PRIVACY_LEAD.s()/>
            {section(t::PRIVACY_WHO, t::PRIVACY_WHO_TEXT)}
            {found.show(|| skeleton(3), |privacy| officer(&privacy))}
            {section(t::PRIVACY_PURPOSE, t::PRIVACY_PURPOSE_TEXT)}
            {section(t::PRIVACY_BASIS, t::PRIVACY_BASIS_TEXT)}
            {section(t::PRIVACY_RECIPIENTS, t::PRIVACY_RECIPIENTS_TEXT)}
            {section(t::PRIVACY_TERM, t::PRIVACY_TERM_TEXT)}
            {move || found.ready().map(|privacy| terms_table(privacy.terms))}
            {section(t::PRIVACY_COOKIES, t::PRIVACY_COOKIES_TEXT)}
            <section class="l-stack" id="derechos">
                <h2>{t::PRIVACY_RIGHTS.s()}</h2>
                <p>{t::PRIVACY_RIGHTS_TEXT.s()}</p>
                {rights_table()}
                <p>{t::PRIVACY_CLAIM.s()}</p>
            </section>
            {section(t::PRIVACY_INCIDENTS, t::PRIVACY_INCIDENTS_TEXT)}
        </article>
    }
    .into_any()
}
