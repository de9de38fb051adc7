//! The menu and the pages a new portal begins with.

use shared::features::directory::MunicipalityKind;
use shared::features::portal_admin::PageIn;

use super::Unit;
use crate::features::municipalities::Municipality;

/// Label and address, and those below.
pub(super) const MENU: &[Unit] = &[
    Unit(
        "Municipalidad",
        "",
        &[
            Unit("Acerca de la municipalidad", "acerca", &[]),
            Unit("Quién responde de qué", "responsables", &[]),
            Unit("Organigrama", "organigrama", &[]),
            Unit("Oficinas y horarios", "oficinas", &[]),
            Unit("Cómo llegar", "ubicacion", &[]),
        ],
    ),
    Unit("Transparencia", "transparencia", &[]),
    Unit("Agenda", "agenda", &[]),
    Unit("Videos", "videos", &[]),
    Unit("Datos personales", "privacidad", &[]),
];

/// What the law gives each level to do (Ley 27972, arts. 73 to 86, 128 to 135), for the page about the municipality.
const fn matters(kind: MunicipalityKind) -> &'static str {
    match kind {
        MunicipalityKind::Provincial => {
            "- el plan de la provincia y el uso del suelo\n\
             - el tránsito y el transporte público de la provincia\n\
             - los servicios de la ciudad capital: limpieza, parques, licencias, seguridad\n\
             - la coordinación con las municipalidades distritales"
        }
        MunicipalityKind::District => {
            "- las licencias de funcionamiento y de edificación\n\
             - la limpieza pública, los parques y el serenazgo\n\
             - el impuesto predial y los arbitrios\n\
             - los programas sociales, como el Vaso de Leche"
        }
        MunicipalityKind::PopulatedCenter => {
            "- los servicios que la municipalidad provincial le delega por ordenanza\n\
             - la atención de los vecinos del centro poblado"
        }
    }
}

/// The first pages, true for every municipality of the level.
pub(super) fn first_pages(municipality: &Municipality) -> Vec<PageIn> {
    let place = format!(
        "{}, {}, {}",
        municipality.district, municipality.province, municipality.department
    );
    vec![
        PageIn {
            slug: "acerca".to_owned(),
            title: format!("Acerca de la {}", municipality.name),
            summary: format!("Quiénes somos y qué hacemos en {place}."),
            body: format!(
                "La {} es un órgano de gobierno local con autonomía política, económica y administrativa en los asuntos \
                 de su competencia (Ley 27972, Ley Orgánica de Municipalidades).\n\n\
                 ## De qué se ocupa\n\n{}\n\n\
                 Esta página la completa la municipalidad.",
                municipality.name,
                matters(municipality.kind)
            ),
        },
        PageIn {
            slug: "pedir-informacion".to_owned(),
            title: "Pedir información pública".to_owned(),
            summary: "Cómo pedir lo que no está publicado, sin decir para qué.".to_owned(),
            body: "Toda persona puede pedir información a la municipalidad, sin explicar para qué \
                   (TUO de la Ley 27806, art. 7).\n\n\
                   1. Escriba qué información necesita y cómo prefiere recibirla.\n\
                   2. Preséntelo en mesa de partes o al responsable de entregar la información.\n\
                   3. La municipalidad responde en diez días hábiles.\n\n\
                   Quién es ese responsable está en la página **Quién responde de qué**. Lo que ya está publicado, en \
                   **Transparencia**."
                .to_owned(),
        },
    ]
}
