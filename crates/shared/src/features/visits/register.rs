//! The declaration of the visitor register: the twelve columns of the national one, and what makes them honest.

use crate::access::Permission;
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

/// How what happened stands to when it was recorded, in the words of the norm.
pub const RECORD_CLASSES: &[Choice] = &[
    choice("on_time", "Registro en línea"),
    choice("late", "Registro extemporáneo"),
    choice(
        "backfilled_external",
        "Registro retroactivo – factor externo",
    ),
    choice(
        "backfilled_internal",
        "Registro retroactivo – factor interno",
    ),
];

/// Why people come. Three of four visits of the national register say «Otros motivos»: these say more.
pub const REASONS: &[Choice] = &[
    choice("work_meeting", "Reunión de trabajo"),
    choice("interest_management", "Gestión de intereses"),
    choice("service_provision", "Provisión de bienes o servicios"),
    choice("official_visit", "Visita oficial o protocolar"),
    choice("audience", "Audiencia con vecinos u organizaciones"),
    choice("project_follow_up", "Seguimiento de obra o proyecto"),
    choice("procedure", "Trámite con un funcionario"),
    choice("interview", "Entrevista de prensa o académica"),
    choice("personal", "Motivo personal"),
    choice("other", "Otros motivos"),
];

/// Whom a visitor speaks for.
pub const VISITOR_KINDS: &[Choice] = &[
    choice("natural_person", "Persona natural"),
    choice("public_entity", "Entidad pública"),
    choice("private_entity", "Entidad privada"),
];

/// What people show at the door.
pub const DOCUMENT_TYPES: &[Choice] = &[
    choice("dni", "DNI"),
    choice("ce", "Carné de extranjería"),
    choice("passport", "Pasaporte"),
    choice("ruc", "RUC"),
    choice("other", "Otro documento"),
    choice("unknown", "Sin documento"),
];

