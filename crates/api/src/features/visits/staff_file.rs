//! The staff in its format: the empty template, and the file that is sent with the oficio. Headings and order are the
//! catalogue's, which the operator keeps.

use std::io::Read as _;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpRequest, HttpResponse, get, web};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};
use shared::access::perm;
use shared::features::visits::staff::{STAFF, STAFF_COLUMNS};
use shared::registers::{Column, Format, Kind};
use shared::time::lima_date;
use tabular::write::Value;
use tabular::write::csv::CsvWriter;
use tabular::write::xlsx::{Heading, XlsxWriter};
use uuid::Uuid;

use super::entity::official;
use super::staff::values;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::catalogs;
use crate::features::interests::deciding;
use crate::http::input::Params;
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx, read_personal_of};

type Administrator = Staff<perm::VisitsManage>;

/// Which file.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StaffFileQuery {
    /// The headings alone, to be filled in.
    #[serde(default)]
    template: bool,
}

/// A column of the file: what stands over it, and what of the format below.
#[derive(Deserialize)]
struct Written {
    position: i64,
    heading: String,
    content: String,
}

/// The staff in the format as a workbook, or its empty template. With people in it, it holds whole document numbers: that it
/// was made stands in the journal, and it asks for a recent second factor.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), params(StaffFileQuery),
    responses((status = 200, description = "El libro", body = inline(Binary),
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), StaffRead))]
#[get("/admin/visits/staff-file.xlsx")]
pub(super) async fn get_staff_book(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Administrator,
    Params(query): Params<StaffFileQuery>,
) -> ApiResult<HttpResponse> {
    file(&state, &request, &staff, query, Format::Xlsx).await
}

/// The same as CSV.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), params(StaffFileQuery),
    responses((status = 200, description = "El archivo", body = inline(Binary), content_type = "text/csv"), StaffRead))]
#[get("/admin/visits/staff-file.csv")]
pub(super) async fn get_staff_csv(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Administrator,
    Params(query): Params<StaffFileQuery>,
) -> ApiResult<HttpResponse> {
    file(&state, &request, &staff, query, Format::Csv).await
}

async fn file(
    state: &AppState,
    request: &HttpRequest,
    staff: &Administrator,
    query: StaffFileQuery,
    format: Format,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let columns = columns(state).await?;
    let people = if query.template {
        Vec::new()
    } else {
        staff.require_recent_factor(state.clock.now())?;
        people(state, municipality).await?
    };
    let count = people.len();
    let written = web::block(move || write(format, &columns, &people)).await;
    let bytes = written.map_err(ApiError::internal)??;
    if !query.template {
        let made = Made {
            municipality,
            people: count,
            digest: hex::encode(Sha256::digest(&bytes)),
        };
        state.write.run(staff.caller(request), made).await?;
    }
    let name = if query.template {
        "plantilla-personal"
    } else {
        "formato-personal"
    };
    let name = format!("{name}.{}", format.extension());
    Ok(HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes))
}

/// The columns that hold today, in their order.
async fn columns(state: &AppState) -> ApiResult<Vec<(String, &'static Column)>> {
    let today = lima_date(state.clock.now());
    let rows = catalogs::rows(state, STAFF_COLUMNS).await?;
    let rows = rows
        .iter()
        .filter(|row| row.valid_from.is_none_or(|from| from <= today))
        .filter(|row| row.valid_to.is_none_or(|to| today <= to));
    let written = rows.map(|row| serde_json::from_value(row.value.clone()));
    let mut written: Vec<Written> = written.collect::<Result<_, _>>()?;
    written.sort_by_key(|column| column.position);
    let known = written.into_iter().filter_map(|written| {
        let column = STAFF.column(&written.content)?;
        Some((written.heading, column))
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        let missing = "El catálogo de columnas del formato de personal está vacío: pida al operador que lo complete";
        return Err(ApiError::conflict(missing));
    }
    Ok(known)
}

/// Those in their posts, by name, each as the format tells him.
async fn people(state: &AppState, municipality: Uuid) -> ApiResult<Vec<Map<String, Json>>> {
    let conn = state.db.read(Scope::Tenant(municipality)).await?;
    let rows = official::Entity::find()
        .filter(official::Column::MunicipalityId.eq(municipality))
        .filter(official::Column::ValidTo.is_null())
        .order_by_asc(official::Column::Name)
        .order_by_asc(official::Column::Id)
        .all(&conn)
        .await?;
    let ids = rows.iter().map(|row| row.id);
    let sealed = read_personal_of(&conn, &state.vault, municipality, ids).await?;
    let deciding = deciding(&conn, municipality, lima_date(state.clock.now())).await?;
    let numbered = rows.iter().zip(1..);
    let told = numbered.map(|(row, number): (_, u64)| {
        let mut values = values(row, &sealed)?;
        values.insert("number".to_owned(), json!(number));
        if deciding.contains(&row.id) {
            values.insert("decides".to_owned(), json!(true));
        }
        Ok(values)
    });
    told.collect()
}

/// A value as people write it in the format.
fn shown(column: &Column, value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::Bool(true)) => "Sí".to_owned(),
        Some(Json::Bool(false)) => "No".to_owned(),
        Some(Json::String(text)) => match column.kind {
            Kind::Date => text.parse().map_or_else(|_| text.clone(), super::day),
            _ => column.label_of(text).to_owned(),
        },
        Some(other) => other.to_string(),
    }
}

fn write(
    format: Format,
    columns: &[(String, &'static Column)],
    people: &[Map<String, Json>],
) -> ApiResult<Vec<u8>> {
    let rows = people.iter().map(|person| {
        let cells = columns.iter();
        let cells = cells.map(|(_, column)| shown(column, person.get(column.name)));
        cells.collect::<Vec<_>>()
    });
    let failed = |error| ApiError::internal(anyhow::Error::new(error));
    if format == Format::Csv {
        let mut writer = CsvWriter::new(true);
        let heads = columns.iter().map(|(heading, _)| Value::Text(heading));
        writer.row(heads).map_err(failed)?;
        for row in rows {
            writer
                .row(row.iter().map(|cell| Value::Text(cell)))
                .map_err(failed)?;
        }
        return writer.take().map_err(failed);
    }
    let headings: Vec<_> = columns
        .iter()
        .map(|(heading, _)| Heading {
            label: heading,
            width: 24,
        })
        .collect();
    let mut writer = XlsxWriter::new("Personal", &headings).map_err(failed)?;
    for row in rows {
        writer
            .row(row.iter().map(|cell| Value::Text(cell)))
            .map_err(failed)?;
    }
    let file = writer.finish().map_err(failed)?;
    let mut bytes = Vec::new();
    let mut file = file.reopen().map_err(ApiError::internal)?;
    file.read_to_end(&mut bytes).map_err(ApiError::internal)?;
    Ok(bytes)
}

/// Somebody took the file away.
struct Made {
    municipality: Uuid,
    people: usize,
    digest: String,
}

impl Change for Made {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let entry = Entry::new(
            self.municipality,
            "official.staff_file_made",
            STAFF.id,
            self.municipality,
        )
        .after(json!({ "people": self.people, "sha256": self.digest }))
        .basis(STAFF.legal_basis);
        Ok(tx.record(entry).await?.with(()))
    }
}
