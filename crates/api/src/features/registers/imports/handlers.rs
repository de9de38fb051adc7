//! `/admin/imports/{register}`: begun, looked at, applied, taken back.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, HeaderValue, LOCATION};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::access::Perm;
use shared::kit::page::{Page, PageQuery};
use shared::registers::Register;
use shared::registers::import::{
    ApplyIn, ImportIn, ImportState, LeftOut, MappingIn, RowsQuery, UndoIn, Verdict, import_path,
};
use tabular::write::Value;
use tabular::write::csv::CsvWriter;
use uuid::Uuid;

use super::acts::{Confirm, Discard, Map, Start, Undo};
use super::entity::import;
use super::{staged, store, view};
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::kit::page;
use crate::registers;
use crate::state::AppState;

/// Imports of a register, newest first.
pub(in super::super) async fn list<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    staff: Staff<P>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let conn = state.db.read(staff.scope()).await?;
    let all = import::Entity::find()
        .filter(import::Column::MunicipalityId.eq(municipality))
        .filter(import::Column::Register.eq(register.id));
    let found = page::newest(&conn, all, import::Column::Id, |row| row.id, &query.0).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for row in found.items {
        items.push(view::import(&conn, &state.vault, register, row).await?);
    }
    etag::row(&Page {
        items,
        next_cursor: found.next_cursor,
        total: None,
    })
}

/// One import.
pub(in super::super) async fn get<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    staff: Staff<P>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    answer(register, &state, &staff, *id, StatusCode::OK).await
}

/// Begins one.
pub(in super::super) async fn begin<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    body: Valid<ImportIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Start {
        register,
        municipality: staff.municipality()?,
        body: body.into_inner(),
    };
    let id = state.write.run(caller, change).await?;
    let mut response = answer(register, &state, &staff, id, StatusCode::ACCEPTED).await?;
    let path = HeaderValue::from_str(&import_path(register, id)).map_err(ApiError::internal)?;
    response.headers_mut().insert(LOCATION, path);
    Ok(response)
}

/// Says what its columns mean.
pub(in super::super) async fn map<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    body: Valid<MappingIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Map {
        register,
        municipality: staff.municipality()?,
        id: *id,
        body: body.into_inner(),
    };
    state.write.run(caller, change).await?;
    answer(register, &state, &staff, *id, StatusCode::ACCEPTED).await
}

/// Agrees with what it would change.
pub(in super::super) async fn apply<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    body: Valid<ApplyIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Confirm {
        register,
        municipality: staff.municipality()?,
        id: *id,
        body: body.into_inner(),
    };
    state.write.run(caller, change).await?;
    answer(register, &state, &staff, *id, StatusCode::ACCEPTED).await
}

/// Takes it back.
pub(in super::super) async fn undo<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    body: Valid<UndoIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Undo {
        register,
        municipality: staff.municipality()?,
        id: *id,
        body: body.into_inner(),
    };
    state.write.run(caller, change).await?;
    answer(register, &state, &staff, *id, StatusCode::ACCEPTED).await
}

/// Gives it up.
pub(in super::super) async fn discard<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<P>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Discard {
        register,
        municipality: staff.municipality()?,
        id: *id,
    };
    state.write.run(staff.caller(&request), change).await?;
    answer(register, &state, &staff, *id, StatusCode::OK).await
}

/// Rows of one verdict.
pub(in super::super) async fn rows<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    query: Params<RowsQuery>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let conn = state.db.read(staff.scope()).await?;
    let row = store::find(&conn, municipality, register, *id).await?;
    etag::row(&view::rows(&conn, &state.vault, register, &row, &query.0).await?)
}

/// The records that stayed when it was taken back, each with what was done to it since.
pub(in super::super) async fn left<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let limit = page::limit(query.0.limit)?;
    let after = query
        .0
        .cursor
        .as_deref()
        .map(page::decode::<i64>)
        .transpose()?;
    let conn = state.db.read(staff.scope()).await?;
    let row = store::find(&conn, municipality, register, *id).await?;
    let mut found = Vec::new();
    // Of one that nobody took back nothing stayed: all of it counts.
    if matches!(
        store::state(&row)?,
        ImportState::Undoing | ImportState::Undone
    ) {
        let of = (row.batch_id, row.undo_batch_id);
        let part = (after.unwrap_or(-1), limit.saturating_add(1));
        found = registers::left_of(&conn, municipality, of, part).await?;
    }
    drop(conn);
    let found = page::page(found, limit, None, |left| left.leaf)?;
    let found: Page<LeftOut> = found.try_map(|left| {
        Ok::<_, ApiError>(LeftOut {
            id: left.id,
            version: left.version,
            act: left.act,
            changed_at: left.changed_at,
            reason: left.reason,
        })
    })?;
    etag::row(&found)
}

async fn answer<P: Perm>(
    register: &'static Register,
    state: &AppState,
    staff: &Staff<P>,
    id: Uuid,
    status: StatusCode,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let conn = state.db.read(staff.scope()).await?;
    let row = store::find(&conn, municipality, register, id).await?;
    let view = view::import(&conn, &state.vault, register, row).await?;
    let mut response = etag::row(&view)?;
    *response.status_mut() = status;
    Ok(response)
}

/// What is wrong with its rows, as CSV.
pub(in super::super) async fn errors<P: Perm>(
    register: &'static Register,
    state: web::Data<AppState>,
    staff: Staff<P>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let conn = state.db.read(staff.scope()).await?;
    let row = store::find(&conn, municipality, register, *id).await?;
    drop(conn);
    let name = format!("errores-{}-{}.csv", register.id, row.id);
    let mut writer = CsvWriter::new(true);
    let heads = ["Fila", "Columna", "Campo", "Motivo"].map(Value::Code);
    writer.row(heads).map_err(ApiError::internal)?;
    let errors = Errors {
        register,
        state: state.clone(),
        scope: staff.scope(),
        row,
        writer,
        from: Some(0),
    };
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .streaming(Box::pin(stream::try_unfold(errors, Errors::next))))
}

/// The list of what is wrong while it is written, piece by piece.
struct Errors {
    register: &'static Register,
    state: web::Data<AppState>,
    scope: crate::db::Scope,
    row: import::Model,
    writer: CsvWriter,
    from: Option<i64>,
}

impl Errors {
    async fn next(mut self) -> ApiResult<Option<(Bytes, Self)>> {
        let Some(from) = self.from else {
            return Ok(None);
        };
        let conn = self.state.db.read(self.scope).await?;
        let piece = store::piece_with(&conn, &self.row, Verdict::Rejected, from).await?;
        drop(conn);
        self.from = piece.as_ref().map(|piece| piece.number + 1);
        if let Some(piece) = piece {
            let rows = staged::rows(&self.state.vault, &piece)?;
            for row in rows.iter().filter(|row| row.verdict == Verdict::Rejected) {
                for note in row.notes.iter().filter(|note| note.is_error) {
                    let column = note.column.as_deref();
                    let column = column.and_then(|name| self.register.column(name));
                    let cells = [
                        Value::Integer(i64::from(row.line)),
                        Value::Code(note.letters.as_deref().unwrap_or_default()),
                        Value::Code(column.map_or("", |column| column.label)),
                        Value::Text(&note.message),
                    ];
                    self.writer.row(cells).map_err(ApiError::internal)?;
                }
            }
        }
        let bytes = self.writer.take().map_err(ApiError::internal)?;
        Ok(Some((bytes.into(), self)))
    }
}
