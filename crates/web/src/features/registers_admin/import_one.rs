//! The screen of one import, from its reading to its undoing.

use std::time::Duration;

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::import::{
    ApplyIn, ImportOut, ImportState, LeftOut, UndoIn, import_path, left_path,
};

use super::import::{counts, errors_path, list_path, number, tone};
use super::{import_mapping, import_rows, record_page};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell;
use crate::staff::{Act, Downloads, History, refusal, screen_under, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, Details, Form, KeyValue, KeyValueList, Notice,
    Progress, StatusBadge, TextArea, Tone,
};

/// How long until the progress is asked for again.
const AGAIN: Duration = Duration::from_millis(1_200);

/// What the acts of the screen need.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    pub(super) register: &'static Register,
    pub(super) found: Remote<ImportOut>,
}

/// What is said of files whose records everybody reads, and of those that only staff see.
struct Words {
    done: &'static str,
    reason_hint: &'static str,
    undo: &'static str,
}

impl Screen {
    fn words(&self) -> Words {
        if Register::find(self.register.id).is_some() {
            Words {
                done: t::IMPORTS_DONE.s(),
                reason_hint: t::IMPORTS_REASON_HINT.s(),
                undo: t::IMPORTS_UNDO_TEXT.s(),
            }
        } else {
            Words {
                done: t::IMPORTS_DONE_PRIVATE.s(),
                reason_hint: t::IMPORTS_REASON_PRIVATE_HINT.s(),
                undo: t::IMPORTS_UNDO_PRIVATE_TEXT.s(),
            }
        }
    }
}

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let (named, id) = (
        Register::imported(&params.get("register")),
        params.get("id"),
    );
    let (Some(register), Ok(id)) = (named, id.parse()) else {
        return shell::not_found();
    };
    let found = use_fetch::<ImportOut>(move || import_path(register, id));
    follow(found);
    let screen = Screen { register, found };
    let above = vec![(t::IMPORTS_PAST.s().to_owned(), list_path(register))];
    screen_under(
        above,
        t::IMPORTS_TITLE.with(&[("register", register.title)]),
        String::new(),
        (),
        view! {
            {found.show(table_skeleton, move |it| content(screen, it))}
            <History kind="register_import" id=Signal::stored(id.to_string())/>
        },
    )
}

/// Asks again while the platform is at work.
fn follow(found: Remote<ImportOut>) {
    Effect::new(move |_| {
        if found.ready().is_some_and(|it| it.state.is_moving()) {
            set_timeout(move || found.refetch(), AGAIN);
        }
    });
}

fn content(screen: Screen, it: ImportOut) -> AnyView {
    let below = match it.state {
        ImportState::Reading => progress(t::IMPORTS_READING.s(), &it).into_any(),
        ImportState::Applying => progress(t::IMPORTS_APPLYING.s(), &it).into_any(),
        ImportState::Undoing => progress(t::IMPORTS_UNDOING.s(), &it).into_any(),
        ImportState::Unreadable => unreadable(screen, &it),
        ImportState::Ready => ready(screen, &it),
        ImportState::Applied => applied(screen, &it),
        ImportState::Undone if it.left_alone > 0 => left(screen.register, &it),
        ImportState::Undone | ImportState::Discarded => ().into_any(),
    };
    view! { {summary(&it)} {below} }.into_any()
}

