//! Who answers for what, for the footer of every page: who heads the municipality, and those whom the norms make name
//! themselves (TUO de la Ley 27806, arts. 3 and 5; Ley 29733; DS 042-2011-PCM). The page "quién responde de qué" has all.

use chrono::NaiveDate;
use shared::access::Role;
use shared::features::grants::Responsible;
use shared::features::portal::Officer;
use shared::features::portal_admin::Authority;

/// What each of them answers for, in the order of the footer.
const SUBJECTS: [(Role, &str); 5] = [
    (Role::TransparencyOfficer, "Portal de Transparencia"),
    (Role::AccessOfficer, "Acceso a la información pública"),
    (Role::ComplaintsOfficer, "Libro de Reclamaciones"),
    (Role::DataProtectionOfficer, "Datos personales"),
    (Role::PortalAdmin, "Portal municipal"),
];

/// The officers of a day.
pub(super) fn officers(
    authority: Option<&Authority>,
    people: &[Responsible],
    day: NaiveDate,
) -> Vec<Officer> {
    let head = authority
        .filter(|authority| authority.on(day))
        .map(|authority| Officer {
            subject: authority.post.clone(),
            name: authority.name.clone(),
            resolution: authority.resolution.clone(),
        });
    let named = SUBJECTS.iter().flat_map(|(role, subject)| {
        people
            .iter()
            .filter(move |person| person.role == *role)
            .map(move |person| Officer {
                subject: (*subject).to_owned(),
                name: person.name.clone(),
                resolution: Some(person.resolution.clone()),
            })
    });
    head.into_iter().chain(named).collect()
}
