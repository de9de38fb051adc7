//! The part of the platform's journal in the evidence of a municipality's incident.
//!
//! That journal tells of all municipalities, so it cannot be handed over as a whole; and its chain cannot be followed with
//! entries left out. So each entry goes with a head signed of its own place: the signature binds its number and its hash.
//! Whoever doubts it compares with the published heads, against which the platform's whole journal is verified.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, StreamTrait};
use shared::features::journal::SignedHead;
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

use super::evidence::Touches;
use crate::db::PLATFORM;
use crate::features::journal::attest;
use crate::journal::entity::line;
use crate::state::AppState;

/// Which entries: those of requests that the incident touches in the municipality's own journal, and those of the time it
/// lasted in which the municipality is named, as subject or otherwise.
pub(super) struct Concerning<'a> {
    pub(super) municipality: Uuid,
    pub(super) requests: &'a BTreeSet<String>,
    /// From when on a request of these can have left an entry.
    pub(super) since: DateTime<Utc>,
    pub(super) touches: &'a Touches,
}

impl Concerning<'_> {
    /// The entries, oldest first, each with the head of its place.
    pub(super) async fn read(
        &self,
        state: &AppState,
        conn: &(impl ConnectionTrait + StreamTrait),
    ) -> anyhow::Result<Vec<(String, SignedHead)>> {
        let mut found = Vec::new();
        if self.municipality == PLATFORM {
            return Ok(found);
        }
        let name = self.municipality.to_string();
        let select = line::Entity::find()
            .filter(line::Column::MunicipalityId.eq(PLATFORM))
            .filter(line::Column::RecordedAt.gte(self.since))
            .order_by_asc(line::Column::Seq);
        let mut rows = select.stream(conn).await?;
        while let Some(row) = rows.try_next().await? {
            let entry: JournalEntry = serde_json::from_str(&row.body)?;
            let asked = entry.request_id.as_ref();
            let same_request = asked.is_some_and(|request| self.requests.contains(request));
            let named = self.touches.lasts_at(row.recorded_at) && row.body.contains(&name);
            if same_request || named {
                let head = attest(state, &row)?;
                found.push((row.body, head));
            }
        }
        Ok(found)
    }
}
