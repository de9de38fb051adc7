//! The directory as a file for spreadsheets, written while it is read.

use std::borrow::Cow;

use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use shared::features::directory::MunicipalityListItem;
use uuid::Uuid;

use super::public::{DirectoryQuery, ExportQuery};
use super::view;
use crate::error::ApiResult;
use crate::features::municipalities::{self, Filter};
use crate::http::input::Params;
use crate::kit::csv;
use crate::problems;
use crate::state::AppState;

const COLUMNS: [&str; 12] = [
    "slug",
    "name",
    "kind",
    "ruc",
    "ubigeo",
    "department",
    "province",
    "district",
    "status",
    "created_on",
    "url",
    "domain",
];
/// Rows that are read and written at once.
const CHUNK: u64 = 500;

/// The municipalities as CSV (RFC 4180, UTF-8), with the filters of the list and without pages.
#[utoipa::path(
    tag = "directory",
    security(()),
    params(ExportQuery),
    responses((status = 200, description = "Todas las municipalidades que coinciden", content_type = "text/csv", body = String), problems::Export)
)]
#[get("/municipalities.csv")]
pub(super) async fn export_municipalities(
    state: web::Data<AppState>,
    Params(query): Params<ExportQuery>,
) -> ApiResult<HttpResponse> {
    let start = Step::Header(DirectoryQuery::from(query).filter()?);
    let body = stream::try_unfold(start, move |step| next(state.clone(), step));
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-cache"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .insert_header((
            "Content-Disposition",
            "attachment; filename=\"municipalidades.csv\"",
        ))
        .content_type("text/csv; charset=utf-8")
        .streaming(Box::pin(body)))
}

enum Step {
    Header(Filter),
    After(Filter, Option<(String, Uuid)>),
    End,
}

async fn next(state: web::Data<AppState>, step: Step) -> ApiResult<Option<(Bytes, Step)>> {
    let (filter, after) = match step {
        Step::Header(filter) => {
            return Ok(Some((csv::rows([COLUMNS])?, Step::After(filter, None))));
        }
        Step::After(filter, after) => (filter, after),
        Step::End => return Ok(None),
    };
    let rows = municipalities::list(state.db.public(), &filter, after.as_ref(), CHUNK).await?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let full = u64::try_from(rows.len()).is_ok_and(|count| count == CHUNK);
    let key = (last.sort_key.clone(), last.id);
    let public_url = &state.settings.server.public_url;
    let items: Vec<MunicipalityListItem> =
        rows.iter().map(|row| view::item(row, public_url)).collect();
    let bytes = csv::rows(items.iter().map(cells))?;
    let step = if full {
        Step::After(filter, Some(key))
    } else {
        Step::End
    };
    Ok(Some((bytes, step)))
}

fn cells(item: &MunicipalityListItem) -> [Cow<'_, str>; 12] {
    let code = |value: &'_ Option<String>| Cow::Owned(value.clone().unwrap_or_default());
    [
        Cow::Borrowed(&item.slug),
        csv::text(&item.name),
        Cow::Borrowed(item.kind.as_str()),
        code(&item.ruc),
        Cow::Borrowed(&item.ubigeo),
        csv::text(&item.department),
        csv::text(&item.province),
        csv::text(&item.district),
        Cow::Borrowed(item.status.as_str()),
        Cow::Owned(
            item.created_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
        ),
        code(&item.url),
        code(&item.domain),
    ]
}
