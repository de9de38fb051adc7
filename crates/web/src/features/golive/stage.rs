//! The page `/admin/puesta-en-marcha/{stage}`: one stage, prepared and sent.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::features::files::UploadPurpose;
use shared::features::golive::{
    Attendant, EvidenceIn, EvidenceKind, EvidenceOut, FieldKind, GoLiveStage, PracticeReport,
    Stage, StageField, StageIn, StageOut, evidence_path, practice_path, stage_path,
    submission_path,
};
use shared::features::portal_admin::StaffFile;
use shared::features::tickets::TicketTopic;
use shared::features::visits::REGISTER;

use super::{PAGE, declared, parts, state_label};
use crate::fetch::{Method, Remote, SendOptions, send, use_fetch};
use crate::format::address;
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{Act, FileField, refusal, screen_under};
use crate::ui::{
    Button, ButtonKind, DateField, Form, InputWidth, LinkButton, Notice, StatusBadge, TextArea,
    TextInput, Toasts, Tone,
};

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let code: Option<GoLiveStage> = params.get("stage").parse().ok();
    let Some((_, stage)) = code.and_then(declared) else {
        let missing = view! { <p>{t::GOLIVE_UNKNOWN.s()}</p> };
        return frame(t::GOLIVE_TITLE.s(), "", missing.into_any());
    };
    let found = use_fetch::<StageOut>(move || stage_path(REGISTER.id, stage.code));
    let content = found.show(|| skeleton(8), move |out| content(stage, &out, found));
    frame(stage.title, stage.asks, content.into_any())
}

