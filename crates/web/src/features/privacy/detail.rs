//! The screen of one incident: its clock, what was done, and what remains to be done.

use leptos::prelude::*;
use serde::Serialize;
use shared::features::conservation::RecordKind;
use shared::features::privacy::{
    AuthorityNoticeIn, IncidentCloseIn, IncidentOut, IncidentState, PeopleNoticeIn,
};
use shared::kit::check::Check;

use super::Record;
use super::form::{category, correct_form, instant};
use super::list::{clock, state};
use crate::features::conservation::hold_section;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{date_time, integer};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Downloads, History, refusal, send_form};
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, Details, Form, InputWidth, KeyValue, KeyValueList, PageTitle,
    StatusBadge, TextArea, TextInput, Toasts,
};

/// The screen of one incident.
pub(super) fn detail(record: Record, params: &Params) -> AnyView {
    let id = params.get("id");
    let path = id.parse().map(|id| record.api_of(id)).unwrap_or_default();
    let found = use_fetch::<IncidentOut>(move || path.clone());
    set_page(move || {
        let title = found.ready().map(|incident| incident.item.title);
        PageMeta::new(title.unwrap_or_else(|| t::INCIDENT_ONE.s().to_owned()), "").hidden(200)
    });
    let above = vec![(record.title.s().to_owned(), record.page.to_owned())];
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=above current=t::INCIDENT_ONE.s()/>
            {found.show(|| skeleton(10), move |incident| page(record, &incident, found))}
            <History kind="privacy_incident" id=id/>
        </div>
    }
    .into_any()
}

fn page(record: Record, incident: &IncidentOut, found: Remote<IncidentOut>) -> AnyView {
    let (tone, label) = state(incident.item.state);
    let due = t::INCIDENT_DUE.with(&[("at", &date_time(incident.item.due_at))]);
    let evidence = format!("{}/evidence", record.api_of(incident.item.id));
    let downloads = Downloads::new();
    let open = incident.item.state != IncidentState::Closed;
    let clock = clock(&incident.item);
    let facts = facts(incident);
    let correct = open.then(|| correct_form(record, incident, found));
    let correct = correct.map(|form| {
        view! { <Details summary=t::INCIDENT_CORRECT.s()>{form}</Details> }
    });
    let hold = hold_section(RecordKind::PrivacyIncidents, incident.item.id);
    let steps = open.then(|| steps(record, incident, found));
    view! {
        <PageTitle title=incident.item.title.clone() eyebrow=incident.item.code.clone() lead=due>
            <span class="l-cluster">
                <StatusBadge tone=tone label=label.s()/>
                {clock}
            </span>
        </PageTitle>
        <div class="l-sidebar">
            <div class="l-stack l-stack--l">
                {facts}
                {correct}
            </div>
            <div class="l-stack l-stack--l">
                {steps}
                <section class="l-stack">
                    <h2>{t::INCIDENT_EVIDENCE.s()}</h2>
                    <p>{t::INCIDENT_EVIDENCE_TEXT.s()}</p>
                    <p class="l-cluster">{downloads.link(evidence, t::INCIDENT_EVIDENCE_GET)}</p>
                    {downloads.dialog()}
                </section>
                {hold}
            </div>
        </div>
    }
    .into_any()
}

fn facts(incident: &IncidentOut) -> AnyView {
    let fact = |label: Text, value: Option<String>| match value.filter(|text| !text.is_empty()) {
        Some(text) => view! { <KeyValue label=label.s()>{text}</KeyValue> }.into_any(),
        None => view! { <KeyValue label=label.s()/> }.into_any(),
    };
    let data: Vec<_> = incident
        .categories
        .iter()
        .map(|one| category(*one).s())
        .collect();
    let harm = if incident.may_harm {
        t::INCIDENT_HARM_YES
    } else {
        t::INCIDENT_HARM_NO
    };
    let authority = incident.item.authority_told_at.map(|at| {
        let number = incident.authority_number.clone().unwrap_or_default();
        format!("{number}, {}", date_time(at))
    });
    let people = incident.people_told_at.map(|at| {
        let means = incident.people_means.clone().unwrap_or_default();
        format!("{means} ({})", date_time(at))
    });
    let recorded = format!(
        "{}, {}",
        incident.recorded_by,
        date_time(incident.recorded_at)
    );
    let facts = [
        fact(t::INCIDENT_KNOWN, Some(date_time(incident.item.known_at))),
        fact(t::INCIDENT_BEGAN, incident.began_at.map(date_time)),
        fact(t::INCIDENT_ENDED, incident.ended_at.map(date_time)),
        fact(t::INCIDENT_WHAT, Some(incident.description.clone())),
        fact(t::INCIDENT_DATA, Some(data.join(", "))),
        fact(
            t::INCIDENT_PEOPLE,
            Some(integer(u64::from(incident.item.people))),
        ),
        fact(t::INCIDENT_HARM, Some(harm.s().to_owned())),
        fact(t::INCIDENT_MEASURES, Some(incident.measures.clone())),
        fact(t::INCIDENT_AUTHORITY, authority),
        fact(t::INCIDENT_PERSONS, people),
        fact(t::INCIDENT_CONCLUSION, incident.conclusion.clone()),
        fact(t::INCIDENT_RECORDED_BY, Some(recorded)),
    ];
    let facts = facts.into_iter().collect_view();
    view! { <KeyValueList>{facts}</KeyValueList> }.into_any()
}

