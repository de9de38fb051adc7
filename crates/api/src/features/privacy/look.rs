//! Somebody looks at an incident: what he sees, and the line in the journal that says so.

use serde_json::json;
use shared::features::privacy::IncidentOut;
use uuid::Uuid;

use super::changes::entry;
use super::store;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::write::{Change, Recorded, Tx};

/// A look at one incident.
pub(super) struct Look {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Change for Look {
    type Output = IncidentOut;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<IncidentOut>> {
        let row = store::find(tx.conn(), self.municipality, self.id).await?;
        let view = store::view(tx.conn(), &row).await?;
        let entry = entry(self.municipality, "privacy_incident.viewed", self.id)
            .after(json!({ "state": row.state }));
        Ok(tx.record(entry).await?.with(view))
    }
}
