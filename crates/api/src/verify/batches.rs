//! The records that came with imports: none has an entry of its own, so their commitments stand beside them, and the entry of
//! the import ends with the chain over all of these.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    Statement,
};
use serde_json::Value;
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

use super::{Fault, Report};
use crate::registers::{link, version};

/// Acts that name a batch and the chain over its commitments so far.
const ACTS: [&str; 2] = ["register_import.applied", "register_import.withdrawn"];

/// The chains that journals know, by municipality and batch.
#[derive(Debug, Default)]
pub(super) struct Batches(BTreeMap<(Uuid, Uuid), Vec<u8>>);

impl Batches {
    /// Notes the chain that an entry names, in place of the one that an earlier entry did.
    pub(super) fn seen_in(&mut self, entry: &JournalEntry) {
        if !ACTS.contains(&entry.action.as_str()) {
            return;
        }
        let told = |name: &str| entry.after.as_ref()?.get(name)?.as_str();
        let batch = told("batch").and_then(|batch| batch.parse().ok());
        let chain = told("commitments").and_then(|chain| hex::decode(chain).ok());
        if let Some((batch, chain)) = batch.zip(chain) {
            self.0.insert((entry.municipality_id, batch), chain);
        }
    }

    /// Follows the chain of every batch, and names each commitment on the way.
    pub(super) async fn follow(
        &mut self,
        conn: &DatabaseTransaction,
        report: &mut Report,
        mut seen: impl FnMut(&str),
    ) -> anyhow::Result<()> {
        self.0.extend(unfinished(conn).await?);
        for ((municipality, batch), promised) in &self.0 {
            let mut chain = Vec::new();
            let mut rows = version::Entity::find()
                .filter(version::Column::MunicipalityId.eq(*municipality))
                .filter(version::Column::BatchId.eq(*batch))
                .order_by_asc(version::Column::Leaf)
                .stream(conn)
                .await?;
            while let Some(row) = rows.try_next().await? {
                let commitments = row.commitments.unwrap_or_default();
                chain = link(&chain, row.id, row.version, &commitments);
                let named: BTreeMap<String, Value> =
                    serde_json::from_str(&commitments).unwrap_or_default();
                named.values().filter_map(Value::as_str).for_each(&mut seen);
            }
            drop(rows);
            // Where a municipality left, its records are gone and its journal stays.
            if !chain.is_empty() && chain != *promised {
                report.find(*municipality, Fault::Batch(*batch));
            }
        }
        Ok(())
    }
}

/// Imports that are being written: their act is still to come.
async fn unfinished(conn: &DatabaseTransaction) -> anyhow::Result<Vec<((Uuid, Uuid), Vec<u8>)>> {
    let sql = "SELECT municipality_id, batch_id, digest FROM register_imports
        WHERE state = 'applying' AND digest IS NOT NULL";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(statement).await?;
    let found = rows.iter().map(|row| {
        let of = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((of, row.try_get_by_index(2)?))
    });
    found.collect()
}
