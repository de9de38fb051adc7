//! Giving a role: the person, the role, the resolution with its scan, the term. Of an operator the role is known.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::access::Role;
use shared::features::accounts::{DocumentType, PersonIn};
use shared::features::files::UploadPurpose;
use shared::features::grants::{GRANTS_PATH, GrantIn, OPERATORS_PATH, OperatorIn, Resolution};
use shared::features::portal_admin::StaffFile;

use super::{OPERATORS_PAGE, PAGE};
use crate::fetch::{Method, SendOptions};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::role_label;
use crate::staff::{FileField, opener, refusal, screen_under, send_form, today};
use crate::ui::{
    Button, ButtonKind, Choice, DateField, Form, InputWidth, LinkButton, RadioGroup, Select,
    TextInput, Toasts,
};

/// The page `/admin/usuarios/nuevo`.
pub fn new(_params: &Params) -> AnyView {
    screen_under(
        vec![(t::USERS_TITLE.s().to_owned(), PAGE.to_owned())],
        t::USERS_INVITE.s().to_owned(),
        t::USERS_INVITE_LEAD.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">{form()}</div>
        },
    )
}

/// The page `/admin/operadores/nuevo`.
pub fn new_operator(_params: &Params) -> AnyView {
    screen_under(
        vec![(t::OPERATORS_TITLE.s().to_owned(), OPERATORS_PAGE.to_owned())],
        t::OPERATORS_ADD.s().to_owned(),
        t::OPERATORS_ADD_LEAD.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">{operator_form()}</div>
        },
    )
}

/// The fields of a grant.
#[derive(Clone, Copy)]
struct GrantFields {
    form: FormState,
    name: FormField,
    document: FormField,
    number: FormField,
    email: FormField,
    role: FormField,
    theme: FormField,
    resolution: FormField,
    date: FormField,
    starts: FormField,
    ends: FormField,
    scan: RwSignal<Option<StaffFile>>,
}

impl GrantFields {
    fn new(form: FormState) -> Self {
        let field = |name: &'static str| form.field(name, "");
        Self {
            form,
            name: field("person.name"),
            document: form.field("person.document_type", "dni"),
            number: field("person.document_number"),
            email: field("person.email"),
            role: field("role"),
            theme: field("theme"),
            resolution: field("resolution.number"),
            date: field("resolution.date"),
            starts: form.field("starts_on", today().to_string()),
            ends: field("ends_on"),
            scan: RwSignal::new(None),
        }
    }

    /// What was typed; `Err` names the field that cannot be read, and what to say there.
    fn read(self) -> Result<GrantIn, (&'static str, &'static str)> {
        let role = Role::from_code(&self.role.text()).ok_or(("role", t::USERS_ROLE_MISSING.s()))?;
        let day = |field: FormField, name: &'static str| {
            field
                .text()
                .parse()
                .map_err(|_| (name, t::FORM_REQUIRED.s()))
        };
        Ok(GrantIn {
            person: self.read_person(),
            role,
            theme: self.theme.optional().filter(|_| role == Role::ThemeOfficer),
            resolution: Resolution {
                number: self.resolution.text(),
                date: day(self.date, "resolution.date")?,
                file_id: self.scan.get_untracked().map(|file| file.id),
            },
            starts_on: day(self.starts, "starts_on")?,
            ends_on: self.ends.text().parse().ok(),
        })
    }

    /// The same for an operator, whose role begins today.
    fn read_operator(self) -> Result<OperatorIn, (&'static str, &'static str)> {
        let date = self.date.text().parse();
        Ok(OperatorIn {
            person: self.read_person(),
            resolution: Resolution {
                number: self.resolution.text(),
                date: date.map_err(|_| ("resolution.date", t::FORM_REQUIRED.s()))?,
                file_id: None,
            },
            ends_on: self.ends.text().parse().ok(),
        })
    }

    fn read_person(self) -> PersonIn {
        PersonIn {
            name: self.name.text(),
            document_type: document_type(&self.document.text()),
            document_number: self.number.text(),
            email: self.email.text(),
        }
    }

    fn person(self) -> AnyView {
        let Self {
            name,
            document,
            number,
            email,
            ..
        } = self;
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{t::USERS_PERSON.s()}</legend>
                <TextInput name="person.name" label=t::USERS_NAME.s() maxlength=120 value=name.value error=name.error/>
                <RadioGroup name="person.document_type" label=t::USERS_DOCUMENT_TYPE.s() value=document.value options=documents()/>
                <TextInput name="person.document_number" label=t::USERS_DOCUMENT.s() hint=t::USERS_DOCUMENT_HINT.s()
                    width=InputWidth::Medium maxlength=12 value=number.value error=number.error/>
                <TextInput name="person.email" label=t::SIGN_IN_EMAIL.s() hint=t::USERS_EMAIL_HINT.s() kind="email"
                    value=email.value error=email.error/>
            </fieldset>
        }
        .into_any()
    }

    fn role(self) -> AnyView {
        let Self {
            role,
            theme,
            starts,
            ends,
            ..
        } = self;
        let themed = move || role.value.with(|role| role == Role::ThemeOfficer.code());
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{t::USERS_ROLE.s()}</legend>
                <Select name="role" label=t::USERS_ROLE.s() value=role.value error=role.error options=roles()/>
                <Show when=themed>
                    <TextInput name="theme" label=t::USERS_THEME.s() maxlength=80 value=theme.value error=theme.error/>
                </Show>
                <DateField name="starts_on" label=t::USERS_STARTS.s() value=starts.value error=starts.error/>
                <DateField name="ends_on" label=t::USERS_ENDS.s() optional=true value=ends.value error=ends.error/>
            </fieldset>
        }
        .into_any()
    }

    fn resolution(self) -> AnyView {
        let Self {
            form,
            resolution,
            date,
            scan,
            ..
        } = self;
        view! {
            <fieldset class="l-stack staff-group">
                <legend>{t::USERS_RESOLUTION.s()}</legend>
                <TextInput name="resolution.number" label=t::USERS_NUMBER.s() hint=t::USERS_NUMBER_HINT.s() maxlength=120
                    value=resolution.value error=resolution.error/>
                <DateField name="resolution.date" label=t::DESK_DATE.s() value=date.value error=date.error/>
                <FileField name="resolution.file_id" label=t::DESK_SCAN.s() purpose=UploadPurpose::Scan optional=true file=scan
                    error=form.error("resolution.file_id")/>
            </fieldset>
        }
        .into_any()
    }
}

