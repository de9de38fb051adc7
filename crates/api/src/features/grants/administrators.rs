//! Whom other features write to when something concerns a municipality as a whole.

use shared::access::Role;
use shared::time::lima_date;
use uuid::Uuid;

use super::store;
use crate::error::ApiResult;
use crate::features::accounts::store as accounts;
use crate::write::Tx;

/// Name and mail of everybody who is administrator of a municipality's portal today. Accounts are the platform's, so the
/// change needs its scope.
pub(crate) async fn administrators(
    tx: &Tx<'_>,
    municipality: Uuid,
) -> ApiResult<Vec<(String, String)>> {
    let today = lima_date(tx.now());
    let holders = store::holders(tx.conn(), municipality, Role::PortalAdmin, today).await?;
    let people = accounts::by_ids(tx.conn(), holders.clone()).await?;
    let mut out = Vec::new();
    for id in holders {
        if let Some(person) = people.get(&id) {
            let mail = accounts::mail_of(tx.conn(), tx.vault(), id).await?;
            out.push((person.name.clone(), mail));
        }
    }
    Ok(out)
}
