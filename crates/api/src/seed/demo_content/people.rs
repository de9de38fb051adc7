//! Who answers for what in the portals of the demo: persons of fiction, with addresses that nobody can have.

use chrono::NaiveDate;
use shared::access::Role;
use shared::features::accounts::{DocumentType, PersonIn};
use shared::features::grants::{GrantIn, Resolution};

/// Slug, name, document, role.
const PEOPLE: [(&str, &str, &str, Role); 10] = [
    (
        "munipiura",
        "Elvira Nunura Castro",
        "48000010",
        Role::PortalAdmin,
    ),
    (
        "munipiura",
        "Nélida Chunga Paico",
        "48000011",
        Role::TransparencyOfficer,
    ),
    (
        "munipiura",
        "Óscar Ipanaqué Silva",
        "48000012",
        Role::AccessOfficer,
    ),
    (
        "munipiura",
        "Marita Yarlequé Ruiz",
        "48000013",
        Role::DataProtectionOfficer,
    ),
    (
        "munipiura",
        "Juan Sernaqué Chero",
        "48000014",
        Role::ComplaintsOfficer,
    ),
    (
        "municallao",
        "Ricardo Zegarra Inga",
        "48000020",
        Role::PortalAdmin,
    ),
    (
        "municallao",
        "Gloria Tasayco Ríos",
        "48000021",
        Role::TransparencyOfficer,
    ),
    (
        "municallao",
        "Héctor Ñique Barreto",
        "48000022",
        Role::AccessOfficer,
    ),
    (
        "municallao",
        "Sonia Uceda Campos",
        "48000023",
        Role::DataProtectionOfficer,
    ),
    (
        "municallao",
        "Víctor Ayllón Peña",
        "48000024",
        Role::ComplaintsOfficer,
    ),
];

/// The grants of a portal of the demo, from a day on.
pub(in crate::seed) fn people(slug: &str, today: NaiveDate) -> Vec<GrantIn> {
    let here = PEOPLE.iter().filter(|(place, ..)| *place == slug);
    here.map(|(place, name, document, role)| GrantIn {
        person: PersonIn {
            name: format!("{name} (persona de ficción)"),
            document_type: DocumentType::Dni,
            document_number: (*document).to_owned(),
            email: format!("{}@{place}.example", role.code().replace('_', ".")),
        },
        role: *role,
        theme: None,
        resolution: Resolution {
            number: "Resolución de ejemplo N.° 001-DEMO".to_owned(),
            date: today,
            file_id: None,
        },
        starts_on: today,
        ends_on: None,
    })
    .collect()
}
