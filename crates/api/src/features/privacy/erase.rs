//! What registers tell of a person: somebody looks, and erases.

use serde_json::json;
use shared::features::privacy::{ErasedOut, PersonRecords, erasure_mark};
use shared::time::lima_date;
use uuid::Uuid;

use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::registers::RenewBulk;
use crate::features::visits;
use crate::jobs::NewJob;
use crate::registers::{self, Place};
use crate::write::{Change, Entry, Recorded, Tx};

/// The right of the person.
const BASIS: &str = "Ley 29733, art. 20; DS 016-2024-JUS";

/// The line that says who looked for a person.
pub(super) struct LookUp {
    pub(super) municipality: Uuid,
    /// Names this look.
    pub(super) id: Uuid,
    pub(super) out: PersonRecords,
}

impl Change for LookUp {
    type Output = PersonRecords;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PersonRecords>> {
        // Without the number, and without a commitment of it: what is looked for to be erased is not kept anew.
        let found = self.out.items.iter();
        let found: Vec<_> = found
            .map(|it| json!({ "register": it.register, "id": it.id }))
            .collect();
        let entry = Entry::new(
            self.municipality,
            "person.looked_for",
            "person_lookup",
            self.id,
        );
        let entry = entry.basis(BASIS).after(json!({
            "for": "erasure", "records": found,
        }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(self.out.clone()))
    }
}

/// Takes away what these records tell.
pub(super) struct Erase {
    pub(super) municipality: Uuid,
    /// Names this act.
    pub(super) id: Uuid,
    pub(super) places: Vec<Place>,
    /// Looks at the door for the same document.
    pub(super) lookups: Vec<Uuid>,
    pub(super) norm: String,
    pub(super) reason: String,
}

impl Change for Erase {
    type Output = ErasedOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ErasedOut>> {
        let municipality = self.municipality;
        let mark = erasure_mark(&self.norm, lima_date(tx.now()));
        let mut values = 0;
        let mut records = Vec::with_capacity(self.places.len());
        let mut renewed: Vec<&str> = Vec::new();
        for place in &self.places {
            let erased = registers::erase(tx, *place, &mark).await?;
            visits::forget_marks(tx, *place).await?;
            values += erased.values;
            records.push(json!({
                "register": place.register.id, "id": place.id, "versions": erased.versions,
                "columns": erased.columns,
            }));
            if !renewed.contains(&place.register.id) {
                renewed.push(place.register.id);
                let renew = RenewBulk::of(municipality, place.register);
                tx.job(NewJob::new(municipality, renew)).await?;
            }
        }
        for lookup in &self.lookups {
            values += tx.erase_personal(municipality, *lookup).await?;
        }
        let reason = tx
            .commit_text(municipality, self.id, self.reason.trim())
            .await?;
        let entry = Entry::new(municipality, "person.erased", "erasure", self.id);
        let entry = entry.basis(BASIS).after(json!({
            "records": records, "lookups": self.lookups, "values": values,
            "norm": self.norm.trim(), "reason": reason,
        }));
        let out = ErasedOut {
            records: u32::try_from(self.places.len()).map_err(ApiError::internal)?,
            values,
        };
        Ok(tx.record(entry).await?.with(out))
    }
}
