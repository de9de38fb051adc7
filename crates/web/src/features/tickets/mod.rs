//! Questions to the operator of the platform: the municipality's list, one thread, and the operators' desk.

pub(crate) mod desk;
mod parts;

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::tickets::{
    TICKETS_PATH, TicketIn, TicketListItem, TicketOut, TicketState, TicketTopic, ticket_path,
};

use crate::fetch::{Method, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::shell::staff::StaffPage;
use crate::staff::{Act, PagedList, opener, query, refusal, screen_under, screen_with, send_form};
use crate::ui::{Button, ButtonKind, Form, LinkButton, TextArea, TextInput, Toasts};

/// Where the list stands.
const PAGE: &str = "/admin/consultas";

/// The pages of a municipality.
pub(crate) const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        PAGE,
        Some(Permission::TicketsAsk),
        (t::TICKETS_TITLE, "inbox"),
        list,
    ),
    StaffPage::below("/admin/consultas/nueva", Some(Permission::TicketsAsk), new),
    StaffPage::below(
        "/admin/consultas/{id}",
        Some(Permission::TicketsAsk),
        thread,
    ),
];

/// The page `/admin/consultas`.
fn list(_params: &Params) -> AnyView {
    let list = PagedList::<TicketListItem, 1>::read(PAGE, TICKETS_PATH, [("estado", "state")]);
    let [state] = list.values;
    let add = view! {
        <LinkButton href="/admin/consultas/nueva" kind=ButtonKind::Primary icon="plus">{t::TICKETS_ASK.s()}</LinkButton>
    };
    screen_with(
        t::TICKETS_TITLE.s().to_owned(),
        t::TICKETS_LEAD.s().to_owned(),
        add,
        view! {
            {parts::tabs(PAGE, state)}
            {list.view(|items| parts::table(PAGE, false, items))}
        },
    )
}

fn under(title: String, content: AnyView) -> AnyView {
    screen_under(
        vec![(t::TICKETS_TITLE.s().to_owned(), PAGE.to_owned())],
        title,
        String::new(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

/// The page `/admin/consultas/nueva`. `tema` and `etapa` of its address say what the question is about.
fn new(_params: &Params) -> AnyView {
    let (topic, subject) = (query("tema"), query("etapa"));
    let form = FormState::new();
    let (title, text) = (form.field("title", ""), form.field("text", ""));
    let go = opener();
    let submit = Callback::new(move |()| {
        let topic = topic.with_untracked(|topic| topic.parse().ok());
        let subject = subject.get_untracked();
        let body = TicketIn {
            topic: topic.unwrap_or(TicketTopic::Other),
            subject: (!subject.is_empty()).then_some(subject),
            title: title.text(),
            text: text.text(),
        };
        let go = go.clone();
        let done = move |out: TicketOut| go(&format!("{PAGE}/{}", out.ticket.id));
        let (path, options) = (TICKETS_PATH.to_owned(), SendOptions::once());
        send_form(form, Method::Post, path, body, options, done);
    });
    let about = move || parts::about(&subject.get());
    let content = view! {
        {about}
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="title" label=t::TICKETS_SUBJECT.s() hint=t::TICKETS_SUBJECT_HINT.s() maxlength=120
                value=title.value error=title.error/>
            <TextArea name="text" label=t::TICKETS_TEXT.s() rows=6 max_chars=2000 value=text.value error=text.error/>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::TICKETS_SEND.s()}
                </Button>
                <LinkButton href=PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    };
    under(t::TICKETS_ASK.s().to_owned(), content.into_any())
}

/// The page `/admin/consultas/{id}`.
fn thread(params: &Params) -> AnyView {
    let id = params.get("id").parse().unwrap_or_default();
    let found = use_fetch::<TicketOut>(move || ticket_path(id));
    let content = found.show(
        || skeleton(8),
        move |out| {
            let is_closed = out.ticket.state == TicketState::Closed;
            let path = ticket_path(id);
            let (act, toasts) = (Act::new(), Toasts::here());
            let closing = format!("{path}/closing");
            let close = move |()| {
                act.run::<(), TicketOut>(
                    Method::Post,
                    closing.clone(),
                    (),
                    SendOptions::default(),
                    move |reply| {
                        toasts.success(t::TICKETS_CLOSED.s());
                        found.replace(reply);
                    },
                );
            };
            let acts = (!is_closed).then(|| {
                view! {
                    {parts::reply(format!("{path}/messages"), t::TICKETS_MORE, found)}
                    {act.view()}
                    <p><Button busy=act.busy() on_click=close>{t::TICKETS_CLOSE.s()}</Button></p>
                }
            });
            view! {
                {parts::thread(&out)}
                {acts}
            }
        },
    );
    under(t::TICKETS_ONE.s().to_owned(), content.into_any())
}
