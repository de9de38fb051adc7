//! The public calendar of a municipality, as a list of today and as a feed that calendars subscribe to (RFC 5545).

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use shared::features::content::{AgendaPublic, EventPublic};
use shared::features::portal::NextEvent;
use shared::kit::page::Page;
use shared::time::{day_start, lima_date, lima_instant, next_day};

use super::publish::name;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::Municipality;
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::kit::ical::{self, instant, text};
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// Most events of the past in the list; the feed has them all.
const PAST: usize = 20;

/// Most events on the home page.
const NEXT: usize = 3;

/// Sessions of council, deadlines of publication, holidays of the place and other public activities.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "La agenda", body = AgendaPublic), Named))]
#[get("/m/{slug}/agenda")]
pub(crate) async fn get_portal_agenda(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let today = lima_date(state.clock.now());
    let (mut past, upcoming): (Vec<_>, Vec<_>) = events(&state, &tenant)
        .await?
        .into_iter()
        .partition(|event| event.ends_on < today);
    past.reverse();
    past.truncate(PAST);
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    let view = AgendaPublic { upcoming, past };
    let depends = DependsOn::from(&topics).until(day_start(next_day(today)));
    etag::public(&request, &view, depends)
}

/// The same as a calendar that programs subscribe to.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Calendario iCalendar", content_type = "text/calendar", body = String), Named))]
#[get("/m/{slug}/agenda.ics")]
pub(crate) async fn get_portal_agenda_feed(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let events = events(&state, &tenant).await?;
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    let body = calendar(&tenant, &events).into_bytes();
    Ok(etag::public_body(
        &request,
        "text/calendar; charset=utf-8",
        body,
        &topics,
    ))
}

/// What comes next, for the home page.
pub(super) async fn next(
    state: &AppState,
    tenant: &Municipality,
    today: NaiveDate,
) -> ApiResult<Vec<NextEvent>> {
    let found: Option<Page<EventPublic>> =
        published(state.db.public(), tenant.id, name::EVENTS).await?;
    let events = found.map(|page| page.items).unwrap_or_default();
    let coming = events.into_iter().filter(|event| event.ends_on >= today);
    let announced = coming.take(NEXT).map(|event| NextEvent {
        title: event.title,
        starts_on: event.starts_on,
        time: event.time,
        place: event.place,
    });
    Ok(announced.collect())
}

async fn events(state: &AppState, tenant: &Municipality) -> ApiResult<Vec<EventPublic>> {
    let found: Option<Page<EventPublic>> =
        published(state.db.public(), tenant.id, name::EVENTS).await?;
    Ok(found.ok_or_else(ApiError::not_found)?.items)
}

/// The calendar as text.
fn calendar(tenant: &Municipality, events: &[EventPublic]) -> String {
    let name = format!("Agenda – {}", tenant.name);
    let lines = events.iter().flat_map(|event| entry(tenant, event));
    ical::calendar("Agenda municipal", &name, lines)
}

fn entry(tenant: &Municipality, event: &EventPublic) -> Vec<String> {
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}.munica", event.id, tenant.slug),
        format!("DTSTAMP:{}", instant(event.updated_at)),
    ];
    lines.extend(when(event));
    lines.push(format!("SUMMARY:{}", text(&event.title)));
    lines.push(format!("CATEGORIES:{}", text(&event.kind)));
    let about = [event.description.as_deref(), event.legal_basis.as_deref()];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join("\n");
    if !about.is_empty() {
        lines.push(format!("DESCRIPTION:{}", text(&about)));
    }
    if let Some(place) = &event.place {
        lines.push(format!("LOCATION:{}", text(place)));
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

/// Whole days as days; an hour as an instant, one hour long, because how long a session takes nobody knows before.
fn when(event: &EventPublic) -> [String; 2] {
    let hour = event
        .time
        .as_deref()
        .and_then(|time| NaiveTime::parse_from_str(time, "%H:%M").ok());
    match hour {
        Some(hour) => {
            let begins = lima_instant(NaiveDateTime::new(event.starts_on, hour));
            let last = NaiveDateTime::new(event.ends_on, hour);
            let ends = lima_instant(last) + TimeDelta::hours(1);
            [
                format!("DTSTART:{}", instant(begins)),
                format!("DTEND:{}", instant(ends)),
            ]
        }
        None => [
            format!("DTSTART;VALUE=DATE:{}", ical::day(event.starts_on)),
            format!("DTEND;VALUE=DATE:{}", ical::day(next_day(event.ends_on))),
        ],
    }
}
