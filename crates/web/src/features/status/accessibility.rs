//! The page `/accesibilidad`: the level the pages keep, what is known to be missing, and how to complain.

use leptos::prelude::*;

use super::section;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::ui::PageTitle;

/// The page `/accesibilidad`.
pub fn accessibility(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::ACCESS_TITLE.s(), t::ACCESS_LEAD.s()).at("/accesibilidad"));
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::ACCESS_TITLE.s() lead=t::ACCESS_LEAD.s()/>
            {section(t::ACCESS_LEVEL_TITLE, t::ACCESS_LEVEL_TEXT)}
            <section class="l-stack l-stack--s">
                <h2>{t::ACCESS_DONE_TITLE.s()}</h2>
                <ul>
                    <li>{t::ACCESS_DONE_KEYBOARD.s()}</li>
                    <li>{t::ACCESS_DONE_CONTRAST.s()}</li>
                    <li>{t::ACCESS_DONE_ZOOM.s()}</li>
                    <li>{t::ACCESS_DONE_MOTION.s()}</li>
                    <li>{t::ACCESS_DONE_SCRIPT.s()}</li>
                </ul>
            </section>
            <section class="l-stack l-stack--s">
                <h2>{t::ACCESS_KNOWN_TITLE.s()}</h2>
                <ul>
                    <li>{t::ACCESS_KNOWN_FILES.s()}</li>
                    <li>{t::ACCESS_KNOWN_LANGUAGES.s()}</li>
                    <li>{t::ACCESS_KNOWN_FORMS.s()}</li>
                </ul>
            </section>
            {section(t::ACCESS_REPORT_TITLE, t::ACCESS_REPORT_TEXT)}
        </article>
    }
    .into_any()
}
