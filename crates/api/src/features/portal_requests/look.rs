//! An operator looks at a request: what he sees, and the line in the journal that says so.

use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::portal_requests::{PortalRequestOut, RequestField, ResponsibleOut};
use shared::rules;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::request;
use super::submit::field;
use super::{desk, store, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::{accounts, municipalities};
use crate::write::{Change, Entry, Recorded, Tx, read_personal};

/// A look at one request.
pub(super) struct Look {
    pub(super) id: Uuid,
}

impl Change for Look {
    type Output = PortalRequestOut;

    fn scope(&self) -> Scope {
        desk::SCOPE
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestOut>> {
        let row = find(tx, self.id).await?;
        let view = view(tx, &row).await?;
        let entry = Entry::new(PLATFORM, "portal_request.viewed", "portal_request", self.id)
            .after(json!({ "code": row.code, "on": lima_date(tx.now()) }))
            .basis("Ley 29733");
        Ok(tx.record(entry).await?.with(view))
    }
}

/// The request with this id.
pub(super) async fn find(tx: &Tx<'_>, id: Uuid) -> ApiResult<request::Model> {
    request::Entity::find_by_id(id)
        .one(tx.conn())
        .await?
        .ok_or_else(ApiError::not_found)
}

/// A request as operators see it. Whoever shows it records the look or the step.
pub(super) async fn view(tx: &Tx<'_>, row: &request::Model) -> ApiResult<PortalRequestOut> {
    let state = workflow::state(row)?;
    let slug = match row.municipality_id {
        Some(id) => municipalities::find(tx.conn(), id)
            .await?
            .map(|found| found.slug),
        None => None,
    };
    let slug = match slug {
        Some(slug) => slug,
        None => municipalities::proposed_slug(tx, &desk::municipality(row)?).await?,
    };
    let proposed_by = match row.proposed_by {
        Some(id) => accounts::store::find(tx.conn(), id)
            .await?
            .map(|account| account.name),
        None => None,
    };
    let responsible = responsible(tx, row).await?;
    let warnings = if state.is_final() {
        Vec::new()
    } else {
        warnings(tx, row, responsible.as_ref()).await?
    };
    Ok(PortalRequestOut {
        item: desk::item(row)?,
        ubigeo: row.ubigeo.clone(),
        populated_center: row.populated_center.clone(),
        ruc: row.ruc.clone(),
        responsible,
        designation: desk::designation(row)?,
        scan_id: row.scan_id,
        history: store::history(tx.conn(), row.id).await?,
        changes: desk::changes(row)?,
        proposed_by,
        slug,
        warnings,
    })
}

/// The responsible person; `None` where the values were erased.
pub(super) async fn responsible(
    tx: &Tx<'_>,
    row: &request::Model,
) -> ApiResult<Option<ResponsibleOut>> {
    let read = |field| read_personal(tx.conn(), tx.vault(), PLATFORM, row.id, field);
    let (Some(name), Some(dni), Some(email), Some(phone)) = (
        read(field::NAME).await?,
        read(field::DNI).await?,
        read(field::EMAIL).await?,
        read(field::PHONE).await?,
    ) else {
        return Ok(None);
    };
    Ok(Some(ResponsibleOut {
        name,
        dni,
        post: row.post.clone(),
        email,
        phone,
    }))
}

async fn warnings(
    tx: &Tx<'_>,
    row: &request::Model,
    responsible: Option<&ResponsibleOut>,
) -> ApiResult<Vec<String>> {
    let mut out = Vec::new();
    if responsible.is_some_and(|person| rules::is_free_mail(&person.email)) {
        out.push(
            "El correo no es institucional: compruebe con la municipalidad que es de esta persona."
                .to_owned(),
        );
    }
    let person = [RequestField::Name, RequestField::Dni, RequestField::Email];
    if desk::changes(row)?
        .iter()
        .any(|change| person.contains(&change.field))
    {
        out.push(
            "Al corregir cambió la persona responsable o su correo: compruébelo con la municipalidad antes de aprobar."
                .to_owned(),
        );
    }
    let kind = desk::item(row)?.kind;
    let centre = row.populated_center.as_deref();
    if municipalities::find_at(tx.conn(), &row.ubigeo, kind, centre)
        .await?
        .is_some_and(|found| found.status.is_granted())
    {
        out.push("Esta municipalidad ya tiene un portal.".to_owned());
    }
    let others = store::open_for_place(tx.conn(), &row.ubigeo, &row.kind, centre).await?;
    if let Some(other) = others.iter().find(|other| other.id != row.id) {
        out.push(format!(
            "Hay otra solicitud en curso para el mismo lugar: {}.",
            other.code
        ));
    }
    Ok(out)
}
