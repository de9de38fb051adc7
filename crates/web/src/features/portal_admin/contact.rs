//! How the municipality is reached, and who heads it.

use leptos::prelude::*;
use shared::features::portal_admin::{Authority, ContactIn, PortalSettings, PortalSettingsIn};

use super::settings::{Settings, page, save, save_button};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{as_lines, as_text, refusal};
use crate::ui::{DateField, Form, InputWidth, TextArea, TextInput};

/// The page `/admin/portal/contacto`.
pub(super) fn contact(_params: &Params) -> AnyView {
    page(t::CONTACT_TITLE, t::CONTACT_LEAD, editor)
}

fn editor(now: PortalSettings, found: Settings) -> AnyView {
    let form = FormState::new();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let address = form.field("contact.address", text(&now.contact.address));
    let phone = form.field("contact.phone", text(&now.contact.phone));
    let email = form.field("contact.email", text(&now.contact.email));
    let hours = form.field("contact.hours", as_text(&now.contact.hours));
    let head = AuthorityFields::new(form, now.authority.as_ref());
    let submit = Callback::new(move |()| {
        let contact = ContactIn {
            address: address.optional(),
            phone: phone.optional(),
            email: email.optional(),
            hours: as_lines(&hours.text()),
        };
        let Some(authority) = head.read(form) else {
            return;
        };
        let body = PortalSettingsIn {
            contact,
            authority,
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
            {head.view()}
            {save_button(form)}
        </Form>
    }
    .into_any()
}

/// Who heads the municipality; nobody while the name is empty.
#[derive(Clone, Copy)]
struct AuthorityFields {
    post: FormField,
    name: FormField,
    resolution: FormField,
    starts_on: FormField,
    ends_on: FormField,
}

impl AuthorityFields {
    fn new(form: FormState, now: Option<&Authority>) -> Self {
        let text = |of: fn(&Authority) -> String| now.map(of).unwrap_or_default();
        Self {
            post: form.field("authority.post", text(|it| it.post.clone())),
            name: form.field("authority.name", text(|it| it.name.clone())),
            resolution: form.field(
                "authority.resolution",
                text(|it| it.resolution.clone().unwrap_or_default()),
            ),
            starts_on: form.field("authority.starts_on", text(|it| it.starts_on.to_string())),
            ends_on: form.field("authority.ends_on", text(|it| it.ends_on.to_string())),
        }
    }

    /// What is to be set; `None` where a day cannot be read, which then says so itself.
    fn read(self, form: FormState) -> Option<Option<Authority>> {
        if self.name.text().is_empty() {
            return Some(None);
        }
        let day = |field: FormField, name: &str| {
            let day = field.text().parse().ok();
            if day.is_none() {
                form.refuse_field(name, t::FORM_REQUIRED.s());
            }
            day
        };
        Some(Some(Authority {
            post: self.post.text(),
            name: self.name.text(),
            resolution: self.resolution.optional(),
            starts_on: day(self.starts_on, "authority.starts_on")?,
            ends_on: day(self.ends_on, "authority.ends_on")?,
        }))
    }

    fn view(self) -> impl IntoView {
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{t::CONTACT_HEAD.s()}</legend>
                <p class="u-small u-muted">{t::CONTACT_HEAD_HINT.s()}</p>
                <TextInput name="authority.post" label=t::CONTACT_HEAD_POST.s() optional=true maxlength=60
                    width=InputWidth::Medium value=self.post.value error=self.post.error/>
                <TextInput name="authority.name" label=t::CONTACT_HEAD_NAME.s() optional=true maxlength=120
                    value=self.name.value error=self.name.error/>
                <TextInput name="authority.resolution" label=t::CONTACT_HEAD_ACT.s() optional=true maxlength=120
                    value=self.resolution.value error=self.resolution.error/>
                <DateField name="authority.starts_on" label=t::CONTACT_HEAD_FROM.s() optional=true
                    value=self.starts_on.value error=self.starts_on.error/>
                <DateField name="authority.ends_on" label=t::CONTACT_HEAD_TO.s() optional=true
                    value=self.ends_on.value error=self.ends_on.error/>
            </fieldset>
        }
    }
}
