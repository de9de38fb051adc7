//! The states of a stage, the steps between them as a table, and how the stages of a plan hang together. Pure.

use super::stages::{GoLiveStage, Plan};
use crate::kit::text_enum::text_enum;

text_enum! {
    /// Where a stage stands.
    StageState {
        /// Nobody has begun it.
        Pending = "pending",
        /// The municipality is preparing it.
        InProgress = "in_progress",
        /// Sent; the operator has to decide.
        Submitted = "submitted",
        /// The operator agreed: it is over.
        Accepted = "accepted",
        /// Sent back, with what to mend.
        Returned = "returned",
    }
}

impl StageState {
    /// Whether the municipality has to do something about it.
    pub const fn is_with_municipality(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress | Self::Returned)
    }
}

text_enum! {
    /// What is done to a stage.
    StageAction {
        /// The municipality writes form, attendants and evidence.
        Save = "save",
        /// It sends them.
        Submit = "submit",
        /// The operator agrees.
        Accept = "accept",
        /// The operator sends it back with the reason.
        Return = "return",
    }
}

impl StageAction {
    /// The act as the journal tells it: what was done, in the past.
    pub const fn done(self) -> &'static str {
        match self {
            Self::Save => "golive.stage_saved",
            Self::Submit => "golive.stage_submitted",
            Self::Accept => "golive.stage_accepted",
            Self::Return => "golive.stage_returned",
        }
    }
}

/// One line of the procedure.
#[derive(Clone, Copy, Debug)]
pub struct StageStep {
    /// State before.
    pub from: StageState,
    /// What is done.
    pub action: StageAction,
    /// State after.
    pub to: StageState,
}

/// The procedure of every stage. What was sent back stays «returned», with its reason in sight, until it is sent again.
pub const STEPS: &[StageStep] = {
    use StageAction as A;
    use StageState as S;
    const fn step(from: S, action: A, to: S) -> StageStep {
        StageStep { from, action, to }
    }
    &[
        step(S::Pending, A::Save, S::InProgress),
        step(S::InProgress, A::Save, S::InProgress),
        step(S::Returned, A::Save, S::Returned),
        step(S::Pending, A::Submit, S::Submitted),
        step(S::InProgress, A::Submit, S::Submitted),
        step(S::Returned, A::Submit, S::Submitted),
        step(S::Submitted, A::Accept, S::Accepted),
        step(S::Submitted, A::Return, S::Returned),
    ]
};

/// Where a step leads, where the procedure has it.
pub fn next(from: StageState, action: StageAction) -> Option<StageState> {
    let found = STEPS
        .iter()
        .find(|step| step.from == from && step.action == action);
    found.map(|step| step.to)
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The plan has no such stage.
    Unknown,
    /// A stage on which this one depends is not accepted yet.
    Waits(GoLiveStage),
    /// The stage does not stand where this is done.
    State(StageState),
}

/// The stages of a plan, each where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoLivePlan {
    plan: &'static Plan,
    states: Vec<StageState>,
}

impl GoLivePlan {
    /// With the states that are known; a stage of which nothing is known is pending. What production rests on is accepted
    /// with it: whoever was in production before there was a plan went through it on paper.
    pub fn new(plan: &'static Plan, known: &[(GoLiveStage, StageState)]) -> Self {
        let state = |stage: GoLiveStage| {
            let found = known.iter().find(|(code, _)| *code == stage);
            found.map_or(StageState::Pending, |(_, state)| *state)
        };
        let is_in_production = state(plan.production) == StageState::Accepted;
        let until = plan.position(plan.production).filter(|_| is_in_production);
        let states = plan.stages.iter().enumerate().map(|(at, stage)| {
            if until.is_some_and(|until| at < until) {
                StageState::Accepted
            } else {
                state(stage.code)
            }
        });
        Self {
            plan,
            states: states.collect(),
        }
    }

    /// Where a stage stands; none where the plan does not have it.
    pub fn state(&self, stage: GoLiveStage) -> Option<StageState> {
        let at = self.plan.position(stage)?;
        self.states.get(at).copied()
    }

    /// The first stage on which this one depends and that is not accepted yet.
    pub fn waits_for(&self, stage: GoLiveStage) -> Option<GoLiveStage> {
        let needs = self.plan.stage(stage)?.after;
        let is_open = |needed: &GoLiveStage| self.state(*needed) != Some(StageState::Accepted);
        needs.iter().copied().find(is_open)
    }

    /// Where a step on a stage leads. What is prepared may be prepared early; it is sent when what it rests on is accepted.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn step(&self, stage: GoLiveStage, action: StageAction) -> Result<StageState, Refusal> {
        let from = self.state(stage).ok_or(Refusal::Unknown)?;
        let to = next(from, action).ok_or(Refusal::State(from))?;
        match self.waits_for(stage) {
            Some(needed) if action != StageAction::Save => Err(Refusal::Waits(needed)),
            _ => Ok(to),
        }
    }

    /// The same, taken.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn take(&mut self, stage: GoLiveStage, action: StageAction) -> Result<(), Refusal> {
        let to = self.step(stage, action)?;
        if let Some(state) = self
            .plan
            .position(stage)
            .and_then(|at| self.states.get_mut(at))
        {
            *state = to;
        }
        Ok(())
    }

    /// What the municipality does next: what was sent back first, then the first stage in order that waits for nothing.
    pub fn next(&self) -> Option<GoLiveStage> {
        let mut open = self.plan.stages.iter().map(|stage| stage.code);
        let returned = open
            .clone()
            .find(|stage| self.state(*stage) == Some(StageState::Returned));
        returned.or_else(|| {
            open.find(|stage| {
                let is_ours = self
                    .state(*stage)
                    .is_some_and(StageState::is_with_municipality);
                is_ours && self.waits_for(*stage).is_none()
            })
        })
    }

    /// How many stages are accepted.
    pub fn accepted(&self) -> usize {
        let accepted = self.states.iter();
        accepted
            .filter(|state| **state == StageState::Accepted)
            .count()
    }

    /// Whether what is recorded is public.
    pub fn is_in_production(&self) -> bool {
        self.state(self.plan.production) == Some(StageState::Accepted)
    }
}
