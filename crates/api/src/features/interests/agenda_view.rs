//! An activity as staff read it, and whether something can be tied to it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json};
use shared::features::interests::AGENDA;
use shared::features::interests::agenda::{AgendaItemOut, AgendaSlotIn, AgendaState};
use shared::registers::Act;
use uuid::Uuid;

use super::entity::item;
use super::store;
use crate::error::{ApiError, ApiResult};
use crate::registers::{self, version};

/// Whose agenda, on which day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) municipality: Uuid,
    pub(crate) official: Uuid,
    pub(crate) day: NaiveDate,
}

/// Whether an activity is in somebody's agenda of a day; answers with when that day and hour were announced.
///
/// # Errors
/// A refusal of the field `agenda_item_id`.
pub(crate) async fn in_agenda(
    conn: &impl ConnectionTrait,
    slot: &Slot,
    id: Uuid,
) -> ApiResult<DateTime<Utc>> {
    let wrong = |code, message: &str| ApiError::field("agenda_item_id", code, message);
    let found = store::item(conn, slot.municipality, id).await?;
    let unknown = || wrong("unknown", "Elija una actividad de la agenda oficial.");
    let row = found.ok_or_else(unknown)?;
    let version = registers::current(conn, slot.municipality, &AGENDA, id).await?;
    if version.act == Act::Withdrawn.as_str() {
        return Err(unknown());
    }
    let published_at = row.published_at;
    let out = out(row, &version)?;
    if out.official_id != slot.official {
        return Err(wrong(
            "other_official",
            "Esa actividad es de otro funcionario.",
        ));
    }
    if out.slot.agenda_date != slot.day {
        return Err(wrong("other_day", "Esa actividad es de otro día."));
    }
    if !out.takes_place() {
        return Err(wrong("cancelled", "Esa actividad fue cancelada."));
    }
    Ok(published_at)
}

/// Activities as they stand now, in the order of their rows; without those that were withdrawn.
pub(super) async fn items(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    rows: Vec<item::Model>,
) -> ApiResult<Vec<AgendaItemOut>> {
    let ids = rows.iter().map(|row| row.id).collect();
    let versions = registers::current_of(conn, municipality, &AGENDA, ids).await?;
    let versions: HashMap<_, _> = versions.into_iter().map(|row| (row.id, row)).collect();
    let known = rows.into_iter().filter_map(|row| {
        let version = versions.get(&row.id)?;
        (version.act != Act::Withdrawn.as_str()).then(|| out(row, version))
    });
    known.collect()
}

/// One activity.
///
/// # Errors
/// 404 for one that is not of this agenda.
pub(super) async fn one(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<AgendaItemOut> {
    let row = store::item(conn, municipality, id).await?;
    let row = row.ok_or_else(ApiError::not_found)?;
    let version = registers::current(conn, municipality, &AGENDA, id).await?;
    out(row, &version)
}

fn out(row: item::Model, version: &version::Model) -> ApiResult<AgendaItemOut> {
    let body: Map<String, Json> = serde_json::from_str(&version.body)?;
    let text = |name: &str| body.get(name).and_then(Json::as_str).map(str::to_owned);
    let required = |name: &str| text(name).unwrap_or_default();
    let state: Option<AgendaState> = text("state").and_then(|code| code.parse().ok());
    let state = state.ok_or_else(|| ApiError::internal(anyhow::anyhow!("an unknown state")))?;
    let date = required("agenda_date").parse();
    Ok(AgendaItemOut {
        id: row.id,
        version: version.version,
        official_id: row.official_id,
        official_name: required("official_name"),
        slot: AgendaSlotIn {
            agenda_date: date.map_err(ApiError::internal)?,
            start_time: required("start_time"),
            end_time: text("end_time"),
            venue: required("venue"),
            place: text("place"),
        },
        activity: required("activity"),
        kind: required("kind"),
        participants: text("participants"),
        state,
    })
}
