//! What the calculator is asked: the fields of a form, and all that is wrong with them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use shared::deadline::{Count, DeadlineError, Extension, Start, Suspension, Term, Unit};
use shared::kit::problem::FieldError;
use shared::time::short_date;
use shared::ubigeo::Ubigeo;

use crate::features::places::Places;

/// What is to be counted. Texts, because they are the fields of a form: a wrong one is a 422 that names it.
#[derive(Clone, Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeadlineQuery {
    /// When the term starts: a date in Lima, or an instant of RFC 3339.
    #[param(required = true, example = "2026-11-21")]
    start: Option<String>,
    /// How long it is: a whole number from 1.
    #[param(required = true, example = "10")]
    amount: Option<String>,
    /// What it is counted in; working days when it is not given.
    #[param(inline, value_type = Option<Unit>, example = "business_days")]
    unit: Option<String>,
    /// The place whose calendar counts, INEI; the national calendar without it.
    #[param(example = "200101")]
    ubigeo: Option<String>,
    /// Instead of a place, the municipality whose calendar counts, by its name in the addresses: with its own days off.
    #[param(example = "munipiura")]
    municipality: Option<String>,
    /// The first and the last day on which the term does not run: `2026-12-01..2026-12-15`. May be repeated.
    #[param(required = false, example = json!(["2026-12-01..2026-12-15"]))]
    suspension: Vec<String>,
    /// A term that was added: `5` in the unit of the first, or `5:calendar_days`. May be repeated, in order.
    #[param(required = false, example = json!(["5"]))]
    extension: Vec<String>,
}

const NAMES: &[&str] = &[
    "start",
    "amount",
    "unit",
    "ubigeo",
    "municipality",
    "suspension",
    "extension",
];

impl<'de> Deserialize<'de> for DeadlineQuery {
    /// As serde would derive it, but that two of the parameters may be repeated.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut query = Self::default();
        for (name, value) in Vec::<(String, String)>::deserialize(deserializer)? {
            let (field, name) = match name.as_str() {
                "start" => (&mut query.start, "start"),
                "amount" => (&mut query.amount, "amount"),
                "unit" => (&mut query.unit, "unit"),
                "ubigeo" => (&mut query.ubigeo, "ubigeo"),
                "municipality" => (&mut query.municipality, "municipality"),
                "suspension" => {
                    query.suspension.push(value);
                    continue;
                }
                "extension" => {
                    query.extension.push(value);
                    continue;
                }
                unknown => return Err(D::Error::unknown_field(unknown, NAMES)),
            };
            if field.replace(value).is_some() {
                return Err(D::Error::duplicate_field(name));
            }
        }
        Ok(query)
    }
}

impl DeadlineQuery {
    /// The count, unless something in it is wrong.
    pub(super) fn count(&self, errors: &mut Vec<FieldError>) -> Option<Count> {
        let start = self.start().map_err(|error| errors.push(error)).ok();
        let unit = self.unit();
        let amount = self.amount(unit.as_ref().ok());
        let amount = amount.map_err(|error| errors.push(error)).ok();
        let unit = unit.map_err(|error| errors.push(error)).ok();
        let mut suspensions = Vec::new();
        for text in given_all(&self.suspension) {
            match suspension(text) {
                Ok(suspension) => suspensions.push(suspension),
                Err(error) => errors.push(error),
            }
        }
        let mut extensions = Vec::new();
        for (number, text) in (1..).zip(given_all(&self.extension)) {
            match extension(number, text, unit?) {
                Ok(extension) => extensions.push(extension),
                Err(error) => errors.push(error),
            }
        }
        Some(Count {
            suspensions,
            extensions,
            ..Count::new(start?, Term::new(amount?, unit?))
        })
    }

    /// The place, as typed.
    pub(super) fn place(&self) -> Option<&str> {
        given(&self.ubigeo)
    }

    /// The municipality, as typed.
    pub(super) fn municipality(&self) -> Option<&str> {
        given(&self.municipality)
    }

    fn start(&self) -> Result<Start, FieldError> {
        let Some(start) = given(&self.start) else {
            let message = "Indique desde cuándo corre el plazo.";
            return Err(FieldError::new("start", "required", message));
        };
        // An unescaped plus sign of the offset arrives as a space.
        start.replace(' ', "+").parse().map_err(blame)
    }

    fn unit(&self) -> Result<Unit, FieldError> {
        let message = "Elija días hábiles, días calendario, horas, meses o años.";
        given(&self.unit).map_or(Ok(Unit::BusinessDays), |unit| {
            unit.parse()
                .map_err(|()| FieldError::new("unit", "unknown_value", message))
        })
    }

    fn amount(&self, unit: Option<&Unit>) -> Result<u32, FieldError> {
        let Some(amount) = given(&self.amount) else {
            let message = "Indique de cuánto es el plazo.";
            return Err(FieldError::new("amount", "required", message));
        };
        let max = unit.unwrap_or(&Unit::BusinessDays).max_amount();
        amount
            .parse()
            .map_err(|_| blame(DeadlineError::AmountOutOfRange(max)))
    }
}

fn given(value: &Option<String>) -> Option<&str> {
    value
        .as_deref()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn given_all(values: &[String]) -> impl Iterator<Item = &str> {
    values
        .iter()
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
}

fn suspension(text: &str) -> Result<Suspension, FieldError> {
    let days = text.split_once("..");
    let days = days.and_then(|(from, to)| {
        let from = from.trim().parse().ok()?;
        Some((from, to.trim().parse().ok()?))
    });
    let Some((from, to)) = days else {
        let message =
            "Escriba la suspensión con su primer y su último día, como 2026-12-01..2026-12-15.";
        return Err(FieldError::new("suspension", "suspension_format", message));
    };
    Ok(Suspension {
        from,
        to,
        reason: format!("del {} al {}", short_date(from), short_date(to)),
    })
}

fn extension(number: u32, text: &str, unit: Unit) -> Result<Extension, FieldError> {
    let (amount, unit) = match text.split_once(':') {
        Some((amount, unit)) => (amount.trim(), unit.trim().parse().ok()),
        None => (text, Some(unit)),
    };
    let term = amount.parse().ok().zip(unit);
    let term = term.filter(|(amount, unit)| (1..=unit.max_amount()).contains(amount));
    let Some((amount, unit)) = term else {
        let message =
            "Escriba la ampliación como un número en la unidad del plazo, o como 5:calendar_days.";
        return Err(FieldError::new("extension", "extension_format", message));
    };
    Ok(Extension {
        term: Term::new(amount, unit),
        reason: format!("n.° {number}"),
    })
}

/// The place of a code.
pub(super) fn place(code: &str, places: &Places) -> Result<Ubigeo, FieldError> {
    let wrong = |code, message: String| FieldError::new("ubigeo", code, message);
    let code: Ubigeo = code
        .parse()
        .map_err(|error: shared::ubigeo::ParseUbigeoError| {
            wrong("ubigeo_format", error.to_string())
        })?;
    if places.get(&code).is_none() {
        return Err(wrong(
            "unknown_place",
            "No existe un lugar con este ubigeo del INEI.".to_owned(),
        ));
    }
    Ok(code)
}

/// The field an error of the count is about.
pub(super) fn blame(error: DeadlineError) -> FieldError {
    let field = match error {
        DeadlineError::AmountOutOfRange(_) => "amount",
        DeadlineError::MixedUnits => "extension",
        DeadlineError::InvalidSuspension | DeadlineError::TooManyParts => "suspension",
        DeadlineError::InvalidStart | DeadlineError::DateOutOfRange => "start",
    };
    FieldError::new(field, error.code(), error.to_string())
}
