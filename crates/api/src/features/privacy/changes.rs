//! Recording an incident, and correcting what is known of it.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};
use shared::features::privacy::{IncidentIn, IncidentOut, IncidentState};
use uuid::Uuid;

use super::entity as incident;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag::Expected;
use crate::kit::sequence;
use crate::write::{Change, Entry, Recorded, Tx};

/// The duty to record and to tell.
pub(super) const BASIS: &str = "DS 016-2024-JUS; Ley 29733, art. 9";

/// Records an incident: from its knowledge the 48 hours run.
pub(super) struct Record {
    pub(super) municipality: Uuid,
    pub(super) account: Uuid,
    pub(super) body: IncidentIn,
}

impl Change for Record {
    type Output = IncidentOut;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<IncidentOut>> {
        not_ahead("known_at", self.body.known_at, tx.now())?;
        let code = sequence::next_code(tx, self.municipality, "INC").await?;
        let id = Uuid::now_v7();
        let row = incident::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(id),
            code: Set(code.clone()),
            state: Set(IncidentState::Open.as_str().to_owned()),
            recorded_by: Set(self.account),
            recorded_at: Set(tx.now()),
            reminded: Set(0),
            authority_number: Set(None),
            authority_told_at: Set(None),
            people_told_at: Set(None),
            people_means: Set(None),
            conclusion: Set(None),
            closed_at: Set(None),
            ..columns(&self.body)?
        };
        incident::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let mut after = told(tx, self.municipality, id, &self.body).await?;
        after.insert("code".to_owned(), code.into());
        let entry = entry(self.municipality, "privacy_incident.recorded", id)
            .occurred_at(self.body.known_at)
            .after(after.into());
        let receipt = tx.record(entry).await?;
        let row = store::find(tx.conn(), self.municipality, id).await?;
        Ok(receipt.with(store::view(tx.conn(), &row).await?))
    }
}

/// Corrects what is known.
pub(super) struct Correct {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) body: IncidentIn,
}

impl Change for Correct {
    type Output = IncidentOut;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<IncidentOut>> {
        let row = store::find(tx.conn(), self.municipality, self.id).await?;
        let before = store::view(tx.conn(), &row).await?;
        self.expected.check(&before)?;
        if before.item.state == IncidentState::Closed {
            return Err(ApiError::conflict("El incidente ya se cerró"));
        }
        not_ahead("known_at", self.body.known_at, tx.now())?;
        let was = IncidentIn {
            title: before.item.title,
            known_at: before.item.known_at,
            began_at: before.began_at,
            ended_at: before.ended_at,
            description: before.description,
            categories: before.categories,
            people: before.item.people,
            may_harm: before.may_harm,
            measures: before.measures,
        };
        let change = incident::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(self.id),
            ..columns(&self.body)?
        };
        let row = incident::Entity::update(change).exec(tx.conn()).await?;
        let after = told(tx, self.municipality, self.id, &self.body).await?;
        let entry = entry(self.municipality, "privacy_incident.updated", self.id)
            .before(facts(&was).into())
            .after(after.into());
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(store::view(tx.conn(), &row).await?))
    }
}

fn columns(body: &IncidentIn) -> ApiResult<incident::ActiveModel> {
    Ok(incident::ActiveModel {
        title: Set(body.title.trim().to_owned()),
        known_at: Set(body.known_at),
        began_at: Set(body.began_at),
        ended_at: Set(body.ended_at),
        description: Set(body.description.trim().to_owned()),
        categories: Set(serde_json::to_string(&body.categories)?),
        people: Set(i64::from(body.people)),
        may_harm: Set(body.may_harm),
        measures: Set(body.measures.trim().to_owned()),
        ..Default::default()
    })
}

/// What the journal holds in the clear: nothing that somebody typed freely.
fn facts(body: &IncidentIn) -> Map<String, Value> {
    let facts = json!({
        "known_at": body.known_at, "began_at": body.began_at, "ended_at": body.ended_at,
        "categories": body.categories, "people": body.people, "may_harm": body.may_harm,
    });
    facts.as_object().cloned().unwrap_or_default()
}

/// The facts with the free texts, in which a name may stand, as commitments. What those were before, the entry before tells.
async fn told(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    id: Uuid,
    body: &IncidentIn,
) -> ApiResult<Map<String, Value>> {
    let mut told = facts(body);
    let texts = [
        ("title", &body.title),
        ("description", &body.description),
        ("measures", &body.measures),
    ];
    for (name, text) in texts {
        let commitment = tx.commit_text(municipality, id, text.trim()).await?;
        told.insert(name.to_owned(), commitment.into());
    }
    Ok(told)
}

/// An entry about an incident.
pub(super) fn entry(municipality: Uuid, action: &str, id: Uuid) -> Entry {
    Entry::new(municipality, action, "privacy_incident", id).basis(BASIS)
}

/// Nobody knows what is still to come.
pub(super) fn not_ahead(field: &str, at: DateTime<Utc>, now: DateTime<Utc>) -> ApiResult<()> {
    if at <= now {
        return Ok(());
    }
    let message = "La fecha y la hora no pueden ser futuras.";
    Err(ApiError::field(field, "in_the_future", message))
}
