//! What the forms and files of the kit say of acts is held against who decides: the form of an act itself asks for the
//! official, these only for his name.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json};
use shared::features::interests::ACTS;
use shared::registers::{Record, Register};
use shared::text::fold::fold;
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::visits;

/// Who has, had or will have decision capacity: his name, folded, with the days between which.
pub(crate) struct Deciders(HashMap<String, Vec<(NaiveDate, Option<NaiveDate>)>>);

impl Deciders {
    /// Those of a municipality; none where the records of a register need nobody who decides.
    pub(crate) async fn of(
        conn: &impl ConnectionTrait,
        municipality: Uuid,
        register: &Register,
    ) -> ApiResult<Option<Self>> {
        if register.id != ACTS.id {
            return Ok(None);
        }
        let rows = store::all_capacities(conn, municipality).await?;
        let ids = rows.iter().map(|row| row.official_id).collect();
        let officials = visits::officials_by_id(conn, municipality, ids).await?;
        let mut terms: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            if let Some(official) = officials.get(&row.official_id) {
                let of = terms.entry(fold(&official.name)).or_default();
                of.push((row.valid_from, row.valid_to));
            }
        }
        Ok(Some(Self(terms)))
    }

    /// Whether the official whom an act names decided on its day.
    pub(crate) fn decided(&self, values: &Map<String, Json>) -> bool {
        let text = |name: &str| values.get(name).and_then(Json::as_str);
        let day: Option<NaiveDate> = text("act_date").and_then(|day| day.parse().ok());
        let terms = text("official_name").and_then(|name| self.0.get(&fold(name)));
        day.zip(terms).is_some_and(|(day, terms)| {
            let mut terms = terms.iter();
            terms.any(|(from, to)| *from <= day && to.is_none_or(|last| day <= last))
        })
    }
}

/// Refuses a record of the staff's form that names somebody who did not decide on its day. Who and when it was may stay as
/// they stand: an old act is corrected although nobody entered the capacities of its time.
///
/// # Errors
/// 422 with the field of the official.
pub(crate) async fn require_decider(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &'static Register,
    record: &Record,
    standing: Option<&Record>,
) -> ApiResult<()> {
    let stays = |name: &str| standing.is_some_and(|it| it.get(name) == record.get(name));
    if stays("official_name") && stays("act_date") {
        return Ok(());
    }
    match Deciders::of(conn, municipality, register).await? {
        Some(deciders) if !deciders.decided(&record.json(register)) => {
            let message = "Este funcionario no tenía capacidad de decisión ese día.";
            Err(ApiError::field(
                "values.official_name",
                "no_capacity",
                message,
            ))
        }
        _ => Ok(()),
    }
}
