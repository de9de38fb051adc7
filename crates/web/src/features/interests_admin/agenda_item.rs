//! The page `/admin/intereses/agenda/{id}`: an activity is moved, called off, or was held.

use leptos::prelude::*;
use shared::features::interests::agenda::{
    AgendaAction, AgendaCancelIn, AgendaItemOut, AgendaMoveIn, agenda_cancellation_path,
    agenda_held_path, agenda_item_path, agenda_move_path, step,
};
use shared::features::interests::{AGENDA as REGISTER, AGENDA_KINDS, VENUES};
use uuid::Uuid;

use super::AGENDA;
use super::agenda::{badge, when};
use super::slot::SlotFields;
use crate::features::registers;
use crate::features::visits_desk::label;
use crate::fetch::{Method, Remote, Reply, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{Act, History, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Details, Form, KeyValue, KeyValueList, TextArea, Toasts};

type Found = Remote<AgendaItemOut>;

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let text = params.get("id");
    let id: Uuid = text.parse().unwrap_or_default();
    let found: Found = use_fetch(move || agenda_item_path(id));
    let content = found.show(|| skeleton(8), move |item| shown(item, found));
    screen_under(
        vec![(t::AGENDA_ITEMS_TITLE.s().to_owned(), AGENDA.to_owned())],
        t::AGENDA_ITEMS_ONE.s().to_owned(),
        t::AGENDA_ITEMS_ONE_LEAD.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">
                {public_page(id)}
                {content}
            </div>
            <History kind=REGISTER.id id=text/>
        },
    )
}

/// The way to what the public sees of it.
fn public_page(id: Uuid) -> impl IntoView {
    let me = use_session().me();
    move || {
        let slug = me.ready()?.tenant?.slug;
        let href = registers::record_page(&slug, &REGISTER, id);
        Some(view! { <p><a href=href rel="external">{t::RECORDS_PUBLIC.s()}</a></p> })
    }
}

fn shown(item: AgendaItemOut, found: Found) -> AnyView {
    let state = item.state;
    let can = move |action| step(state, action).is_some();
    let (id, slot) = (item.id, item.slot.clone());
    let place = match &item.slot.place {
        Some(place) => format!("{}, {place}", label(VENUES, &item.slot.venue)),
        None => label(VENUES, &item.slot.venue),
    };
    let steps = can(AgendaAction::Move).then(|| {
        view! {
            {held(id, found)}
            <Details summary=t::AGENDA_ITEMS_MOVE.s()>
                {
                    let form = FormState::new();
                    moved(form, id, SlotFields::new(form, Some(&slot)), found)
                }
            </Details>
            <Details summary=t::AGENDA_ITEMS_CANCEL.s()>{cancelled(id, found)}</Details>
        }
    });
    let (when, kind) = (when(&item), label(AGENDA_KINDS, &item.kind));
    let participants = item
        .participants
        .map(|who| view! { <KeyValue label=t::AGENDA_ITEMS_PARTICIPANTS.s()>{who}</KeyValue> });
    view! {
        <KeyValueList>
            <KeyValue label=t::AGENDA_ITEMS_ACTIVITY.s()>{item.activity}</KeyValue>
            <KeyValue label=t::AGENDA_ITEMS_STATE.s()>{badge(state)}</KeyValue>
            <KeyValue label=t::AGENDA_ITEMS_KIND.s()>{kind}</KeyValue>
            <KeyValue label=t::OFFICIALS_NAME.s()>{item.official_name}</KeyValue>
            <KeyValue label=t::AGENDA_ITEMS_WHEN.s()>{when}</KeyValue>
            <KeyValue label=t::DOOR_PLACE.s()>{place}</KeyValue>
            {participants}
        </KeyValueList>
        {steps}
    }
    .into_any()
}

fn options(found: Found) -> SendOptions {
    found.etag().map(SendOptions::if_match).unwrap_or_default()
}

fn held(id: Uuid, found: Found) -> AnyView {
    let (act, toasts) = (Act::new(), Toasts::here());
    let hold = move |()| {
        let done = move |_: Reply<AgendaItemOut>| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        act.run(Method::Post, agenda_held_path(id), (), options(found), done);
    };
    view! {
        {act.view()}
        <p><Button kind=ButtonKind::Primary busy=act.busy() on_click=hold>{t::AGENDA_ITEMS_HELD.s()}</Button></p>
    }
    .into_any()
}

fn moved(form: FormState, id: Uuid, slot: SlotFields, found: Found) -> AnyView {
    let reason = form.field("reason", "");
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let Some(slot) = slot.read(form) else {
            return;
        };
        let body = AgendaMoveIn {
            slot,
            reason: reason.text(),
        };
        let done = move |_: AgendaItemOut| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        let path = agenda_move_path(id);
        send_form(form, Method::Post, path, body, options(found), done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {slot.view()}
            <TextArea name="reason" label=t::RECORDS_REASON.s() hint=t::RECORDS_REASON_HINT.s() rows=2 max_chars=300
                value=reason.value error=reason.error/>
            <Button submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::AGENDA_ITEMS_MOVE.s()}</Button>
        </Form>
    }
    .into_any()
}

fn cancelled(id: Uuid, found: Found) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let body = AgendaCancelIn {
            reason: reason.text(),
        };
        let done = move |_: AgendaItemOut| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        let path = agenda_cancellation_path(id);
        send_form(form, Method::Post, path, body, options(found), done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextArea name="cancellation" label=t::AGENDA_ITEMS_WHY.s() hint=t::RECORDS_REASON_HINT.s() rows=2
                max_chars=300 value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::AGENDA_ITEMS_CANCEL.s()}
            </Button>
        </Form>
    }
    .into_any()
}
