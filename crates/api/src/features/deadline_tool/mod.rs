//! The public deadline calculator: a term on the calendar of a place, with every day explained.
//!
//! TUO of Ley 27444 (DS 004-2019-JUS), arts. 144 to 149. Nothing is kept of what was asked.

use crate::http::operations::Operations;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::deadline::{Count, Deadline, DeadlineError, Start, Term, Unit};
use shared::kit::problem::FieldError;
use shared::ubigeo::Ubigeo;

use crate::error::{ApiError, ApiResult};
use crate::features::places::{self, Places};
use crate::http::etag;
use crate::http::input::Params;
use crate::problems;
use crate::reference;
use crate::state::AppState;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(count_deadline);
}

/// What is to be counted. Texts, because they are the fields of a form: a wrong one is a 422 that names it.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeadlineQuery {
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
}

/// When a term falls due, and how each day was counted.
#[utoipa::path(
    tag = "deadline_tool",
    security(()),
    params(DeadlineQuery),
    responses((status = 200, description = "El vencimiento, con cada día explicado", body = Deadline), problems::Form)
)]
#[get("/tools/deadline")]
async fn count_deadline(
    state: web::Data<AppState>,
    request: HttpRequest,
    Params(query): Params<DeadlineQuery>,
) -> ApiResult<HttpResponse> {
    let places = places::all(&state).await?;
    let (count, place) = read(&query, &places).map_err(ApiError::invalid)?;
    let calendar = reference::calendar(&state, place.as_ref()).await?;
    let deadline = count
        .run(&calendar)
        .map_err(|error| ApiError::invalid(vec![blame(error)]))?;
    etag::public(&request, &deadline, &[])
}

/// The fields of the form, or all that is wrong with them.
fn read(
    query: &DeadlineQuery,
    places: &Places,
) -> Result<(Count, Option<Ubigeo>), Vec<FieldError>> {
    let mut errors = Vec::new();
    let start = given(&query.start).map_or_else(
        || {
            Err(FieldError::new(
                "start",
                "required",
                "Indique desde cuándo corre el plazo.",
            ))
        },
        // An unescaped plus sign of the offset arrives as a space.
        |start| start.replace(' ', "+").parse::<Start>().map_err(blame),
    );
    let unit = given(&query.unit).map_or(Ok(Unit::BusinessDays), |unit| {
        let message = "Elija días hábiles, días calendario, horas, meses o años.";
        unit.parse()
            .map_err(|()| FieldError::new("unit", "unknown_value", message))
    });
    let amount = given(&query.amount).map_or_else(
        || {
            Err(FieldError::new(
                "amount",
                "required",
                "Indique de cuánto es el plazo.",
            ))
        },
        |amount| {
            let max = unit
                .as_ref()
                .map_or(Unit::BusinessDays.max_amount(), |unit| unit.max_amount());
            amount
                .parse::<u32>()
                .map_err(|_| blame(DeadlineError::AmountOutOfRange(max)))
        },
    );
    let place = given(&query.ubigeo)
        .map(|code| place(code, places))
        .transpose();
    let mut keep = |error: Option<FieldError>| errors.extend(error);
    keep(start.as_ref().err().cloned());
    keep(amount.as_ref().err().cloned());
    keep(unit.as_ref().err().cloned());
    keep(place.as_ref().err().cloned());
    match (start, amount, unit, place) {
        (Ok(start), Ok(amount), Ok(unit), Ok(place)) => {
            Ok((Count::new(start, Term::new(amount, unit)), place))
        }
        _ => Err(errors),
    }
}

fn given(value: &Option<String>) -> Option<&str> {
    value
        .as_deref()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn place(code: &str, places: &Places) -> Result<Ubigeo, FieldError> {
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
fn blame(error: DeadlineError) -> FieldError {
    let field = match error {
        DeadlineError::AmountOutOfRange(_) => "amount",
        DeadlineError::MixedUnits => "unit",
        _ => "start",
    };
    FieldError::new(field, error.code(), error.to_string())
}
