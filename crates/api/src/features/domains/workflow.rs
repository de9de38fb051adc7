//! A step of the procedure applied to a domain: its row, the host that everybody may know, the municipality's portal, the
//! mail. The table itself is `shared::features::domains::STEPS`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, SqlErr};
use shared::features::directory::PortalStatus;
use shared::features::domains::{DomainAction, DomainState, Step, step};

use super::entity::{domain, host};
use super::hosts::HostState;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Municipality};
use crate::write::Tx;

/// The state a row is in.
pub(super) fn state(row: &domain::Model) -> ApiResult<DomainState> {
    row.state
        .parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state)))
}

/// The step that this action takes from where the domain stands.
///
/// # Errors
/// 409 where the procedure has none.
pub(super) fn allowed(row: &domain::Model, action: DomainAction) -> ApiResult<&'static Step> {
    step(state(row)?, action).ok_or_else(|| {
        ApiError::conflict("El dominio ya no está en un estado que admita este paso.")
    })
}

/// Whose domain it is.
pub(super) async fn owner(tx: &Tx<'_>, row: &domain::Model) -> ApiResult<Municipality> {
    municipalities::find(tx.conn(), row.municipality_id)
        .await?
        .ok_or_else(ApiError::not_found)
}

/// Takes a step: writes `change` with the new state, and what follows from it elsewhere. The caller records the act.
///
/// # Errors
/// 409 when another municipality holds the name.
pub(super) async fn take(
    tx: &mut Tx<'_>,
    row: &domain::Model,
    step: &Step,
    change: domain::ActiveModel,
) -> ApiResult<domain::Model> {
    let to = step.to;
    let change = domain::ActiveModel {
        municipality_id: Set(row.municipality_id),
        id: Set(row.id),
        state: Set(to.as_str().to_owned()),
        held_name: Set(to.holds_name().then(|| row.name.clone())),
        current_of: Set((!to.is_final()).then_some(row.municipality_id)),
        ..change
    };
    let taken = domain::Entity::update(change)
        .exec(tx.conn())
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => {
                ApiError::conflict("Otra municipalidad ya demostró que este dominio es suyo.")
            }
            _ => error.into(),
        })?;
    let owner = owner(tx, row).await?;
    show_host(tx, &taken, &owner).await?;
    let serving = to.serves().then_some(row.name.as_str());
    if owner.domain.as_deref() != serving {
        municipalities::set_domain(tx, owner.id, serving).await?;
    }
    match step.portal {
        Some(status) if owner.status == PortalStatus::Suspended => {
            municipalities::return_to(tx, owner.id, status).await?;
        }
        Some(status) => municipalities::set_status(tx, owner.id, status).await?,
        None => {}
    }
    Ok(taken)
}

/// Brings what everybody may know of the host in line with the domain.
async fn show_host(tx: &mut Tx<'_>, row: &domain::Model, owner: &Municipality) -> ApiResult<()> {
    tx.touch(Topic::Directory);
    let Some(state) = HostState::of(state(row)?) else {
        let known = host::Entity::find_by_id(&row.name).one(tx.conn()).await?;
        if known.is_some_and(|known| known.municipality_id == row.municipality_id) {
            host::Entity::delete_by_id(&row.name)
                .exec(tx.conn())
                .await?;
        }
        return Ok(());
    };
    let shown = host::ActiveModel {
        name: Set(row.name.clone()),
        municipality_id: Set(row.municipality_id),
        slug: Set(owner.slug.clone()),
        state: Set(state.as_str().to_owned()),
    };
    let known = OnConflict::column(host::Column::Name)
        .update_columns([
            host::Column::MunicipalityId,
            host::Column::Slug,
            host::Column::State,
        ])
        .to_owned();
    host::Entity::insert(shown)
        .on_conflict(known)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}
