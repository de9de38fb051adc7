//! Recording an incident, and correcting what is known of it.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::features::privacy::{IncidentIn, IncidentOut, IncidentState};
use uuid::Uuid;

use super::entity as incident;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::files::digest;
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
        Scope::Tenant(self.municipality)
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
        let mut after = facts(&self.body);
        if let Value::Object(members) = &mut after {
            members.insert("code".to_owned(), code.into());
        }
        let entry = entry(self.municipality, "privacy_incident.recorded", id)
            .occurred_at(self.body.known_at)
            .after(after);
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
        Scope::Tenant(self.municipality)
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
        let entry = entry(self.municipality, "privacy_incident.updated", self.id)
            .before(facts(&was))
            .after(facts(&self.body));
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

/// What the journal holds for ever: no free text, in which a name may stand, but its digest.
fn facts(body: &IncidentIn) -> Value {
    json!({
        "known_at": body.known_at, "began_at": body.began_at, "ended_at": body.ended_at,
        "categories": body.categories, "people": body.people, "may_harm": body.may_harm,
        "title_sha256": digest(body.title.trim().as_bytes()),
        "description_sha256": digest(body.description.trim().as_bytes()),
        "measures_sha256": digest(body.measures.trim().as_bytes()),
    })
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
