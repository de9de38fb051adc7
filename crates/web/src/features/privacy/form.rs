//! The form of an incident: recorded anew, or corrected. Times are typed and shown in Lima.

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use shared::features::privacy::{DataCategory, IncidentIn, IncidentOut};
use shared::time::{lima_datetime, lima_instant};

use super::Record;
use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::{FormField, FormState};
use crate::i18n::{Text, t};
use crate::staff::{now, opener, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Checkbox, Form, InputWidth, TextArea, TextInput, Toasts};

/// The screen of a new incident.
pub(super) fn new(record: Record) -> AnyView {
    let above = vec![(record.title.s().to_owned(), record.page.to_owned())];
    let title = t::INCIDENT_NEW.s().to_owned();
    let lead = t::INCIDENT_NEW_LEAD.s().to_owned();
    screen_under(above, title, lead, (), record_form(record))
}

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Fields {
    form: FormState,
    title: FormField,
    known_at: FormField,
    began_at: FormField,
    ended_at: FormField,
    description: FormField,
    people: FormField,
    measures: FormField,
    may_harm: RwSignal<bool>,
    categories: StoredValue<Vec<(DataCategory, RwSignal<bool>)>>,
}

impl Fields {
    /// Filled with what is known.
    fn of(before: Option<&IncidentOut>) -> Self {
        let form = FormState::new();
        let text = |pick: fn(&IncidentOut) -> &str| before.map(pick).unwrap_or_default().to_owned();
        let at = |instant: Option<DateTime<Utc>>| instant.map(typed).unwrap_or_default();
        let known_at = before.map_or_else(now, |found| found.item.known_at);
        let people = before.map(|found| found.item.people.to_string());
        let has = |category: &DataCategory| {
            before.is_some_and(|found| found.categories.contains(category))
        };
        let categories = DataCategory::ALL
            .iter()
            .map(|category| (*category, RwSignal::new(has(category))));
        Self {
            form,
            title: form.field("title", text(|found| &found.item.title)),
            known_at: form.field("known_at", typed(known_at)),
            began_at: form.field("began_at", at(before.and_then(|found| found.began_at))),
            ended_at: form.field("ended_at", at(before.and_then(|found| found.ended_at))),
            description: form.field("description", text(|found| &found.description)),
            people: form.field("people", people.unwrap_or_default()),
            measures: form.field("measures", text(|found| &found.measures)),
            may_harm: RwSignal::new(before.is_some_and(|found| found.may_harm)),
            categories: StoredValue::new(categories.collect()),
        }
    }

    /// What is sent; `None` where a time is not one, which then stands at its field.
    fn body(self) -> Option<IncidentIn> {
        let Some(known_at) = instant(self.known_at) else {
            self.form.refuse_field("known_at", t::FORM_REQUIRED.s());
            return None;
        };
        let Ok(people) = self.people.text().parse() else {
            self.form
                .refuse_field("people", t::INCIDENT_PEOPLE_NUMBER.s());
            return None;
        };
        let categories = self.categories.with_value(|all| {
            let chosen = all.iter().filter(|(_, tick)| tick.get_untracked());
            chosen.map(|(category, _)| *category).collect()
        });
        Some(IncidentIn {
            title: self.title.text(),
            known_at,
            began_at: instant(self.began_at),
            ended_at: instant(self.ended_at),
            description: self.description.text(),
            categories,
            people,
            may_harm: self.may_harm.get_untracked(),
            measures: self.measures.text(),
        })
    }

