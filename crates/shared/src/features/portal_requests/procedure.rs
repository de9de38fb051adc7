//! The states of a request and the steps between them, as a table.

use serde::{Deserialize, Serialize};

use crate::deadline::{Term, Unit};

/// Where a request stands. From `created` on, the municipality's portal has the state (`PortalStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Sent; nobody has taken it yet.
    Submitted,
    /// An operator is checking it.
    InReview,
    /// The applicant has to correct or add something.
    Observed,
    /// The portal exists; its administrator was invited.
    Created,
    /// Refused, with the reason; or the corrections did not come in time.
    Rejected,
}

impl RequestState {
    /// Every state, in the order of the procedure.
    pub const ALL: &'static [Self] = &[
        Self::Submitted,
        Self::InReview,
        Self::Observed,
        Self::Created,
        Self::Rejected,
    ];

    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Observed => "observed",
            Self::Created => "created",
            Self::Rejected => "rejected",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Whether nothing more happens to the request itself.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Created | Self::Rejected)
    }
}

/// What is done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestAction {
    /// An operator takes it.
    Take,
    /// It goes back with what to correct.
    Observe,
    /// The applicant corrected it.
    Correct,
    /// The reviewing operator proposes to create the portal.
    Propose,
    /// A second operator creates it.
    Approve,
    /// The second operator sends the proposal back to review.
    Return,
    /// It is refused, with the reason.
    Reject,
    /// The term for corrections passed.
    Lapse,
}

impl RequestAction {
    /// Every action.
    pub const ALL: &'static [Self] = &[
        Self::Take,
        Self::Observe,
        Self::Correct,
        Self::Propose,
        Self::Approve,
        Self::Return,
        Self::Reject,
        Self::Lapse,
    ];

    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Observe => "observe",
            Self::Correct => "correct",
            Self::Propose => "propose",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Reject => "reject",
            Self::Lapse => "lapse",
        }
    }

    /// The act as the journal tells it: what was done, in the past.
    pub const fn done(self) -> &'static str {
        match self {
            Self::Take => "portal_request.taken",
            Self::Observe => "portal_request.observed",
            Self::Correct => "portal_request.corrected",
            Self::Propose => "portal_request.proposed",
            Self::Approve => "portal_request.approved",
            Self::Return => "portal_request.returned",
            Self::Reject => "portal_request.rejected",
            Self::Lapse => "portal_request.lapsed",
        }
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepActor {
    /// The person who asked, by the link of a mail.
    Applicant,
    /// An operator of the platform.
    Operator,
    /// An operator other than the one who proposed.
    SecondOperator,
    /// The clock.
    Platform,
}

/// One line of the procedure.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// State before.
    pub from: RequestState,
    /// What is done.
    pub action: RequestAction,
    /// State after.
    pub to: RequestState,
    /// Who does it.
    pub actor: StepActor,
    /// Template of the mail, where one is sent: to the applicant, when a proposal is returned to the operator who made it.
    pub mail: Option<&'static str>,
    /// Term of whoever has to act next, from the moment of this step.
    pub term: Option<Term>,
}

/// Working days within which the platform answers a request (as the State's help desk for credentials does).
pub const REVIEW: Term = Term {
    amount: 5,
    unit: Unit::BusinessDays,
};
/// Working days to correct what was observed (LPAG, art. 136).
pub const CORRECTION: Term = Term {
    amount: 2,
    unit: Unit::BusinessDays,
};

/// The procedure: from → action → to, who, mail, term.
pub const STEPS: &[Step] = {
    use RequestAction as A;
    use RequestState as S;
    use StepActor as W;
    const fn step(
        from: S,
        action: A,
        to: S,
        actor: W,
        mail: Option<&'static str>,
        term: Option<Term>,
    ) -> Step {
        Step {
            from,
            action,
            to,
            actor,
            mail,
            term,
        }
    }
    &[
        step(S::Submitted, A::Take, S::InReview, W::Operator, None, None),
        step(
            S::InReview,
            A::Observe,
            S::Observed,
            W::Operator,
            Some("portal_request.observed"),
            Some(CORRECTION),
        ),
        step(
            S::Observed,
            A::Correct,
            S::Submitted,
            W::Applicant,
            Some("portal_request.received"),
            Some(REVIEW),
        ),
        step(
            S::Observed,
            A::Lapse,
            S::Rejected,
            W::Platform,
            Some("portal_request.lapsed"),
            None,
        ),
        step(
            S::InReview,
            A::Propose,
            S::InReview,
            W::Operator,
            None,
            None,
        ),
        step(
            S::InReview,
            A::Return,
            S::InReview,
            W::SecondOperator,
            Some("portal_request.returned"),
            None,
        ),
        step(
            S::InReview,
            A::Approve,
            S::Created,
            W::SecondOperator,
            Some("portal_request.created"),
            None,
        ),
        step(
            S::InReview,
            A::Reject,
            S::Rejected,
            W::Operator,
            Some("portal_request.rejected"),
            None,
        ),
    ]
};

/// The step that an action takes from a state, where the procedure has one.
pub fn step(from: RequestState, action: RequestAction) -> Option<&'static Step> {
    STEPS
        .iter()
        .find(|step| step.from == from && step.action == action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_a_final_state_and_every_state_is_reached() {
        for step in STEPS {
            assert!(!step.from.is_final());
        }
        for state in RequestState::ALL {
            assert!(
                *state == RequestState::Submitted || STEPS.iter().any(|step| step.to == *state)
            );
        }
    }

    #[test]
    fn an_action_leads_from_a_state_to_one_state_only() {
        for a in STEPS {
            let same = STEPS
                .iter()
                .filter(|b| a.from == b.from && a.action == b.action);
            assert_eq!(same.count(), 1);
        }
    }
}
