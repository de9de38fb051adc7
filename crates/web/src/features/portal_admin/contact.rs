//! How the municipality is reached.

use leptos::prelude::*;
use shared::features::portal_admin::{ContactIn, PortalSettings, PortalSettingsIn};

use super::settings::{Settings, page, save, save_button};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{as_lines, as_text, refusal};
use crate::ui::{Form, InputWidth, TextArea, TextInput};

/// The page `/admin/portal/contacto`.
pub fn contact(_params: &Params) -> AnyView {
    page(t::CONTACT_TITLE, t::CONTACT_LEAD, editor)
}

fn editor(now: PortalSettings, found: Settings) -> AnyView {
    let form = FormState::new();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let address = form.field("contact.address", text(&now.contact.address));
    let phone = form.field("contact.phone", text(&now.contact.phone));
    let email = form.field("contact.email", text(&now.contact.email));
    let hours = form.field("contact.hours", as_text(&now.contact.hours));
    form.guard();
    let submit = Callback::new(move |()| {
        let contact = ContactIn {
            address: address.optional(),
            phone: phone.optional(),
            email: email.optional(),
            hours: as_lines(&hours.text()),
        };
        let body = PortalSettingsIn {
            contact,
            ..PortalSettingsIn::from(now.clone())
        };
        save(form, body, found);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="contact.address" label=t::CONTACT_ADDRESS.s() optional=true autocomplete="street-address"
                maxlength=200 value=address.value error=address.error/>
            <TextInput name="contact.phone" label=t::CONTACT_PHONE.s() optional=true kind="tel" width=InputWidth::Medium
                maxlength=30 value=phone.value error=phone.error/>
            <TextInput name="contact.email" label=t::CONTACT_EMAIL.s() optional=true kind="email" maxlength=254
                value=email.value error=email.error/>
            <TextArea name="contact.hours" label=t::CONTACT_HOURS.s() hint=t::CONTACT_HOURS_HINT.s() optional=true rows=4
                value=hours.value error=hours.error/>
            {save_button(form)}
        </Form>
    }
    .into_any()
}
