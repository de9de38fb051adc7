//! Records of example for the registers of the demo, entered as a clerk would.

use serde_json::json;
use shared::registers::Record;
use shared::time::lima_date;
use uuid::Uuid;

use super::demo_content::records::{Example, records};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::registers;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Records that one commit enters.
const CHUNK: usize = 40;

/// Enters them for a municipality.
pub(super) async fn enter(state: &AppState, municipality: Uuid) -> anyhow::Result<()> {
    let records = records(lima_date(state.clock.now()));
    for chunk in records.chunks(CHUNK) {
        let enter = EnterRecords {
            municipality,
            records: chunk.to_vec(),
        };
        state.write.run(Caller::system("seed"), enter).await?;
    }
    Ok(())
}

struct EnterRecords {
    municipality: Uuid,
    records: Vec<Example>,
}

impl Change for EnterRecords {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        for (register, values) in &self.records {
            let record = Record::of(register, values).map_err(|errors| {
                ApiError::internal(anyhow::anyhow!("{}: {errors:?}", register.id))
            })?;
            let place = registers::Place {
                register,
                municipality: self.municipality,
                id: Uuid::now_v7(),
            };
            let about = registers::About {
                is_published: true,
                ..registers::About::default()
            };
            let (_entered, _) = registers::create(tx, place, &record, about).await?;
        }
        let entry = Entry::new(self.municipality, "demo.seeded", "demo", "registers")
            .after(json!({ "records": self.records.len() }));
        Ok(tx.record(entry).await?.with(()))
    }
}
