//! A plan as those who work with it read it.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use shared::features::golive::{
    EvidenceOut, GoLiveOut, GoLivePlan, GoLiveStage, Plan, StageOut, StageState,
};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{evidence, stage};
use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::files;
use crate::keys::Vault;
use crate::write::read_personal_of;

/// Under which name the form of a stage is sealed.
pub(super) const FORM: &str = "form";
/// Under which name its attendants are.
pub(super) const ATTENDANTS: &str = "attendants";

/// A plan with its rows, read once.
pub(super) struct Known {
    pub(super) standing: GoLivePlan,
    pub(super) stages: Vec<StageOut>,
    pub(super) rows: Vec<stage::Model>,
}

impl Known {
    /// Reads the plan of a municipality.
    pub(super) async fn read(
        conn: &impl ConnectionTrait,
        vault: &Vault,
        municipality: Uuid,
        plan: &'static Plan,
    ) -> ApiResult<Self> {
        let rows = store::stages(conn, municipality, plan).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let sealed = read_personal_of(conn, vault, municipality, ids.clone()).await?;
        let given = store::evidence_of(conn, municipality, ids).await?;
        let mut names = HashMap::new();
        for one in &given {
            let file = files::find(conn, municipality, one.file_id).await?;
            names.insert(one.file_id, file.map(|file| file.name).unwrap_or_default());
        }
        let standing = store::standing(plan, &rows)?;
        let mut stages = Vec::with_capacity(plan.stages.len());
        for stage in plan.stages {
            let row = rows.iter().find(|row| row.stage == stage.code.as_str());
            let mut out = bare(&standing, stage.code);
            if let Some(row) = row {
                let opened = |field: &str| sealed.get(&(row.id, field.to_owned()));
                if let Some(form) = opened(FORM) {
                    out.form = serde_json::from_str(form)?;
                }
                if let Some(attendants) = opened(ATTENDANTS) {
                    out.attendants = serde_json::from_str(attendants)?;
                }
                let practice = row.practice.as_deref();
                out.practice = practice.map(serde_json::from_str).transpose()?;
                out.evidence = evidence_out(&given, &names, row.id);
                out.reason.clone_from(&row.reason);
                out.submitted_at = row.submitted_at;
                out.submitted_by.clone_from(&row.submitted_by_name);
                out.decided_at = row.decided_at;
                out.updated_at = Some(row.updated_at);
            }
            stages.push(out);
        }
        Ok(Self {
            standing,
            stages,
            rows,
        })
    }

    /// One stage of it.
    ///
    /// # Errors
    /// 404 where the plan has no such stage.
    pub(super) fn stage(&self, code: GoLiveStage) -> ApiResult<&StageOut> {
        let found = self.stages.iter().find(|stage| stage.stage == code);
        found.ok_or_else(ApiError::not_found)
    }
}

/// A stage of which nothing is kept.
fn bare(standing: &GoLivePlan, stage: GoLiveStage) -> StageOut {
    StageOut {
        stage,
        state: standing.state(stage).unwrap_or(StageState::Pending),
        waits_for: standing.waits_for(stage),
        form: Default::default(),
        attendants: Vec::new(),
        evidence: Vec::new(),
        practice: None,
        reason: None,
        submitted_at: None,
        submitted_by: None,
        decided_at: None,
        updated_at: None,
    }
}

fn evidence_out(
    given: &[evidence::Model],
    names: &HashMap<Uuid, String>,
    stage: Uuid,
) -> Vec<EvidenceOut> {
    let of_stage = given.iter().filter(|one| one.stage_id == stage);
    let out = of_stage.map(|one| EvidenceOut {
        id: one.id,
        kind: one.kind.clone(),
        file_id: one.file_id,
        name: names.get(&one.file_id).cloned().unwrap_or_default(),
        added_at: one.added_at,
    });
    out.collect()
}

/// The whole plan of a municipality.
///
/// # Errors
/// 404 for a municipality that is none.
pub(super) async fn out(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    plan: &'static Plan,
) -> ApiResult<GoLiveOut> {
    let found = municipalities::find(conn, municipality).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let known = Known::read(conn, vault, municipality, plan).await?;
    Ok(GoLiveOut {
        municipality_id: found.id,
        municipality: found.name,
        register: plan.register.to_owned(),
        production_since: since(plan, &known.rows),
        next: known.standing.next(),
        stages: known.stages,
    })
}

/// Since which day the records are public, where that is known.
pub(super) fn since(plan: &Plan, rows: &[stage::Model]) -> Option<chrono::NaiveDate> {
    let accepted = StageState::Accepted.as_str();
    let row = rows
        .iter()
        .find(|row| row.stage == plan.production.as_str() && row.state == accepted)?;
    Some(lima_date(row.decided_at.unwrap_or(row.updated_at)))
}