fn form() -> AnyView {
    let form = FormState::new();
    let fields = GrantFields::new(form);
    let (toasts, go) = (Toasts::expect(), opener());
    let submit = Callback::new(move |()| {
        let body = match fields.read() {
            Ok(body) => body,
            Err((field, message)) => return form.refuse_field(field, message),
        };
        let go = go.clone();
        send_form(
            form,
            Method::Post,
            GRANTS_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                toasts.success(t::USERS_INVITED.s());
                go(PAGE);
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.person()}
            {fields.role()}
            {fields.resolution()}
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true icon="send" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::USERS_INVITE.s()}
                </Button>
                <LinkButton href=PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn operator_form() -> AnyView {
    let form = FormState::new();
    let fields = GrantFields::new(form);
    let (toasts, go) = (Toasts::expect(), opener());
    let submit = Callback::new(move |()| {
        let body = match fields.read_operator() {
            Ok(body) => body,
            Err((field, message)) => return form.refuse_field(field, message),
        };
        let go = go.clone();
        let done = move |_: IgnoredAny| {
            toasts.success(t::USERS_INVITED.s());
            go(OPERATORS_PAGE);
        };
        let path = OPERATORS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let GrantFields {
        resolution,
        date,
        ends,
        ..
    } = fields;
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.person()}
            <fieldset class="l-stack staff-group">
                <legend>{t::USERS_RESOLUTION.s()}</legend>
                <TextInput name="resolution.number" label=t::USERS_NUMBER.s() hint=t::USERS_NUMBER_HINT.s() maxlength=120
                    value=resolution.value error=resolution.error/>
                <DateField name="resolution.date" label=t::DESK_DATE.s() value=date.value error=date.error/>
                <DateField name="ends_on" label=t::USERS_ENDS.s() optional=true value=ends.value error=ends.error/>
            </fieldset>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true icon="send" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::OPERATORS_ADD.s()}
                </Button>
                <LinkButton href=OPERATORS_PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// The roles that somebody with the person's own roles may give.
fn roles() -> Vec<Choice> {
    let own = use_session()
        .me()
        .ready()
        .map(|me| me.roles)
        .unwrap_or_default();
    let mut given: Vec<Role> = own
        .iter()
        .flat_map(|role| role.may_grant())
        .copied()
        .collect();
    given.sort();
    given.dedup();
    given
        .into_iter()
        .map(|role| Choice::new(role.code(), role_label(role).s()))
        .collect()
}

fn documents() -> Vec<Choice> {
    [
        (DocumentType::Dni, "DNI"),
        (DocumentType::Ce, t::USERS_DOCUMENT_CE.s()),
        (DocumentType::Passport, t::USERS_DOCUMENT_PASSPORT.s()),
    ]
    .map(|(kind, label)| Choice::new(kind.as_str(), label))
    .to_vec()
}

fn document_type(code: &str) -> DocumentType {
    let all = [DocumentType::Dni, DocumentType::Ce, DocumentType::Passport];
    all.into_iter()
        .find(|kind| kind.as_str() == code)
        .unwrap_or_default()
}
