//! The reference catalogues, declared once: the API reads the declaration for validation, the apps for screens.
//!
//! A row holds for a period or for one day, has a legal basis or a source, and is never overwritten: a correction is a
//! new version. Adding a catalogue is adding a declaration here.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::kit::problem::FieldError;
use crate::reference::{CatalogRow, Confidence};
use crate::rules;
use crate::ubigeo::Ubigeo;

mod declared;

pub use declared::CATALOGS;

/// Where the declarations are read.
pub const CATALOGS_PATH: &str = "/api/v1/catalogs";

/// Where the rows of a catalogue are read.
pub fn catalog_path(name: &str) -> String {
    format!("{CATALOGS_PATH}/{name}")
}

/// Where operators add a row (POST [`CatalogRow`]).
pub fn catalog_rows_path(name: &str) -> String {
    format!("/api/v1/platform/catalogs/{name}")
}

/// Where one row is read with its `ETag` and corrected (PUT [`CatalogRow`]); `close` and `withdraw` below it.
pub fn catalog_row_path(name: &str, id: &str) -> String {
    format!("/api/v1/platform/catalogs/{name}/{id}")
}

/// Ends a row: what was true until that day stays true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogCloseIn {
    /// Its last day.
    pub last_day: NaiveDate,
}

crate::checks!(CatalogCloseIn, |_this, _check| {});

/// Withdraws a row that should never have stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogWithdrawIn {
    /// Why.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 5, max_length = 300, example = "Se registró dos veces")
    )]
    pub reason: String,
}

crate::checks!(CatalogWithdrawIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});

/// A catalogue.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Catalog {
    /// Its name in addresses and in the journal.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What the code of a row is called.
    pub key_label: &'static str,
    /// How long a row holds.
    pub validity: Validity,
    /// Whether operators change its rows. Where not, they say what rules of the program are, and change with it.
    pub editable: bool,
    /// The members of `value`.
    pub columns: &'static [Column],
    /// A rule over several members, judged once each holds its own.
    #[serde(skip)]
    #[cfg_attr(feature = "api", schema(ignore))]
    pub rule: Option<Rule>,
}

/// A rule over the members of a value: the member to blame, a code and how to mend it.
pub type Rule = fn(&Value) -> Option<(&'static str, &'static str, &'static str)>;

/// How long a row of a catalogue holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// From a day to a day, either of which may be open.
    Period,
    /// One day: first and last day are the same.
    Day,
}

/// A member of the value of a row.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Column {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What kind of value it is.
    pub kind: ColumnKind,
    /// What it is measured in, where that is not plain.
    pub unit: Option<&'static str>,
    /// Whether it may not be missing or `null`.
    pub required: bool,
    /// A value as it might stand there.
    pub example: &'static str,
    /// What may be chosen; empty for other kinds.
    pub choices: &'static [Choice],
}

/// What kind of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text of up to 300 characters.
    Text,
    /// A whole number of céntimos, not negative.
    Money,
    /// `YYYY-MM-DD`.
    Date,
    /// A whole number, not negative.
    Integer,
    /// An address that begins with `https://`.
    Url,
    /// Yes or no.
    Bool,
    /// A code of INEI.
    Ubigeo,
    /// One of the choices.
    Choice,
}

/// Something that may be chosen.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Choice {
    /// The value in JSON.
    pub value: &'static str,
    /// The value for people.
    pub label: &'static str,
}

/// A row of a catalogue as it is published, in its current version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct CatalogEntry {
    /// The row, through all its versions.
    pub id: Uuid,
    /// Counts its corrections, from 1.
    pub version: u32,
    /// What the row is about, stable within its catalogue.
    #[cfg_attr(feature = "api", schema(example = "2026"))]
    pub code: String,
    /// First day it holds; `null` when it holds since ever or the day is not known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it holds; `null` while it does.
    pub valid_to: Option<NaiveDate>,
    /// What the catalogue says; its members are the columns of the declaration.
    #[cfg_attr(feature = "api", schema(value_type = Object, example = json!({"amount_cents": 550_000})))]
    pub value: Value,
    /// The norm behind it.
    #[cfg_attr(feature = "api", schema(example = "DS 301-2025-EF"))]
    pub legal_basis: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// When this version was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl CatalogEntry {
    /// What the row says, without its history.
    pub fn row(&self) -> CatalogRow {
        CatalogRow {
            code: self.code.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            value: self.value.clone(),
            legal_basis: self.legal_basis.clone(),
            source: self.source.clone(),
            confidence: self.confidence,
        }
    }
}

