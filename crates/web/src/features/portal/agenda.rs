//! The page `/m/{slug}/agenda`: what comes, what was, and the address to which a calendar subscribes.

use leptos::prelude::*;
use shared::features::content::{AgendaPublic, EventPublic, agenda_feed_path, agenda_path};

use super::blocks::portal_page;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::format::long_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Details, EmptyState, Icon};

/// The page `/m/{slug}/agenda`.
pub fn agenda(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = agenda_path(&portal.slug);
    let found = use_fetch::<AgendaPublic>(move || path.clone());
    let events = found.show(|| skeleton(8), events);
    let lead = t::AGENDA_LEAD.with(&[("name", &portal.name)]);
    let feed = agenda_feed_path(&portal.slug);
    let content = view! {
        {events}
        <p><a class="portal-way" href=feed rel="external"><Icon name="calendar-days"/>{t::AGENDA_FEED.s()}</a></p>
    };
    portal_page(&portal, "agenda", t::AGENDA_TITLE.s(), lead, content)
}

fn events(agenda: AgendaPublic) -> AnyView {
    let next = if agenda.upcoming.is_empty() {
        view! { <EmptyState icon="calendar-days" title=t::AGENDA_EMPTY_TITLE.s() text=t::AGENDA_EMPTY_TEXT.s()/> }
            .into_any()
    } else {
        list(agenda.upcoming)
    };
    let past = (!agenda.past.is_empty())
        .then(|| view! { <Details summary=t::AGENDA_PAST.s()>{list(agenda.past)}</Details> });
    view! { <h2 class="u-vh">{t::AGENDA_NEXT.s()}</h2>{next}{past} }.into_any()
}

fn list(events: Vec<EventPublic>) -> AnyView {
    let items = events.into_iter().map(event).collect_view();
    view! { <ol role="list" class="pte">{items}</ol> }.into_any()
}

fn event(event: EventPublic) -> impl IntoView {
    let day = if event.ends_on == event.starts_on {
        long_date(event.starts_on)
    } else {
        let (from, to) = (long_date(event.starts_on), long_date(event.ends_on));
        t::OFFICERS_FROM_TO.with(&[("from", &from), ("to", &to)])
    };
    let when = match event.time {
        Some(time) => format!("{day}, {time}"),
        None => day,
    };
    view! {
        <li class="pte__item l-stack l-stack--s">
            <p class="u-small u-muted">{event.kind}</p>
            <h3>{event.title}</h3>
            <p><strong>{when}</strong>{event.place.map(|place| view! { " · "{place} })}</p>
            {event.description.map(|text| view! { <p>{text}</p> })}
            {event.legal_basis.map(|text| view! { <p class="u-small u-muted">{text}</p> })}
        </li>
    }
}
