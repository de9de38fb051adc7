//! How far a portal comes: the states of `PortalStatus` and the steps between them, as a table. What happens before the
//! portal exists is the table of the request (`portal_requests::procedure`).

use crate::deadline::{Term, Unit};
use crate::features::directory::PortalStatus;
use crate::kit::text_enum::text_enum;

text_enum! {
    /// What is done to a portal.
    PortalAct {
        /// The request is approved: the portal exists.
        Create = "create",
        /// Its administrator enters for the first time.
        Configure = "configure",
        /// Its administrator declares that it is complete.
        DeclareReady = "declare_ready",
        /// Its own domain becomes active.
        ActivateDomain = "activate_domain",
        /// Its own domain, which had expired, is paid for and serves it again.
        RenewDomain = "renew_domain",
        /// Term and grace of its own domain passed: it is back under the platform's address.
        ExpireDomain = "expire_domain",
        /// The municipality gives its own domain up: it is back under the platform's address.
        ReleaseDomain = "release_domain",
        /// Its domain is handed over to the municipality's own account at the registrar; the platform goes on serving it.
        Transfer = "transfer",
        /// It is no longer served, for the time being.
        Suspend = "suspend",
        /// It is served again, as it was before.
        Resume = "resume",
        /// The municipality leaves the platform: what it had is disposed of.
        Remove = "remove",
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActBy {
    /// A second operator, of the request or of the removal.
    SecondOperator,
    /// An operator of the platform.
    Operator,
    /// The municipality's administrator.
    Administrator,
    /// The clock.
    Platform,
}

/// Who is told by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The municipality's administrators.
    Administrators,
    /// They and the operators, who have to act next.
    Everybody,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortalStep {
    /// State before.
    pub from: PortalStatus,
    /// What is done.
    pub act: PortalAct,
    /// State after.
    pub to: PortalStatus,
    /// Who does it.
    pub by: ActBy,
    /// Template of the mail, and who receives it; where one is sent.
    pub mail: Option<(&'static str, Told)>,
}

/// Working days within which an administrator enters for the first time. A goal of the platform, no norm.
pub const ENTER: Term = Term {
    amount: 10,
    unit: Unit::BusinessDays,
};
/// Working days within which a portal is completed. A goal of the platform, no norm.
pub const COMPLETE: Term = Term {
    amount: 30,
    unit: Unit::BusinessDays,
};

/// The term of whoever has to act in this state, from the day it began; nothing happens by itself when it passes.
pub const fn term_in(status: PortalStatus) -> Option<Term> {
    match status {
        PortalStatus::Created => Some(ENTER),
        PortalStatus::Configuring => Some(COMPLETE),
        _ => None,
    }
}

/// The table: from → act → to, who, mail.
pub const PORTAL_STEPS: &[PortalStep] = {
    use ActBy as W;
    use PortalAct as A;
    use PortalStatus as S;
    use Told as T;
    type Letter = Option<(&'static str, Told)>;
    const fn step(from: S, act: A, to: S, by: W, mail: Letter) -> PortalStep {
        PortalStep {
            from,
            act,
            to,
            by,
            mail,
        }
    }
    const RELEASED: Letter = Some(("domain.released", T::Administrators));
    const SUSPENDED: Letter = Some(("portal.suspended", T::Administrators));
    const RESUMED: Letter = Some(("portal.resumed", T::Administrators));
    &[
        step(
            S::WithoutPortal,
            A::Create,
            S::Created,
            W::SecondOperator,
            Some(("portal_request.created", T::Administrators)),
        ),
        step(
            S::Created,
            A::Configure,
            S::Configuring,
            W::Administrator,
            Some(("portal.configuring", T::Administrators)),
        ),
        step(
            S::Configuring,
            A::DeclareReady,
            S::ReadyForDomain,
            W::Administrator,
            Some(("portal.ready", T::Everybody)),
        ),
        step(
            S::ReadyForDomain,
            A::ActivateDomain,
            S::DomainActive,
            W::Operator,
            Some(("domain.activated", T::Administrators)),
        ),
        step(
            S::DomainActive,
            A::ExpireDomain,
            S::ReadyForDomain,
            W::Platform,
            Some(("domain.expired", T::Administrators)),
        ),
        step(
            S::ReadyForDomain,
            A::RenewDomain,
            S::DomainActive,
            W::Operator,
            Some(("domain.renewed", T::Administrators)),
        ),
        step(
            S::DomainActive,
            A::Transfer,
            S::Transferred,
            W::Administrator,
            Some(("domain.transferred", T::Administrators)),
        ),
        step(
            S::DomainActive,
            A::ReleaseDomain,
            S::ReadyForDomain,
            W::Administrator,
            RELEASED,
        ),
        step(
            S::Transferred,
            A::ReleaseDomain,
            S::ReadyForDomain,
            W::Administrator,
            RELEASED,
        ),
        step(S::Created, A::Suspend, S::Suspended, W::Operator, SUSPENDED),
        step(
            S::Configuring,
            A::Suspend,
            S::Suspended,
            W::Operator,
            SUSPENDED,
        ),
        step(
            S::ReadyForDomain,
            A::Suspend,
            S::Suspended,
            W::Operator,
            SUSPENDED,
        ),
        step(
            S::DomainActive,
            A::Suspend,
            S::Suspended,
            W::Operator,
            SUSPENDED,
        ),
        step(
            S::Transferred,
            A::Suspend,
            S::Suspended,
            W::Operator,
            SUSPENDED,
        ),
        step(S::Suspended, A::Resume, S::Created, W::Operator, RESUMED),
        step(
            S::Suspended,
            A::Resume,
            S::Configuring,
            W::Operator,
            RESUMED,
        ),
        step(
            S::Suspended,
            A::Resume,
            S::ReadyForDomain,
            W::Operator,
            RESUMED,
        ),
        step(
            S::Suspended,
            A::Resume,
            S::DomainActive,
            W::Operator,
            RESUMED,
        ),
        step(
            S::Suspended,
            A::Resume,
            S::Transferred,
            W::Operator,
            RESUMED,
        ),
        step(
            S::Created,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
        step(
            S::Configuring,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
        step(
            S::ReadyForDomain,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
        step(
            S::DomainActive,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
        step(
            S::Transferred,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
        step(
            S::Suspended,
            A::Remove,
            S::WithoutPortal,
            W::SecondOperator,
            None,
        ),
    ]
};

/// The step that an act takes from a state. To resume leads back to the state before, which the table alone does not
/// know: there the first line is answered.
pub fn portal_step(from: PortalStatus, act: PortalAct) -> Option<&'static PortalStep> {
    PORTAL_STEPS
        .iter()
        .find(|step| step.from == from && step.act == act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_reached_and_left() {
        for state in PortalStatus::ALL {
            assert!(PORTAL_STEPS.iter().any(|step| step.to == *state));
            assert!(PORTAL_STEPS.iter().any(|step| step.from == *state));
        }
    }

    #[test]
    fn whatever_a_domain_does_to_a_portal_stands_in_this_table() {
        use crate::features::domains;
        let mut acts = Vec::new();
        for line in domains::STEPS {
            let Some((to, act)) = line.portal.zip(line.portal_act()) else {
                assert_eq!(line.portal, None, "{:?} has no act", line.action);
                continue;
            };
            let mut own = PORTAL_STEPS.iter().filter(|step| step.act == act);
            let step = own.find(|step| step.to == to && step.from == line.portal_before());
            let step = step.unwrap_or_else(|| panic!("{:?} of {:?}", act, line.from));
            assert_eq!(step.mail.map(|(template, _)| template), line.mail);
            let by = match line.actor {
                domains::DomainActor::Administrator => ActBy::Administrator,
                domains::DomainActor::Operator => ActBy::Operator,
                domains::DomainActor::Platform => ActBy::Platform,
            };
            assert_eq!(step.by, by, "{act:?}");
            acts.push((step.from, act));
        }
        let of_domains = [
            PortalAct::ActivateDomain,
            PortalAct::RenewDomain,
            PortalAct::ExpireDomain,
            PortalAct::ReleaseDomain,
            PortalAct::Transfer,
        ];
        for step in PORTAL_STEPS
            .iter()
            .filter(|step| of_domains.contains(&step.act))
        {
            assert!(
                acts.contains(&(step.from, step.act)),
                "{step:?} never happens"
            );
        }
    }

    #[test]
    fn whatever_neighbours_find_can_be_suspended() {
        for state in PortalStatus::ALL {
            let step = portal_step(*state, PortalAct::Suspend);
            assert_eq!(step.is_some(), state.has_portal(), "{state:?}");
        }
    }

    #[test]
    fn whatever_is_suspended_is_resumed_to_where_it_was() {
        let pairs = |act: PortalAct| {
            let lines = PORTAL_STEPS.iter().filter(move |step| step.act == act);
            lines.map(|step| (step.from, step.to)).collect::<Vec<_>>()
        };
        let back: Vec<_> = pairs(PortalAct::Resume)
            .into_iter()
            .map(|(from, to)| (to, from))
            .collect();
        assert_eq!(pairs(PortalAct::Suspend), back);
    }

    #[test]
    fn an_act_leads_from_a_state_to_one_state_only() {
        for a in PORTAL_STEPS
            .iter()
            .filter(|step| step.act != PortalAct::Resume)
        {
            let same = PORTAL_STEPS
                .iter()
                .filter(|b| a.from == b.from && a.act == b.act);
            assert_eq!(same.count(), 1);
        }
    }

    const fn by(who: ActBy) -> &'static str {
        match who {
            ActBy::SecondOperator => "| segundo operador |",
            ActBy::Operator => "| operador |",
            ActBy::Administrator => "| responsable del portal",
            ActBy::Platform => "| la plataforma |",
        }
    }

    #[test]
    fn the_glossary_shows_the_table_as_it_is() {
        let glossary = include_str!("../../../../../docs/glosario.md");
        for step in PORTAL_STEPS {
            let cells = [
                format!("| `{}` |", step.from.as_str()),
                format!("`{}` | `{}` |", step.act.as_str(), step.to.as_str()),
                step.mail
                    .map_or_else(|| "| – |".to_owned(), |(mail, _)| format!("`{mail}`")),
                by(step.by).to_owned(),
            ];
            let line = glossary
                .lines()
                .find(|line| cells.iter().all(|cell| line.contains(cell)));
            assert!(line.is_some(), "{:?} is not in the glossary", step.act);
        }
    }
}