fn summary(it: &ImportOut) -> impl IntoView + use<> {
    let left = (it.left_alone > 0).then(|| t::IMPORTS_LEFT.with(&[("n", &number(it.left_alone))]));
    let overtaken =
        (it.overtaken > 0).then(|| t::IMPORTS_OVERTAKEN.with(&[("n", &number(it.overtaken))]));
    let (name, state, result) = (it.file_name.clone(), it.state, counts(it));
    let format = Some(it.format.clone()).filter(|format| !format.is_empty());
    let (applied, undone) = (it.applied_at.map(date_time), it.undone_at.map(date_time));
    let reason = it.undo_reason.clone();
    let said = |label: &'static str, text: Option<String>| {
        text.map(|text| view! { <KeyValue label=label>{text}</KeyValue> })
    };
    view! {
        <KeyValueList>
            <KeyValue label=t::IMPORTS_FILE.s()>{name}</KeyValue>
            <KeyValue label=t::DESK_STATE.s()><StatusBadge tone=tone(state) label=state.title()/></KeyValue>
            <KeyValue label=t::IMPORTS_RESULT.s()>{result}</KeyValue>
            {said(t::IMPORTS_FORMAT.s(), format)}
            {said(t::IMPORTS_APPLIED_AT.s(), applied)}
            {said(t::IMPORTS_UNDONE_AT.s(), undone)}
            {said(t::IMPORTS_UNDO_REASON.s(), reason)}
        </KeyValueList>
        {overtaken.map(|text| view! { <Notice tone=Tone::Info><p>{text}</p></Notice> })}
        {left.map(|text| view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> })}
    }
}

/// The records that stayed, each with what was done to it since.
fn left(register: &'static Register, it: &ImportOut) -> AnyView {
    let path = format!("{}?limit=100", left_path(register, it.id));
    let found = use_fetch::<Page<LeftOut>>(move || path.clone());
    let rows = move |page: Page<LeftOut>| {
        let more = page.next_cursor.is_some();
        let rows = page.items.into_iter().map(|left| {
            let (href, id) = (record_page(register, left.id), left.id.to_string());
            let act = format!("{}, {}", left.act.title(), date_time(left.changed_at));
            let reason = left.reason.unwrap_or_else(|| t::UI_NO_VALUE.s().to_owned());
            view! {
                <tr>
                    <Cell label=register.record primary=true><a href=href>{id}</a></Cell>
                    <Cell label=t::IMPORTS_LEFT_ACT.s()>{act}</Cell>
                    <Cell label=t::IMPORTS_LEFT_WHY.s()>{reason}</Cell>
                </tr>
            }
        });
        let heads = vec![
            Column::text(register.record),
            Column::text(t::IMPORTS_LEFT_ACT.s()),
            Column::text(t::IMPORTS_LEFT_WHY.s()),
        ];
        view! {
            <DataTable id="import-left" caption=t::IMPORTS_LEFT_TITLE.s() hide_caption=true columns=heads>
                {rows.collect_view()}
            </DataTable>
            {more.then(|| view! { <p class="u-small">{t::IMPORTS_LEFT_MORE.s()}</p> })}
        }
    };
    view! {
        <section class="l-stack">
            <h2>{t::IMPORTS_LEFT_TITLE.s()}</h2>
            {found.show(table_skeleton, rows)}
        </section>
    }
    .into_any()
}

fn progress(label: &'static str, it: &ImportOut) -> impl IntoView + use<> {
    let (done, total) = (it.done, it.total.max(1));
    let text = t::IMPORTS_PROGRESS.with(&[("done", &number(done)), ("total", &number(it.total))]);
    let part = i32::try_from(done * 1_000 / total).unwrap_or_default();
    let value = Signal::stored(f64::from(part));
    view! { <Progress label=label value=value max=1_000.0 text=text/> }
}

fn unreadable(screen: Screen, it: &ImportOut) -> AnyView {
    let why = it.failure.clone().unwrap_or_default();
    let mapping = (!it.headings.is_empty()).then(|| import_mapping::form(screen, it));
    view! {
        <Notice tone=Tone::Danger title=t::IMPORTS_UNREADABLE.s()><p>{why}</p></Notice>
        {mapping}
        {discard(screen, it)}
    }
    .into_any()
}