fn frame(title: &str, asks: &str, content: AnyView) -> AnyView {
    screen_under(
        vec![(t::GOLIVE_TITLE.s().to_owned(), PAGE.to_owned())],
        title.to_owned(),
        asks.to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

fn content(stage: &'static Stage, out: &StageOut, found: Remote<StageOut>) -> AnyView {
    let (tone, label) = state_label(out.state);
    let norm = t::GOLIVE_NORM.with(&[("norm", stage.norm)]);
    let reason = out.reason.clone().map(|reason| {
        view! { <Notice tone=Tone::Danger title=t::GOLIVE_REASON.s()><p>{reason}</p></Notice> }
    });
    let ask = address(
        "/admin/consultas/nueva",
        &[
            ("tema", TicketTopic::GoLive.as_str()),
            ("etapa", stage.code.as_str()),
        ],
    );
    let body = if out.state.is_with_municipality() {
        form(stage, out, found)
    } else {
        let written = parts::written(stage, out, |id| evidence_path(REGISTER.id, id));
        view! {
            <h2>{t::GOLIVE_SENT_WHAT.s()}</h2>
            {written}
        }
        .into_any()
    };
    view! {
        <p class="l-cluster"><StatusBadge tone=tone label=label.s()/><span class="u-small u-muted">{norm}</span></p>
        {reason}
        {stage.has_practice.then(practised)}
        {body}
        <p><a href=ask>{t::GOLIVE_ASK.s()}</a></p>
    }
    .into_any()
}

/// What was practised until now.
fn practised() -> AnyView {
    let found = use_fetch::<PracticeReport>(|| practice_path(REGISTER.id));
    let (act, toasts) = (Act::new(), Toasts::here());
    let load = move |()| {
        act.run::<(), ()>(
            Method::Post,
            practice_path(REGISTER.id),
            (),
            SendOptions::default(),
            move |_| toasts.success(t::GOLIVE_PRACTICE_LOADED.s()),
        );
    };
    view! {
        <h2>{t::GOLIVE_PRACTICE.s()}</h2>
        {found.show(|| skeleton(4), |report| parts::practice(&report))}
        <p>{t::GOLIVE_PRACTICE_HINT.s()}</p>
        {act.view()}
        <p><Button busy=act.busy() busy_text=t::UI_WORKING.s() on_click=load>{t::GOLIVE_PRACTICE_LOAD.s()}</Button></p>
        <p><a href="/admin/visitas/puerta">{t::GOLIVE_PRACTICE_GO.s()}</a></p>
    }
    .into_any()
}

/// A person for each line, with the post after a semicolon.
fn people(text: &str) -> Vec<Attendant> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let person = |line: &str| {
        let (name, post) = line.split_once(';').unwrap_or((line, ""));
        Attendant {
            name: name.trim().to_owned(),
            post: post.trim().to_owned(),
        }
    };
    lines.map(person).collect()
}

fn lines(people: &[Attendant]) -> String {
    let line = |person: &Attendant| match person.post.as_str() {
        "" => person.name.clone(),
        post => format!("{}; {post}", person.name),
    };
    people.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[derive(Clone)]
struct Typed {
    fields: Vec<(&'static StageField, FormField)>,
    attendants: FormField,
    kept: RwSignal<Vec<EvidenceOut>>,
    given: Vec<(&'static EvidenceKind, RwSignal<Option<StaffFile>>)>,
}

impl Typed {
    fn new(form: FormState, stage: &'static Stage, out: &StageOut) -> Self {
        let fields = stage.fields.iter().map(|field| {
            let value = out.form.get(field.name).cloned().unwrap_or_default();
            (field, form.field(format!("form.{}", field.name), value))
        });
        let given = stage.evidence.iter();
        Self {
            fields: fields.collect(),
            attendants: form.field("attendants", lines(&out.attendants)),
            kept: RwSignal::new(out.evidence.clone()),
            given: given.map(|kind| (kind, RwSignal::new(None))).collect(),
        }
    }

    fn read(&self) -> StageIn {
        let form: BTreeMap<String, String> = self
            .fields
            .iter()
            .map(|(field, typed)| (field.name.to_owned(), typed.text()))
            .collect();
        let kept = self.kept.get_untracked().into_iter();
        let mut evidence: Vec<_> = kept
            .map(|one| EvidenceIn {
                kind: one.kind,
                file_id: one.file_id,
            })
            .collect();
        for (kind, file) in &self.given {
            if let Some(file) = file.get_untracked() {
                evidence.push(EvidenceIn {
                    kind: kind.code.to_owned(),
                    file_id: file.id,
                });
            }
        }
        StageIn {
            form,
            attendants: people(&self.attendants.value.get_untracked()),
            evidence,
        }
    }
}

fn form(stage: &'static Stage, out: &StageOut, found: Remote<StageOut>) -> AnyView {
    let form = FormState::new();
    let typed = Typed::new(form, stage, out);
    let session = use_session();
    let may_sign = stage
        .signer
        .permissions()
        .iter()
        .any(|permission| session.can(*permission));
    let fields = typed
        .fields
        .iter()
        .map(|&(field, typed)| input(field, typed));
    let fields = fields.collect_view();
    let attendants = stage.has_attendants.then(|| {
        let typed = typed.attendants;
        view! {
            <TextArea name="attendants" label=t::GOLIVE_ATTENDANTS.s() hint=t::GOLIVE_ATTENDANTS_HINT.s() rows=6
                value=typed.value error=typed.error/>
        }
    });
    let files = typed
        .given
        .iter()
        .map(|&(kind, file)| evidence(form, kind, file, typed.kept));
    let files = files.collect_view();
    let sending = Sending {
        form,
        stage: stage.code,
        found,
        etag: StoredValue::new(found.etag()),
        toasts: Toasts::here(),
    };
    let kept = typed.clone();
    let save = Callback::new(move |()| sending.run(kept.read(), false));
    let submit = move |()| sending.run(typed.read(), true);
    let waits = out.waits_for.map(|code| {
        let text = t::GOLIVE_WAITS_FOR.with(&[("stage", super::title(code))]);
        view! { <Notice tone=Tone::Info><p>{text}</p></Notice> }
    });
    let send = (may_sign && out.waits_for.is_none()).then(|| {
        view! {
            <Button kind=ButtonKind::Primary busy=form.busy() busy_text=t::UI_WORKING.s() on_click=submit>
                {t::GOLIVE_SUBMIT.s()}
            </Button>
        }
    });
    let signer = (!may_sign).then(|| {
        let text = t::GOLIVE_SIGNER.with(&[("who", stage.signer.title())]);
        view! { <p class="u-small">{text}</p> }
    });
    view! {
        {refusal(form)}
        {waits}
        <Form on_submit=save>
            {fields}
            {attendants}
            {files}
            {signer}
            <div class="l-cluster">
                {send}
                <Button submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::STAFF_SAVE.s()}</Button>
                <LinkButton href=PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// What a form is sent with.
#[derive(Clone, Copy)]
struct Sending {
    form: FormState,
    stage: GoLiveStage,
    found: Remote<StageOut>,
    /// The version that was saved last: should the stage not be sent after it was saved, the next try names that.
    etag: StoredValue<Option<String>>,
    toasts: Toasts,
}

impl Sending {
    /// Saves what is typed, and sends it then where that is asked for.
    fn run(self, body: StageIn, submits: bool) {
        let tagged = |etag: Option<String>| etag.map(SendOptions::if_match).unwrap_or_default();
        self.form.submit(
            body,
            move |body| async move {
                let path = stage_path(REGISTER.id, self.stage);
                let options = tagged(self.etag.get_value());
                let saved = send::<StageIn, StageOut>(Method::Put, &path, &body, options).await?;
                if !submits {
                    return Ok(saved);
                }
                // The page may have been left meanwhile.
                _ = self.etag.try_set_value(saved.etag.clone());
                let path = submission_path(REGISTER.id, self.stage);
                let options = tagged(saved.etag);
                send::<(), StageOut>(Method::Post, &path, &(), options).await
            },
            move |reply| {
                let told = if submits {
                    t::GOLIVE_SENT_TOAST
                } else {
                    t::STAFF_SAVED
                };
                self.toasts.success(told.s());
                self.found.replace(reply);
            },
        );
    }
}

fn input(field: &'static StageField, typed: FormField) -> AnyView {
    let name = format!("form.{}", field.name);
    let optional = !field.required;
    match field.kind {
        FieldKind::Day => view! {
            <DateField name=name label=field.label optional=optional value=typed.value error=typed.error/>
        }
        .into_any(),
        FieldKind::Long(most) => view! {
            <TextArea name=name label=field.label optional=optional rows=4 max_chars=most value=typed.value
                error=typed.error/>
        }
        .into_any(),
        FieldKind::Count => view! {
            <TextInput name=name label=field.label optional=optional inputmode="numeric" width=InputWidth::Short
                value=typed.value error=typed.error/>
        }
        .into_any(),
        FieldKind::Mail => view! {
            <TextInput name=name label=field.label optional=optional kind="email" value=typed.value
                error=typed.error/>
        }
        .into_any(),
        FieldKind::Phone => view! {
            <TextInput name=name label=field.label optional=optional kind="tel" width=InputWidth::Medium
                value=typed.value error=typed.error/>
        }
        .into_any(),
        FieldKind::Text(_) => view! {
            <TextInput name=name label=field.label optional=optional value=typed.value error=typed.error/>
        }
        .into_any(),
    }
}

/// What was given of a kind, and the field for another file.
fn evidence(
    form: FormState,
    kind: &'static EvidenceKind,
    file: RwSignal<Option<StaffFile>>,
    kept: RwSignal<Vec<EvidenceOut>>,
) -> AnyView {
    let name = format!("evidence.{}", kind.code);
    let error = form.error(name.clone());
    let list = move || {
        let of_kind = kept.get().into_iter().filter(|one| one.kind == kind.code);
        let rows = of_kind.map(|one| {
            let (id, href) = (one.id, evidence_path(REGISTER.id, one.id));
            let remove = move |()| {
                form.touch();
                kept.update(|kept| kept.retain(|other| other.id != id));
            };
            let label = t::GOLIVE_REMOVE.with(&[("name", &one.name)]);
            view! {
                <li class="l-cluster">
                    <a href=href rel="external noopener" target="_blank">{one.name}</a>
                    <Button kind=ButtonKind::Quiet on_click=remove>{label}</Button>
                </li>
            }
        });
        view! { <ul role="list">{rows.collect_view()}</ul> }
    };
    let optional = !kind.required;
    let purpose: UploadPurpose = kind.purpose;
    view! {
        <FileField name=name label=kind.label error=error purpose=purpose optional=optional file=file/>
        {list}
    }
    .into_any()
}
