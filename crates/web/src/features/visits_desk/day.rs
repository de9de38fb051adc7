//! The page `/admin/visitas/dia`: the visits without an exit, and all of a day.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::features::visits::RECORD_CLASSES;
use shared::features::visits::desk::{DeskOutcome, DeskVisit, ENTRIES_PATH, EXITS_PATH, ExitIn};
use shared::kit::page::Page;
use shared::time::short_time;

use super::DAY;
use super::fields::label;
use super::when::WhenFields;
use crate::features::interests_admin::NEW_ACT;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{address, in_lima, short_date};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{query, refusal, screen, send_form, table_skeleton, today};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, DateField, Dialog, EmptyState, FilterBar, Form,
    StatusBadge, TextArea, Toasts, Tone,
};

type Visits = Remote<Page<DeskVisit>>;

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let day = query("dia");
    let open: Visits = use_fetch(|| address(ENTRIES_PATH, &[("state", "open")]));
    let all: Visits = use_fetch(move || {
        let day = day.get();
        address(ENTRIES_PATH, &[("state", "day"), ("date", &day)])
    });
    let chosen = RwSignal::new(None::<DeskVisit>);
    let is_open = RwSignal::new(false);
    let choose = Callback::new(move |visit: DeskVisit| {
        chosen.set(Some(visit));
        is_open.set(true);
    });
    let left = Callback::new(move |()| {
        is_open.set(false);
        open.refetch();
        all.refetch();
    });
    let heading = move || t::VISIT_DAY_ALL.with(&[("date", &short_date(shown(&day.get())))]);
    screen(
        t::VISIT_DAY_TITLE,
        t::VISIT_DAY_LEAD,
        view! {
            <div class="l-stack">
                <h2>{t::VISIT_DAY_OPEN.s()}</h2>
                {open.show(table_skeleton, move |page| without_exit(page.items, choose))}
            </div>
            <div class="l-stack">
                <h2>{heading}</h2>
                {filter(day)}
                {all.show(table_skeleton, |page| of_day(page.items))}
            </div>
            <Dialog id="visit-exit" open=is_open title=Signal::derive(|| t::VISIT_EXIT_TITLE.s().to_owned())>
                {move || chosen.get().map(|visit| exit_form(&visit, left))}
            </Dialog>
        },
    )
}

/// The day that the address names; today when it names none.
fn shown(day: &str) -> NaiveDate {
    day.parse().unwrap_or_else(|_| today())
}

fn filter(day: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    Effect::new(move || value.set(shown(&day.get()).to_string()));
    let go = crate::staff::opener();
    let submit = Callback::new(move |()| go(&address(DAY, &[("dia", &value.get_untracked())])));
    view! {
        <FilterBar label=t::VISIT_DAY_FILTER.s() chips=Vec::new() clear_href=DAY on_submit=submit>
            <DateField name="dia" label=t::VISIT_DAY_DAY.s() optional=true value=value/>
        </FilterBar>
    }
}

fn heads(labels: &[crate::i18n::Text]) -> Vec<Column> {
    labels.iter().map(|label| Column::text(label.s())).collect()
}