fn steps(record: Record, incident: &IncidentOut, found: Remote<IncidentOut>) -> AnyView {
    let id = record.api_of(incident.item.id);
    let to_authority = incident.item.state == IncidentState::Open;
    view! {
        <section class="l-stack">
            <h2>{t::INCIDENT_STEPS.s()}</h2>
            {to_authority.then(|| authority(format!("{id}/authority-notice"), found))}
            {people(format!("{id}/people-notice"), found)}
            {close(format!("{id}/close"), found)}
        </section>
    }
    .into_any()
}

fn authority(path: String, found: Remote<IncidentOut>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let (number, at) = (form.field("number", ""), form.field("presented_at", ""));
    let submit = Callback::new(move |()| match instant(at) {
        None => form.refuse_field("presented_at", t::FORM_REQUIRED.s()),
        Some(presented_at) => {
            let number = number.text();
            send(
                form,
                path.clone(),
                AuthorityNoticeIn {
                    number,
                    presented_at,
                },
                found,
                toasts,
            );
        }
    });
    let fields = view! {
        <TextInput name="number" label=t::INCIDENT_NUMBER.s() hint=t::INCIDENT_NUMBER_HINT.s() maxlength=120
            value=number.value error=number.error/>
        <TextInput name="presented_at" label=t::INCIDENT_PRESENTED.s() kind="datetime-local" width=InputWidth::Medium
            value=at.value error=at.error/>
    };
    step(form, t::INCIDENT_TELL_AUTHORITY, submit, fields.into_any())
}

fn people(path: String, found: Remote<IncidentOut>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let (means, at) = (form.field("means", ""), form.field("told_at", ""));
    let submit = Callback::new(move |()| match instant(at) {
        None => form.refuse_field("told_at", t::FORM_REQUIRED.s()),
        Some(told_at) => {
            let means = means.text();
            send(
                form,
                path.clone(),
                PeopleNoticeIn { means, told_at },
                found,
                toasts,
            );
        }
    });
    let fields = view! {
        <TextArea name="means" label=t::INCIDENT_MEANS.s() rows=2 max_chars=500 value=means.value error=means.error/>
        <TextInput name="told_at" label=t::INCIDENT_TOLD.s() kind="datetime-local" width=InputWidth::Medium
            value=at.value error=at.error/>
    };
    step(form, t::INCIDENT_TELL_PEOPLE, submit, fields.into_any())
}

fn close(path: String, found: Remote<IncidentOut>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let conclusion = form.field("conclusion", "");
    let submit = Callback::new(move |()| {
        let conclusion = conclusion.text();
        send(
            form,
            path.clone(),
            IncidentCloseIn { conclusion },
            found,
            toasts,
        );
    });
    let fields = view! {
        <TextArea name="conclusion" label=t::INCIDENT_CONCLUSION.s() hint=t::INCIDENT_CONCLUSION_HINT.s() rows=3
            max_chars=2000 value=conclusion.value error=conclusion.error/>
    };
    step(form, t::INCIDENT_CLOSE, submit, fields.into_any())
}

/// One step, closed at first.
fn step(form: FormState, action: Text, submit: Callback<()>, fields: AnyView) -> AnyView {
    view! {
        <Details summary=action.s() group="incident-steps">
            <div class="l-stack">
                {refusal(form)}
                <Form on_submit=submit>
                    {fields}
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{action.s()}</Button>
                </Form>
            </div>
        </Details>
    }
    .into_any()
}

fn send<T: Check + Serialize + 'static>(
    form: FormState,
    path: String,
    body: T,
    found: Remote<IncidentOut>,
    toasts: Toasts,
) {
    let done = move |_: IncidentOut| {
        toasts.success(t::INCIDENT_NOTED.s());
        found.refetch();
    };
    send_form(form, Method::Post, path, body, SendOptions::once(), done);
}
