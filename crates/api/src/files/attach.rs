//! Files as rows: attached, published and taken back in the change that uses them.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::features::files::UploadPurpose;
use uuid::Uuid;

use super::entity::{file, public_file};
use super::scan::Scan;
use super::ticket::{Ticket, refused};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// A file after it became part of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attached {
    /// Under which it is read.
    pub(crate) id: Uuid,
    /// For the journal.
    pub(crate) sha256: String,
    /// What it is.
    pub(crate) media_type: String,
    /// Its name.
    pub(crate) name: String,
    /// Width and height, of an image.
    pub(crate) pixels: Option<(u32, u32)>,
}

/// Makes the file behind an upload part of what the change writes. `purpose` and `municipality` are those it was sent for.
///
/// # Errors
/// 422 on `upload_id` when the ticket is not one, ran out, or was given for something else.
pub(crate) async fn attach(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    upload_id: &str,
    purpose: UploadPurpose,
    is_public: bool,
) -> ApiResult<Attached> {
    let row = ticketed(tx, municipality, upload_id, purpose)?;
    insert(tx, Row { is_public, ..row }).await
}

/// Makes the file behind an upload of staff a private row that waits for a form to [`claim`] or publish it; the sweep takes
/// it when none does.
///
/// # Errors
/// As [`attach`].
pub(crate) async fn keep(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    upload_id: &str,
    purpose: UploadPurpose,
) -> ApiResult<Attached> {
    let row = ticketed(tx, municipality, upload_id, purpose)?;
    let awaits_use = true;
    insert(tx, Row { awaits_use, ..row }).await
}

/// The private row that a ticket stands for.
fn ticketed(
    tx: &Tx<'_>,
    municipality: Uuid,
    upload_id: &str,
    purpose: UploadPurpose,
) -> ApiResult<Row> {
    let ticket = Ticket::open(tx.vault(), upload_id, tx.now())?;
    if ticket.municipality != municipality || ticket.purpose != purpose {
        return Err(refused(
            "upload_unknown",
            "Este archivo se subió para otra cosa: súbalo otra vez.",
        ));
    }
    Ok(Row {
        municipality,
        sha256: ticket.sha256,
        size: ticket.size,
        media_type: ticket.media_type,
        name: ticket.name,
        pixels: ticket.pixels,
        scan: ticket.scan,
        is_public: false,
        awaits_use: false,
    })
}

/// A file about to become a row.
pub(crate) struct Row {
    pub(crate) municipality: Uuid,
    pub(crate) sha256: String,
    pub(crate) size: u64,
    pub(crate) media_type: String,
    pub(crate) name: String,
    pub(crate) pixels: Option<(u32, u32)>,
    pub(crate) scan: Scan,
    pub(crate) is_public: bool,
    pub(crate) awaits_use: bool,
}

/// Inserts the row of a file whose bytes are stored, and its public one where it is public and may be had.
pub(crate) async fn insert(tx: &mut Tx<'_>, row: Row) -> ApiResult<Attached> {
    let pixel = |value: u32| i32::try_from(value).map_err(ApiError::internal);
    let model = file::Model {
        id: Uuid::now_v7(),
        municipality_id: row.municipality,
        sha256: row.sha256,
        size: i64::try_from(row.size).map_err(ApiError::internal)?,
        media_type: row.media_type,
        name: row.name,
        width: row.pixels.map(|(width, _)| pixel(width)).transpose()?,
        height: row.pixels.map(|(_, height)| pixel(height)).transpose()?,
        is_public: row.is_public,
        created_at: tx.now(),
        checked_at: None,
        intact: true,
        scan: row.scan.code().to_owned(),
        awaits_use: row.awaits_use,
    };
    file::Entity::insert(file::ActiveModel::from(model.clone()))
        .exec_without_returning(tx.conn())
        .await?;
    project(tx, &model).await?;
    Ok(Attached {
        id: model.id,
        sha256: model.sha256,
        media_type: model.media_type,
        name: model.name,
        pixels: row.pixels,
    })
}

/// Publishes a file or takes it back.
///
/// # Errors
/// 404 when the municipality has no such file.
pub(crate) async fn set_public(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    id: Uuid,
    is_public: bool,
) -> ApiResult<()> {
    let mut model = find(tx.conn(), municipality, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    model.is_public = is_public;
    let change = file::ActiveModel {
        id: Set(id),
        is_public: Set(is_public),
        awaits_use: Set(false),
        ..Default::default()
    };
    file::Entity::update(change).exec(tx.conn()).await?;
    project(tx, &model).await
}

/// Names a file of the municipality in what the change writes: it waits no more. `None` where there is no such file.
pub(crate) async fn claim(
    tx: &Tx<'_>,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<file::Model>> {
    let found = find(tx.conn(), municipality, id).await?;
    if found.as_ref().is_some_and(|file| file.awaits_use) {
        let change = file::ActiveModel {
            id: Set(id),
            awaits_use: Set(false),
            ..Default::default()
        };
        file::Entity::update(change).exec(tx.conn()).await?;
    }
    Ok(found)
}

/// A file of a municipality.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<file::Model>> {
    let query = file::Entity::find_by_id(id).filter(file::Column::MunicipalityId.eq(municipality));
    Ok(query.one(conn).await?)
}

/// Takes a file out of the database for good; the sweep removes its bytes where no other row names them.
pub(crate) async fn forget(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<()> {
    public_file::Entity::delete_by_id(id).exec(conn).await?;
    file::Entity::delete_by_id(id)
        .filter(file::Column::MunicipalityId.eq(municipality))
        .exec(conn)
        .await?;
    Ok(())
}

/// Brings the public row in line with the file: there when it is public and may be had, else gone.
pub(super) async fn project(tx: &mut Tx<'_>, model: &file::Model) -> ApiResult<()> {
    tx.touch(Topic::Tenant(model.municipality_id));
    if !(model.is_public && Scan::serves(&model.scan)) {
        public_file::Entity::delete_by_id(model.id)
            .exec(tx.conn())
            .await?;
        return Ok(());
    }
    let row = public_file::ActiveModel {
        id: Set(model.id),
        municipality_id: Set(model.municipality_id),
        sha256: Set(model.sha256.clone()),
        size: Set(model.size),
        media_type: Set(model.media_type.clone()),
        name: Set(model.name.clone()),
        width: Set(model.width),
        height: Set(model.height),
        intact: Set(model.intact),
        created_at: Set(model.created_at),
    };
    let known = OnConflict::column(public_file::Column::Id)
        .update_column(public_file::Column::Intact)
        .to_owned();
    public_file::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}
