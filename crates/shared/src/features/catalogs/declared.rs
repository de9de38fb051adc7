//! The catalogues that exist.

use serde_json::Value;

use super::{Catalog, Choice, Column, ColumnKind, Validity};

const fn column(
    name: &'static str,
    label: &'static str,
    kind: ColumnKind,
    example: &'static str,
) -> Column {
    Column {
        name,
        label,
        kind,
        unit: None,
        required: true,
        example,
        choices: &[],
    }
}

const fn optional(column: Column) -> Column {
    Column {
        required: false,
        ..column
    }
}

const fn unit(column: Column, unit: &'static str) -> Column {
    Column {
        unit: Some(unit),
        ..column
    }
}

const fn chosen(
    name: &'static str,
    label: &'static str,
    choices: &'static [Choice],
    example: &'static str,
) -> Column {
    Column {
        choices,
        ..column(name, label, ColumnKind::Choice, example)
    }
}

const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

const RULES: &[Choice] = &[
    choice("dni", "DNI"),
    choice("ce", "Carné de extranjería"),
    choice("passport", "Pasaporte"),
    choice("ruc", "RUC"),
];
const UPLOADED: &[Choice] = &[
    choice("registered_at", "Fecha en que se anotó"),
    choice("visit_date", "Fecha de la visita"),
    choice("municipality", "Municipalidad"),
    choice("visitor", "Nombre del visitante"),
    choice("document", "Tipo y número de documento"),
    choice(
        "visitor_entity",
        "Tipo y nombre de la entidad del visitante",
    ),
    choice("official", "Nombre del funcionario"),
    choice("entry_time", "Hora de ingreso"),
    choice("exit_time", "Hora de salida"),
    choice("reason", "Motivo y su detalle"),
    choice("place", "Lugar"),
    choice("remark", "Observación"),
];
const STAFF: &[Choice] = &[
    choice("number", "Número de orden"),
    choice("site", "Sede"),
    choice("office", "Unidad orgánica"),
    choice("document_type", "Tipo de documento"),
    choice("document", "Número de documento"),
    choice("surname", "Apellido paterno"),
    choice("second_surname", "Apellido materno"),
    choice("names", "Nombres"),
    choice("post", "Cargo"),
    choice("regime", "Régimen laboral"),
    choice("mail", "Correo"),
    choice("phone", "Teléfono"),
    choice("decides", "Capacidad de decisión"),
    choice("profile", "Perfil"),
    choice("state", "Estado"),
    choice("resolution", "Resolución"),
    choice("valid_from", "Primer día en el cargo"),
];
const PERSONS: &[Choice] = &[
    choice("natural", "Persona natural"),
    choice("any", "Cualquier persona"),
];
const TERM_UNITS: &[Choice] = &[choice("years", "Años"), choice("months", "Meses")];
const DISPOSITIONS: &[Choice] = &[
    choice("keep", "Se conserva siempre"),
    choice("dispose", "Se elimina con acta de dos personas"),
    choice("erase_personal", "Se borran los datos personales"),
];
const SCOPES: &[Choice] = &[
    choice("national", "Todo el país"),
    choice("public_sector", "Sector público"),
    choice("region", "Departamento"),
    choice("province", "Provincia"),
    choice("district", "Distrito"),
    choice("institution", "Una entidad"),
];

