//! The evidence of an incident as one sealed archive.
//!
//! In it stand the incident, every entry of the municipality's journal that it touches (its own, those of the time it
//! lasted, those of the same requests: looks at private data are among them), and the journal from the first of them to
//! the last signed head, so that nobody has to believe us that none was left out or changed. Of the platform's journal
//! only the entries that concern this municipality go with it (see `evidence_platform`): the others are of others.
//!
//! `munica verify --evidence FILE` checks all of it without a database: the seal over the manifest, the digests of the
//! pieces, the chain of the municipality's journal up to a signed head, and each entry of the platform's against the head
//! that was signed of its place.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::json;
use shared::features::journal::SignedHead;
use shared::features::privacy::IncidentOut;
use shared::journal::chain::Head;
use shared::journal::entry::JournalEntry;
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::entry;
use super::{evidence_platform, store};
use crate::backup::Seal;
use crate::backup::archive::{SEAL, Writer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::journal::{SignedHeadColumn, SignedHeadEntity, public_keys, sign_heads};
use crate::files::digest;
use crate::journal::entity::line;
use crate::state::AppState;
use crate::verify::evidence_piece as piece;
use crate::verify::{Evidence, EvidenceFile};
use crate::write::{Caller, Change, Recorded, Tx};

/// Since 2 with the entries of the platform's journal.
const FORMAT: u32 = 2;

/// Journals the export, signs the head behind it, and writes the archive: its code and its bytes.
pub(super) async fn export(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<(String, Vec<u8>)> {
    let noted = Noted { municipality, id };
    let incident = state.write.run(caller, noted).await?;
    sign_heads(state).await.map_err(ApiError::unavailable)?;
    let part = part(state, municipality, &incident)
        .await
        .map_err(ApiError::unavailable)?;
    let bytes = archive(state, municipality, &incident, &part)
        .await
        .map_err(ApiError::unavailable)?;
    Ok((incident.item.code, bytes))
}

/// Who took the evidence is part of it.
struct Noted {
    municipality: Uuid,
    id: Uuid,
}

impl Change for Noted {
    type Output = IncidentOut;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<IncidentOut>> {
        let row = store::find(tx.conn(), self.municipality, self.id).await?;
        let action = "privacy_incident.evidence_exported";
        let entry = entry(self.municipality, action, self.id).after(json!({ "code": row.code }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(store::view(tx.conn(), &row).await?))
    }
}

/// The part of the journal that matters.
struct Part {
    before: Head,
    journal: Vec<u8>,
    touched: Vec<u8>,
    heads: Vec<u8>,
    platform: Vec<u8>,
    platform_heads: Vec<u8>,
}

async fn part(
    state: &AppState,
    municipality: Uuid,
    incident: &IncidentOut,
) -> anyhow::Result<Part> {
    let conn = state.db.snapshot().await?;
    let touches = Touches::of(incident, state.clock.now());
    let own = |select: sea_orm::Select<line::Entity>| {
        select.filter(line::Column::MunicipalityId.eq(municipality))
    };
    let mut requests = BTreeSet::new();
    let mut first = i64::MAX;
    let mut since = touches.from;
    let select = own(line::Entity::find()).filter(touches.condition());
    let mut rows = select.stream(&conn).await?;
    while let Some(row) = rows.try_next().await? {
        let entry: JournalEntry = serde_json::from_str(&row.body)?;
        first = first.min(row.seq);
        since = since.min(row.recorded_at);
        // Of a job the name stands there, which many entries share.
        requests.extend(entry.request_id.filter(|id| Uuid::parse_str(id).is_ok()));
    }
    drop(rows);
    let mut part = Part {
        before: Head::genesis(municipality),
        journal: Vec::new(),
        touched: Vec::new(),
        heads: Vec::new(),
        platform: Vec::new(),
        platform_heads: Vec::new(),
    };
    let select = own(line::Entity::find()).filter(line::Column::Seq.gte(first.saturating_sub(1)));
    let mut rows = select.order_by_asc(line::Column::Seq).stream(&conn).await?;
    while let Some(row) = rows.try_next().await? {
        if row.seq < first {
            part.before.seq = row.seq;
            part.before.hash = row.hash;
            continue;
        }
        let entry: JournalEntry = serde_json::from_str(&row.body)?;
        let asked = entry.request_id.as_ref();
        let same_request = asked.is_some_and(|request| requests.contains(request));
        push(&mut part.journal, row.body.as_bytes());
        if same_request || touches.entry(&entry) {
            push(&mut part.touched, row.body.as_bytes());
        }
    }
    drop(rows);
    let signed = SignedHeadEntity::find()
        .filter(SignedHeadColumn::MunicipalityId.eq(municipality))
        .filter(SignedHeadColumn::Seq.gte(first))
        .order_by_asc(SignedHeadColumn::Seq)
        .all(&conn)
        .await?;
    for row in signed {
        push(&mut part.heads, &SignedHead::from(row).line()?);
    }
    let concerning = evidence_platform::Concerning {
        municipality,
        requests: &requests,
        since,
        touches: &touches,
    };
    for (line, head) in concerning.read(state, &conn).await? {
        push(&mut part.platform, line.as_bytes());
        push(&mut part.platform_heads, &head.line()?);
    }
    Ok(part)
}

fn push(lines: &mut Vec<u8>, line: &[u8]) {
    lines.extend_from_slice(line);
    lines.push(b'\n');
}

/// Which entries an incident touches by themselves.
pub(super) struct Touches {
    subject: String,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Touches {
    fn of(incident: &IncidentOut, now: DateTime<Utc>) -> Self {
        Self {
            subject: incident.item.id.to_string(),
            from: incident.began_at.unwrap_or(incident.item.known_at),
            to: incident.ended_at.unwrap_or(now),
        }
    }

    fn condition(&self) -> sea_orm::Condition {
        let while_it_lasted = sea_orm::Condition::all()
            .add(line::Column::RecordedAt.gte(self.from))
            .add(line::Column::RecordedAt.lte(self.to));
        sea_orm::Condition::any()
            .add(while_it_lasted)
            .add(line::Column::SubjectId.eq(self.subject.as_str()))
    }

    fn entry(&self, entry: &JournalEntry) -> bool {
        entry.subject.id == self.subject || self.lasts_at(entry.recorded_at)
    }

    /// Whether it went on at an instant.
    pub(super) fn lasts_at(&self, instant: DateTime<Utc>) -> bool {
        self.from <= instant && instant <= self.to
    }
}

async fn archive(
    state: &AppState,
    municipality: Uuid,
    incident: &IncidentOut,
    part: &Part,
) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("evidence.tar.zst");
    let keys = Page::complete(public_keys(&state.keys));
    let pieces = [
        (piece::INCIDENT, pretty(incident)?),
        (piece::JOURNAL, part.journal.clone()),
        (piece::TOUCHED, part.touched.clone()),
        (piece::HEADS, part.heads.clone()),
        (piece::PLATFORM, part.platform.clone()),
        (piece::PLATFORM_HEADS, part.platform_heads.clone()),
        (piece::KEYS, pretty(&keys)?),
    ];
    let mut manifest = Evidence {
        format: FORMAT,
        created_at: state.clock.now(),
        municipality_id: municipality,
        incident: incident.item.code.clone(),
        before: part.before.clone(),
        files: Vec::new(),
    };
    let writer = Writer::create(&path);
    for (name, bytes) in pieces {
        manifest.files.push(EvidenceFile {
            name: name.to_owned(),
            size: u64::try_from(bytes.len())?,
            sha256: digest(&bytes),
        });
        writer.add(name.to_owned(), bytes).await?;
    }
    let manifest = pretty(&manifest)?;
    let seal = serde_json::to_vec(&Seal::over(&manifest, &state.keys)?)?;
    writer.add(piece::MANIFEST.to_owned(), manifest).await?;
    writer.add(SEAL.to_owned(), seal).await?;
    writer.finish().await?;
    Ok(tokio::fs::read(&path).await?)
}

fn pretty(value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(value)?)
}
