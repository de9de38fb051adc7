//! How a register goes live: the municipality's list of stages, one stage, and the operators' desk.

pub(crate) mod desk;
mod parts;
mod stage;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::golive::{
    GoLiveOut, GoLiveStage, Plan, StageOut, StageState, golive_path, plan_of,
};
use shared::features::visits::REGISTER;

use crate::fetch::use_fetch;
use crate::format::{long_date, short_date};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::shell::staff::StaffPage;
use crate::staff::{History, screen};
use crate::ui::{ButtonKind, LinkButton, Notice, Progress, StatusBadge, Tone};

/// Where the list stands.
const PAGE: &str = "/admin/puesta-en-marcha";

/// The pages of a municipality.
pub(crate) const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        PAGE,
        Some(Permission::GoLiveKeep),
        (t::GOLIVE_TITLE, "list-checks"),
        page,
    ),
    StaffPage::below(
        "/admin/puesta-en-marcha/{stage}",
        Some(Permission::GoLiveKeep),
        stage::page,
    ),
];

/// What is declared of a stage that the API names; a stage of a newer server has nothing.
fn declared(
    code: GoLiveStage,
) -> Option<(&'static Plan, &'static shared::features::golive::Stage)> {
    let plan = plan_of(&REGISTER)?;
    Some((plan, plan.stage(code)?))
}

fn title(code: GoLiveStage) -> &'static str {
    declared(code).map_or(code.as_str(), |(_, stage)| stage.title)
}

const fn state_label(state: StageState) -> (Tone, Text) {
    match state {
        StageState::Pending => (Tone::Neutral, t::GOLIVE_PENDING),
        StageState::InProgress => (Tone::Info, t::GOLIVE_IN_PROGRESS),
        StageState::Submitted => (Tone::Warning, t::GOLIVE_SUBMITTED),
        StageState::Accepted => (Tone::Success, t::GOLIVE_ACCEPTED),
        StageState::Returned => (Tone::Danger, t::GOLIVE_RETURNED),
    }
}

/// The page `/admin/puesta-en-marcha`.
fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<GoLiveOut>(|| golive_path(REGISTER.id));
    let content = found.show(
        || skeleton(10),
        |plan| {
            view! {
                {next_step(&plan)}
                {progress(&plan)}
                {checklist(&plan.stages, |code| Some(format!("{PAGE}/{}", code.as_str())))}
            }
        },
    );
    screen(
        t::GOLIVE_TITLE,
        t::GOLIVE_LEAD,
        view! {
            {content}
            <History kind="golive_stage"/>
        },
    )
}

/// What to do now, before anything else.
fn next_step(plan: &GoLiveOut) -> AnyView {
    let Some(code) = plan.next else {
        let is_over = plan
            .stages
            .iter()
            .all(|it| it.state == StageState::Accepted);
        let (tone, text) = if is_over {
            (Tone::Success, t::GOLIVE_OVER)
        } else {
            (Tone::Info, t::GOLIVE_WAITING)
        };
        return view! { <Notice tone=tone><p>{text.s()}</p></Notice> }.into_any();
    };
    let href = format!("{PAGE}/{}", code.as_str());
    let asks = declared(code).map(|(_, stage)| stage.asks);
    let reason = plan.stages.iter().find(|it| it.stage == code);
    let reason = reason.and_then(|it| it.reason.clone());
    let heading = t::GOLIVE_NEXT.with(&[("stage", title(code))]);
    view! {
        <Notice tone=Tone::Warning title=heading>
            <p>{asks}</p>
            {reason.map(|reason| view! { <p><strong>{t::GOLIVE_REASON.s()}</strong>" "{reason}</p> })}
            <p><LinkButton href=href kind=ButtonKind::Primary>{t::GOLIVE_GO.s()}</LinkButton></p>
        </Notice>
    }
    .into_any()
}

/// How many stages are over, and whether visits are public.
fn progress(plan: &GoLiveOut) -> AnyView {
    let done = plan
        .stages
        .iter()
        .filter(|it| it.state == StageState::Accepted);
    let (done, total) = (done.count(), plan.stages.len());
    let words = t::GOLIVE_PROGRESS.with(&[("n", &done.to_string()), ("total", &total.to_string())]);
    let number = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    let production = match plan.production_since {
        Some(day) => t::GOLIVE_SINCE.with(&[("date", &long_date(day))]),
        None => t::GOLIVE_NOT_YET.s().to_owned(),
    };
    view! {
        <Progress label=t::GOLIVE_STAGES.s() value=Signal::stored(number(done)) max=number(total) text=words/>
        <p>{production}</p>
    }
    .into_any()
}

/// The stages in their order, each with where it stands.
fn checklist(stages: &[StageOut], href: impl Fn(GoLiveStage) -> Option<String>) -> AnyView {
    let rows = stages.iter().map(|stage| {
        let (tone, label) = state_label(stage.state);
        let name = title(stage.stage);
        let name = match href(stage.stage) {
            Some(href) => view! { <a href=href>{name}</a> }.into_any(),
            None => name.into_any(),
        };
        let waits = stage.waits_for.map(|code| {
            let text = t::GOLIVE_WAITS_FOR.with(&[("stage", title(code))]);
            view! { <span class="u-small u-muted">{text}</span> }
        });
        let reason = stage.reason.clone().map(|reason| {
            view! { <span class="u-small">{t::GOLIVE_REASON.s()}" "{reason}</span> }
        });
        let sent = stage.submitted_at.map(|at| {
            let day = short_date(crate::format::in_lima(at).date());
            let text = t::GOLIVE_SENT.with(&[("date", &day)]);
            view! { <span class="u-small u-muted">{text}</span> }
        });
        view! {
            <li class="l-stack l-stack--s">
                <span class="l-cluster"><strong>{name}</strong><StatusBadge tone=tone label=label.s()/></span>
                {waits}
                {reason}
                {sent}
            </li>
        }
    });
    view! { <ol class="staff-rows">{rows.collect_view()}</ol> }.into_any()
}