/// Every catalogue, in the order in which screens list them.
pub const CATALOGS: &[Catalog] = &[
    Catalog {
        name: "uit",
        title: "UIT",
        description: "Unidad Impositiva Tributaria de cada año, fijada por decreto supremo.",
        key_label: "Año",
        validity: Validity::Period,
        editable: true,
        columns: &[unit(
            column("amount_cents", "Valor", ColumnKind::Money, "550000"),
            "céntimos de sol",
        )],
        rule: None,
    },
    Catalog {
        name: "domain_fees",
        title: "Tarifa del dominio propio",
        description: "Renovación anual del dominio de una municipalidad: monto y días de gracia después del vencimiento.",
        key_label: "Clave",
        validity: Validity::Period,
        editable: true,
        columns: &[
            unit(
                column(
                    "amount_cents",
                    "Renovación anual",
                    ColumnKind::Money,
                    "11000",
                ),
                "céntimos de sol",
            ),
            unit(
                column("grace_days", "Gracia", ColumnKind::Integer, "30"),
                "días calendario",
            ),
        ],
        rule: None,
    },
    Catalog {
        name: "exchange_rates",
        title: "Tipo de cambio",
        description: "Soles por dólar de cada día, compra y venta, ingresado con su fuente.",
        key_label: "Moneda",
        validity: Validity::Day,
        editable: true,
        columns: &[
            unit(
                column("buy_e4", "Compra", ColumnKind::Integer, "34050"),
                "diezmilésimos de sol",
            ),
            unit(
                column("sell_e4", "Venta", ColumnKind::Integer, "34080"),
                "diezmilésimos de sol",
            ),
        ],
        rule: Some(bought_for_less),
    },
    Catalog {
        name: "year_names",
        title: "Nombre del año",
        description: "Nombre oficial de cada año, desde el día de su decreto.",
        key_label: "Año",
        validity: Validity::Period,
        editable: true,
        columns: &[column(
            "es",
            "Nombre",
            ColumnKind::Text,
            "Año de la Esperanza y el Fortalecimiento de la Democracia",
        )],
        rule: None,
    },
    Catalog {
        name: "decade_names",
        title: "Nombre del decenio",
        description: "Nombre oficial de cada decenio.",
        key_label: "Años",
        validity: Validity::Period,
        editable: true,
        columns: &[column(
            "es",
            "Nombre",
            ColumnKind::Text,
            "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres",
        )],
        rule: None,
    },
    Catalog {
        name: "holidays",
        title: "Días no hábiles",
        description: "Feriados regionales y locales y días no laborables por decreto. Los feriados nacionales se calculan por ley.",
        key_label: "Clave",
        validity: Validity::Day,
        editable: true,
        columns: &[
            column("name", "Nombre", ColumnKind::Text, "Aniversario de Piura"),
            chosen("scope", "Ámbito", SCOPES, "province"),
            optional(column(
                "ubigeo",
                "Lugar (ubigeo del INEI)",
                ColumnKind::Ubigeo,
                "2001",
            )),
            optional(column(
                "municipality",
                "Municipalidad (su nombre en las direcciones)",
                ColumnKind::Text,
                "munipiura",
            )),
            column(
                "compensable",
                "Las horas se recuperan",
                ColumnKind::Bool,
                "false",
            ),
        ],
        rule: Some(placed),
    },
    Catalog {
        name: "document_types",
        title: "Tipos de documento",
        description: "Documentos con que se identifican las personas, con sus códigos. Sus reglas son parte del programa: se consultan y no se editan.",
        key_label: "Código",
        validity: Validity::Period,
        editable: false,
        columns: &[
            column(
                "label",
                "Nombre",
                ColumnKind::Text,
                "Documento Nacional de Identidad",
            ),
            column("short", "Nombre corto", ColumnKind::Text, "DNI"),
            optional(column(
                "sunat_code",
                "Código de la SUNAT",
                ColumnKind::Text,
                "1",
            )),
            column("min_length", "Longitud mínima", ColumnKind::Integer, "8"),
            column("max_length", "Longitud máxima", ColumnKind::Integer, "8"),
            optional(chosen("rule", "Regla", RULES, "dni")),
            chosen("person", "De quién", PERSONS, "natural"),
        ],
        rule: None,
    },
    Catalog {
        name: "state_links",
        title: "Enlaces del Estado",
        description: "Enlaces que todo portal lleva al pie.",
        key_label: "Clave",
        validity: Validity::Period,
        editable: true,
        columns: &[
            column(
                "label",
                "Texto",
                ColumnKind::Text,
                "Presidencia de la República",
            ),
            column(
                "url",
                "Dirección",
                ColumnKind::Url,
                "https://www.gob.pe/presidencia",
            ),
            column("position", "Orden", ColumnKind::Integer, "1"),
        ],
        rule: None,
    },
    Catalog {
        name: "visit_upload_columns",
        title: "Columnas del archivo de carga de visitas",
        description: "Encabezados y contenido del archivo con que las visitas se cargan en el registro nacional.",
        key_label: "Clave",
        validity: Validity::Period,
        editable: true,
        columns: &[
            column("position", "Orden", ColumnKind::Integer, "1"),
            column(
                "heading",
                "Encabezado",
                ColumnKind::Text,
                "Fecha de Registro",
            ),
            chosen("content", "Contenido", UPLOADED, "registered_at"),
        ],
        rule: None,
    },
    Catalog {
        name: "staff_columns",
        title: "Columnas del formato de personal",
        description: "Encabezados y orden del formato de personal (SIP-RVL-002): su plantilla y su exportación.",
        key_label: "Clave",
        validity: Validity::Period,
        editable: true,
        columns: &[
            column("position", "Orden", ColumnKind::Integer, "1"),
            column("heading", "Encabezado", ColumnKind::Text, "Unidad orgánica"),
            chosen("content", "Contenido", STAFF, "office"),
        ],
        rule: None,
    },
    Catalog {
        name: "retention_terms",
        title: "Plazos de conservación",
        description: "Cuánto se guarda cada clase de registro, desde cuándo y qué pasa después.",
        key_label: "Clave",
        validity: Validity::Period,
        editable: true,
        columns: &[
            column("label", "Registro", ColumnKind::Text, "Expedientes"),
            column(
                "start_event",
                "Desde",
                ColumnKind::Text,
                "Cierre del expediente",
            ),
            optional(column("term_amount", "Plazo", ColumnKind::Integer, "10")),
            optional(chosen("term_unit", "Unidad", TERM_UNITS, "years")),
            chosen("then", "Después", DISPOSITIONS, "dispose"),
        ],
        rule: Some(whole_term),
    },
];