    fn view(self, action: Text) -> AnyView {
        let form = self.form;
        let time = |name: &'static str, label: Text, field: FormField, optional: bool| {
            view! {
                <TextInput name=name label=label.s() kind="datetime-local" width=InputWidth::Medium optional=optional
                    value=field.value error=field.error/>
            }
        };
        let ticks = self.categories.with_value(|all| {
            let one = |(category, tick): &(DataCategory, RwSignal<bool>)| {
                view! { <Checkbox name=category.as_str() label=self::category(*category).s() checked=*tick/> }
            };
            all.iter().map(one).collect_view()
        });
        let wrong = form.error("categories");
        view! {
            <TextInput name="title" label=t::INCIDENT_ONE.s() hint=t::INCIDENT_ONE_HINT.s() maxlength=160
                value=self.title.value error=self.title.error/>
            {time("known_at", t::INCIDENT_KNOWN, self.known_at, false)}
            {time("began_at", t::INCIDENT_BEGAN, self.began_at, true)}
            {time("ended_at", t::INCIDENT_ENDED, self.ended_at, true)}
            <TextArea name="description" label=t::INCIDENT_WHAT.s() hint=t::INCIDENT_WHAT_HINT.s() rows=6 max_chars=4000
                value=self.description.value error=self.description.error/>
            <fieldset class="field" class:has-error=move || wrong.with(Option::is_some)>
                <legend class="field__label">{t::INCIDENT_DATA.s()}</legend>
                {move || wrong.get().map(|text| view! { <p class="field__error" id="f-categories-error">{text}</p> })}
                {ticks}
            </fieldset>
            <TextInput name="people" label=t::INCIDENT_PEOPLE.s() hint=t::INCIDENT_PEOPLE_HINT.s() inputmode="numeric"
                width=InputWidth::Short value=self.people.value error=self.people.error/>
            <Checkbox name="may_harm" label=t::INCIDENT_HARM.s() hint=t::INCIDENT_HARM_HINT.s() checked=self.may_harm/>
            <TextArea name="measures" label=t::INCIDENT_MEASURES.s() rows=4 max_chars=4000 optional=true
                value=self.measures.value error=self.measures.error/>
            <p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{action.s()}</Button>
            </p>
        }
        .into_any()
    }
}

/// Records an incident.
fn record_form(record: Record) -> AnyView {
    let fields = Fields::of(None);
    let form = fields.form;
    let (toasts, open) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Some(body) = fields.body() else { return };
        let open = open.clone();
        let done = move |found: IncidentOut| {
            toasts.success(t::INCIDENT_RECORDED.s());
            open(&record.page_of(found.item.id));
        };
        let path = record.api.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let fields = fields.view(t::INCIDENT_RECORD);
    view! { <div class="staff-form l-stack">{refusal(form)}<Form on_submit=submit>{fields}</Form></div> }.into_any()
}

/// Corrects what is known of an incident.
pub(super) fn correct_form(
    record: Record,
    known: &IncidentOut,
    found: Remote<IncidentOut>,
) -> AnyView {
    let fields = Fields::of(Some(known));
    let form = fields.form;
    let toasts = Toasts::here();
    let path = record.api_of(known.item.id);
    let submit = Callback::new(move |()| {
        let Some(body) = fields.body() else { return };
        let done = move |_: IncidentOut| {
            toasts.success(t::INCIDENT_CORRECTED.s());
            found.refetch();
        };
        let options = SendOptions::if_match(found.etag().unwrap_or_default());
        send_form(form, Method::Put, path.clone(), body, options, done);
    });
    let fields = fields.view(t::INCIDENT_CORRECT);
    view! { <div class="l-stack">{refusal(form)}<Form on_submit=submit>{fields}</Form></div> }
        .into_any()
}

/// An instant as a field of date and time shows it, in Lima.
fn typed(instant: DateTime<Utc>) -> String {
    lima_datetime(instant).format(FORMAT).to_string()
}

/// What a field of date and time holds.
pub(super) fn instant(field: FormField) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(&field.text(), FORMAT)
        .ok()
        .map(lima_instant)
}

const FORMAT: &str = "%Y-%m-%dT%H:%M";

/// A kind of data in words.
pub(super) const fn category(category: DataCategory) -> Text {
    match category {
        DataCategory::Identity => t::INCIDENT_DATA_IDENTITY,
        DataCategory::Contact => t::INCIDENT_DATA_CONTACT,
        DataCategory::Economic => t::INCIDENT_DATA_ECONOMIC,
        DataCategory::Health => t::INCIDENT_DATA_HEALTH,
        DataCategory::Minors => t::INCIDENT_DATA_MINORS,
        DataCategory::Biometric => t::INCIDENT_DATA_BIOMETRIC,
        DataCategory::Credentials => t::INCIDENT_DATA_CREDENTIALS,
        DataCategory::Other => t::INCIDENT_DATA_OTHER,
    }
}
