//! The operators' desk: the questions of all municipalities, and the answer to one.

use leptos::prelude::*;
use shared::features::tickets::{
    TICKETS_DESK_PATH, TicketListItem, TicketOut, TicketState, desk_ticket_path,
};

use super::parts;
use crate::fetch::use_fetch;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{PagedList, screen, screen_under};
use crate::ui::{FilterBar, TextInput};

/// Where the list stands.
const PAGE: &str = "/admin/consultas-de-municipalidades";

type List = PagedList<TicketListItem, 2>;

/// The page `/admin/consultas-de-municipalidades`.
pub(crate) fn list(_params: &Params) -> AnyView {
    let filters = [("estado", "state"), ("municipalidad", "municipality")];
    let list = List::read(PAGE, TICKETS_DESK_PATH, filters);
    let [state, _] = list.values;
    screen(
        t::TICKETS_DESK_TITLE,
        t::TICKETS_DESK_LEAD,
        view! {
            {parts::tabs(PAGE, state)}
            {narrowed(list)}
            {list.view(|items| parts::table(PAGE, true, items))}
        },
    )
}

fn narrowed(list: List) -> impl IntoView {
    let typed = list.typed();
    let [_, slug] = typed;
    let go = list.narrow(typed);
    let chips = list.chips(|name, value| (name == "municipalidad").then(|| value.to_owned()));
    view! {
        <FilterBar label=t::TICKETS_DESK_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="municipalidad" label=t::DESK_MUNICIPALITY.s() hint=t::TICKETS_DESK_SLUG_HINT.s() value=slug
                kind="search" optional=true/>
        </FilterBar>
    }
}

/// The page `/admin/consultas-de-municipalidades/{id}`.
pub(crate) fn detail(params: &Params) -> AnyView {
    let id = params.get("id").parse().unwrap_or_default();
    let found = use_fetch::<TicketOut>(move || desk_ticket_path(id));
    let content = found.show(
        || skeleton(8),
        move |out| {
            let is_open = out.ticket.state != TicketState::Closed;
            let path = format!("{}/messages", desk_ticket_path(id));
            view! {
                {parts::thread(&out)}
                {is_open.then(|| parts::reply(path, t::TICKETS_ANSWER, found))}
            }
        },
    );
    screen_under(
        vec![(t::TICKETS_DESK_TITLE.s().to_owned(), PAGE.to_owned())],
        t::TICKETS_ONE.s().to_owned(),
        String::new(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}
