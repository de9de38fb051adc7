//! The records of a register as a calendar to subscribe to (RFC 5545): those of the last thirty days and of the year to come,
//! under the filters of the list. An event tells what the declaration names, never what the list shows masked.

use std::sync::Arc;

use actix_web::HttpResponse;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use shared::registers::wire::OwnerOut;
use shared::registers::{Filter, MAX_LIMIT, Query, Register, Test, Value};
use shared::time::{day_start, lima_date, lima_instant, next_day};

use super::download::cell;
use super::owners::Owners;
use super::view::View;
use crate::error::ApiResult;
use crate::http::etag;
use crate::kit::ical::{self, day, instant, text};
use crate::registers::read::{self, Cells, Placed, Scope, at};
use crate::state::AppState;

/// Days that lie behind.
const BEHIND: TimeDelta = TimeDelta::days(30);
/// Days that lie ahead.
const AHEAD: TimeDelta = TimeDelta::days(365);

/// Of one municipality, or of all of them.
pub(super) async fn calendar(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let whose = view
        .tenant()
        .map_or("todas las municipalidades", |it| &it.name);
    let calendar = Calendar {
        register,
        scope: view.scope(),
        owners: view.owners().await?,
        name: format!("{} – {whose}", register.title),
    };
    let body = calendar.write(&view.state, query).await?;
    let tomorrow = day_start(next_day(lima_date(view.state.clock.now())));
    let media_type = format!("{}; charset=utf-8", ical::MEDIA_TYPE);
    let depends = view.depends().until(tomorrow);
    let body = body.into_bytes();
    Ok(etag::public_body(&view.request, &media_type, body, depends))
}

struct Calendar {
    register: &'static Register,
    scope: Scope,
    owners: Arc<Owners>,
    name: String,
}

impl Calendar {
    async fn write(&self, state: &AppState, query: Query) -> ApiResult<String> {
        let query = near(self.register, query, lima_date(state.clock.now()));
        let (engine, register) = (&state.registers, self.register);
        let statement = read::list(register, engine.backend(), &state.vault, &query, self.scope)?;
        let columns = read::places(register);
        let origin = &state.settings.server.public_url;
        let mut lines = Vec::new();
        engine
            .read(&statement, |row| {
                lines.extend(self.event(&columns, origin, row)?);
                Ok(())
            })
            .await?;
        Ok(ical::calendar(register.title, &self.name, lines))
    }

    /// One record. Its name is that of the record, whatever became of it; the sequence tells which version it is.
    fn event(&self, columns: &[Placed], origin: &str, row: &dyn Cells) -> ApiResult<Vec<String>> {
        let register = self.register;
        let owner = self.owners.get(&row.uuid(at::MUNICIPALITY)?);
        let owner: Option<OwnerOut> = owner.map(|json| serde_json::from_slice(json)).transpose()?;
        let (slug, name) = owner.map_or_else(Default::default, |owner| (owner.slug, owner.name));
        let placed = |name: &str| columns.iter().find(|placed| placed.column.name == name);
        let value = |name: &str| -> ApiResult<String> {
            let told = placed(name)
                .map(|it| cell(it.column, row, it.at))
                .transpose()?;
            Ok(told.map(|told| told.to_string()).unwrap_or_default())
        };
        let raw = |name: &str| -> ApiResult<Option<&str>> {
            placed(name).map_or(Ok(None), |it| row.text(it.at))
        };
        let id = row.uuid(at::ID)?;
        let recorded = row.text(at::RECORDED_FROM)?.unwrap_or_default();
        let recorded: Option<DateTime<_>> = recorded.parse().ok();
        let (Some(recorded), Some(date)) = (recorded, raw(register.date())?) else {
            return Ok(Vec::new());
        };
        let Ok(date) = date.parse::<NaiveDate>() else {
            return Ok(Vec::new());
        };
        let titles = register.calendar.title.iter().map(|name| value(name));
        let titles: Vec<_> = titles.collect::<ApiResult<_>>()?;
        let titles: Vec<_> = titles.into_iter().filter(|text| !text.is_empty()).collect();
        let mut about = Vec::new();
        for name in register.calendar.about {
            let (told, label) = (value(name)?, placed(name).map_or("", |it| it.column.label));
            if !told.is_empty() {
                about.push(format!("{label}: {told}"));
            }
        }
        about.push(name);
        let mut lines = vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{id}@{slug}.munica"),
            format!("DTSTAMP:{}", instant(recorded)),
            format!("SEQUENCE:{}", row.number(at::VERSION)?.unwrap_or(1) - 1),
        ];
        let times = register
            .calendar
            .times
            .map(|(from, to)| -> ApiResult<_> { Ok((time(raw(from)?), time(raw(to)?))) });
        lines.extend(when(date, times.transpose()?));
        let summary = format!("{}: {}", register.record, titles.join(" – "));
        lines.push(format!("SUMMARY:{}", text(&summary)));
        lines.push(format!("DESCRIPTION:{}", text(&about.join("\n"))));
        let place = register.calendar.place.map(value).transpose()?;
        if let Some(place) = place.filter(|place| !place.is_empty()) {
            lines.push(format!("LOCATION:{}", text(&place)));
        }
        lines.push(format!(
            "URL:{origin}/m/{slug}/registros/{}/{id}",
            register.id
        ));
        lines.push("END:VEVENT".to_owned());
        Ok(lines)
    }
}

fn time(text: Option<&str>) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text?, "%H:%M").ok()
}

/// A whole day, or from one hour on; until another where that lies after it.
fn when(date: NaiveDate, times: Option<(Option<NaiveTime>, Option<NaiveTime>)>) -> Vec<String> {
    let Some((Some(from), to)) = times else {
        return vec![
            format!("DTSTART;VALUE=DATE:{}", day(date)),
            format!("DTEND;VALUE=DATE:{}", day(next_day(date))),
        ];
    };
    let at = |time| instant(lima_instant(NaiveDateTime::new(date, time)));
    let begins = format!("DTSTART:{}", at(from));
    let ends = to.filter(|to| *to > from);
    let ends = ends.map(|to| format!("DTEND:{}", at(to)));
    std::iter::once(begins).chain(ends).collect()
}

/// The query within the days of a calendar, the latest first.
fn near(register: &'static Register, query: Query, today: NaiveDate) -> Query {
    let written =
        |date: Option<NaiveDate>| date.map(|date| Value::Text(date.format("%Y-%m-%d").to_string()));
    let from = written(today.checked_sub_signed(BEHIND));
    let to = written(today.checked_add_signed(AHEAD));
    let date = register.date();
    let mut query = Query {
        limit: MAX_LIMIT,
        cursor: None,
        order: Query::default().order,
        ..query
    };
    let days = query.filters.iter_mut().find(|it| it.column == date);
    match days.map(|filter| &mut filter.test) {
        Some(Test::Between(low, high)) => {
            *low = low.take().max(from);
            *high = match high.take() {
                Some(high) => Some(high).min(to),
                None => to,
            };
        }
        // Days that were named by themselves: no more than the request could hold.
        Some(_) => {}
        None => query.filters.push(Filter {
            column: date,
            test: Test::Between(from, to),
        }),
    }
    query
}