fn ready(screen: Screen, it: &ImportOut) -> AnyView {
    let labels = it.missing.iter().filter_map(|name| {
        let column = screen.register.column(name)?;
        Some(column.label)
    });
    let missing = labels.collect::<Vec<_>>().join(", ");
    let is_missing = !missing.is_empty();
    let changes = it.added + it.changed;
    let is_unsure =
        is_missing || changes == 0 || it.headings.iter().any(|heading| heading.is_guess);
    let odd = (it.flagged + it.mended > 0).then(|| {
        t::IMPORTS_ODD.with(&[
            ("flagged", &number(it.flagged)),
            ("mended", &number(it.mended)),
        ])
    });
    let mapping = import_mapping::form(screen, it);
    view! {
        {is_missing.then(|| view! {
            <Notice tone=Tone::Warning title=t::IMPORTS_MISSING.s()><p>{missing}</p></Notice>
        })}
        {odd.map(|text| view! { <Notice tone=Tone::Info title=text><p>{t::IMPORTS_ODD_TEXT.s()}</p></Notice> })}
        <Details summary=t::IMPORTS_MAPPING.s() open=is_unsure>{mapping}</Details>
        {import_rows::tabs(screen.register, it)}
        {(it.rejected > 0).then(|| errors(screen, it))}
        {(changes > 0).then(|| confirm(screen, it))}
        {discard(screen, it)}
    }
    .into_any()
}

/// The list of what is wrong, to be worked through.
fn errors(screen: Screen, it: &ImportOut) -> impl IntoView + use<> {
    let downloads = Downloads::new();
    view! {
        <p class="l-cluster">{downloads.link(errors_path(screen.register, it.id), t::IMPORTS_ERRORS)}</p>
        {downloads.dialog()}
    }
}

fn confirm(screen: Screen, it: &ImportOut) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let (path, staging) = (import_path(screen.register, it.id), it.staging);
    let needs_reason = it.changed > 0;
    let submit = Callback::new(move |()| {
        let body = ApplyIn {
            staging,
            reason: reason.optional(),
        };
        let done = move |_: IgnoredAny| screen.found.refetch();
        let path = format!("{path}/apply");
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let words = t::IMPORTS_APPLY.with(&[("n", &number(it.added + it.changed))]);
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {needs_reason.then(|| view! {
                <TextArea name="reason" label=t::IMPORTS_REASON.s() hint=screen.words().reason_hint rows=2 max_chars=300
                    value=reason.value error=reason.error/>
            })}
            <Button kind=ButtonKind::Primary submit=true icon="upload" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {words}
            </Button>
        </Form>
    }
    .into_any()
}

fn discard(screen: Screen, it: &ImportOut) -> AnyView {
    let act = Act::new();
    let path = format!("{}/discard", import_path(screen.register, it.id));
    let give_up = move |()| {
        let path = path.clone();
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            screen.found.refetch();
        });
    };
    view! {
        {act.view()}
        <p><Button busy=act.busy() busy_text=t::UI_WORKING.s() on_click=give_up>{t::IMPORTS_DISCARD.s()}</Button></p>
    }
    .into_any()
}

fn applied(screen: Screen, it: &ImportOut) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = format!("{}/undo", import_path(screen.register, it.id));
    let submit = Callback::new(move |()| {
        let body = UndoIn {
            reason: reason.text(),
        };
        let done = move |_: IgnoredAny| screen.found.refetch();
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    let wrong = (it.rejected > 0 && it.has_rows).then(|| errors(screen, it));
    let words = screen.words();
    view! {
        <Notice tone=Tone::Success title=words.done><p>{t::IMPORTS_DONE_TEXT.s()}</p></Notice>
        {wrong}
        <Details summary=t::IMPORTS_UNDO.s()>
            <p>{words.undo}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::IMPORTS_UNDO_REASON.s() hint=words.reason_hint rows=2
                    max_chars=300 value=reason.value error=reason.error/>
                <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::IMPORTS_UNDO.s()}
                </Button>
            </Form>
        </Details>
    }
    .into_any()
}
