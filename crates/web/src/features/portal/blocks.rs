//! What the pages of a portal have in common: their head, and how to reach somebody.

use leptos::prelude::*;
use shared::features::portal::{Contact, PortalPublic};

use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::shell::{phone_link, tenant_path};
use crate::ui::{Breadcrumbs, KeyValue, KeyValueList, PageTitle};

/// A page of a portal: where it stands, its title, its content. Says what it is to browsers and search engines.
pub(crate) fn portal_page(
    portal: &PortalPublic,
    rest: &'static str,
    title: &'static str,
    lead: String,
    content: impl IntoView + 'static,
) -> AnyView {
    let (about, description) = (portal.clone(), lead.clone());
    set_page(move || {
        PageMeta::new(title, description.clone())
            .at(tenant_path(&about.slug, rest))
            .of(&about)
    });
    framed(portal, title.to_owned(), lead, content)
}

/// The same without saying what it is, for pages that know more about themselves.
pub(super) fn framed(
    portal: &PortalPublic,
    title: String,
    lead: String,
    content: impl IntoView + 'static,
) -> AnyView {
    let above = vec![(t::PORTAL_HOME.s().to_owned(), tenant_path(&portal.slug, ""))];
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=title.clone()/>
            <PageTitle title=title lead=lead/>
            {content.into_any()}
        </div>
    }
    .into_any()
}

/// Address, hours, phone and mail, as far as they are known; `none` when nothing is.
pub(super) fn contact(contact: &Contact, none: Text) -> AnyView {
    let hours = (!contact.hours.is_empty()).then(|| lines(contact.hours.clone()));
    let address = contact.address.clone();
    let phone = contact.phone.clone().map(phone_link);
    let email = contact.email.clone().map(email_link);
    if address.is_none() && hours.is_none() && phone.is_none() && email.is_none() {
        return view! { <p class="u-muted">{none.s()}</p> }.into_any();
    }
    view! {
        <KeyValueList>
            {address.map(|text| view! { <KeyValue label=t::PORTAL_ADDRESS.s()>{text}</KeyValue> })}
            {hours.map(|lines| view! { <KeyValue label=t::PORTAL_HOURS.s()>{lines}</KeyValue> })}
            {phone.map(|link| view! { <KeyValue label=t::PORTAL_PHONE.s()>{link}</KeyValue> })}
            {email.map(|link| view! { <KeyValue label=t::PORTAL_EMAIL.s()>{link}</KeyValue> })}
        </KeyValueList>
    }
    .into_any()
}

/// Lines below each other.
fn lines(lines: Vec<String>) -> AnyView {
    lines
        .into_iter()
        .map(|line| view! { <span class="portal-line">{line}</span> })
        .collect_view()
        .into_any()
}

/// An address to write to.
fn email_link(email: String) -> AnyView {
    view! { <a href=format!("mailto:{email}")>{email.clone()}</a> }.into_any()
}
