//! A place: added under the code that INEI gave it, renamed, closed; each with its law.

use leptos::prelude::*;
use shared::features::places::{PlaceIn, PlacePublic, place_path};
use shared::ubigeo::Ubigeo;

use super::PAGE;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{History, opener, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, DateField, Form, InputWidth, LinkButton, Notice, TextInput, Toasts, Tone,
};

/// The page `/admin/lugares/nuevo`.
pub fn new(_params: &Params) -> AnyView {
    frame(t::PLACES_ADD.s().to_owned(), form(None))
}

/// The page `/admin/lugares/{code}`.
pub fn edit(params: &Params) -> AnyView {
    let code = params.get("code");
    let path = place_path(&code);
    let found = use_fetch::<PlacePublic>(move || path.clone());
    let content = found.show(
        || skeleton(8),
        move |place| {
            view! {
                <p class="u-lead">{place.path.clone()}</p>
                <Notice tone=Tone::Info><p>{t::PLACES_EDIT_TEXT.s()}</p></Notice>
                {form(Some((place, found)))}
            }
        },
    );
    let content = view! {
        {content}
        <History kind="place" id=code.clone()/>
    };
    frame(t::PLACES_EDIT.with(&[("code", &code)]), content.into_any())
}

fn frame(title: String, content: AnyView) -> AnyView {
    screen_under(
        vec![(t::PLACES_TITLE.s().to_owned(), PAGE.to_owned())],
        title,
        t::PLACES_FORM_LEAD.s().to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

#[derive(Clone, Copy)]
struct Fields {
    code: FormField,
    name: FormField,
    capital: FormField,
    from: FormField,
    to: FormField,
    basis: FormField,
}

impl Fields {
    fn new(form: FormState, place: Option<&PlacePublic>) -> Self {
        let text = |read: fn(&PlacePublic) -> String| place.map(read).unwrap_or_default();
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            code: form.field("code", text(|place| place.code.to_string())),
            name: form.field("name", text(|place| place.name.clone())),
            capital: form.field(
                "capital",
                text(|place| place.capital.clone().unwrap_or_default()),
            ),
            from: form.field("valid_from", day(place.and_then(|place| place.valid_from))),
            to: form.field("valid_to", day(place.and_then(|place| place.valid_to))),
            basis: form.field("legal_basis", ""),
        }
    }

    fn read(self) -> PlaceIn {
        PlaceIn {
            name: self.name.text(),
            capital: self.capital.optional(),
            valid_from: self.from.text().parse().ok(),
            valid_to: self.to.text().parse().ok(),
            legal_basis: self.basis.text(),
        }
    }

    fn view(self, added: bool) -> AnyView {
        let Self {
            code,
            name,
            capital,
            from,
            to,
            basis,
        } = self;
        view! {
            {added.then(|| view! {
                <TextInput name="code" label=t::PLACES_CODE.s() hint=t::PLACES_CODE_HINT.s() inputmode="numeric" maxlength=6
                    width=InputWidth::Medium value=code.value error=code.error/>
            })}
            <TextInput name="name" label=t::PLACES_NAME.s() maxlength=100 value=name.value error=name.error/>
            <TextInput name="capital" label=t::PLACES_CAPITAL.s() maxlength=100 optional=true value=capital.value
                error=capital.error/>
            <DateField name="valid_from" label=t::PLACES_FROM.s() optional=true value=from.value error=from.error/>
            <DateField name="valid_to" label=t::PLACES_TO.s() hint=t::PLACES_TO_HINT.s() optional=true value=to.value
                error=to.error/>
            <TextInput name="legal_basis" label=t::PLACES_LAW.s() hint=t::PLACES_LAW_HINT.s() maxlength=300 value=basis.value
                error=basis.error/>
        }
        .into_any()
    }
}

fn form(known: Option<(PlacePublic, Remote<PlacePublic>)>) -> AnyView {
    let form = FormState::new();
    let fields = Fields::new(form, known.as_ref().map(|(place, _)| place));
    let found = known.map(|(_, found)| found);
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Ok(code) = fields.code.text().parse::<Ubigeo>() else {
            form.refuse_field("code", t::PLACES_CODE_WRONG.s());
            return;
        };
        let (method, options) = match found {
            Some(found) => (
                Method::Put,
                found.etag().map(SendOptions::if_match).unwrap_or_default(),
            ),
            None => (Method::Post, SendOptions::once()),
        };
        let go = go.clone();
        let done = move |_: PlacePublic| {
            toasts.success(t::STAFF_SAVED.s());
            go(PAGE);
        };
        send_form(
            form,
            method,
            place_path(code.as_str()),
            fields.read(),
            options,
            done,
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.view(found.is_none())}
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::STAFF_SAVE.s()}</Button>
                <LinkButton href=PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}
