//! The headings of the Portal de Transparencia Estándar a new portal begins with, each with its norm and its periodicity.
//!
//! They say where the national portal is and nothing more: what this portal publishes, the municipality adds. What the
//! norms ask for changes, so all of it are rows that the municipality edits.

use shared::features::directory::MunicipalityKind;
use shared::features::portal_admin::PteItemIn;
use shared::features::portal_admin::content::{NATIONAL_PTE, Periodicity as P, PteTheme as T};

const LTAIP_5: &str = "TUO de la Ley 27806, art. 5";
const LTAIP_25: &str = "TUO de la Ley 27806, art. 25";
const DIRECTIVE: &str = "Directiva 001-2017-PCM/SGP";

/// Theme, title, documents, how often, norm, whether a municipality of a centro poblado has it too.
type Heading = (T, &'static str, &'static str, P, &'static str, bool);

const HEADINGS: &[Heading] = &[
    (
        T::General,
        "Directorio de funcionarios y servidores",
        "Nombre, cargo, unidad, correo, teléfono y resolución de designación",
        P::Permanent,
        LTAIP_5,
        true,
    ),
    (
        T::General,
        "Marco legal",
        "Ley Orgánica de Municipalidades y normas que se aplican",
        P::Permanent,
        LTAIP_5,
        true,
    ),
    (
        T::General,
        "Norma de creación",
        "Ley o decreto; la ordenanza provincial en los centros poblados",
        P::Permanent,
        LTAIP_5,
        true,
    ),
    (
        T::General,
        "Normas emitidas",
        "Ordenanzas, acuerdos de concejo, decretos y resoluciones de alcaldía",
        P::Permanent,
        LTAIP_5,
        true,
    ),
    (
        T::General,
        "Declaraciones juradas",
        "De ingresos, bienes y rentas, y de intereses",
        P::Annual,
        "Ley 27482; Ley 31227",
        false,
    ),
    (
        T::General,
        "Responsables de transparencia y de acceso a la información",
        "Nombre y resolución de cada uno",
        P::Permanent,
        "DS 007-2024-JUS",
        true,
    ),
    (
        T::Planning,
        "Documentos de gestión",
        "ROF, organigrama, CAP, MPP, TUPA, TUSNE y RIS",
        P::Permanent,
        LTAIP_5,
        false,
    ),
    (
        T::Planning,
        "Planes",
        "PEI, POI y Plan de Desarrollo Local Concertado",
        P::Annual,
        DIRECTIVE,
        false,
    ),
    (
        T::Planning,
        "Evaluaciones y memoria anual",
        "Evaluación del POI y del PEI, indicadores de desempeño",
        P::Quarterly,
        DIRECTIVE,
        false,
    ),
    (
        T::Planning,
        "Recomendaciones de auditoría",
        "Estado de implementación",
        P::Biannual,
        DIRECTIVE,
        false,
    ),
    (
        T::Budget,
        "Presupuesto y ejecución",
        "PIA, PIM, ingresos y gastos",
        P::Quarterly,
        LTAIP_25,
        true,
    ),
    (
        T::Budget,
        "Evaluación presupuestaria y estados financieros",
        "Evaluación anual, saldos de balance",
        P::Annual,
        DIRECTIVE,
        false,
    ),
    (
        T::Projects,
        "Proyectos de inversión",
        "Código único, costo, presupuesto y avance",
        P::Quarterly,
        LTAIP_25,
        true,
    ),
    (
        T::Projects,
        "Infobras",
        "Avance físico y financiero de las obras",
        P::Monthly,
        DIRECTIVE,
        false,
    ),
    (
        T::Projects,
        "Adicionales, liquidaciones y supervisión de obras",
        "",
        P::Monthly,
        DIRECTIVE,
        false,
    ),
    (
        T::Participation,
        "Presupuesto participativo",
        "Convocatoria, cronograma, agentes, acta de acuerdos y comité de vigilancia",
        P::Annual,
        "Ley 28056",
        false,
    ),
    (
        T::Participation,
        "Audiencias públicas",
        "Convocatoria, agenda, informe y acta",
        P::Event,
        DIRECTIVE,
        true,
    ),
    (
        T::Participation,
        "Consejo de Coordinación Local y juntas vecinales",
        "Conformación, elección y actas",
        P::Event,
        "Ley 27972, arts. 98 a 110",
        false,
    ),
    (
        T::Personnel,
        "Personal y remuneraciones",
        "Número, rangos salariales y gasto total",
        P::Quarterly,
        LTAIP_25,
        true,
    ),
    (
        T::Personnel,
        "Convocatorias de personal",
        "CAS y prácticas",
        P::Permanent,
        "DL 1057",
        false,
    ),
    (
        T::Procurement,
        "Plan Anual de Contrataciones",
        "Plan y modificaciones",
        P::Annual,
        "Ley 32069",
        false,
    ),
    (
        T::Procurement,
        "Procedimientos de selección",
        "Bienes, servicios, obras y consultorías",
        P::Monthly,
        LTAIP_25,
        false,
    ),
    (
        T::Procurement,
        "Órdenes de bienes y servicios",
        "Número, fecha, proveedor, descripción y monto",
        P::Monthly,
        DIRECTIVE,
        false,
    ),
    (
        T::Procurement,
        "Gastos de publicidad, telefonía, vehículos y viáticos",
        "",
        P::Monthly,
        DIRECTIVE,
        false,
    ),
    (
        T::Procurement,
        "Penalidades, laudos y conciliaciones",
        "",
        P::Quarterly,
        LTAIP_25,
        false,
    ),
    (
        T::Activities,
        "Agenda oficial de la alcaldía",
        "Fecha, hora, actividad y lugar",
        P::Daily,
        LTAIP_5,
        true,
    ),
    (
        T::Access,
        "Solicitud de acceso a la información",
        "Formulario, costos y responsable de entregarla",
        P::Permanent,
        "TUO de la Ley 27806, art. 7",
        true,
    ),
    (
        T::Visits,
        "Registro de visitas en línea",
        "Quién visita a quién, cuándo y por qué",
        P::Daily,
        "Ley 28024; DS 120-2019-PCM",
        false,
    ),
    (
        T::Additional,
        "Actas de sesión de concejo",
        "",
        P::Event,
        "Ley 27972, art. 13",
        true,
    ),
    (
        T::Additional,
        "Programa del Vaso de Leche",
        "Raciones y número de beneficiarios",
        P::Annual,
        "Ley 27470",
        false,
    ),
];

/// Headings that only a provincial municipality has.
const PROVINCIAL: &[Heading] = &[(
    T::Planning,
    "Plan de Acondicionamiento Territorial y Plan de Desarrollo Urbano",
    "Planos y memorias",
    P::Permanent,
    "Ley 27972, art. 79",
    false,
)];

/// The headings of a level.
pub(super) fn headings(kind: MunicipalityKind) -> Vec<PteItemIn> {
    let own: &[Heading] = match kind {
        MunicipalityKind::Provincial => PROVINCIAL,
        MunicipalityKind::District | MunicipalityKind::PopulatedCenter => &[],
    };
    let small = kind == MunicipalityKind::PopulatedCenter;
    HEADINGS
        .iter()
        .chain(own)
        .filter(|(.., of_small)| *of_small || !small)
        .map(
            |(theme, title, detail, periodicity, legal_basis, _)| PteItemIn {
                theme: *theme,
                title: (*title).to_owned(),
                detail: Some((*detail).to_owned()).filter(|text| !text.is_empty()),
                periodicity: *periodicity,
                legal_basis: (*legal_basis).to_owned(),
                href: None,
                updated_on: None,
                national_url: NATIONAL_PTE.to_owned(),
                notice: None,
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use shared::kit::check::Check;

    use super::*;

    #[test]
    fn every_level_begins_with_headings_that_its_form_accepts_and_claims_nothing() {
        let count = |kind| {
            let headings = headings(kind);
            for heading in &headings {
                assert!(heading.check().is_empty(), "{}", heading.title);
                assert!(!heading.is_answered(), "{}", heading.title);
            }
            headings.len()
        };
        let provincial = count(MunicipalityKind::Provincial);
        let district = count(MunicipalityKind::District);
        let center = count(MunicipalityKind::PopulatedCenter);
        assert!(provincial > district && district > center && center > 0);
    }

    #[test]
    fn the_ten_themes_are_all_there() {
        let headings = headings(MunicipalityKind::District);
        for theme in T::ALL {
            assert!(headings.iter().any(|heading| heading.theme == *theme));
        }
    }
}
