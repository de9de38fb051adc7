//! The states of a domain and the steps between them, as a table.

use crate::features::directory::PortalStatus;
use crate::features::portal::lifecycle::PortalAct;
use crate::kit::text_enum::text_enum;

text_enum! {
    /// How far a domain has come.
    DomainState {
        /// Asked for; its DNS record has not been found yet.
        Requested = "requested",
        /// The record was found; an operator activates it.
        Verified = "verified",
        /// It serves the portal.
        Active = "active",
        /// Its term and the grace passed without renewal; the portal is back under the platform's address.
        Expired = "expired",
        /// It belongs to the municipality's own account at the registrar, and goes on serving the portal.
        Transferred = "transferred",
        /// An operator refused it, with the reason.
        Refused = "refused",
        /// The municipality gave it up.
        Released = "released",
    }
}

impl DomainState {
    /// Whether nothing more happens to it; the municipality may ask for another.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Released)
    }

    /// Whether requests for the domain are answered with the portal.
    pub const fn serves(self) -> bool {
        matches!(self, Self::Active | Self::Transferred)
    }

    /// Whether no other municipality may have the name: control was proved and the domain not given up.
    pub const fn holds_name(self) -> bool {
        matches!(
            self,
            Self::Verified | Self::Active | Self::Expired | Self::Transferred
        )
    }
}

