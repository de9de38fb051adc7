//! Reading what a request carries: a body that holds its rules, a query without unknown parameters.

use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use shared::kit::problem::FieldError;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::error::{ApiError, Code};

/// A JSON body that was read and whose rules hold.
#[derive(Clone, Debug)]
pub(crate) struct Valid<T> {
    value: T,
    bytes: Bytes,
}

impl<T> Valid<T> {
    /// The body.
    pub(crate) fn into_inner(self) -> T {
        self.value
    }

    /// The body as it came, for the fingerprint of an idempotency key.
    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Valid<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            if !json {
                return Err(
                    ApiError::new(Code::UnsupportedMediaType).detail("Envíe application/json")
                );
            }
            let bytes = bytes.await.map_err(|error| {
                let too_large = error.as_response_error().status_code().as_u16() == 413;
                ApiError::new(if too_large {
                    Code::TooLarge
                } else {
                    Code::Malformed
                })
            })?;
            let value: T = parse(&bytes)?;
            value
                .validate()
                .map_err(|errors| ApiError::invalid(flatten(&errors)))?;
            Ok(Self { value, bytes })
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let value = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    })
}

/// What is not JSON is a 400; a field of the wrong kind, a missing or an unknown one is a 422 that names it.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        if !error.inner().is_data() {
            return ApiError::new(Code::Malformed).detail("El cuerpo no es JSON válido");
        }
        let path = error.path().to_string();
        let (field, code, message) = explain(&path, &error.inner().to_string());
        ApiError::field(&field, code, message)
    })?;
    deserializer
        .end()
        .map_err(|_| ApiError::new(Code::Malformed).detail("Sobra texto después del JSON"))?;
    Ok(value)
}

/// serde's sentence as field, code and Spanish message. A missing field is named in the sentence, not in the path.
fn explain(path: &str, sentence: &str) -> (String, &'static str, &'static str) {
    let named = sentence.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| match path {
        "." | "" => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    if sentence.starts_with("missing field") {
        return (inside(named), "required", "Falta este dato");
    }
    if sentence.starts_with("unknown field") {
        return (inside(named), "unknown_field", "Este campo no existe");
    }
    if sentence.starts_with("unknown variant") {
        return (
            path.to_owned(),
            "unknown_value",
            "Este valor no está entre los permitidos",
        );
    }
    (
        path.to_owned(),
        "wrong_type",
        "El valor no es del tipo esperado",
    )
}

fn flatten(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut out: Vec<FieldError> = errors
        .errors()
        .iter()
        .filter_map(|(field, kind)| match kind {
            ValidationErrorsKind::Field(list) => Some((field, list)),
            _ => None,
        })
        .flat_map(|(field, list)| {
            list.iter().map(|error| {
                let message = error.message.clone().unwrap_or_default();
                FieldError::new(field.clone(), error.code.clone(), message)
            })
        })
        .collect();
    out.sort_by(|a, b| a.field.cmp(&b.field));
    out
}

/// Query parameters; an unknown or repeated one is a 400 that names it.
#[derive(Clone, Debug)]
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for Params<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = request.query_string();
        let parsed = serde_urlencoded::from_str(query);
        std::future::ready(parsed.map(Self).map_err(|error| {
            let sentence = error.to_string();
            let culprit = culprit::<T>(query, &sentence);
            ApiError::new(Code::Malformed).detail(explain_parameter(&sentence, culprit.as_deref()))
        }))
    }
}

/// No parameters at all: any is unknown.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParams {}

/// The parameter without which the query would fail otherwise or not at all. serde names it only when it is unknown.
fn culprit<T: DeserializeOwned>(query: &str, sentence: &str) -> Option<String> {
    const MOST: usize = 32;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    let others = |index: usize| {
        let others = pairs
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        serde_urlencoded::to_string(others.map(|(_, pair)| pair).collect::<Vec<_>>())
    };
    let fails_alike = |index| {
        let failure = others(index)
            .ok()
            .map(|query| serde_urlencoded::from_str::<T>(&query).err());
        failure.is_some_and(|failure| failure.is_some_and(|error| error.to_string() == sentence))
    };
    let index = (0..pairs.len().min(MOST)).find(|index| !fails_alike(*index))?;
    pairs.get(index).map(|(name, _)| name.clone())
}

