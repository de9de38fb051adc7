//! The declaration of the register of acts of interest management.

use crate::access::Permission;
use crate::features::visits::DOCUMENT_TYPES;
use crate::registers::import::Reading;
use crate::registers::{
    By, Calendar, Choice, Column, Doubt, Doubtful, Kind, Licence, Measure, Periodicity, Register,
    Statistic,
};

const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

/// How an act stands to when it was recorded.
pub const ACT_CLASSES: &[Choice] = &[
    choice("on_time", "Registro en línea"),
    choice("late", "Registro extemporáneo"),
    choice("omission", "Registro por omisión"),
];

/// Whose interests somebody manages.
pub const MANAGER_KINDS: &[Choice] = &[
    choice("own", "Intereses propios"),
    choice("third_party", "Intereses de terceros"),
];

/// How they met.
pub const MODALITIES: &[Choice] = &[
    choice("in_person", "Presencial"),
    choice("virtual", "Reunión virtual"),
    choice("call", "Llamada"),
];

/// Where an act in person was.
pub const VENUES: &[Choice] = &[
    choice("seat", "En la sede"),
    choice("outside", "Fuera de la sede"),
];

/// What the official says of an act.
pub const ANSWERS: &[Choice] = &[
    choice("confirmed", "Confirmado"),
    choice("rejected", "Rechazado"),
    choice("no_answer", "Sin respuesta"),
];

const EXAMPLE_ID: &str = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11";

