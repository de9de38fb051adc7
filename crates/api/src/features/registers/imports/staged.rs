//! Rows of a file as they are staged: judged, and sealed piece by piece, since they hold document numbers.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use shared::registers::import::{RowNote, Verdict};
use uuid::Uuid;

use super::entity::chunk;
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;

/// A row that was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Its number in the spreadsheet.
    pub(super) line: u32,
    pub(super) verdict: Verdict,
    /// The record that is there, and its version when the row was read.
    pub(super) record: Option<(Uuid, i64)>,
    /// What the record shall say, every column; of a rejected row, what stands in its cells.
    pub(super) values: Map<String, Json>,
    /// What a record that is corrected says now, where that is something else.
    pub(super) before: Map<String, Json>,
    pub(super) notes: Vec<RowNote>,
}

/// Seals what is kept of an import, packed.
pub(super) fn seal<T: Serialize + ?Sized>(
    vault: &Vault,
    (municipality, import): (Uuid, Uuid),
    part: &str,
    what: &T,
) -> ApiResult<Vec<u8>> {
    let plain = serde_json::to_vec(what)?;
    let packed = zstd::bulk::compress(&plain, 1).map_err(ApiError::internal)?;
    let context = context(municipality, import, part);
    vault.seal(&context, &packed).map_err(ApiError::internal)
}

/// Opens it again.
pub(super) fn open<T: DeserializeOwned>(
    vault: &Vault,
    (municipality, import): (Uuid, Uuid),
    part: &str,
    sealed: &[u8],
) -> ApiResult<T> {
    let context = context(municipality, import, part);
    let packed = vault.open(&context, sealed).map_err(ApiError::internal)?;
    let plain = zstd::stream::decode_all(packed.as_slice()).map_err(ApiError::internal)?;
    Ok(serde_json::from_slice(&plain)?)
}

fn context(municipality: Uuid, import: Uuid, part: &str) -> String {
    format!("import|{municipality}|{import}|{part}")
}

/// The name under which a piece is sealed.
pub(super) fn part(number: i64) -> String {
    format!("rows.{number}")
}

/// The rows of a piece.
pub(super) fn rows(vault: &Vault, chunk: &chunk::Model) -> ApiResult<Vec<Row>> {
    let of = (chunk.municipality_id, chunk.import_id);
    open(vault, of, &part(chunk.number), &chunk.sealed)
}

/// A piece out of its rows.
pub(super) fn piece(
    vault: &Vault,
    (municipality, import): (Uuid, Uuid),
    number: i64,
    rows: &[Row],
) -> ApiResult<chunk::Model> {
    let of = |verdict: Verdict| {
        let rows = rows.iter().filter(|row| row.verdict == verdict);
        i64::try_from(rows.count()).map_err(ApiError::internal)
    };
    Ok(chunk::Model {
        municipality_id: municipality,
        import_id: import,
        number,
        added: of(Verdict::Added)?,
        changed: of(Verdict::Changed)?,
        same: of(Verdict::Same)?,
        ignored: of(Verdict::Ignored)?,
        rejected: of(Verdict::Rejected)?,
        sealed: seal(vault, (municipality, import), &part(number), rows)?,
    })
}
