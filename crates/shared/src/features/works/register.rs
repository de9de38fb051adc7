//! The declaration of the register of public works.

use crate::access::Permission;
use crate::registers::import::Reading;
use crate::registers::{
    By, Calendar, Choice, Column, Doubt, Doubtful, Kind, Licence, Measure, Periodicity, Register,
    Statistic,
};

const fn doubt(code: &'static str, label: &'static str, test: Doubtful) -> Doubt {
    Doubt { code, label, test }
}

const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

const MODES: &[Choice] = &[
    choice("contract", "Contrata"),
    choice("direct", "Administración directa"),
    choice("taxes", "Obras por impuestos"),
    choice("agreement", "Convenio"),
];

const STATES: &[Choice] = &[
    choice("design", "En expediente técnico"),
    choice("to_start", "Por iniciar"),
    choice("running", "En ejecución"),
    choice("halted", "Paralizada"),
    choice("received", "Recepcionada"),
    choice("settled", "Liquidada"),
];

/// The register of public works.
pub static REGISTER: Register = Register {
    id: "works",
    path: "obras",
    title: "Obras públicas",
    record: "Obra",
    description: "Cada obra con su lugar, su costo, quién la hace y cuánto ha avanzado.",
    legal_basis: "TUO de la Ley 27806 (DS 021-2019-JUS), art. 25; Directiva de Infobras de la Contraloría",
    columns: &[
        Column::new("started_on", "Inicio", Kind::Date, "2026-03-02")
            .required()
            .filterable()
            .also(&["fecha de inicio"]),
        Column::new("project_code", "CUI", Kind::Text(10), "2456789")
            .required()
            .searchable()
            .filterable()
            .also(&["codigo unico", "snip"]),
        Column::new(
            "name",
            "Obra",
            Kind::Text(300),
            "Mejoramiento de la avenida Sullana",
        )
        .required()
        .searchable()
        .also(&["nombre", "nombre de la obra", "proyecto"]),
        Column::new("kind", "Tipo", Kind::Text(80), "Vial")
            .facet()
            .also(&["tipo de obra"]),
        Column::new("mode", "Modalidad", Kind::Choice(MODES), "contract")
            .required()
            .facet(),
        Column::new("state", "Estado", Kind::Choice(STATES), "running")
            .required()
            .facet(),
        Column::new(
            "halted_why",
            "Causa de la paralización",
            Kind::Text(300),
            "Espera de adicional",
        ),
        Column::new(
            "place",
            "Ubicación",
            Kind::Text(200),
            "Av. Sullana, cuadras 1 a 9",
        )
        .searchable()
        .also(&["direccion", "localidad"]),
        Column::new("latitude_e6", "Latitud", Kind::Degrees, "-5194490").also(&["latitud"]),
        Column::new("longitude_e6", "Longitud", Kind::Degrees, "-80632820").also(&["longitud"]),
        Column::new("cost_cents", "Costo", Kind::Money, "120000000")
            .required()
            .filterable()
            .sortable()
            .also(&["monto", "costo total", "presupuesto"]),
        Column::new("additions_cents", "Adicionales", Kind::Money, "0")
            .also(&["adicionales de obra"]),
        Column::new("valued_cents", "Valorizado", Kind::Money, "45000000")
            .also(&["valorizaciones", "valorizacion acumulada"]),
        Column::new(
            "contractor",
            "Contratista",
            Kind::Text(200),
            "Consorcio Vial Norte",
        )
        .searchable()
        .facet(),
        Column::new(
            "contractor_ruc",
            "RUC del contratista",
            Kind::Ruc,
            "20100070970",
        )
        .filterable(),
        Column::new(
            "supervisor",
            "Supervisor",
            Kind::Text(200),
            "Consultores del Chira SAC",
        ),
        Column::new("physical_progress", "Avance físico", Kind::Percent, "4250")
            .filterable()
            .sortable()
            .also(&["avance fisico %", "% fisico"]),
        Column::new(
            "financial_progress",
            "Avance financiero",
            Kind::Percent,
            "3750",
        )
        .filterable()
        .sortable()
        .also(&["avance financiero %", "% financiero"]),
        Column::new("ends_on", "Fin previsto", Kind::Date, "2026-12-20")
            .also(&["fecha de termino", "fin"]),
        Column::new("ended_on", "Fin real", Kind::Date, "2026-12-28"),
        Column::new("infobras_code", "Código Infobras", Kind::Text(12), "123456")
            .filterable()
            .also(&["infobras"]),
    ],
    key: &["project_code", "name"],
    order: &["started_on", "project_code"],
    geometry: Some(("latitude_e6", "longitude_e6")),
    calendar: Calendar {
        times: None,
        title: &["name"],
        about: &["project_code", "state", "contractor", "cost_cents"],
        place: Some("place"),
    },
    doubts: &[
        doubt(
            "ends_before_start",
            "Termina antes de empezar",
            Doubtful::Before("ends_on", "started_on"),
        ),
        doubt(
            "above_whole",
            "Avanzó más del 100 %",
            Doubtful::Above("physical_progress", 10_000),
        ),
        doubt(
            "no_cost",
            "El costo no es mayor que cero",
            Doubtful::Below("cost_cents", 1),
        ),
        // The country lies between 0° and 18° 21′ S, 68° 39′ and 81° 20′ W.
        doubt(
            "too_far_north",
            "Está al norte del Perú",
            Doubtful::Above("latitude_e6", 0),
        ),
        doubt(
            "too_far_south",
            "Está al sur del Perú",
            Doubtful::Below("latitude_e6", -18_400_000),
        ),
        doubt(
            "too_far_east",
            "Está al este del Perú",
            Doubtful::Above("longitude_e6", -68_600_000),
        ),
        doubt(
            "too_far_west",
            "Está al oeste del Perú",
            Doubtful::Below("longitude_e6", -81_400_000),
        ),
    ],
    statistics: &[
        Statistic {
            id: "by_month",
            title: "Costo de las obras por mes de inicio",
            most: "el mayor costo",
            measure: Measure::Sum("cost_cents"),
            by: By::Month,
        },
        Statistic {
            id: "by_state",
            title: "Obras por estado",
            most: "más obras",
            measure: Measure::Records,
            by: By::Value("state"),
        },
        Statistic {
            id: "by_kind",
            title: "Costo de las obras por tipo",
            most: "el mayor costo",
            measure: Measure::Sum("cost_cents"),
            by: By::Value("kind"),
        },
        Statistic {
            id: "by_contractor",
            title: "Costo de las obras por contratista",
            most: "el mayor costo",
            measure: Measure::Sum("cost_cents"),
            by: By::Value("contractor"),
        },
    ],
    periodicity: Periodicity::Quarterly,
    licence: Licence::OdcBy,
    entered_by: Permission::RegistersEdit,
    amended_by: Permission::RegistersEdit,
    reading: Reading::PLAIN,
};
