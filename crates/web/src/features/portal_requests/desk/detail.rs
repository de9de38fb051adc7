//! One request: what was asked, what speaks against it, what happened, and the steps it allows. Each look is journaled.

use leptos::prelude::*;
use shared::features::conservation::RecordKind;
use shared::features::portal_requests::{DESK_PATH, PortalRequestOut, RequestEvent};

use super::{PAGE, changes, facts, steps};
use crate::features::conservation::hold_section;
use crate::fetch::{Remote, use_fetch};
use crate::format::date_time;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{History, due, request_action, request_state};
use crate::ui::{
    Breadcrumbs, Moment, Notice, PageTitle, StatusBadge, Timeline, TimelineItem, Tone,
};

/// The page `/admin/solicitudes/{id}`.
pub fn detail(params: &Params) -> AnyView {
    let id = params.get("id");
    let path = format!("{DESK_PATH}/{id}");
    let found = use_fetch::<PortalRequestOut>(move || path.clone());
    set_page(move || {
        let title = found.ready().map(|request| request.item.municipality);
        PageMeta::new(title.unwrap_or_else(|| t::DESK_TITLE.s().to_owned()), "").hidden(200)
    });
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=vec![(t::DESK_TITLE.s().to_owned(), PAGE.to_owned())] current=t::DESK_ONE.s()/>
            {found.show(|| skeleton(10), move |request| page(request, found))}
            <History kind="portal_request" id=id/>
        </div>
    }
    .into_any()
}

fn page(request: PortalRequestOut, found: Remote<PortalRequestOut>) -> AnyView {
    let (tone, state) = request_state(request.item.state);
    let due_at = request.item.due_at;
    let lead = format!("{} · {}", request.item.code, request.item.place);
    view! {
        <PageTitle title=request.item.municipality.clone() eyebrow=t::DESK_ONE.s() lead=lead>
            <StatusBadge tone=tone label=state.s()/>
        </PageTitle>
        {due_at.map(|at| view! { <p>{t::DESK_DUE.s()}": " {due(Some(at))}</p> })}
        {warnings(&request.warnings)}
        {changes::changes(&request.changes)}
        <div class="l-sidebar">
            <div class="l-stack l-stack--l">{facts::facts(&request)}</div>
            <div class="l-stack l-stack--l">
                {steps::actions(&request, found)}
                <section class="l-stack">
                    <h2>{t::DESK_HISTORY.s()}</h2>
                    <Timeline items=timeline(&request.history)/>
                </section>
                {hold_section(RecordKind::PortalRequests, request.item.id)}
            </div>
        </div>
    }
    .into_any()
}

fn warnings(warnings: &[String]) -> Option<AnyView> {
    let items = warnings
        .iter()
        .map(|warning| view! { <li>{warning.clone()}</li> })
        .collect_view();
    (!warnings.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning title=t::DESK_WARNINGS.s()><ul>{items}</ul></Notice> }.into_any()
    })
}

fn timeline(history: &[RequestEvent]) -> Vec<TimelineItem> {
    let last = history.len().saturating_sub(1);
    let moment = |(index, event): (usize, &RequestEvent)| TimelineItem {
        moment: if index == last {
            Moment::Today
        } else {
            Moment::Past
        },
        date: date_time(event.at),
        title: event
            .action
            .map_or(t::DESK_DONE_SUBMIT, request_action)
            .s()
            .to_owned(),
        text: event.note.clone().unwrap_or_default(),
    };
    history.iter().enumerate().map(moment).collect()
}
