//! Issuing, revoking and replacing documents, in the change of which they are the outcome.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use shared::features::documents::{DocumentState, SignatureState};
use uuid::Uuid;

use super::entity::{issued, verifiable};
use super::{Draft, HandOver};
use crate::error::{ApiError, ApiResult};
use crate::files::{self, FileKind};
use crate::jobs::NewJob;
use crate::write::Tx;

/// A document after it was issued; for the journal entry of the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issued {
    /// The document.
    pub(crate) id: Uuid,
    /// As it stands on it.
    pub(crate) code: String,
    /// Its file.
    pub(crate) file_id: Uuid,
    /// Its digest.
    pub(crate) sha256: String,
}

/// Issues a drafted document: from the commit on its code is answered.
pub(crate) async fn issue(tx: &mut Tx<'_>, draft: &Draft) -> ApiResult<Issued> {
    let municipality = draft.new.municipality;
    let row = files::Row {
        municipality,
        sha256: draft.sha256.clone(),
        size: draft.size,
        media_type: FileKind::Pdf.media_type().to_owned(),
        name: format!("{}.pdf", draft.code),
        pixels: None,
        // Written by ourselves a moment ago.
        scan: files::scan::Scan::NotScanned,
        is_public: draft.new.is_public,
        awaits_use: false,
    };
    let file = files::insert(tx, row).await?;
    let signature = if draft.signs {
        SignatureState::Pending
    } else {
        SignatureState::None
    };
    let model = issued::Model {
        id: Uuid::now_v7(),
        municipality_id: municipality,
        code: draft.code.clone(),
        kind: draft.new.kind.to_owned(),
        title: draft.new.title.clone(),
        issuer: draft.new.issuer.clone(),
        file_id: file.id,
        sha256: draft.sha256.clone(),
        signature: signature.code().to_owned(),
        signed_file_id: None,
        signed_sha256: None,
        state: DocumentState::Valid.code().to_owned(),
        reason: None,
        replaced_by: None,
        issued_at: draft.written_at,
        ended_at: None,
    };
    issued::Entity::insert(model.clone().into_active_model())
        .exec_without_returning(tx.conn())
        .await?;
    project(tx, &model).await?;
    if draft.signs {
        let id = model.id;
        tx.job(NewJob::new(municipality, HandOver { municipality, id }))
            .await?;
    }
    Ok(Issued {
        id: model.id,
        code: model.code,
        file_id: file.id,
        sha256: model.sha256,
    })
}

/// Takes a document back.
///
/// # Errors
/// 404 when the municipality has none with this code, 409 when it no longer holds.
pub(crate) async fn revoke(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    code: &str,
    reason: &str,
) -> ApiResult<()> {
    end(tx, municipality, code, DocumentState::Revoked, reason, None).await
}

/// Puts another document in its place.
///
/// # Errors
/// 404 when the municipality has none with this code, 409 when it no longer holds.
pub(crate) async fn replace(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    code: &str,
    by: &Issued,
    reason: &str,
) -> ApiResult<()> {
    let by = Some(by.code.clone());
    end(tx, municipality, code, DocumentState::Replaced, reason, by).await
}

/// The file of a document: its signed copy where there is one.
///
/// # Errors
/// 404 when the municipality has none with this code.
pub(crate) async fn file_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    code: &str,
) -> ApiResult<Uuid> {
    let model = find(conn, municipality, code).await?;
    Ok(model.signed_file_id.unwrap_or(model.file_id))
}

/// Takes a document out of the database at the end of its term: its files go, the public word on its code stays.
pub(crate) async fn forget(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    code: &str,
) -> ApiResult<()> {
    let model = find(conn, municipality, code).await?;
    issued::Entity::delete_by_id((municipality, model.id))
        .exec(conn)
        .await?;
    for file in std::iter::once(model.file_id).chain(model.signed_file_id) {
        files::forget(conn, municipality, file).await?;
    }
    Ok(())
}

/// A document of a municipality by its code.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    code: &str,
) -> ApiResult<issued::Model> {
    let query = issued::Entity::find()
        .filter(issued::Column::MunicipalityId.eq(municipality))
        .filter(issued::Column::Code.eq(code));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

async fn end(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    code: &str,
    state: DocumentState,
    reason: &str,
    replaced_by: Option<String>,
) -> ApiResult<()> {
    let mut model = find(tx.conn(), municipality, code).await?;
    if model.state != DocumentState::Valid.code() {
        return Err(ApiError::conflict("El documento ya no está vigente"));
    }
    model.state = state.code().to_owned();
    model.reason = Some(reason.to_owned());
    model.replaced_by = replaced_by;
    model.ended_at = Some(tx.now());
    let change = issued::ActiveModel {
        municipality_id: Set(model.municipality_id),
        id: Set(model.id),
        state: Set(model.state.clone()),
        reason: Set(model.reason.clone()),
        replaced_by: Set(model.replaced_by.clone()),
        ended_at: Set(model.ended_at),
        ..Default::default()
    };
    issued::Entity::update(change).exec(tx.conn()).await?;
    project(tx, &model).await
}

/// Brings the public row in line with the document.
pub(super) async fn project(tx: &mut Tx<'_>, model: &issued::Model) -> ApiResult<()> {
    let row = verifiable::Model {
        code: model.code.clone(),
        municipality_id: model.municipality_id,
        title: model.title.clone(),
        issuer: model.issuer.clone(),
        sha256: model.sha256.clone(),
        signed_sha256: model.signed_sha256.clone(),
        signature: model.signature.clone(),
        state: model.state.clone(),
        reason: model.reason.clone(),
        replaced_by: model.replaced_by.clone(),
        issued_at: model.issued_at,
        ended_at: model.ended_at,
    };
    use verifiable::Column as C;
    let known = OnConflict::column(C::Code)
        .update_columns([
            C::SignedSha256,
            C::Signature,
            C::State,
            C::Reason,
            C::ReplacedBy,
            C::EndedAt,
        ])
        .to_owned();
    verifiable::Entity::insert(row.into_active_model())
        .on_conflict(known)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}