/// serde's sentence about a query in Spanish. What our own types say of a wrong value is Spanish already.
fn explain_parameter(sentence: &str, culprit: Option<&str>) -> String {
    let named: Vec<&str> = sentence.split('`').skip(1).step_by(2).collect();
    let first = named.first().copied().unwrap_or_default();
    let culprit = culprit.unwrap_or(first);
    if sentence.starts_with("unknown field") {
        return format!("El parámetro «{first}» no existe");
    }
    if sentence.starts_with("duplicate field") {
        return format!("El parámetro «{first}» está repetido");
    }
    if sentence.starts_with("missing field") {
        return format!("Falta el parámetro «{first}»");
    }
    if sentence.starts_with("unknown variant") {
        let allowed = named.get(1..).unwrap_or_default().join(", ");
        return format!("El parámetro «{culprit}» admite solo: {allowed}");
    }
    let number = [
        "invalid digit",
        "number too",
        "cannot parse integer",
        "invalid float",
    ];
    if number.iter().any(|sign| sentence.starts_with(sign)) {
        return format!("El parámetro «{culprit}» debe ser un número entero");
    }
    if sentence.starts_with("provided string was not") {
        return format!("El parámetro «{culprit}» debe ser true o false");
    }
    if sentence.is_ascii()
        && (sentence.contains("expected")
            || sentence.contains("invalid")
            || sentence.contains("input"))
    {
        return format!("El parámetro «{culprit}» no es válido");
    }
    format!("El parámetro «{culprit}» no es válido. {sentence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[serde(rename = "dni")]
        _dni: String,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[serde(rename = "person")]
        _person: Inner,
    }

    fn first(json: &str) -> (Code, String, String) {
        let error = parse::<Body>(json.as_bytes()).unwrap_err();
        let field = error.problem().errors.first().cloned();
        let (field, code) = field
            .map(|field| (field.field, field.code))
            .unwrap_or_default();
        (error.code, field, code)
    }

    #[test]
    fn a_wrong_body_names_the_field_that_is_wrong() {
        let case = |json, field: &str, code: &str| {
            assert_eq!(
                first(json),
                (Code::Invalid, field.to_owned(), code.to_owned()),
                "{json}"
            );
        };
        case(r#"{"person":{}}"#, "person.dni", "required");
        case(r"{}", "person", "required");
        case(r#"{"person":{"dni":1}}"#, "person.dni", "wrong_type");
        case(
            r#"{"person":{"dni":"1","rol":"x"}}"#,
            "person.rol",
            "unknown_field",
        );
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        #[serde(rename = "limit")]
        _limit: Option<u32>,
        #[serde(rename = "place")]
        _place: Option<shared::ubigeo::Ubigeo>,
        #[serde(rename = "level")]
        _level: Option<shared::ubigeo::Level>,
        #[serde(rename = "on")]
        _on: Option<chrono::NaiveDate>,
    }

    #[test]
    fn a_wrong_parameter_is_named_in_spanish() {
        let said = |query: &str| {
            let error = serde_urlencoded::from_str::<Query>(query)
                .unwrap_err()
                .to_string();
            explain_parameter(&error, culprit::<Query>(query, &error).as_deref())
        };
        let case = |query, expected: &str| {
            assert!(
                said(query).starts_with(expected),
                "{query}: {}",
                said(query)
            )
        };
        case("page=2", "El parámetro «page» no existe");
        case("limit=1&limit=2", "El parámetro «limit» está repetido");
        case(
            "place=20&limit=many",
            "El parámetro «limit» debe ser un número",
        );
        case(
            "limit=99999999999",
            "El parámetro «limit» debe ser un número",
        );
        case(
            "limit=5&place=99",
            "El parámetro «place» no es válido. Escriba el ubigeo",
        );
        case(
            "level=town&limit=5",
            "El parámetro «level» admite solo: department, province, district",
        );
        case("limit=3&on=ayer", "El parámetro «on» no es válido");
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        for json in ["", "{", "{} {}", "nada", "\u{0}"] {
            assert!(
                matches!(first(json).0, Code::Malformed | Code::Invalid),
                "{json}"
            );
        }
    }
}