text_enum! {
    /// What is done to a domain.
    DomainAction {
        /// The record was found.
        Verify = "verify",
        /// The record of a verified domain is gone.
        Lose = "lose",
        /// An operator puts it into service.
        Activate = "activate",
        /// An operator refuses it, with the reason.
        Refuse = "refuse",
        /// An operator confirms the payment of a year.
        Renew = "renew",
        /// Term and grace passed.
        Expire = "expire",
        /// The last step of the transfer was done.
        HandOver = "hand_over",
        /// The municipality gives it up.
        Release = "release",
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainActor {
    /// An administrator of the municipality.
    Administrator,
    /// An operator of the platform.
    Operator,
    /// The clock, or what a look-up found.
    Platform,
}

/// One line of the procedure.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// State before.
    pub from: DomainState,
    /// What is done.
    pub action: DomainAction,
    /// State after.
    pub to: DomainState,
    /// Who does it.
    pub actor: DomainActor,
    /// Template of the mail to the administrators, where one is sent.
    pub mail: Option<&'static str>,
    /// What becomes of the municipality's portal, where that changes.
    pub portal: Option<PortalStatus>,
}

impl Step {
    /// Which step of the portal it is, where the portal changes.
    pub const fn portal_act(&self) -> Option<PortalAct> {
        match (self.portal, self.action) {
            (None, _) => None,
            (_, DomainAction::Activate) => Some(PortalAct::ActivateDomain),
            (_, DomainAction::Renew) => Some(PortalAct::RenewDomain),
            (_, DomainAction::Expire) => Some(PortalAct::ExpireDomain),
            (_, DomainAction::HandOver) => Some(PortalAct::Transfer),
            (_, DomainAction::Release) => Some(PortalAct::ReleaseDomain),
            (_, DomainAction::Verify | DomainAction::Lose | DomainAction::Refuse) => None,
        }
    }

    /// Where the portal stands while the domain is in the state before.
    pub const fn portal_before(&self) -> PortalStatus {
        match self.from {
            DomainState::Active => PortalStatus::DomainActive,
            DomainState::Transferred => PortalStatus::Transferred,
            _ => PortalStatus::ReadyForDomain,
        }
    }
}

/// Days before the renewal on which the administrators are reminded; 0 is the day itself.
pub const REMINDERS: &[i64] = &[60, 30, 7, 0];

/// The procedure: from → action → to, who, mail, portal. A request has no state before it.
pub const STEPS: &[Step] = {
    use DomainAction as A;
    use DomainActor as W;
    use DomainState as S;
    use PortalStatus as P;
    const fn step(
        (from, action, to): (S, A, S),
        actor: W,
        mail: Option<&'static str>,
        portal: Option<P>,
    ) -> Step {
        Step {
            from,
            action,
            to,
            actor,
            mail,
            portal,
        }
    }
    const FALLS_BACK: Option<P> = Some(P::ReadyForDomain);
    const SERVES: Option<P> = Some(P::DomainActive);
    &[
        step(
            (S::Requested, A::Verify, S::Verified),
            W::Platform,
            Some("domain.verified"),
            None,
        ),
        step(
            (S::Verified, A::Lose, S::Requested),
            W::Platform,
            None,
            None,
        ),
        step(
            (S::Verified, A::Activate, S::Active),
            W::Operator,
            Some("domain.activated"),
            SERVES,
        ),
        step(
            (S::Requested, A::Refuse, S::Refused),
            W::Operator,
            Some("domain.refused"),
            None,
        ),
        step(
            (S::Verified, A::Refuse, S::Refused),
            W::Operator,
            Some("domain.refused"),
            None,
        ),
        step(
            (S::Active, A::Renew, S::Active),
            W::Operator,
            Some("domain.renewed"),
            None,
        ),
        step(
            (S::Active, A::Expire, S::Expired),
            W::Platform,
            Some("domain.expired"),
            FALLS_BACK,
        ),
        step(
            (S::Expired, A::Renew, S::Active),
            W::Operator,
            Some("domain.renewed"),
            SERVES,
        ),
        step(
            (S::Active, A::HandOver, S::Transferred),
            W::Administrator,
            Some("domain.transferred"),
            Some(P::Transferred),
        ),
        step(
            (S::Requested, A::Release, S::Released),
            W::Administrator,
            None,
            None,
        ),
        step(
            (S::Verified, A::Release, S::Released),
            W::Administrator,
            None,
            None,
        ),
        step(
            (S::Active, A::Release, S::Released),
            W::Administrator,
            Some("domain.released"),
            FALLS_BACK,
        ),
        step(
            (S::Expired, A::Release, S::Released),
            W::Administrator,
            None,
            None,
        ),
        step(
            (S::Transferred, A::Release, S::Released),
            W::Administrator,
            Some("domain.released"),
            FALLS_BACK,
        ),
    ]
};

/// The step that an action takes from a state, where the procedure has one.
pub fn step(from: DomainState, action: DomainAction) -> Option<&'static Step> {
    STEPS
        .iter()
        .find(|step| step.from == from && step.action == action)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_action() -> impl Strategy<Value = DomainAction> {
        proptest::sample::select(DomainAction::ALL)
    }

    proptest! {
        #[test]
        fn whatever_is_tried_in_any_order_the_portal_says_what_the_domain_does(
            actions in proptest::collection::vec(any_action(), 0..40),
        ) {
            let (mut state, mut portal, mut proved) = (DomainState::Requested, PortalStatus::ReadyForDomain, false);
            for action in actions {
                let Some(taken) = step(state, action) else { continue };
                prop_assert!(!state.is_final());
                state = taken.to;
                portal = taken.portal.unwrap_or(portal);
                proved |= action == DomainAction::Verify;
                prop_assert!(!state.serves() || proved, "served without proof");
                prop_assert!(!state.serves() || state.holds_name());
                let onwards = STEPS.iter().find(|step| step.from == state);
                prop_assert!(onwards.is_none_or(|step| step.portal_before() == portal));
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_only_final_ones_are_ends() {
        for state in DomainState::ALL {
            let reached = STEPS.iter().any(|step| step.to == *state);
            assert!(reached || *state == DomainState::Requested);
            let left = STEPS.iter().any(|step| step.from == *state);
            assert_eq!(left, !state.is_final(), "{}", state.as_str());
        }
    }

    #[test]
    fn an_action_leads_from_a_state_to_one_state_and_is_one_actors() {
        for a in STEPS {
            let same = |b: &&Step| a.from == b.from && a.action == b.action;
            assert_eq!(STEPS.iter().filter(same).count(), 1);
            let others = STEPS.iter().filter(|b| b.action == a.action);
            assert!(others.into_iter().all(|b| b.actor == a.actor));
        }
    }

    #[test]
    fn an_administrator_never_puts_a_domain_into_service_himself() {
        for step in STEPS
            .iter()
            .filter(|step| step.actor == DomainActor::Administrator)
        {
            assert!(step.from.serves() || !step.to.serves());
        }
    }
}
