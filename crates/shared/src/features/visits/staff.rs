//! The staff format (PURVL03 in older papers, SIP-RVL-002 today): who works where, in which post, and who decides. Its columns
//! are declared as those of a register are, since files are read, mapped and judged in the same way; it is none, and nothing
//! of it is public. Which headings its files carry and in which order says the catalogue [`STAFF_COLUMNS`].

use crate::access::Permission;
use crate::registers::import::Reading;
use crate::registers::{Calendar, Choice, Column, Kind, Licence, Periodicity, Register};

/// The catalogue of the columns of the template and of the export.
pub const STAFF_COLUMNS: &str = "staff_columns";
/// Where the staff is had in the format, as a workbook (`?template=true` for an empty one).
pub const STAFF_XLSX_PATH: &str = "/api/v1/admin/visits/staff-file.xlsx";
/// The same as CSV.
pub const STAFF_CSV_PATH: &str = "/api/v1/admin/visits/staff-file.csv";
/// Most people in one file: they are written in one act.
pub const MOST_STAFF: i64 = 2_000;

const fn choice(code: &'static str, label: &'static str) -> Choice {
    Choice { code, label }
}

/// What staff show as their document.
pub const STAFF_DOCUMENTS: &[Choice] = &[
    choice("dni", "DNI"),
    choice("ce", "Carné de extranjería"),
    choice("passport", "Pasaporte"),
    choice("other", "Otro documento"),
];

/// What they do in the register.
pub const STAFF_PROFILES: &[Choice] = &[
    choice("administrator", "Administrador"),
    choice("operator", "Operador"),
    choice("official", "Funcionario"),
];

/// Whether they still work there.
pub const STAFF_STATES: &[Choice] = &[choice("active", "Activo"), choice("ceased", "Cesado")];

/// The staff format. Private all of it: it is read by whoever keeps the officials.
pub static STAFF: Register = Register {
    id: "staff",
    path: "personal",
    title: "Formato de personal",
    record: "Persona",
    description: "Quién trabaja dónde, en qué cargo, y quién tiene capacidad de decisión.",
    legal_basis: "Ley 28024, DS 120-2019-PCM y Directiva 001-2022-PCM/SIP",
    columns: &[
        Column::new("number", "N°", Kind::Integer, "1")
            .restricted()
            .also(&["nro", "numero", "item"]),
        Column::new("site", "Sede", Kind::Text(150), "Palacio municipal")
            .restricted()
            .also(&["local"]),
        Column::new(
            "office",
            "Unidad orgánica",
            Kind::Text(150),
            "Gerencia de Infraestructura",
        )
        .restricted()
        .required()
        .also(&["oficina", "area", "dependencia"]),
        Column::new(
            "document_type",
            "Tipo de documento",
            Kind::Choice(STAFF_DOCUMENTS),
            "dni",
        )
        .restricted()
        .required()
        .also(&["tipo doc", "tipodoc"]),
        Column::new(
            "document",
            "Número de documento",
            Kind::Document,
            "40123456",
        )
        .restricted()
        .required()
        .also(&["nro doc", "dni", "documento"]),
        Column::new("surname", "Apellido paterno", Kind::Text(70), "Rojas")
            .restricted()
            .required()
            .also(&["ap paterno", "primer apellido"]),
        Column::new(
            "second_surname",
            "Apellido materno",
            Kind::Text(70),
            "Medina",
        )
        .restricted()
        .also(&["ap materno", "segundo apellido"]),
        Column::new("names", "Nombres", Kind::Text(70), "Teófilo")
            .restricted()
            .required()
            .also(&["nombre", "prenombres"]),
        Column::new(
            "post",
            "Cargo",
            Kind::Text(150),
            "Gerente de Infraestructura",
        )
        .restricted()
        .required()
        .also(&["puesto"]),
        Column::new("regime", "Régimen laboral", Kind::Text(60), "D. Leg. 1057 (CAS)")
            .restricted()
            .also(&["regimen", "vinculo"]),
        Column::new("mail", "Correo institucional", Kind::Text(254), "trojas@muni.example")
            .restricted()
            .also(&["correo", "email"]),
        Column::new("phone", "Teléfono", Kind::Text(30), "987 654 321")
            .restricted()
            .also(&["celular", "anexo"]),
        Column::new(
            "decides",
            "¿Sujeto con capacidad de decisión?",
            Kind::Bool,
            "true",
        )
        .restricted()
        .also(&["capacidad de decision", "sujeto con capacidad de decision"]),
        Column::new(
            "profile",
            "Perfil",
            Kind::Choice(STAFF_PROFILES),
            "official",
        )
        .restricted()
        .also(&["rol"]),
        Column::new("state", "Estado", Kind::Choice(STAFF_STATES), "active")
            .restricted()
            .also(&["situacion"]),
        Column::new(
            "resolution",
            "Resolución que designa",
            Kind::Text(200),
            "Resolución de Alcaldía N.° 045-2026-A",
        )
        .about("El formato no la trae: escriba una para todo el archivo, o corrija a cada funcionario después.")
        .restricted()
        .required()
        .also(&["resolucion"]),
        Column::new("valid_from", "Desde", Kind::Date, "2026-01-05")
            .about("Primer día en el cargo; el de la importación, si el archivo no lo dice.")
            .restricted()
            .also(&["fecha de inicio", "fecha de ingreso"]),
    ],
    key: &["document"],
    order: &["valid_from"],
    geometry: None,
    calendar: Calendar {
        times: None,
        title: &[],
        about: &[],
        place: None,
    },
    doubts: &[],
    statistics: &[],
    periodicity: Periodicity::Live,
    licence: Licence::OdcBy,
    entered_by: Permission::VisitsManage,
    amended_by: Permission::VisitsManage,
    reading: Reading {
        defaults: &[
            ("document_type", "dni"),
            ("profile", "official"),
            ("state", "active"),
            ("resolution", "Formato de personal SIP-RVL-002"),
        ],
        imply: |_| Vec::new(),
    },
};
