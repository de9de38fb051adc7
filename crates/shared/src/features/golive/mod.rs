//! How a municipality comes to work with a register that the law makes it keep: stage by stage, each with its evidence, until
//! it is in production (Directiva 001-2022-PCM/SIP; Ley 28024). Until then its desk practises, and nothing of it is public.

mod procedure;
mod stages;
mod visits;
mod wire;

pub use procedure::{GoLivePlan, Refusal, STEPS, StageAction, StageState, StageStep, next};
pub use stages::{
    EvidenceKind, FieldKind, GoLiveStage, PLANS, Plan, Signer, Stage, StageField, plan_of,
};
pub use wire::{
    Attendant, EvidenceIn, EvidenceOut, GOLIVE_DESK_PATH, GoLiveListItem, GoLiveOut, GoLiveQuery,
    MOST_ATTENDANTS, PracticeReport, StageIn, StageOut, StageReturnIn, desk_decision_path,
    desk_evidence_path, desk_path, evidence_path, golive_path, practice_path, stage_path,
    submission_path, unfinished,
};

#[cfg(test)]
mod tests;