impl Catalog {
    /// The catalogue of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        CATALOGS.iter().find(|catalog| catalog.name == name)
    }

    /// Every rule a row of this catalogue breaks, by field.
    pub fn check(&self, row: &CatalogRow) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field: &str, code: &str, message: &str| {
            errors.push(FieldError::new(field, code, message));
        };
        if !is_code(&row.code) {
            let message =
                "Use de 1 a 64 letras minúsculas sin tilde, dígitos, guiones o guiones bajos.";
            wrong("code", "code_format", message);
        }
        if row
            .valid_from
            .zip(row.valid_to)
            .is_some_and(|(from, to)| from > to)
        {
            wrong(
                "valid_to",
                "before_start",
                "El último día no puede ser anterior al primero.",
            );
        }
        if self.validity == Validity::Day
            && (row.valid_from.is_none() || row.valid_from != row.valid_to)
        {
            wrong(
                "valid_to",
                "one_day",
                "En este catálogo el primer y el último día son el mismo.",
            );
        }
        for (field, text) in [("legal_basis", &row.legal_basis), ("source", &row.source)] {
            if text
                .as_deref()
                .is_some_and(|text| text.trim().is_empty() || text.chars().count() > 300)
            {
                wrong(
                    field,
                    "length",
                    "Escriba hasta 300 caracteres, o deje el dato vacío.",
                );
            }
        }
        if row.legal_basis.is_none() && row.source.is_none() && row.confidence == Confidence::Found
        {
            wrong(
                "source",
                "required",
                "Indique la norma o la fuente donde consta.",
            );
        }
        errors.extend(self.check_value(&row.value));
        errors
    }

    fn check_value(&self, value: &Value) -> Vec<FieldError> {
        let Some(members) = value.as_object() else {
            return vec![FieldError::new(
                "value",
                "wrong_type",
                "El valor es un objeto con los datos de la fila.",
            )];
        };
        let unknown = members
            .keys()
            .filter(|name| !self.columns.iter().any(|column| column.name == **name));
        let mut errors: Vec<_> = unknown
            .map(|name| {
                FieldError::new(
                    format!("value.{name}"),
                    "unknown_field",
                    "Este campo no existe",
                )
            })
            .collect();
        for column in self.columns {
            let member = members.get(column.name).filter(|member| !member.is_null());
            let outcome = match member {
                None if column.required => Err(("required", "Falta este dato.")),
                None => Ok(()),
                Some(member) => column.check(member),
            };
            if let Err((code, message)) = outcome {
                errors.push(FieldError::new(
                    format!("value.{}", column.name),
                    code,
                    message,
                ));
            }
        }
        let broken = self
            .rule
            .filter(|_| errors.is_empty())
            .and_then(|rule| rule(value));
        errors.extend(broken.map(|(member, code, message)| {
            FieldError::new(format!("value.{member}"), code, message)
        }));
        errors
    }
}

impl Column {
    fn check(&self, value: &Value) -> Result<(), (&'static str, &'static str)> {
        let text = value.as_str();
        let parses = |holds: bool, code, message| if holds { Ok(()) } else { Err((code, message)) };
        match self.kind {
            ColumnKind::Text => {
                let holds =
                    text.is_some_and(|text| !text.trim().is_empty() && text.chars().count() <= 300);
                parses(holds, "length", "Escriba de 1 a 300 caracteres.")
            }
            ColumnKind::Money | ColumnKind::Integer => {
                let holds = value
                    .as_i64()
                    .is_some_and(|number| (0..=1_000_000_000_000).contains(&number));
                parses(
                    holds,
                    "number",
                    "Escriba un número entero que no sea negativo.",
                )
            }
            ColumnKind::Date => {
                let holds = text.is_some_and(|text| text.parse::<NaiveDate>().is_ok());
                parses(holds, "date_format", "Escriba la fecha como 2026-11-21.")
            }
            ColumnKind::Url => {
                let holds = text.is_some_and(|text| rules::https_url(text).is_ok());
                parses(
                    holds,
                    "url_format",
                    "Escriba una dirección que empiece con https://",
                )
            }
            ColumnKind::Bool => parses(value.is_boolean(), "wrong_type", "Elija sí o no."),
            ColumnKind::Ubigeo => {
                let holds = text.is_some_and(|text| text.parse::<Ubigeo>().is_ok());
                parses(
                    holds,
                    "ubigeo_format",
                    "Escriba el ubigeo del INEI con 2, 4 o 6 dígitos.",
                )
            }
            ColumnKind::Choice => {
                let holds =
                    text.is_some_and(|text| self.choices.iter().any(|choice| choice.value == text));
                parses(
                    holds,
                    "unknown_value",
                    "Este valor no está entre los permitidos.",
                )
            }
        }
    }
}

fn is_code(code: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    (1..=64).contains(&code.len()) && code.chars().all(allowed)
}

#[cfg(test)]
mod tests;
