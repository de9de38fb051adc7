//! The page `/admin/intereses/actos/nuevo`: an act is recorded, by itself or (`?visita=`) from a visit of the desk.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::interests::acts::{ACTS_PATH, InterestActOut};
use shared::features::interests::agenda::{AGENDA_PATH, AgendaItemOut};
use shared::features::interests::capacities::CAPACITIES_IN_FORCE_PATH;
use shared::features::visits::desk::{DeskVisitDetail, entry_path};
use shared::features::visits::officials::OfficialChoice;
use shared::kit::page::Page;
use uuid::Uuid;

use super::act_fields::ActFields;
use super::officials;
use crate::features::visits_desk::activity;
use crate::fetch::{Method, SendOptions, use_fetch, use_fetch_when};
use crate::format::{address, short_date};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{opener, query, refusal, screen, send_form};
use crate::ui::{Button, ButtonKind, Form, Notice, Toasts, Tone};

/// Where whoever works with the register goes on.
const REGISTER: &str = "/admin/registros/gestion-de-intereses";
/// Where whoever stands at the door goes on.
const DAY: &str = "/admin/visitas/dia";

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let visit = query("visita").get_untracked().parse::<Uuid>().ok();
    let content = match visit {
        Some(id) => {
            let found = use_fetch::<DeskVisitDetail>(move || entry_path(id));
            found
                .show(|| skeleton(12), |detail| form(Some(detail)))
                .into_any()
        }
        None => form(None),
    };
    screen(
        t::ACTS_NEW,
        t::ACTS_LEAD,
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

fn form(visit: Option<DeskVisitDetail>) -> AnyView {
    let form = FormState::new();
    let from = visit.as_ref().map(from_visit);
    let fields = ActFields::new(form, visit);
    // Who decided, and what was announced, on the day that is typed.
    let on = move |path: &'static str| move || Some(address(path, &[("on", &fields.day()?)]));
    let deciding = use_fetch_when::<Page<OfficialChoice>>(on(CAPACITIES_IN_FORCE_PATH));
    let agenda = use_fetch_when::<Page<AgendaItemOut>>(on(AGENDA_PATH));
    let deciding = Signal::derive(move || {
        let page = deciding.ready();
        officials(page.map(|page| page.items).unwrap_or_default())
    });
    let agenda = Signal::derive(move || {
        let page = agenda.ready();
        let official = fields.official();
        let mut items = page.map(|page| page.items).unwrap_or_default();
        items.retain(|item| item.takes_place() && item.official_id.to_string() == official);
        items.into_iter().map(activity).collect::<Vec<_>>()
    });
    let (toasts, go) = (Toasts::here(), opener());
    let may_see = use_session().can(Permission::VisitsCorrect);
    let submit = Callback::new(move |()| {
        let Some(body) = fields.read(form) else {
            return;
        };
        let go = go.clone();
        let done = move |act: InterestActOut| {
            let due = short_date(shared::time::lima_date(act.due_at));
            toasts.success(t::ACTS_SAVED.with(&[("date", &due)]));
            if may_see {
                go(&format!("{REGISTER}/{}", act.id));
            } else {
                go(DAY);
            }
        };
        let path = ACTS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    form.guard();
    view! {
        {from}
        {refusal(form)}
        <Form on_submit=submit>
            {fields.view(deciding, agenda)}
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                {t::ACTS_SUBMIT.s()}
            </Button>
        </Form>
    }
    .into_any()
}

/// From which visit.
fn from_visit(detail: &DeskVisitDetail) -> AnyView {
    let day = short_date(shared::time::lima_date(detail.visit.entered_at));
    let text = t::ACTS_FROM_VISIT.with(&[
        ("name", &detail.visit.visitor_name),
        ("official", &detail.visit.official_name),
        ("date", &day),
    ]);
    view! { <Notice tone=Tone::Info><p>{text}</p></Notice> }.into_any()
}
