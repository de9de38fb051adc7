//! The public deadline calculator: a term on the calendar of a place or of a municipality, with its suspensions and
//! extensions, every day explained.
//!
//! TUO of Ley 27444 (DS 004-2019-JUS), arts. 144 to 149. Nothing is kept of what was asked.

mod query;

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::deadline::Deadline;
use shared::kit::problem::FieldError;
use shared::ubigeo::Ubigeo;

use crate::error::{ApiError, ApiResult};
use crate::features::{municipalities, places};
use crate::http::etag;
use crate::http::input::Params;
use crate::http::operations::Operations;
use crate::problems;
use crate::reference;
use crate::state::AppState;
use query::{DeadlineQuery, blame};

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(count_deadline);
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
    let mut errors = Vec::new();
    let count = query.count(&mut errors);
    let whose = whose(&state, &query).await?;
    errors.extend(whose.as_ref().err().cloned());
    let (Some(count), Ok(whose), true) = (count, whose, errors.is_empty()) else {
        return Err(ApiError::invalid(errors));
    };
    let municipality = whose.municipality.as_deref();
    let calendar = reference::calendar(&state, whose.place.as_ref(), municipality).await?;
    let deadline = count
        .run(&calendar)
        .map_err(|error| ApiError::invalid(vec![blame(error)]))?;
    etag::public(&request, &deadline, &[])
}

/// Whose working days count.
#[derive(Default)]
struct Whose {
    place: Option<Ubigeo>,
    /// By its slug.
    municipality: Option<String>,
}

async fn whose(state: &AppState, query: &DeadlineQuery) -> ApiResult<Result<Whose, FieldError>> {
    match (query.place(), query.municipality()) {
        (None, None) => Ok(Ok(Whose::default())),
        (Some(code), None) => {
            let places = places::all(state).await?;
            Ok(query::place(code, &places).map(|place| Whose {
                place: Some(place),
                municipality: None,
            }))
        }
        (None, Some(slug)) => {
            let found = municipalities::find_by_slug(state.db.public(), slug).await?;
            let Some(found) = found else {
                let message = "No hay una municipalidad con este nombre en las direcciones.";
                return Ok(Err(FieldError::new("municipality", "unknown", message)));
            };
            Ok(Ok(Whose {
                place: Some(found.ubigeo.parse().map_err(ApiError::internal)?),
                municipality: Some(found.slug),
            }))
        }
        (Some(_), Some(_)) => {
            let message = "Indique el lugar o la municipalidad, no los dos.";
            Ok(Err(FieldError::new("municipality", "one_of_two", message)))
        }
    }
}
