//! A domain in service for a demo, without the way there: it exists on this machine only.

use sea_orm::ActiveValue::Set;
use serde_json::json;
use shared::features::domains::DomainAction;
use shared::time::lima_date;

use super::changes::insert;
use super::desk_changes::year;
use super::entity::domain;
use super::{admin, store, workflow};
use crate::error::ApiResult;
use crate::features::municipalities::Municipality;
use crate::write::{Entry, Tx};

/// Gives a municipality of a demo a domain in service.
///
/// # Errors
/// 409 when the name is held by another.
pub(crate) async fn serve_in_demo(
    tx: &mut Tx<'_>,
    owner: &Municipality,
    name: &str,
) -> ApiResult<()> {
    let id = insert(tx, owner.id, name, &admin::challenge()).await?;
    let row = store::find(tx.conn(), id).await?;
    let verify = workflow::allowed(&row, DomainAction::Verify)?;
    let proved = domain::ActiveModel {
        verified_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let row = workflow::take(tx, &row, verify, proved).await?;
    let activate = workflow::allowed(&row, DomainAction::Activate)?;
    let today = lima_date(tx.now());
    let change = domain::ActiveModel {
        activated_at: Set(Some(tx.now())),
        term_from: Set(Some(today)),
        renews_on: Set(Some(year(tx, owner, today).await?)),
        ..Default::default()
    };
    let taken = workflow::take(tx, &row, activate, change).await?;
    let entry = Entry::new(owner.id, "domain.activated", "domain", id)
        .after(json!({ "domain": name, "state": taken.state, "renews_on": taken.renews_on }));
    let _recorded = tx.record(entry).await?;
    Ok(())
}