fn without_exit(visits: Vec<DeskVisit>, choose: Callback<DeskVisit>) -> AnyView {
    if visits.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::VISIT_DAY_NONE_OPEN.s()/> }
            .into_any();
    }
    let columns = heads(&[
        t::DOOR_NAME,
        t::DOOR_OFFICIAL,
        t::VISIT_DAY_ENTERED,
        t::MUNI_ACTS,
    ]);
    let rows = visits.into_iter().map(|visit| {
        let tone = if visit.lacks_exit { Tone::Warning } else { Tone::Neutral };
        let text = if visit.lacks_exit { t::VISIT_LACKS_EXIT } else { t::VISIT_INSIDE };
        let chosen = visit.clone();
        let who = name(&visit);
        view! {
            <tr>
                <Cell label=t::DOOR_NAME.s() primary=true>{who}" "<StatusBadge tone=tone label=text.s()/></Cell>
                <Cell label=t::DOOR_OFFICIAL.s()>{visit.official_name}</Cell>
                <Cell label=t::VISIT_DAY_ENTERED.s()>{moment(visit.entered_at)}</Cell>
                <Cell label=t::MUNI_ACTS.s()>
                    <Button on_click=move |()| choose.run(chosen.clone())>{t::VISIT_EXIT_TELL.s()}</Button>
                </Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <DataTable id="visits-open" caption=t::VISIT_DAY_OPEN.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn of_day(visits: Vec<DeskVisit>) -> AnyView {
    if visits.is_empty() {
        return view! { <EmptyState icon="calendar-days" title=t::VISIT_DAY_NONE.s()/> }.into_any();
    }
    let columns = heads(&[
        t::DOOR_NAME,
        t::DOOR_OFFICIAL,
        t::VISIT_DAY_ENTERED,
        t::VISIT_DAY_EXITED,
        t::VISIT_DAY_CLASS,
        t::MUNI_ACTS,
    ]);
    let rows = visits.into_iter().map(|visit| {
        let exited = visit
            .exited_at
            .map(short_time)
            .unwrap_or_else(|| "–".to_owned());
        let on_time = visit.record_class == "on_time";
        let tone = if on_time {
            Tone::Success
        } else {
            Tone::Warning
        };
        let class = label(RECORD_CLASSES, &visit.record_class);
        let who = name(&visit);
        // Only what the public reads is managed in public.
        let act = (!visit.is_withdrawn && !visit.is_training).then(|| {
            let href = format!("{NEW_ACT}?visita={}", visit.id);
            view! {
                <a href=href>{t::ACTS_OF_VISIT.s()}<span class="u-vh">" "{visit.visitor_name.clone()}</span></a>
            }
        });
        let withdrawn = visit.is_withdrawn.then(|| {
            view! { " "<StatusBadge tone=Tone::Danger label=t::REGISTERS_WITHDRAWN.s()/> }
        });
        view! {
            <tr>
                <Cell label=t::DOOR_NAME.s() primary=true>{who}{withdrawn}</Cell>
                <Cell label=t::DOOR_OFFICIAL.s()>{visit.official_name}</Cell>
                <Cell label=t::VISIT_DAY_ENTERED.s()>{short_time(visit.entered_at)}</Cell>
                <Cell label=t::VISIT_DAY_EXITED.s()>{exited}</Cell>
                <Cell label=t::VISIT_DAY_CLASS.s()>
                    <StatusBadge tone=tone label=class/>
                </Cell>
                <Cell label=t::MUNI_ACTS.s()>{act}</Cell>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <DataTable id="visits-day" caption=t::VISIT_DAY_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn name(visit: &DeskVisit) -> AnyView {
    if visit.is_withdrawn {
        return visit.visitor_name.clone().into_any();
    }
    let href = format!("{DAY}/{}", visit.id);
    view! { <a href=href>{visit.visitor_name.clone()}</a> }.into_any()
}

fn moment(at: chrono::DateTime<chrono::Utc>) -> String {
    format!("{} {}", short_date(in_lima(at).date()), short_time(at))
}

/// When somebody left whose exit nobody marked.
fn exit_form(visit: &DeskVisit, left: Callback<()>) -> AnyView {
    let form = FormState::new();
    let toasts = Toasts::here();
    let when = WhenFields::new(form, "exited_at", Some(visit.entered_at));
    let reason = form.field("reason", "");
    let id = visit.id;
    let submit = Callback::new(move |()| {
        let Some(exited_at) = when.read() else {
            form.refuse_field("exited_at", t::FORM_REQUIRED.s());
            return;
        };
        let body = ExitIn {
            visits: vec![id],
            exited_at: Some(exited_at),
            reason: reason.optional(),
            ..ExitIn::default()
        };
        let done = move |_: DeskOutcome| {
            toasts.success(t::STAFF_SAVED.s());
            left.run(());
        };
        let path = EXITS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        <div class="l-stack">
            <p>{visit.visitor_name.clone()}" · "{moment(visit.entered_at)}</p>
            <p class="u-small u-muted">{t::VISIT_EXIT_TEXT.s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                {when.view(t::DOOR_EXITED_DAY.s(), t::DOOR_EXITED_HOUR.s(), false)}
                <TextArea name="reason" label=t::VISIT_EXIT_REASON.s() hint=t::VISIT_EXIT_REASON_HINT.s() optional=true
                    rows=2 max_chars=300 value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                        {t::VISIT_EXIT_TELL.s()}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
