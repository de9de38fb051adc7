//! The organs that the laws give a municipality of each level: the organisation a new portal begins with.

use shared::features::directory::MunicipalityKind;

use super::Unit;

/// The organs of a level.
pub(super) fn organs(kind: MunicipalityKind) -> Vec<Unit> {
    match kind {
        MunicipalityKind::Provincial => [ORGANS, PROVINCIAL].concat(),
        MunicipalityKind::District => [ORGANS, DISTRICT].concat(),
        MunicipalityKind::PopulatedCenter => POPULATED_CENTER.to_vec(),
    }
}

/// Organs that Ley 27972 and the national systems give every municipality.
const ORGANS: &[Unit] = &[
    Unit("CM", "Concejo Municipal", &[]),
    Unit(
        "A",
        "Alcaldía",
        &[
            Unit("SG", "Secretaría General", &[]),
            Unit("OCI", "Órgano de Control Institucional", &[]),
        ],
    ),
    Unit("PPM", "Procuraduría Pública Municipal", &[]),
    Unit(
        "GM",
        "Gerencia Municipal",
        &[
            Unit("OAJ", "Oficina de Asesoría Jurídica", &[]),
            Unit("OPP", "Oficina de Planeamiento y Presupuesto", &[]),
            Unit("OGA", "Oficina de Administración", &[]),
        ],
    ),
];

/// Line organs of a provincial municipality: it also governs transport and the plan of the province.
const PROVINCIAL: &[Unit] = &[
    Unit("GDU", "Gerencia de Desarrollo Urbano", &[]),
    Unit("GTT", "Gerencia de Transporte y Tránsito", &[]),
    Unit("GDE", "Gerencia de Desarrollo Económico", &[]),
    Unit("GDS", "Gerencia de Desarrollo Social", &[]),
    Unit("GSP", "Gerencia de Servicios Públicos", &[]),
];

/// Line organs of a district municipality.
const DISTRICT: &[Unit] = &[
    Unit(
        "GDUI",
        "Gerencia de Desarrollo Urbano e Infraestructura",
        &[],
    ),
    Unit("GAT", "Gerencia de Administración Tributaria", &[]),
    Unit("GDS", "Gerencia de Desarrollo Social", &[]),
    Unit(
        "GSP",
        "Gerencia de Servicios Públicos y Gestión Ambiental",
        &[],
    ),
];

/// A municipality of a centro poblado has the organs of its provincial ordinance; these two it always has.
const POPULATED_CENTER: &[Unit] = &[
    Unit("CM", "Concejo Municipal", &[]),
    Unit("A", "Alcaldía", &[]),
];
