//! The last step: everything once more, the declaration, and what happens with the data.

use leptos::prelude::*;
use shared::features::portal_requests::DesignationKind;

use super::form::RequestForm;
use crate::features::directory::kind_label;
use crate::features::places::place_label;
use crate::features::privacy::{PORTAL_REQUEST, privacy_notice};
use crate::format::plain_date;
use crate::i18n::{Text, t};
use crate::ui::{Button, ButtonKind, Checkbox, KeyValue, KeyValueList};

/// Everything once more.
pub(super) fn review(form: RequestForm, step: RwSignal<usize>) -> AnyView {
    view! {
        {part(t::REQUEST_STEP_PLACE, 0, step, places(form))}
        {part(t::REQUEST_STEP_PERSON, 1, step, person(form))}
        {part(t::REQUEST_STEP_DESIGNATION, 2, step, designated(form))}
        {privacy_notice(PORTAL_REQUEST)}
        <Checkbox name="declared_true" label=t::REQUEST_DECLARATION.s() hint=t::REQUEST_DECLARATION_HINT.s()
            checked=form.declared error=form.declared_error/>
    }
    .into_any()
}

fn part(
    title: Text,
    number: usize,
    step: RwSignal<usize>,
    pairs: Vec<(Text, Option<String>)>,
) -> AnyView {
    let change = move |()| step.set(number);
    let pairs = pairs.into_iter().map(|(label, value)| {
        let value = value.filter(|text| !text.is_empty());
        match value {
            Some(text) => view! { <KeyValue label=label.s()>{text}</KeyValue> }.into_any(),
            None => view! { <KeyValue label=label.s()/> }.into_any(),
        }
    });
    view! {
        <section class="l-stack l-stack--s">
            <div class="l-cluster l-cluster--between">
                <h3>{title.s()}</h3>
                <Button kind=ButtonKind::Quiet icon="pencil" on_click=change>
                    {t::REQUEST_CHANGE.s()}<span class="u-vh">": "{title.s()}</span>
                </Button>
            </div>
            <KeyValueList>{pairs.collect_view()}</KeyValueList>
        </section>
    }
    .into_any()
}

fn places(form: RequestForm) -> Vec<(Text, Option<String>)> {
    let level = untrack(|| form.level()).map(|level| kind_label(level).s().to_owned());
    let place = form
        .chosen
        .with_untracked(|place| place.as_ref().map(place_label));
    vec![
        (t::REQUEST_MUNICIPALITY, untrack(|| form.municipality())),
        (t::REQUEST_KIND, level),
        (t::REQUEST_DISTRICT, place),
        (t::REQUEST_RUC, form.ruc.optional()),
    ]
}

fn person(form: RequestForm) -> Vec<(Text, Option<String>)> {
    vec![
        (t::REQUEST_GIVEN_NAMES, form.given_names.optional()),
        (t::REQUEST_FAMILY_NAMES, form.family_names.optional()),
        (t::REQUEST_DNI, form.dni.optional()),
        (t::REQUEST_POST, form.post.optional()),
        (t::REQUEST_EMAIL, form.email.optional()),
        (t::REQUEST_PHONE, form.phone.optional()),
    ]
}

fn designated(form: RequestForm) -> Vec<(Text, Option<String>)> {
    let kind = match DesignationKind::from_code(&form.designation.text()) {
        Some(DesignationKind::Contract) => t::REQUEST_BY_CONTRACT,
        _ => t::REQUEST_BY_RESOLUTION,
    };
    let date = form.date.text().parse().ok().map(plain_date);
    let file = form
        .file
        .with_untracked(|file| file.as_ref().map(|file| file.name.clone()))
        .or_else(|| {
            form.keeps_scan
                .then(|| t::REQUEST_SCAN_STAYS.s().to_owned())
        });
    vec![
        (t::REQUEST_DESIGNATION, Some(kind.s().to_owned())),
        (t::REQUEST_NUMBER, form.number.optional()),
        (t::REQUEST_DATE, date),
        (t::REQUEST_SCAN, file),
    ]
}
