//! An activity is announced, moved, called off, held: each a version that the public reads with its reason.

use chrono::SecondsFormat;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Map, Value as Json, json};
use shared::features::interests::AGENDA;
use shared::features::interests::agenda::{
    AgendaAction, AgendaItemIn, AgendaItemOut, AgendaSlotIn, AgendaState, step,
};
use shared::registers::Record;
use shared::time::{day_start, lima_instant};
use uuid::Uuid;

use super::agenda_view;
use super::entity::item;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::visits;
use crate::http::etag::Expected;
use crate::registers::{self, About, Place};
use crate::write::{Change, Recorded, Tx};

/// What the public reads where nobody has to say why.
const HELD: &str = "Se realizó";

/// An activity is announced.
pub(super) struct Announce {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: AgendaItemIn,
}

impl Change for Announce {
    type Output = AgendaItemOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<AgendaItemOut>> {
        let AgendaItemIn {
            official_id,
            slot,
            activity,
            kind,
            participants,
        } = &self.body;
        let conn = tx.conn();
        let day = day_start(slot.agenda_date);
        let official = visits::official_in_post(conn, self.municipality, *official_id, day).await?;
        let published = tx.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let mut values = of_slot(slot);
        let more: [(&str, Json); 8] = [
            ("published_at", json!(published)),
            ("activity", json!(activity)),
            ("kind", json!(kind)),
            ("official_name", json!(official.name)),
            ("official_post", json!(official.post)),
            ("office", json!(official.office)),
            ("participants", json!(participants)),
            ("state", json!(AgendaState::Scheduled)),
        ];
        values.extend(more.map(|(name, value)| (name.to_owned(), value)));
        let record = Record::of(&AGENDA, &values).map_err(registers::refused)?;
        let about = About {
            is_published: true,
            ..About::default()
        };
        let place = place(self.municipality, self.id);
        let (receipt, _) = registers::create(tx, place, &record, about).await?;
        item::Entity::insert(item::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(self.id),
            official_id: Set(official.id),
            published_at: Set(tx.now()),
        })
        .exec_without_returning(tx.conn())
        .await?;
        Ok(receipt.with(agenda_view::one(tx.conn(), self.municipality, self.id).await?))
    }
}

/// A step of the procedure.
pub(super) struct Take {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) action: AgendaAction,
    /// When and where it is then, of a move.
    pub(super) slot: Option<AgendaSlotIn>,
    /// Why; of what was held nobody asks.
    pub(super) reason: Option<String>,
}

impl Change for Take {
    type Output = AgendaItemOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<AgendaItemOut>> {
        let before = agenda_view::one(tx.conn(), self.municipality, self.id).await?;
        self.expected.check(&before)?;
        let to = step(before.state, self.action);
        let to = to.ok_or_else(|| ApiError::conflict("La actividad ya se realizó o se canceló"))?;
        if self.action == AgendaAction::Hold {
            began(tx, &before.slot)?;
        }
        let place = place(self.municipality, self.id);
        let row = registers::current(tx.conn(), self.municipality, &AGENDA, self.id).await?;
        let stored = registers::whole(tx.conn(), tx.vault(), &AGENDA, &row).await?;
        let mut values = stored.json(&AGENDA);
        values.extend(self.slot.iter().flat_map(of_slot));
        values.insert("state".to_owned(), json!(to));
        let record = Record::stored(&AGENDA, &values).map_err(registers::refused)?;
        let reason = self.reason.as_deref().unwrap_or(HELD);
        let about = About {
            reason: Some(reason.trim().to_owned()),
            ..About::default()
        };
        let (receipt, _) = registers::correct(tx, place, &record, row.version, about).await?;
        if self.slot.is_some() {
            // Nobody knew of the new day and hour before.
            item::Entity::update(item::ActiveModel {
                municipality_id: Set(self.municipality),
                id: Set(self.id),
                published_at: Set(tx.now()),
                ..Default::default()
            })
            .exec(tx.conn())
            .await?;
        }
        Ok(receipt.with(agenda_view::one(tx.conn(), self.municipality, self.id).await?))
    }
}

/// What was held has begun.
fn began(tx: &Tx<'_>, slot: &AgendaSlotIn) -> ApiResult<()> {
    let hour = shared::features::interests::agenda::hour(&slot.start_time);
    let hour = hour.map_err(|violation| ApiError::violation("start_time", violation))?;
    if lima_instant(slot.agenda_date.and_time(hour)) > tx.now() {
        return Err(ApiError::conflict("La actividad todavía no empieza"));
    }
    Ok(())
}

fn of_slot(slot: &AgendaSlotIn) -> Map<String, Json> {
    let values = [
        ("agenda_date", json!(slot.agenda_date)),
        ("start_time", json!(slot.start_time.trim())),
        ("end_time", json!(slot.end_time.as_deref().map(str::trim))),
        ("venue", json!(slot.venue)),
        ("place", json!(slot.place)),
    ];
    values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn place(municipality: Uuid, id: Uuid) -> Place {
    Place {
        register: &AGENDA,
        municipality,
        id,
    }
}
