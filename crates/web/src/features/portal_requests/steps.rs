//! The first two steps: which municipality, and who answers for its portal.

use leptos::prelude::*;
use shared::features::directory::MunicipalityKind;
use shared::features::places::PlacePublic;
use shared::rules::is_free_mail;

use super::form::RequestForm;
use crate::features::places::{PlaceField, place_label};
use crate::i18n::t;
use crate::ui::{Choice, InputWidth, Notice, RadioGroup, TextInput, Tone};

/// Which municipality.
pub(super) fn municipality(form: RequestForm) -> AnyView {
    let is_centre = move || form.level() == Some(MunicipalityKind::PopulatedCenter);
    view! {
        <RadioGroup name="kind" label=t::REQUEST_KIND.s() value=form.kind.value error=form.kind.error options=kinds()/>
        {district(form)}
        <Show when=is_centre>
            <TextInput name="populated_center" label=t::REQUEST_CENTRE.s() hint=t::REQUEST_CENTRE_HINT.s()
                maxlength=120 value=form.populated_center.value error=form.populated_center.error/>
        </Show>
        <TextInput name="ruc" label=t::REQUEST_RUC.s() hint=t::REQUEST_RUC_HINT.s() inputmode="numeric" maxlength=11
            width=InputWidth::Medium optional=true value=form.ruc.value error=form.ruc.error/>
        <div aria-live="polite">{move || result(form)}</div>
    }
    .into_any()
}

fn kinds() -> Vec<Choice> {
    vec![
        Choice::new(
            MunicipalityKind::Provincial.as_str(),
            t::DIRECTORY_KIND_PROVINCIAL.s(),
        )
        .hint(t::REQUEST_KIND_PROVINCIAL_HINT.s()),
        Choice::new(
            MunicipalityKind::District.as_str(),
            t::DIRECTORY_KIND_DISTRICT.s(),
        ),
        Choice::new(
            MunicipalityKind::PopulatedCenter.as_str(),
            t::DIRECTORY_KIND_POPULATED_CENTER.s(),
        )
        .hint(t::REQUEST_KIND_CENTRE_HINT.s()),
    ]
}

fn district(form: RequestForm) -> AnyView {
    Effect::new(move |_| forget_other_choice(form));
    let taken = Signal::derive(move || {
        let label = form.chosen.with(|place| place.as_ref().map(place_label));
        label.unwrap_or_default()
    });
    let choose = move |place: PlacePublic| {
        form.ubigeo.value.set(place.code.as_str().to_owned());
        form.chosen.set(Some(place));
    };
    view! {
        <PlaceField name="ubigeo" label=t::REQUEST_DISTRICT.s() hint=t::REQUEST_DISTRICT_HINT.s() level="district"
            typed=form.place.value taken=taken
            error=form.ubigeo.error on_choose=choose/>
    }
    .into_any()
}

/// Whoever types on after choosing has not chosen any more.
fn forget_other_choice(form: RequestForm) {
    let typed = form.place.value.get();
    let other = form.chosen.with_untracked(|place| {
        place
            .as_ref()
            .is_some_and(|place| place_label(place) != typed)
    });
    if other {
        form.chosen.set(None);
        form.ubigeo.value.set(String::new());
    }
}

/// Whose portal it will be, as soon as that is known.
fn result(form: RequestForm) -> Option<AnyView> {
    let name = form.municipality()?;
    let place = form.chosen.get()?;
    let text = t::REQUEST_RESULT_PLACE.with(&[
        ("place", &place_label(&place)),
        ("code", place.code.as_str()),
    ]);
    let notice = view! { <Notice tone=Tone::Info title=name>{text}</Notice> };
    Some(notice.into_any())
}

/// What to know about an address that is not the municipality's.
fn free_mail(typed: &str) -> Option<AnyView> {
    is_free_mail(typed).then(|| {
        view! {
            <Notice tone=Tone::Warning title=t::REQUEST_FREE_MAIL_TITLE.s()><p>{t::REQUEST_FREE_MAIL_TEXT.s()}</p></Notice>
        }
        .into_any()
    })
}

/// Who answers for the portal.
pub(super) fn responsible(form: RequestForm) -> AnyView {
    view! {
        <TextInput name="responsible.given_names" label=t::REQUEST_GIVEN_NAMES.s() autocomplete="given-name" maxlength=80
            value=form.given_names.value error=form.given_names.error/>
        <TextInput name="responsible.family_names" label=t::REQUEST_FAMILY_NAMES.s() autocomplete="family-name"
            maxlength=80 value=form.family_names.value error=form.family_names.error/>
        <TextInput name="responsible.dni" label=t::REQUEST_DNI.s() hint=t::REQUEST_DNI_HINT.s() inputmode="numeric"
            maxlength=8 width=InputWidth::Medium value=form.dni.value error=form.dni.error/>
        <TextInput name="responsible.post" label=t::REQUEST_POST.s() hint=t::REQUEST_POST_HINT.s()
            autocomplete="organization-title" maxlength=120 value=form.post.value error=form.post.error/>
        <TextInput name="responsible.email" label=t::REQUEST_EMAIL.s() hint=t::REQUEST_EMAIL_HINT.s() kind="email"
            autocomplete="email" maxlength=254 value=form.email.value error=form.email.error/>
        <div aria-live="polite">{move || form.email.value.with(|typed| free_mail(typed))}</div>
        <TextInput name="responsible.phone" label=t::REQUEST_PHONE.s() hint=t::REQUEST_PHONE_HINT.s() kind="tel"
            autocomplete="tel" maxlength=30 width=InputWidth::Medium value=form.phone.value error=form.phone.error/>
    }
    .into_any()
}
