//! Queries over stages and their evidence.

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _,
    PaginatorTrait, QueryFilter, QueryOrder, Select,
};
use shared::features::golive::{EvidenceIn, GoLivePlan, GoLiveStage, Plan, StageState, plan_of};
use shared::features::visits::REGISTER as VISITS;
use uuid::Uuid;

use super::entity::{evidence, stage};
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// The plan of a register by its identifier.
///
/// # Errors
/// 404 where there is none.
pub(super) fn plan(register: &str) -> ApiResult<&'static Plan> {
    let register = shared::registers::Register::find(register);
    register.and_then(plan_of).ok_or_else(ApiError::not_found)
}

/// The stages of a municipality of which anything is kept.
pub(super) async fn stages(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    plan: &Plan,
) -> ApiResult<Vec<stage::Model>> {
    let rows = stage::Entity::find()
        .filter(stage::Column::MunicipalityId.eq(municipality))
        .filter(stage::Column::Register.eq(plan.register));
    Ok(rows.all(conn).await?)
}

/// The stages of several municipalities.
pub(super) async fn stages_of(
    conn: &impl ConnectionTrait,
    municipalities: Vec<Uuid>,
) -> ApiResult<Vec<stage::Model>> {
    let rows = stage::Entity::find().filter(stage::Column::MunicipalityId.is_in(municipalities));
    Ok(rows.all(conn).await?)
}

/// Whether a stage of a municipality is accepted.
pub(super) async fn is_accepted(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    plan: &Plan,
    stage: GoLiveStage,
) -> ApiResult<bool> {
    let found = accepted(municipality, plan, stage);
    Ok(found.count(conn).await? > 0)
}

/// The row of a stage, where it was accepted.
pub(super) fn accepted(
    municipality: Uuid,
    plan: &Plan,
    stage: GoLiveStage,
) -> Select<stage::Entity> {
    stage::Entity::find()
        .filter(stage::Column::MunicipalityId.eq(municipality))
        .filter(stage::Column::Register.eq(plan.register))
        .filter(stage::Column::Stage.eq(stage.as_str()))
        .filter(stage::Column::State.eq(StageState::Accepted.as_str()))
}

/// The municipalities with a stage that waits for the operator, one for each such stage.
pub(super) async fn waiting(conn: &impl ConnectionTrait) -> ApiResult<Vec<Uuid>> {
    let rows = stage::Entity::find()
        .filter(stage::Column::State.eq(StageState::Submitted.as_str()))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.municipality_id).collect())
}

/// The evidence of stages, in the order in which it was given.
pub(super) async fn evidence_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    stages: Vec<Uuid>,
) -> ApiResult<Vec<evidence::Model>> {
    let rows = evidence::Entity::find()
        .filter(evidence::Column::MunicipalityId.eq(municipality))
        .filter(evidence::Column::StageId.is_in(stages))
        .order_by_asc(evidence::Column::Id);
    Ok(rows.all(conn).await?)
}

/// One piece of evidence of a municipality for a register.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn evidence(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    plan: &Plan,
    id: Uuid,
) -> ApiResult<evidence::Model> {
    let row = evidence::Entity::find_by_id((municipality, id));
    let row = row.one(conn).await?.ok_or_else(ApiError::not_found)?;
    let stage = stage::Entity::find_by_id((municipality, row.stage_id))
        .filter(stage::Column::Register.eq(plan.register));
    let stage = stage.one(conn).await?;
    stage.map(|_| row).ok_or_else(ApiError::not_found)
}

/// The state of a row.
pub(super) fn state(row: &stage::Model) -> ApiResult<StageState> {
    let unknown = |()| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state));
    row.state.parse().map_err(unknown)
}

/// Which stage a row is.
pub(super) fn code(row: &stage::Model) -> ApiResult<GoLiveStage> {
    let unknown = |()| ApiError::internal(anyhow::anyhow!("unknown stage {}", row.stage));
    row.stage.parse().map_err(unknown)
}

/// Where the stages of a plan stand.
pub(super) fn standing(plan: &'static Plan, rows: &[stage::Model]) -> ApiResult<GoLivePlan> {
    let known = rows.iter().map(|row| Ok((code(row)?, state(row)?)));
    Ok(GoLivePlan::new(
        plan,
        &known.collect::<ApiResult<Vec<_>>>()?,
    ))
}

/// Writes a row as it is now, be it new or known.
pub(super) async fn save(tx: &Tx<'_>, row: &stage::Model, is_new: bool) -> ApiResult<()> {
    let change = row.clone().into_active_model().reset_all();
    if is_new {
        let insert = stage::Entity::insert(change);
        insert.exec_without_returning(tx.conn()).await?;
    } else {
        stage::Entity::update(change).exec(tx.conn()).await?;
    }
    Ok(())
}

/// Replaces the evidence of a stage; what stays keeps its id.
pub(super) async fn replace_evidence(
    tx: &Tx<'_>,
    row: &stage::Model,
    given: &[EvidenceIn],
) -> ApiResult<()> {
    let before = evidence_of(tx.conn(), row.municipality_id, vec![row.id]).await?;
    let is_same = |known: &evidence::Model, given: &EvidenceIn| {
        known.kind == given.kind && known.file_id == given.file_id
    };
    for known in &before {
        if !given.iter().any(|given| is_same(known, given)) {
            evidence::Entity::delete_by_id((row.municipality_id, known.id))
                .exec(tx.conn())
                .await?;
        }
    }
    for given in given {
        if before.iter().any(|known| is_same(known, given)) {
            continue;
        }
        let new = evidence::ActiveModel {
            municipality_id: Set(row.municipality_id),
            id: Set(Uuid::now_v7()),
            stage_id: Set(row.id),
            kind: Set(given.kind.clone()),
            file_id: Set(given.file_id),
            added_at: Set(tx.now()),
        };
        let insert = evidence::Entity::insert(new);
        insert.exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// A stage of which nothing is kept yet.
pub(super) fn blank(
    tx: &Tx<'_>,
    municipality: Uuid,
    plan: &Plan,
    code: GoLiveStage,
) -> stage::Model {
    stage::Model {
        municipality_id: municipality,
        id: Uuid::now_v7(),
        register: plan.register.to_owned(),
        stage: code.as_str().to_owned(),
        state: StageState::Pending.as_str().to_owned(),
        practice: None,
        reason: None,
        submitted_at: None,
        submitted_by: None,
        submitted_by_name: None,
        decided_at: None,
        decided_by: None,
        updated_at: tx.now(),
    }
}

/// Puts a municipality of a demo into production, as if its stages had been gone through; what tells of it is the seed.
pub(crate) async fn seed_production(tx: &Tx<'_>, municipality: Uuid) -> ApiResult<()> {
    let Some(plan) = plan_of(&VISITS) else {
        return Ok(());
    };
    let row = stage::Model {
        state: StageState::Accepted.as_str().to_owned(),
        decided_at: Some(tx.now()),
        ..blank(tx, municipality, plan, plan.production)
    };
    save(tx, &row, true).await
}
