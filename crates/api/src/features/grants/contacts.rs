//! Writing to the people who administer a municipality's portal.

use shared::access::Role;
use shared::time::lima_date;
use uuid::Uuid;

use super::store;
use crate::error::ApiResult;
use crate::features::accounts::store as accounts;
use crate::outbox::Letter;
use crate::write::{Mail, Tx};

/// Queues a mail to each administrator of a municipality; `letter` gets the person's name.
pub(crate) async fn tell_administrators(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    template: &'static str,
    letter: impl Fn(String) -> Letter,
) -> ApiResult<()> {
    let today = lima_date(tx.now());
    let holders = store::holders(tx.conn(), municipality, Role::PortalAdmin, today).await?;
    let people = accounts::by_ids(tx.conn(), holders).await?;
    for person in people.into_values() {
        let to = accounts::mail_of(tx.conn(), tx.vault(), person.id).await?;
        let letter = letter(person.name);
        tx.mail(Mail {
            municipality,
            template,
            to,
            letter,
        })
        .await?;
    }
    Ok(())
}
