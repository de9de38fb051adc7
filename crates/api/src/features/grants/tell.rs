//! Writing to whoever holds a role.

use shared::access::Role;
use shared::time::lima_date;
use uuid::Uuid;

use super::store;
use crate::error::ApiResult;
use crate::features::accounts::store as accounts;
use crate::outbox::Letter;
use crate::write::{Mail, Tx};

/// Sends a letter to everybody who holds a role today, each under his own name. Answers how many that are. Accounts are the
/// platform's, so the change needs its scope.
pub(crate) async fn tell_holders(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    role: Role,
    template: &'static str,
    letter: &Letter,
) -> ApiResult<usize> {
    let today = lima_date(tx.now());
    let holders = store::holders(tx.conn(), municipality, role, today).await?;
    let people = accounts::by_ids(tx.conn(), holders).await?;
    let told = people.len();
    for person in people.into_values() {
        let to = accounts::mail_of(tx.conn(), tx.vault(), person.id).await?;
        tx.mail(Mail {
            municipality,
            template,
            to,
            letter: Letter {
                name: person.name,
                ..letter.clone()
            },
        })
        .await?;
    }
    Ok(told)
}
