//! A step of the procedure applied to a domain: its row, the host that everybody may know, the municipality's portal, the
//! mail. The table itself is `shared::features::domains::STEPS`.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, SqlErr};
use shared::features::directory::PortalStatus;
use shared::features::domains::{DomainAction, DomainState, Step, step};
use shared::features::portal::lifecycle::portal_step;

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
/// 409 when another municipality holds the name, or the portal is in no state for it.
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
    move_portal(tx, &owner, step).await?;
    Ok(taken)
}

/// Moves the portal as its own table says. A suspended one is moved when it is resumed.
async fn move_portal(tx: &mut Tx<'_>, owner: &Municipality, step: &Step) -> ApiResult<()> {
    let Some((to, act)) = step.portal.zip(step.portal_act()) else {
        return Ok(());
    };
    let suspended = owner.status == PortalStatus::Suspended;
    let from = if suspended {
        step.portal_before()
    } else {
        owner.status
    };
    if portal_step(from, act).is_none_or(|line| line.to != to) {
        return Err(ApiError::conflict(
            "El portal no está en un estado que admita este paso de su dominio.",
        ));
    }
    if suspended {
        return municipalities::return_to(tx, owner.id, to).await;
    }
    municipalities::set_status(tx, owner.id, to).await
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
