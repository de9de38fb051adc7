//! Telling the authority, telling the persons, closing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::privacy::{
    AuthorityNoticeIn, IncidentCloseIn, IncidentOut, IncidentState, NOTICE_HOURS, PeopleNoticeIn,
};
use uuid::Uuid;

use super::changes::{entry, not_ahead};
use super::entity as incident;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::write::{Change, Recorded, Tx};

/// What is noted of an incident.
pub(super) enum Note {
    Authority(AuthorityNoticeIn),
    People(PeopleNoticeIn),
    Close(IncidentCloseIn),
}

/// Notes it.
pub(super) struct Take {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) note: Note,
}

impl Change for Take {
    type Output = IncidentOut;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<IncidentOut>> {
        let row = store::find(tx.conn(), self.municipality, self.id).await?;
        let state = store::state(&row)?;
        if state == IncidentState::Closed {
            return Err(ApiError::conflict("El incidente ya se cerró"));
        }
        let mut change = incident::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(self.id),
            ..Default::default()
        };
        let (action, after) = match &self.note {
            Note::Authority(notice) => {
                if state != IncidentState::Open {
                    return Err(ApiError::conflict("El aviso a la autoridad ya se registró"));
                }
                between("presented_at", &row, notice.presented_at, tx.now())?;
                change.state = Set(IncidentState::Notified.as_str().to_owned());
                change.authority_number = Set(Some(notice.number.trim().to_owned()));
                change.authority_told_at = Set(Some(notice.presented_at));
                let late = notice.presented_at > row.known_at + TimeDelta::hours(NOTICE_HOURS);
                let after = json!({
                    "state": IncidentState::Notified, "number": notice.number.trim(),
                    "presented_at": notice.presented_at, "late": late,
                });
                ("privacy_incident.authority_told", after)
            }
            Note::People(notice) => {
                between("told_at", &row, notice.told_at, tx.now())?;
                change.people_told_at = Set(Some(notice.told_at));
                change.people_means = Set(Some(notice.means.trim().to_owned()));
                let means = tx
                    .commit_text(self.municipality, self.id, notice.means.trim())
                    .await?;
                let after = json!({ "told_at": notice.told_at, "means": means });
                ("privacy_incident.people_told", after)
            }
            Note::Close(close) => {
                if row.may_harm && row.people_told_at.is_none() {
                    return Err(ApiError::conflict(
                        "Puede causar daño a las personas: registre primero que se les avisó",
                    ));
                }
                change.state = Set(IncidentState::Closed.as_str().to_owned());
                change.conclusion = Set(Some(close.conclusion.trim().to_owned()));
                change.closed_at = Set(Some(tx.now()));
                let conclusion = tx
                    .commit_text(self.municipality, self.id, close.conclusion.trim())
                    .await?;
                let after = json!({ "state": IncidentState::Closed, "conclusion": conclusion });
                ("privacy_incident.closed", after)
            }
        };
        let updated = incident::Entity::update(change).exec(tx.conn()).await?;
        let entry = entry(self.municipality, action, self.id)
            .before(json!({ "state": row.state }))
            .after(after);
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(store::view(tx.conn(), &updated).await?))
    }
}

/// A notice is given after the incident is known, and not in the future.
fn between(
    field: &str,
    row: &incident::Model,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    not_ahead(field, at, now)?;
    if at >= row.known_at {
        return Ok(());
    }
    let message = "No puede ser anterior a cuando se conoció el incidente.";
    Err(ApiError::field(field, "before_known", message))
}
