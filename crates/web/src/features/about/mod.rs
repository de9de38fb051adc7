//! What the platform is, who answers for it, under which licence it stands, and what others gave to it.

use leptos::prelude::*;

use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::ui::PageTitle;

/// The page `/acerca`.
pub fn about(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::ABOUT_TITLE.s(), t::ABOUT_LEAD.s()).at("/acerca"));
    view! {
        <article class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::ABOUT_TITLE.s() lead=t::ABOUT_LEAD.s()/>
            {section("que-es", t::ABOUT_WHAT_TITLE, t::ABOUT_WHAT_TEXT)}
            {section("confianza", t::ABOUT_TRUST_TITLE, t::ABOUT_TRUST_TEXT)}
            {section("accesibilidad", t::ABOUT_ACCESS_TITLE, t::ABOUT_ACCESS_TEXT)}
            {section("idiomas", t::ABOUT_LANGUAGES_TITLE, t::ABOUT_LANGUAGES_TEXT)}
            {section("licencia", t::ABOUT_LICENCE_TITLE, t::ABOUT_LICENCE_TEXT)}
            {section("creditos", t::ABOUT_CREDITS_TITLE, t::ABOUT_CREDITS_TEXT)}
        </article>
    }
    .into_any()
}

fn section(id: &'static str, title: Text, text: Text) -> impl IntoView {
    view! {
        <section class="l-stack l-stack--s" id=id>
            <h2>{title.s()}</h2>
            <p>{text.s()}</p>
        </section>
    }
}