/// The register of acts of interest management.
pub static ACTS: Register = Register {
    id: "interest_acts",
    path: "gestion-de-intereses",
    title: "Gestión de intereses",
    record: "Acto de gestión",
    description: "Quién gestionó qué ante los funcionarios que deciden, qué decisión busca y qué dice de ello el funcionario.",
    legal_basis: "Ley 28024, DL 1353, DL 1415 y DS 120-2019-PCM",
    columns: &[
        Column::new(
            "registered_at",
            "Fecha de registro",
            Kind::Instant,
            "2026-11-21T15:04:00Z",
        )
        .about("Cuándo se anotó; si es después de su día, el registro lo dice.")
        .required(),
        Column::new("act_date", "Fecha del acto", Kind::Date, "2026-11-21")
            .required()
            .filterable()
            .also(&["fecha"]),
        Column::new("act_time", "Hora del acto", Kind::Time, "09:30")
            .required()
            .also(&["hora"]),
        Column::new(
            "matter",
            "Materia o asunto",
            Kind::Text(300),
            "Licencia de edificación del terminal pesquero",
        )
        .required()
        .searchable()
        .also(&["materia", "asunto"]),
        Column::new(
            "official_name",
            "Funcionario con capacidad de decisión",
            Kind::Text(150),
            "Rojas Medina, Teófilo",
        )
        .required()
        .searchable()
        .facet()
        .also(&["funcionario", "sujeto con capacidad de decisión"]),
        Column::new(
            "official_post",
            "Cargo",
            Kind::Text(150),
            "Gerente de Infraestructura",
        ),
        Column::new(
            "office",
            "Oficina",
            Kind::Text(150),
            "Gerencia de Infraestructura",
        )
        .searchable()
        .facet()
        .also(&["unidad", "unidad organica", "area"]),
        Column::new(
            "manager_name",
            "Gestor de intereses",
            Kind::Text(150),
            "Fernández Prado, Luz Mariela",
        )
        .required()
        .personal()
        .searchable()
        .filterable()
        .also(&["gestor"]),
        Column::new(
            "manager_document_type",
            "Tipo de documento",
            Kind::Choice(DOCUMENT_TYPES),
            "dni",
        )
        .required(),
        Column::new(
            "manager_document",
            "Documento del gestor",
            Kind::Document,
            "40123456",
        )
        .about("Enmascarado; la etiqueta une los actos y las visitas de una misma persona sin mostrar su número.")
        .masked()
        .filterable()
        .also(&["documento", "dni"]),
        Column::new(
            "manager_kind",
            "Intereses que gestiona",
            Kind::Choice(MANAGER_KINDS),
            "third_party",
        )
        .required()
        .facet(),
        Column::new("is_professional", "Gestor profesional", Kind::Bool, "true")
            .about("Si gestionar intereses de otros es su profesión.")
            .required()
            .filterable(),
        Column::new(
            "represented",
            "A quién representa",
            Kind::Text(200),
            "Constructora Andina SAC",
        )
        .searchable()
        .filterable()
        .also(&["representado"]),
        Column::new(
            "represented_ruc",
            "RUC de quien representa",
            Kind::Ruc,
            "20100070970",
        )
        .filterable()
        .also(&["ruc"]),
        Column::new(
            "decision_sought",
            "Decisión que se busca",
            Kind::Text(300),
            "Que se apruebe la licencia en modalidad C",
        )
        .required()
        .searchable(),
        Column::new(
            "documents",
            "Documentos entregados",
            Kind::Text(500),
            "Memoria descriptiva y planos de ubicación",
        ),
        Column::new(
            "agreements",
            "Acuerdos",
            Kind::Text(500),
            "Se responderá por escrito en diez días",
        ),
        Column::new(
            "modality",
            "Modalidad",
            Kind::Choice(MODALITIES),
            "in_person",
        )
        .required()
        .facet(),
        Column::new("venue", "Dónde fue", Kind::Choice(VENUES), "seat")
            .about("De un acto presencial. Fuera de la sede solo si estaba antes en la agenda oficial.")
            .facet(),
        Column::new(
            "place",
            "Lugar específico",
            Kind::Text(150),
            "Sala de reuniones, piso 2",
        )
        .also(&["lugar"]),
        Column::new("visit", "Visita", Kind::Link("visits"), EXAMPLE_ID)
            .about("La visita en la que ocurrió.")
            .filterable(),
        Column::new(
            "agenda_item",
            "Actividad de la agenda oficial",
            Kind::Link("official_agenda"),
            EXAMPLE_ID,
        )
        .about("La actividad de la agenda en la que ocurrió.")
        .filterable(),
        Column::new(
            "record_class",
            "Clase de registro",
            Kind::Choice(ACT_CLASSES),
            "on_time",
        )
        .required()
        .facet(),
        Column::new(
            "class_reason",
            "Sustento",
            Kind::Text(300),
            "El funcionario advirtió que no se había anotado",
        )
        .about("Por qué se anotó después de su día, o cómo se advirtió la omisión."),
        Column::new(
            "answer_due_on",
            "Plazo para responder",
            Kind::Date,
            "2026-11-27",
        )
        .about("Hasta cuándo el funcionario confirma o rechaza el acto.")
        .filterable()
        .by_procedure(),
        Column::new(
            "answer",
            "Respuesta del funcionario",
            Kind::Choice(ANSWERS),
            "confirmed",
        )
        .about("Vacía mientras corre el plazo. Solo la escribe el procedimiento: nadie la corrige a mano.")
        .facet()
        .by_procedure(),
        Column::new(
            "answered_on",
            "Fecha de la respuesta",
            Kind::Date,
            "2026-11-23",
        )
        .filterable()
        .by_procedure(),
    ],
    key: &["act_date", "act_time", "manager_name", "official_name", "matter"],
    order: &["act_date", "act_time"],
    geometry: None,
    calendar: Calendar {
        times: None,
        title: &["official_name", "matter"],
        about: &["manager_name", "represented", "decision_sought", "modality"],
        place: Some("place"),
    },
    doubts: &[Doubt {
        code: "future_act",
        label: "El acto es posterior a su anotación",
        test: Doubtful::Future("act_date"),
    }],
    statistics: &[
        Statistic {
            id: "by_month",
            title: "Actos de gestión por mes",
            most: "más actos",
            measure: Measure::Records,
            by: By::Month,
        },
        Statistic {
            id: "by_official",
            title: "Actos por funcionario",
            most: "más actos",
            measure: Measure::Records,
            by: By::Value("official_name"),
        },
        Statistic {
            id: "by_answer",
            title: "Actos por respuesta del funcionario",
            most: "más actos",
            measure: Measure::Records,
            by: By::Value("answer"),
        },
        Statistic {
            id: "by_modality",
            title: "Actos por modalidad",
            most: "más actos",
            measure: Measure::Records,
            by: By::Value("modality"),
        },
        Statistic {
            id: "late_share",
            title: "Actos anotados después de su día",
            most: "la mayor parte de actos anotados tarde",
            measure: Measure::Share {
                column: "record_class",
                but: "on_time",
            },
            by: By::Month,
        },
    ],
    periodicity: Periodicity::Live,
    licence: Licence::OdcBy,
    entered_by: Permission::VisitsCorrect,
    amended_by: Permission::VisitsCorrect,
    reading: Reading::PLAIN,
};