fn bought_for_less(value: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    let swapped = value.get("buy_e4")?.as_i64()? > value.get("sell_e4")?.as_i64()?;
    swapped.then_some((
        "sell_e4",
        "below_buy",
        "La venta no puede ser menor que la compra; revise si están al revés.",
    ))
}

/// A holiday of a place names the place, and of the level it says; one of an institution names the municipality.
fn placed(value: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    let scope = value.get("scope")?.as_str()?;
    let named = value
        .get("municipality")
        .is_some_and(|member| !member.is_null());
    if named != (scope == "institution") {
        return Some((
            "municipality",
            "owner",
            "Indique la municipalidad cuando el ámbito es una entidad; en los demás va vacía.",
        ));
    }
    let digits = match scope {
        "region" => 2,
        "province" => 4,
        "district" => 6,
        _ => 0,
    };
    let given = value
        .get("ubigeo")
        .and_then(Value::as_str)
        .map_or(0, str::len);
    (given != digits).then_some((
        "ubigeo",
        "ubigeo_level",
        "El ubigeo tiene 2 dígitos para un departamento, 4 para una provincia, 6 para un distrito y va vacío en los demás ámbitos.",
    ))
}

/// What is kept for ever has no term; anything else has an amount and its unit.
fn whole_term(value: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    let has = |name| value.get(name).is_some_and(|member| !member.is_null());
    let kept = value.get("then")?.as_str()? == "keep";
    let whole = has("term_amount") == has("term_unit") && has("term_amount") != kept;
    (!whole).then_some((
        "term_amount",
        "term",
        "Indique plazo y unidad, o ninguno de los dos cuando se conserva siempre.",
    ))
}
