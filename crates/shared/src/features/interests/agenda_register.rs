//! The declaration of the official agenda: what officials announced that they would do, and what became of it.

use crate::access::Permission;
use crate::registers::import::Reading;
use crate::registers::{
    By, Calendar, Choice, Column, Doubt, Doubtful, Kind, Licence, Measure, Periodicity, Register,
    Statistic,
};

use super::VENUES;

const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

/// What officials do.
pub const AGENDA_KINDS: &[Choice] = &[
    choice("meeting", "Reunión"),
    choice("council_session", "Sesión de concejo"),
    choice("audience", "Audiencia"),
    choice("trip", "Viaje"),
    choice("works_visit", "Visita de obra"),
];

/// What became of it.
pub const AGENDA_STATES: &[Choice] = &[
    choice("scheduled", "Programada"),
    choice("held", "Realizada"),
    choice("rescheduled", "Reprogramada"),
    choice("cancelled", "Cancelada"),
];

/// The official agenda.
pub static AGENDA: Register = Register {
    id: "official_agenda",
    path: "agenda-oficial",
    title: "Agenda oficial",
    record: "Actividad oficial",
    description: "Qué actividades anuncian los funcionarios, dónde y con quién, y si se realizaron.",
    legal_basis: "Ley 28024 y DS 120-2019-PCM",
    columns: &[
        Column::new(
            "published_at",
            "Fecha de publicación",
            Kind::Instant,
            "2026-11-20T15:04:00Z",
        )
        .about("Cuándo se anunció por primera vez.")
        .required(),
        Column::new("agenda_date", "Fecha", Kind::Date, "2026-11-24")
            .required()
            .filterable(),
        Column::new("start_time", "Hora de inicio", Kind::Time, "09:30")
            .required()
            .also(&["inicio"]),
        Column::new("end_time", "Hora de fin", Kind::Time, "11:00").also(&["fin"]),
        Column::new(
            "activity",
            "Actividad",
            Kind::Text(300),
            "Reunión con la junta de usuarios de riego",
        )
        .required()
        .searchable(),
        Column::new(
            "kind",
            "Tipo de actividad",
            Kind::Choice(AGENDA_KINDS),
            "meeting",
        )
        .required()
        .facet()
        .also(&["tipo"]),
        Column::new(
            "official_name",
            "Funcionario",
            Kind::Text(150),
            "Rojas Medina, Teófilo",
        )
        .required()
        .searchable()
        .facet(),
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
        Column::new("venue", "Dónde es", Kind::Choice(VENUES), "seat")
            .required()
            .facet(),
        Column::new(
            "place",
            "Lugar específico",
            Kind::Text(150),
            "Sala de reuniones, piso 2",
        )
        .searchable()
        .also(&["lugar"]),
        Column::new(
            "participants",
            "Participantes",
            Kind::Text(500),
            "Junta de usuarios de riego del sector",
        )
        .personal()
        .searchable(),
        Column::new(
            "state",
            "Estado",
            Kind::Choice(AGENDA_STATES),
            "scheduled",
        )
        .about("Solo lo escriben los pasos de la agenda: programar, reprogramar, cancelar, marcar como realizada.")
        .facet()
        .by_procedure(),
    ],
    key: &["agenda_date", "start_time", "official_name", "activity"],
    order: &["agenda_date", "start_time"],
    geometry: None,
    calendar: Calendar {
        times: Some(("start_time", "end_time")),
        title: &["activity", "official_name"],
        about: &["kind", "office", "participants", "state"],
        place: Some("place"),
    },
    doubts: &[Doubt {
        code: "ends_before_start",
        label: "Termina antes de empezar",
        test: Doubtful::Before("end_time", "start_time"),
    }],
    statistics: &[
        Statistic {
            id: "by_month",
            title: "Actividades por mes",
            most: "más actividades",
            measure: Measure::Records,
            by: By::Month,
        },
        Statistic {
            id: "by_official",
            title: "Actividades por funcionario",
            most: "más actividades",
            measure: Measure::Records,
            by: By::Value("official_name"),
        },
        Statistic {
            id: "by_kind",
            title: "Actividades por tipo",
            most: "más actividades",
            measure: Measure::Records,
            by: By::Value("kind"),
        },
        Statistic {
            id: "by_state",
            title: "Actividades por estado",
            most: "más actividades",
            measure: Measure::Records,
            by: By::Value("state"),
        },
    ],
    periodicity: Periodicity::Live,
    licence: Licence::OdcBy,
    entered_by: Permission::VisitsCorrect,
    amended_by: Permission::VisitsCorrect,
    reading: Reading::PLAIN,
};