/// The visitor register.
pub static REGISTER: Register = Register {
    id: "visits",
    path: "visitas",
    title: "Registro de visitas",
    record: "Visita",
    description: "Quién visita a qué funcionario, cuándo, por cuánto tiempo y para qué.",
    legal_basis: "Ley 28024 y DS 120-2019-PCM; Directiva 001-2022-PCM/SIP",
    columns: &[
        Column::new(
            "registered_at",
            "Fecha de registro",
            Kind::Instant,
            "2026-11-21T15:04:00Z",
        )
        .about("Cuándo se anotó; si es después de la visita, el registro lo dice.")
        .required()
        .also(&["fecha registro"]),
        Column::new("visit_date", "Fecha de visita", Kind::Date, "2026-11-21")
            .required()
            .filterable()
            .also(&["fecha"]),
        Column::new(
            "visitor_name",
            "Visitante",
            Kind::Text(150),
            "Fernández Prado, Luz Mariela",
        )
        .required()
        .personal()
        .searchable()
        .filterable()
        .also(&["nombre del visitante", "apellidos y nombres"]),
        Column::new(
            "visitor_document_type",
            "Tipo de documento",
            Kind::Choice(DOCUMENT_TYPES),
            "dni",
        )
        .required()
        .also(&["tipodoc", "tipo doc"]),
        Column::new(
            "visitor_document",
            "Documento del visitante",
            Kind::Document,
            "40123456",
        )
        .about(
            "Enmascarado; la etiqueta une las visitas de una misma persona sin mostrar su número.",
        )
        .masked()
        .filterable()
        .also(&["doc", "documento", "dni", "numero de documento"]),
        Column::new(
            "visitor_kind",
            "Tipo de visitante",
            Kind::Choice(VISITOR_KINDS),
            "private_entity",
        )
        .required()
        .facet(),
        Column::new(
            "visitor_entity",
            "Entidad del visitante",
            Kind::Text(200),
            "Constructora Andina SAC",
        )
        .searchable()
        .filterable()
        .also(&["entidad", "institucion", "representa a"]),
        Column::new("visitor_ruc", "RUC de la entidad", Kind::Ruc, "20100070970").filterable(),
        Column::new(
            "official_name",
            "Funcionario visitado",
            Kind::Text(150),
            "Rojas Medina, Teófilo",
        )
        .required()
        .searchable()
        .facet()
        .also(&["empleado", "empleado publico", "funcionario"]),
        Column::new(
            "official_post",
            "Cargo",
            Kind::Text(150),
            "Gerente de Infraestructura",
        )
        .also(&["cargo del funcionario"]),
        Column::new(
            "office",
            "Oficina",
            Kind::Text(150),
            "Gerencia de Infraestructura",
        )
        .searchable()
        .facet()
        .also(&["unidad", "unidad organica", "area"]),
        Column::new("entry_time", "Hora de ingreso", Kind::Time, "09:30")
            .required()
            .also(&["ing", "ingreso", "hora ing"]),
        Column::new("exit_time", "Hora de salida", Kind::Time, "10:15")
            .also(&["sal", "salida", "hora sal"]),
        Column::new("reason", "Motivo", Kind::Choice(REASONS), "work_meeting")
            .required()
            .facet()
            .catch_all(&["other"]),
        Column::new(
            "reason_detail",
            "Detalle del motivo",
            Kind::Text(300),
            "Avance de la obra del malecón",
        )
        .searchable(),
        Column::new(
            "place",
            "Lugar específico",
            Kind::Text(150),
            "Sala de reuniones, piso 2",
        )
        .also(&["lugar", "sede"]),
        Column::new(
            "remark",
            "Observación",
            Kind::Text(500),
            "Presentó carta de la empresa",
        )
        .also(&["observaciones"]),
        Column::new(
            "record_class",
            "Clase de registro",
            Kind::Choice(RECORD_CLASSES),
            "on_time",
        )
        .required()
        .facet(),
        Column::new(
            "class_reason",
            "Sustento",
            Kind::Text(300),
            "Corte de luz en la sede",
        )
        .about("Por qué se anotó después de la visita."),
        Column::new(
            "agenda_item",
            "Actividad de la agenda oficial",
            Kind::Link("official_agenda"),
            "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11",
        )
        .about("La actividad del funcionario en la que ocurrió.")
        .filterable(),
        Column::new("visitor_phone", "Teléfono", Kind::Text(30), "987 654 321").restricted(),
        Column::new("badge", "Fotocheck", Kind::Text(30), "V-014").restricted(),
        Column::new(
            "belongings",
            "Bienes con que ingresa",
            Kind::Text(200),
            "Laptop",
        )
        .restricted(),
    ],
    key: &[
        "visit_date",
        "entry_time",
        "visitor_document",
        "visitor_name",
        "official_name",
    ],
    order: &["visit_date", "entry_time"],
    geometry: None,
    calendar: Calendar {
        times: Some(("entry_time", "exit_time")),
        title: &["official_name", "office"],
        about: &["visitor_name", "visitor_entity", "reason", "reason_detail"],
        place: Some("place"),
    },
    doubts: &[
        doubt(
            "leaves_before_entry",
            "Sale antes de entrar",
            Doubtful::Before("exit_time", "entry_time"),
        ),
        doubt(
            "future_visit",
            "La visita es posterior a su anotación",
            Doubtful::Future("visit_date"),
        ),
    ],
    statistics: &[
        Statistic {
            id: "by_month",
            title: "Visitas por mes",
            most: "más visitas",
            measure: Measure::Records,
            by: By::Month,
        },
        Statistic {
            id: "by_office",
            title: "Visitas por oficina",
            most: "más visitas",
            measure: Measure::Records,
            by: By::Value("office"),
        },
        Statistic {
            id: "by_official",
            title: "Visitas por funcionario",
            most: "más visitas",
            measure: Measure::Records,
            by: By::Value("official_name"),
        },
        Statistic {
            id: "by_reason",
            title: "Visitas por motivo",
            most: "más visitas",
            measure: Measure::Records,
            by: By::Value("reason"),
        },
        Statistic {
            id: "by_hour",
            title: "Visitas por hora de ingreso",
            most: "más visitas",
            measure: Measure::Records,
            by: By::Hour("entry_time"),
        },
        Statistic {
            id: "late_share",
            title: "Registros anotados después de la visita",
            most: "la mayor parte de registros anotados tarde",
            measure: Measure::Share {
                column: "record_class",
                but: "on_time",
            },
            by: By::Month,
        },
        Statistic {
            id: "median_stay",
            title: "Duración mediana de las visitas",
            most: "las visitas más largas",
            measure: Measure::Median("entry_time", "exit_time"),
            by: By::Month,
        },
        Statistic {
            id: "stay_by_reason",
            title: "Duración mediana por motivo",
            most: "las visitas más largas",
            measure: Measure::Median("entry_time", "exit_time"),
            by: By::Value("reason"),
        },
    ],
    periodicity: Periodicity::Live,
    licence: Licence::OdcBy,
    // The desk enters visits, and judges how late they are; here they say of themselves what class they are.
    entered_by: Permission::VisitsCorrect,
    amended_by: Permission::VisitsCorrect,
    reading: super::reading::READING,
};
