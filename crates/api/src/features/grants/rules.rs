//! Who may give which role, and which roles only one person holds. Pure.

use chrono::NaiveDate;
use shared::access::{Role, RoleScope};
use uuid::Uuid;

use crate::db::PLATFORM;

/// Whether a holder of these roles may give (or end) that one.
pub(super) fn may_give(granter: &[Role], role: Role) -> bool {
    granter.iter().any(|own| own.may_grant().contains(&role))
}

/// Whether a role belongs where it is given: roles of the platform to the platform, all others to a municipality.
pub(super) fn fits(role: Role, municipality: Uuid) -> bool {
    match role.scope() {
        RoleScope::Platform => municipality == PLATFORM,
        RoleScope::Municipality => municipality != PLATFORM,
        RoleScope::Outside => false,
    }
}

/// Roles for which the norm designates one person: the responsable of the Portal de Transparencia (DS 072-2003-PCM,
/// art. 4), titular and alternate of the Libro de Reclamaciones (DS 007-2020-PCM), the data protection officer.
pub(super) const fn single(role: Role) -> bool {
    matches!(
        role,
        Role::TransparencyOfficer
            | Role::ComplaintsOfficer
            | Role::ComplaintsDeputy
            | Role::DataProtectionOfficer
    )
}

/// Whether the public page names the holder: those who answer for something, not everybody who works.
pub(super) const fn answers_to_the_public(role: Role) -> bool {
    matches!(
        role,
        Role::PortalAdmin
            | Role::TransparencyOfficer
            | Role::ThemeOfficer
            | Role::AccessOfficer
            | Role::InformationHolder
            | Role::VisitsAdmin
            | Role::ComplaintsOfficer
            | Role::ComplaintsDeputy
            | Role::Communications
            | Role::DataProtectionOfficer
    )
}

/// Whether two terms have a day in common; an open end lasts for ever.
pub(super) fn overlap(
    a: (NaiveDate, Option<NaiveDate>),
    b: (NaiveDate, Option<NaiveDate>),
) -> bool {
    let begins_before_end =
        |start: NaiveDate, end: Option<NaiveDate>| end.is_none_or(|end| start <= end);
    begins_before_end(a.0, b.1) && begins_before_end(b.0, a.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use shared::access::Permission;

    fn roles() -> impl Strategy<Value = Role> {
        proptest::sample::select(Role::ALL)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// Five persons, three places: one operator and one administrator to begin with, then any attempts at all.
        #[test]
        fn no_sequence_of_grants_leads_anybody_above_what_was_given_to_him(
            attempts in prop::collection::vec((0_usize..5, 0_usize..5, 0_usize..3, roles()), 1..40)
        ) {
            let places = [PLATFORM, Uuid::from_u128(1), Uuid::from_u128(2)];
            let mut held = vec![(0, PLATFORM, Role::PlatformOperator), (1, places[1], Role::PortalAdmin)];
            let mut operators_touched: Vec<usize> = vec![0];
            for (granter, holder, place, role) in attempts {
                let place = places[place];
                let own: Vec<Role> = held.iter()
                    .filter(|(person, at, _)| *person == granter && (*at == place || *at == PLATFORM))
                    .map(|(_, _, role)| *role)
                    .collect();
                if granter == holder || !fits(role, place) || !may_give(&own, role) {
                    continue;
                }
                if role == Role::PlatformOperator {
                    prop_assert!(operators_touched.contains(&granter));
                    operators_touched.push(holder);
                }
                held.push((holder, place, role));
            }
            for (person, place, role) in &held {
                prop_assert!(fits(*role, *place));
                let platform = role.allows(Permission::MunicipalitiesManage);
                prop_assert!(!platform || operators_touched.contains(person));
            }
            // Nobody got into the second municipality but through an operator.
            let intruded = held.iter().any(|(_, place, _)| *place == places[2]);
            let opened = held.iter().any(|(_, place, role)| *place == places[2] && *role == Role::PortalAdmin);
            prop_assert!(!intruded || opened);
        }
    }

    #[test]
    fn terms_that_share_a_day_overlap() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert!(overlap((day(1), None), (day(30), None)));
        assert!(overlap((day(1), Some(day(10))), (day(10), None)));
        assert!(!overlap((day(1), Some(day(9))), (day(10), None)));
        assert!(!overlap((day(10), None), (day(1), Some(day(9)))));
    }
}
