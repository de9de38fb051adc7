//! Places and catalogues, from the files that ship with the API, where their tables are empty.

use anyhow::Context;
use serde_json::json;

use crate::bus::Topic;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::{catalogs, places};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Fills what is empty; one act in the journal of the platform where there was something to fill.
///
/// # Errors
/// When the database does not answer.
pub async fn seed_reference(state: &AppState) -> anyhow::Result<()> {
    let conn = state.db.public();
    let change = SeedReference {
        places: places::is_empty(conn).await?,
        catalogs: catalogs::missing(conn).await?,
    };
    if !change.places && change.catalogs.is_empty() {
        return Ok(());
    }
    let seeded = state.write.run(Caller::system("seed"), change).await;
    seeded.context("no se pudieron cargar los datos de referencia")
}

struct SeedReference {
    places: bool,
    catalogs: Vec<&'static str>,
}

impl Change for SeedReference {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let mut counts = serde_json::Map::new();
        // Looked at again inside the transaction: another process may have been faster.
        if self.places && places::is_empty(tx.conn()).await? {
            counts.insert("places".to_owned(), json!(places::seed(tx).await?));
            tx.touch(Topic::Catalogs);
        }
        let missing = catalogs::missing(tx.conn()).await?;
        for name in self.catalogs.iter().filter(|name| missing.contains(*name)) {
            counts.insert((*name).to_owned(), json!(catalogs::seed(tx, name).await?));
        }
        let entry =
            Entry::new(PLATFORM, "reference.seeded", "reference", "files").after(counts.into());
        Ok(tx.record(entry).await?.with(()))
    }
}
