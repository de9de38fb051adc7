//! An official: added, corrected, ended with the resolution that says so.

use leptos::prelude::*;
use shared::features::visits::DOCUMENT_TYPES;
use shared::features::visits::officials::{
    OFFICIALS_PATH, OfficialEndIn, OfficialIn, OfficialOut, official_end_path, official_path,
};
use uuid::Uuid;

use super::OFFICIALS;
use super::fields::choices;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{History, opener, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, DateField, Details, Form, InputWidth, LinkButton, Select, TextInput, Toasts,
};

/// The page `/admin/visitas/funcionarios/nuevo`.
pub(super) fn new(_params: &Params) -> AnyView {
    frame(t::OFFICIALS_ADD.s().to_owned(), form(None))
}

/// The page `/admin/visitas/funcionarios/{id}`.
pub(super) fn edit(params: &Params) -> AnyView {
    let text = params.get("id");
    let id: Uuid = text.parse().unwrap_or_default();
    let found = use_fetch::<OfficialOut>(move || official_path(id));
    let content = found.show(
        || skeleton(8),
        move |official| {
            view! {
                {form(Some((official, found)))}
                <Details summary=t::OFFICIALS_END.s()>{end(id, found)}</Details>
            }
        },
    );
    let content = view! {
        {content}
        <History kind="official" id=text/>
    };
    frame(t::OFFICIALS_EDIT.s().to_owned(), content.into_any())
}

fn frame(title: String, content: AnyView) -> AnyView {
    screen_under(
        vec![(t::OFFICIALS_TITLE.s().to_owned(), OFFICIALS.to_owned())],
        title,
        t::OFFICIALS_FORM_LEAD.s().to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

#[derive(Clone, Copy)]
struct Fields {
    name: FormField,
    kind: FormField,
    document: FormField,
    post: FormField,
    office: FormField,
    resolution: FormField,
    from: FormField,
    to: FormField,
}

impl Fields {
    fn new(form: FormState, known: Option<&OfficialOut>) -> Self {
        let field = |name: &str, read: fn(&OfficialOut) -> String, empty: &str| {
            form.field(name, known.map_or_else(|| empty.to_owned(), read))
        };
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let to = day(known.and_then(|it| it.valid_to));
        Self {
            name: field("name", |it| it.name.clone(), ""),
            kind: field("document_type", |it| it.document_type.clone(), "dni"),
            document: form.field("document", ""),
            post: field("post", |it| it.post.clone(), ""),
            office: field("office", |it| it.office.clone(), ""),
            resolution: field("resolution", |it| it.resolution.clone(), ""),
            from: field("valid_from", |it| it.valid_from.to_string(), ""),
            to: form.field("valid_to", to),
        }
    }

    /// What is typed; `None` where the first day is missing, which then says so.
    fn read(self, form: FormState) -> Option<OfficialIn> {
        let Ok(valid_from) = self.from.text().parse() else {
            form.refuse_field("valid_from", t::FORM_REQUIRED.s());
            return None;
        };
        Some(OfficialIn {
            name: self.name.text(),
            document_type: self.kind.text(),
            document: self.document.optional(),
            post: self.post.text(),
            office: self.office.text(),
            resolution: self.resolution.text(),
            valid_from,
            valid_to: self.to.text().parse().ok(),
        })
    }

    fn view(self, masked: Option<String>) -> impl IntoView {
        let kept = masked
            .as_ref()
            .map(|masked| t::OFFICIALS_KEPT.with(&[("document", masked)]));
        let is_known = kept.is_some();
        view! {
            <TextInput name="name" label=t::DOOR_NAME.s() maxlength=150 value=self.name.value error=self.name.error/>
            <div class="l-cluster">
                <Select name="document_type" label=t::DOOR_DOCUMENT_TYPE.s() value=self.kind.value
                    options=choices(DOCUMENT_TYPES) error=self.kind.error/>
                <TextInput name="document" label=t::DOOR_DOCUMENT.s() hint=kept.unwrap_or_default() optional=is_known
                    maxlength=20 autocomplete="off" width=InputWidth::Medium value=self.document.value
                    error=self.document.error/>
            </div>
            <TextInput name="post" label=t::OFFICIALS_POST.s() maxlength=150 value=self.post.value error=self.post.error/>
            <TextInput name="office" label=t::OFFICIALS_OFFICE.s() maxlength=150 value=self.office.value
                error=self.office.error/>
            <TextInput name="resolution" label=t::OFFICIALS_RESOLUTION.s() maxlength=200 value=self.resolution.value
                error=self.resolution.error/>
            <DateField name="valid_from" label=t::OFFICIALS_FROM.s() value=self.from.value error=self.from.error/>
            <DateField name="valid_to" label=t::OFFICIALS_TO.s() optional=true value=self.to.value error=self.to.error/>
        }
    }
}

fn form(known: Option<(OfficialOut, Remote<OfficialOut>)>) -> AnyView {
    let form = FormState::new();
    let fields = Fields::new(form, known.as_ref().map(|(official, _)| official));
    let masked = known
        .as_ref()
        .map(|(official, _)| official.document_masked.clone());
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Some(body) = fields.read(form) else {
            return;
        };
        let (method, path, options) = match &known {
            Some((official, found)) => (
                Method::Put,
                official_path(official.id),
                found.etag().map(SendOptions::if_match).unwrap_or_default(),
            ),
            None => (Method::Post, OFFICIALS_PATH.to_owned(), SendOptions::once()),
        };
        let go = go.clone();
        let done = move |_: OfficialOut| {
            toasts.success(t::STAFF_SAVED.s());
            go(OFFICIALS);
        };
        send_form(form, method, path, body, options, done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.view(masked)}
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                    {t::STAFF_SAVE.s()}
                </Button>
                <LinkButton href=OFFICIALS kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn end(id: Uuid, found: Remote<OfficialOut>) -> AnyView {
    let form = FormState::new();
    let last = form.field("valid_to", "");
    let resolution = form.field("resolution", "");
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Ok(valid_to) = last.text().parse() else {
            form.refuse_field("valid_to", t::FORM_REQUIRED.s());
            return;
        };
        let body = OfficialEndIn {
            valid_to,
            resolution: resolution.text(),
        };
        let go = go.clone();
        let done = move |_: OfficialOut| {
            toasts.success(t::STAFF_SAVED.s());
            go(OFFICIALS);
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        send_form(
            form,
            Method::Post,
            official_end_path(id),
            body,
            options,
            done,
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <DateField name="end.valid_to" label=t::OFFICIALS_TO.s() value=last.value error=last.error/>
            <TextInput name="end.resolution" label=t::OFFICIALS_END_RESOLUTION.s() maxlength=200
                value=resolution.value error=resolution.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::OFFICIALS_END.s()}
            </Button>
        </Form>
    }
    .into_any()
}
