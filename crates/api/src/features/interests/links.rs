//! What the link of a mail does: confirm an act, reject it. Opening it changes nothing; only a click on the page does.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Map, Value as Json, json};
use shared::features::interests::ACTS;
use shared::features::interests::answers::{AnswerLinkOut, AnswerState};
use shared::registers::Act;
use shared::registers::wire::OwnerOut;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::answer;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::municipalities;
use crate::registers::{self, About, Place};
use crate::state::AppState;
use crate::write::{Change, Receipt, Recorded, Tx, Unrecorded};

/// The question behind a link.
///
/// # Errors
/// 410 for a link that is none of ours.
pub(super) async fn asked(state: &AppState, link: &str) -> ApiResult<answer::Model> {
    let read = state.db.read(Scope::Platform).await?;
    let row = store::by_token(&read, link).await?;
    row.ok_or(ApiError::new(Code::Gone))
}

/// The act behind a link, as the public reads it, and what became of the question.
///
/// # Errors
/// 410 for a link that is none of ours.
pub(super) async fn opened(state: &AppState, link: &str) -> ApiResult<AnswerLinkOut> {
    let row = asked(state, link).await?;
    let municipality = row.municipality_id;
    let read = state.db.read(Scope::Tenant(municipality)).await?;
    let owner = municipalities::find(&read, municipality).await?;
    let owner = owner.ok_or(ApiError::new(Code::Gone))?;
    let version = registers::current(&read, municipality, &ACTS, row.act_id).await?;
    let body: Map<String, Json> = serde_json::from_str(&version.body)?;
    let text = |name: &str| body.get(name).and_then(Json::as_str).map(str::to_owned);
    let required = |name: &str| text(name).unwrap_or_default();
    let is_withdrawn = version.act == Act::Withdrawn.as_str();
    let stands = state_of(&row)?;
    let is_over = stands == AnswerState::Waiting && row.due_at < state.clock.now();
    let stands = match stands {
        _ if is_withdrawn => AnswerState::Void,
        _ if is_over => AnswerState::NoAnswer,
        stands => stands,
    };
    let act_date = required("act_date").parse();
    Ok(AnswerLinkOut {
        page: format!("/m/{}/registros/{}/{}", owner.slug, ACTS.id, row.act_id),
        municipality: OwnerOut {
            slug: owner.slug,
            name: owner.name,
        },
        official_name: required("official_name"),
        act_date: act_date.map_err(ApiError::internal)?,
        act_time: required("act_time"),
        manager_name: required("manager_name"),
        represented: text("represented"),
        matter: required("matter"),
        decision_sought: required("decision_sought"),
        due_on: lima_date(row.due_at),
        state: stands,
    })
}

/// What became of a question.
pub(super) fn state_of(row: &answer::Model) -> ApiResult<AnswerState> {
    let state = row.state.parse();
    state.map_err(|()| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state)))
}

/// The official answers; a second click on the same changes nothing.
pub(super) struct Answer {
    pub(super) municipality: Uuid,
    pub(super) link: String,
    pub(super) with: AnswerState,
}

impl Change for Answer {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let gone = || ApiError::new(Code::Gone);
        let row = store::by_token(tx.conn(), &self.link).await?;
        let row = row.ok_or_else(gone)?;
        match state_of(&row)? {
            stands if stands == self.with => {
                return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
            }
            AnswerState::Confirmed | AnswerState::Rejected => {
                return Err(ApiError::conflict("Usted ya respondió"));
            }
            stands if !stands.leads_to(self.with) || row.due_at < tx.now() => return Err(gone()),
            _ => {}
        }
        Ok(settle(tx, &row, self.with).await?.with(()))
    }
}

/// Writes what became of a question into the act, as a new version that the public reads.
pub(super) async fn settle(
    tx: &mut Tx<'_>,
    row: &answer::Model,
    with: AnswerState,
) -> ApiResult<Receipt> {
    let place = Place {
        register: &ACTS,
        municipality: row.municipality_id,
        id: row.act_id,
    };
    let mut values = Map::from_iter([("answer".to_owned(), json!(with.as_str()))]);
    if with != AnswerState::NoAnswer {
        let today = lima_date(tx.now());
        values.insert("answered_on".to_owned(), json!(today));
    }
    let (receipt, _) = registers::complete(tx, place, &values, About::default()).await?;
    note(tx, row, with).await?;
    Ok(receipt)
}

/// Keeps what became of a question.
pub(super) async fn note(tx: &Tx<'_>, row: &answer::Model, with: AnswerState) -> ApiResult<()> {
    answer::Entity::update(answer::ActiveModel {
        municipality_id: Set(row.municipality_id),
        act_id: Set(row.act_id),
        state: Set(with.as_str().to_owned()),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    Ok(())
}
