//! Emblems for the portals of the demo: their bytes are stored before the change that names them, as those of any upload.

use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::portal_admin::PortalImageIn;
use uuid::Uuid;

use super::emblem::{ALT, SIDE, draw};
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::portal;
use crate::files::scan::Scan;
use crate::files::{self, Row};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// A portal that has just been dressed, still without an emblem.
#[derive(Serialize, Deserialize)]
pub(super) struct Bare {
    pub(super) municipality: Uuid,
    /// `#rrggbb`.
    pub(super) color: String,
}

/// Draws and puts on the emblem of each.
pub(super) async fn put_on(state: &AppState, bare: Vec<Bare>) -> anyhow::Result<()> {
    let mut drawn = Vec::new();
    for Bare {
        municipality,
        color,
    } in bare
    {
        let bytes = draw(&color)?;
        let size = u64::try_from(bytes.len())?;
        let sha256 = state.files.put(municipality, bytes).await?;
        drawn.push((municipality, sha256, size));
    }
    if !drawn.is_empty() {
        let caller = Caller::system("seed");
        state.write.run(caller, PutOn { drawn }).await?;
    }
    Ok(())
}

struct PutOn {
    /// Municipality, digest, bytes.
    drawn: Vec<(Uuid, String, u64)>,
}

impl Change for PutOn {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        for (municipality, sha256, size) in &self.drawn {
            let row = Row {
                municipality: *municipality,
                sha256: sha256.clone(),
                size: *size,
                media_type: "image/png".to_owned(),
                name: "emblema.png".to_owned(),
                pixels: Some((SIDE, SIDE)),
                scan: Scan::NotScanned,
                is_public: true,
                awaits_use: false,
            };
            let emblem = PortalImageIn {
                file_id: files::insert(tx, row).await?.id,
                alt: ALT.to_owned(),
            };
            portal::wear(tx, *municipality, emblem).await?;
        }
        let entry = Entry::new(PLATFORM, "demo.dressed", "demo", "emblems")
            .after(json!({ "emblems": self.drawn.len() }));
        Ok(tx.record(entry).await?.with(()))
    }
}
