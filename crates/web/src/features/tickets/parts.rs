//! What both sides of a thread see: the list, the thread, the field to write in.

use leptos::prelude::*;
use shared::features::golive::{GoLiveStage, PLANS};
use shared::features::tickets::{TicketListItem, TicketMessageIn, TicketOut, TicketState};

use crate::fetch::{Method, Remote, SendOptions};
use crate::format::{address, date_time};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::staff::{refusal, send_form};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, EmptyState, Form, StatusBadge, TextArea, Tone,
};

pub(super) const fn state_label(state: TicketState) -> (Tone, Text) {
    match state {
        TicketState::Open => (Tone::Warning, t::TICKETS_STATE_OPEN),
        TicketState::Answered => (Tone::Success, t::TICKETS_STATE_ANSWERED),
        TicketState::Closed => (Tone::Neutral, t::TICKETS_STATE_CLOSED),
    }
}

/// The thing that a question is about, as people call it.
pub(super) fn about(subject: &str) -> Option<AnyView> {
    let code: GoLiveStage = subject.parse().ok()?;
    let stage = PLANS.iter().find_map(|plan| plan.stage(code))?;
    let text = t::TICKETS_ABOUT.with(&[("stage", stage.title)]);
    Some(view! { <p>{text}</p> }.into_any())
}

/// The states by which a list is narrowed.
pub(super) fn tabs(page: &'static str, state: Memo<String>) -> impl IntoView {
    let tab = move |code: &'static str, label: &'static str| {
        let href = address(page, &[("estado", code)]);
        let current = move || state.with(|state| state == code).then_some("page");
        view! { <li><a class="staff-tab" href=href aria-current=current>{label}</a></li> }
    };
    let states = TicketState::ALL
        .iter()
        .map(|state| tab(state.as_str(), state_label(*state).1.s()))
        .collect_view();
    view! {
        <nav aria-label=t::DESK_STATES.s()>
            <ul role="list" class="staff-tabs">{tab("", t::DESK_STATE_ALL.s())} {states}</ul>
        </nav>
    }
}

/// The questions; whose they are where they are of all municipalities.
pub(super) fn table(page: &'static str, is_desk: bool, items: Vec<TicketListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="inbox" title=t::TICKETS_NONE.s() text=t::TICKETS_NONE_TEXT.s()/> }
            .into_any();
    }
    let mut heads = vec![t::TICKETS_SUBJECT, t::TICKETS_CODE];
    heads.extend(is_desk.then_some(t::DESK_MUNICIPALITY));
    heads.extend([t::DESK_STATE, t::TICKETS_UPDATED]);
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|item| row(page, is_desk, item))
        .collect_view();
    view! {
        <DataTable id="tickets" caption=t::TICKETS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(page: &'static str, is_desk: bool, item: TicketListItem) -> impl IntoView {
    let (tone, label) = state_label(item.state);
    let href = format!("{page}/{}", item.id);
    let owner = is_desk.then(|| {
        view! { <Cell label=t::DESK_MUNICIPALITY.s()>{item.municipality}</Cell> }
    });
    view! {
        <tr>
            <Cell label=t::TICKETS_SUBJECT.s() primary=true><a href=href>{item.title}</a></Cell>
            <Cell label=t::TICKETS_CODE.s()>{item.code}</Cell>
            {owner}
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/></Cell>
            <Cell label=t::TICKETS_UPDATED.s()>{date_time(item.updated_at)}</Cell>
        </tr>
    }
}

/// A question with everything that was written.
pub(super) fn thread(out: &TicketOut) -> AnyView {
    let ticket = &out.ticket;
    let (tone, label) = state_label(ticket.state);
    let messages = out.messages.iter().map(|message| {
        let side = if message.is_answer {
            t::TICKETS_OPERATOR.s().to_owned()
        } else {
            message.author.clone().unwrap_or_default()
        };
        let head = format!("{side} · {}", date_time(message.written_at));
        let lines = message
            .text
            .lines()
            .map(|line| view! { <p>{line.to_owned()}</p> });
        view! {
            <li class="l-stack l-stack--s">
                <span class="u-small u-muted">{head}</span>
                {lines.collect_view()}
            </li>
        }
    });
    let about = ticket.subject.as_deref().and_then(about);
    view! {
        <h2>{ticket.title.clone()}</h2>
        <p class="l-cluster">
            <StatusBadge tone=tone label=label.s()/>
            <span class="u-small u-muted">{format!("{} · {}", ticket.code, ticket.municipality)}</span>
        </p>
        {about}
        <ol class="staff-rows">{messages.collect_view()}</ol>
    }
    .into_any()
}

/// The field in which one writes.
pub(super) fn reply(path: String, label: Text, found: Remote<TicketOut>) -> AnyView {
    let form = FormState::new();
    let text = form.field("text", "");
    let submit = Callback::new(move |()| {
        let body = TicketMessageIn { text: text.text() };
        let (path, options) = (path.clone(), SendOptions::once());
        send_form(
            form,
            Method::Post,
            path,
            body,
            options,
            move |_: TicketOut| {
                found.refetch();
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextArea name="text" label=label.s() rows=5 max_chars=2000 value=text.value error=text.error/>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::TICKETS_SEND.s()}
            </Button>
        </Form>
    }
    .into_any()
}
