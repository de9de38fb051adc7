//! The only queries over imports.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use shared::registers::Register;
use shared::registers::import::{ImportAction, ImportState, Verdict, next};
use uuid::Uuid;

use super::entity::{chunk, import, mapping};
use super::plan::Remembered;
use crate::error::{ApiError, ApiResult};
use crate::write::{Books, Conn, Tx};

/// An import of a municipality into a register.
///
/// # Errors
/// 404 when there is none.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    id: Uuid,
) -> ApiResult<import::Model> {
    let found = import::Entity::find_by_id((municipality, id))
        .filter(import::Column::Register.eq(register.id))
        .one(conn)
        .await?;
    found.ok_or_else(ApiError::not_found)
}

/// Whether an import by this id is there at all; its register and its row.
pub(super) async fn by_id(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<(&'static Register, import::Model)>> {
    let found = import::Entity::find_by_id((municipality, id))
        .one(conn)
        .await?;
    Ok(found.and_then(|row| Some((Register::imported(&row.register)?, row))))
}

/// The state of an import.
pub(super) fn state(row: &import::Model) -> ApiResult<ImportState> {
    row.state.parse().map_err(|()| {
        ApiError::internal(anyhow::anyhow!("unknown state of an import: {}", row.state))
    })
}

/// Where a step leads from where an import stands.
///
/// # Errors
/// 409 when it cannot be taken from there.
pub(super) fn step(row: &import::Model, action: ImportAction) -> ApiResult<ImportState> {
    let from = state(row)?;
    next(from, action).ok_or_else(|| {
        let stands = from.title().to_lowercase();
        ApiError::conflict(format!(
            "Esta importación está en «{stands}»: actualice la página"
        ))
    })
}

/// Changes a row of an import, where it still stands as the caller saw it.
pub(super) async fn update(
    conn: &Conn<'_>,
    seen: &import::Model,
    change: import::ActiveModel,
) -> ApiResult<bool> {
    let outcome = import::Entity::update_many()
        .set(change)
        .filter(import::Column::MunicipalityId.eq(seen.municipality_id))
        .filter(import::Column::Id.eq(seen.id))
        .filter(import::Column::State.eq(seen.state.as_str()))
        .filter(import::Column::Staging.eq(seen.staging))
        .filter(import::Column::Done.eq(seen.done))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

/// The imports of a register that are in one of these states.
pub(super) async fn in_state(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    states: &[ImportState],
) -> ApiResult<Vec<import::Model>> {
    let states = states.iter().map(|state| state.as_str());
    let found = import::Entity::find()
        .filter(import::Column::MunicipalityId.eq(municipality))
        .filter(import::Column::Register.eq(register.id))
        .filter(import::Column::State.is_in(states))
        .all(conn)
        .await?;
    Ok(found)
}

/// One piece of an import.
pub(super) async fn piece(
    conn: &impl ConnectionTrait,
    row: &import::Model,
    number: i64,
) -> ApiResult<Option<chunk::Model>> {
    let key = (row.municipality_id, row.id, number);
    Ok(chunk::Entity::find_by_id(key).one(conn).await?)
}

/// The next piece that has rows of a verdict.
pub(super) async fn piece_with(
    conn: &impl ConnectionTrait,
    row: &import::Model,
    verdict: Verdict,
    from: i64,
) -> ApiResult<Option<chunk::Model>> {
    let column = match verdict {
        Verdict::Added => chunk::Column::Added,
        Verdict::Changed => chunk::Column::Changed,
        Verdict::Same => chunk::Column::Same,
        Verdict::Ignored => chunk::Column::Ignored,
        Verdict::Rejected => chunk::Column::Rejected,
    };
    let found = of(row)
        .filter(chunk::Column::Number.gte(from))
        .filter(column.gt(0))
        .order_by_asc(chunk::Column::Number)
        .one(conn)
        .await?;
    Ok(found)
}

/// How many pieces there are still.
pub(super) async fn pieces(conn: &impl ConnectionTrait, row: &import::Model) -> ApiResult<u64> {
    Ok(of(row).count(conn).await?)
}

fn of(row: &import::Model) -> sea_orm::Select<chunk::Entity> {
    chunk::Entity::find()
        .filter(chunk::Column::MunicipalityId.eq(row.municipality_id))
        .filter(chunk::Column::ImportId.eq(row.id))
}

/// Deletes the pieces of an import.
pub(super) async fn clear(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    imports: impl IntoIterator<Item = Uuid>,
) -> ApiResult<()> {
    chunk::Entity::delete_many()
        .filter(chunk::Column::MunicipalityId.eq(municipality))
        .filter(chunk::Column::ImportId.is_in(imports))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes what of the pieces of an import nobody needs any more: those without a rejected row.
pub(super) async fn clear_done(
    conn: &impl ConnectionTrait,
    row: &import::Model,
    number: Option<i64>,
) -> ApiResult<()> {
    let mut delete = chunk::Entity::delete_many()
        .filter(chunk::Column::MunicipalityId.eq(row.municipality_id))
        .filter(chunk::Column::ImportId.eq(row.id))
        .filter(chunk::Column::Rejected.eq(0));
    if let Some(number) = number {
        delete = delete
            .filter(chunk::Column::Number.eq(number))
            .filter(chunk::Column::Changed.eq(0));
    }
    delete.exec(conn).await?;
    Ok(())
}

/// Stores a piece.
pub(super) async fn insert_piece(books: &Books<'_>, piece: chunk::Model) -> ApiResult<()> {
    chunk::Entity::insert(chunk::ActiveModel::from(piece))
        .exec_without_returning(books.conn())
        .await?;
    Ok(())
}

/// What headings meant last time.
pub(super) async fn remembered(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<Remembered> {
    let key = (municipality, register.id.to_owned());
    let found = mapping::Entity::find_by_id(key).one(conn).await?;
    found.map_or_else(
        || Ok(Remembered::default()),
        |row| Ok(serde_json::from_str(&row.body)?),
    )
}

/// Keeps what headings mean.
pub(super) async fn remember(
    tx: &Tx<'_>,
    municipality: Uuid,
    register: &Register,
    what: &Remembered,
) -> ApiResult<()> {
    let row = mapping::ActiveModel {
        municipality_id: Set(municipality),
        register: Set(register.id.to_owned()),
        body: Set(serde_json::to_string(what)?),
        updated_at: Set(tx.now()),
    };
    let key = [mapping::Column::MunicipalityId, mapping::Column::Register];
    let known = OnConflict::columns(key)
        .update_columns([mapping::Column::Body, mapping::Column::UpdatedAt])
        .to_owned();
    mapping::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Counts a file out of an import that has ended.
pub(super) async fn drop_file(tx: &Tx<'_>, row: &import::Model) -> ApiResult<()> {
    let Some(file) = row.file_id else {
        return Ok(());
    };
    import::Entity::update_many()
        .col_expr(import::Column::FileId, Expr::value(None::<Uuid>))
        .filter(import::Column::MunicipalityId.eq(row.municipality_id))
        .filter(import::Column::Id.eq(row.id))
        .exec(tx.conn())
        .await?;
    crate::files::forget(tx.conn(), row.municipality_id, file).await
}
