//! The public page "quién responde de qué", published with every grant that is given or ended.

use shared::features::grants::{Responsible, Responsibles};
use shared::time::lima_date;
use uuid::Uuid;

use super::{rules, store};
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::accounts::store as accounts;
use crate::write::{PublicView, Tx};

/// Name of the published document.
pub(crate) const DOCUMENT: &str = "responsibles";

impl PublicView for Responsibles {}

/// Publishes who answers for what, grants that begin later included: whoever reads keeps those in force on the day.
pub(super) async fn responsibles(tx: &mut Tx<'_>, municipality: Uuid) -> ApiResult<()> {
    if municipality == PLATFORM {
        return Ok(());
    }
    let today = lima_date(tx.now());
    let rows = store::unended(tx.conn(), municipality).await?;
    let people = rows.iter().map(|row| row.account_id).collect();
    let people = accounts::by_ids(tx.conn(), people).await?;
    let mut items = Vec::new();
    for row in rows {
        let role = store::role(&row.role)?;
        let over = row.ends_on.is_some_and(|ends| ends < today);
        let Some(person) = people.get(&row.account_id) else {
            continue;
        };
        if over || !rules::answers_to_the_public(role) {
            continue;
        }
        items.push(Responsible {
            role,
            theme: row.theme,
            name: person.name.clone(),
            resolution: row.resolution_number,
            resolution_date: row.resolution_date,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        });
    }
    items.sort_by(|a, b| (a.role, &a.theme, &a.name).cmp(&(b.role, &b.theme, &b.name)));
    tx.publish(municipality, DOCUMENT, &Responsibles { items })
        .await
}
