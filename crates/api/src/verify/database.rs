//! Verifying a database, as it stands at one instant.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use futures_util::TryStreamExt as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use serde_json::Value;
use shared::features::journal::{PublicKey, SignedHead};
use shared::journal::chain::Head;
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

use super::batches::Batches;
use super::chain::Follower;
use super::file::{open, read_keys};
use super::registers::registers;
use super::{Fault, Finding, Report, heads};
use crate::db::PLATFORM;
use crate::db::catalog::quoted;
use crate::features::journal::{SignedHeadColumn, SignedHeadEntity, public_keys};
use crate::files::FileStore;
use crate::files::entity::file;
use crate::journal::entity::{head, line};
use crate::keys::{Keyring, Vault};
use crate::state::AppState;
use crate::write::{PersonalCommitment, personal_commitments};

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Journals, heads, signatures, personal values.
    Journals,
    /// Every stored file too.
    Files,
}

/// Heads that somebody kept outside of the installation, one a line, against which its journals are held as well: an owner
/// who writes a journal anew can sign it anew too, but not take back what lies elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// The heads: of a mirror, of the daily mail, of the public page.
    pub heads: &'a Path,
    /// The keys that they are checked with, as `/api/v1/keys` answered them; those of the installation without.
    pub keys: Option<&'a Path>,
}

/// Verifies a running installation; it may be written to meanwhile.
///
/// # Errors
/// When the database or the files do not answer, or what was kept cannot be read.
pub async fn database(
    state: &AppState,
    depth: Depth,
    kept: Option<Kept<'_>>,
) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let kept = match kept {
        Some(kept) => {
            let keys = match kept.keys {
                Some(path) => read_keys(path)?,
                None => public_keys(&state.keys),
            };
            heads::read(open(kept.heads)?, &keys, &mut report)?
        }
        None => Vec::new(),
    };
    // Begun after what was kept is read, so that it is not older than that.
    let snapshot = state.db.snapshot().await?;
    journals(&snapshot, &state.keys, &state.vault, &kept, &mut report).await?;
    if depth == Depth::Files {
        check_files(&snapshot, &state.files, &mut report).await?;
    }
    Ok(report)
}

/// Verifies what a transaction sees, files left aside.
pub(crate) async fn conn(
    conn: &DatabaseTransaction,
    ring: &Keyring,
    vault: &Vault,
) -> anyhow::Result<Report> {
    let mut report = Report::default();
    journals(conn, ring, vault, &[], &mut report).await?;
    Ok(report)
}

async fn journals(
    conn: &DatabaseTransaction,
    ring: &Keyring,
    vault: &Vault,
    kept: &[SignedHead],
    report: &mut Report,
) -> anyhow::Result<()> {
    check_storage(conn, report).await?;
    let mut commitments = Commitments::read(conn, vault, report).await?;
    let keys = public_keys(ring);
    let mut owners = municipalities(conn).await?;
    owners.extend(kept.iter().map(|head| head.municipality_id));
    for municipality in owners {
        let mut promised = signed_heads(conn, municipality, &keys, report).await?;
        let own = kept
            .iter()
            .filter(|head| head.municipality_id == municipality);
        promised.extend(own.map(SignedHead::head));
        journal(conn, municipality, promised, &mut commitments, report).await?;
        report.journals += 1;
    }
    registers(conn, &keys, report).await?;
    // What a broken journal holds beyond the break is not known.
    let whole = |finding: &Finding| !matches!(finding.fault, Fault::Link(_) | Fault::Register(_));
    if report.findings.iter().all(whole) {
        commitments.follow_batches(conn, report).await?;
        commitments.report(conn, vault, report).await?;
    }
    Ok(())
}

/// SQLite's own look at its pages, indexes and references; PostgreSQL has checksums of its own.
async fn check_storage(conn: &DatabaseTransaction, report: &mut Report) -> anyhow::Result<()> {
    if conn.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let ask = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    // The check of an index of words trusts what this connection remembers of it; a search makes it look again.
    let words = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'";
    for row in conn.query_all_raw(ask(words)).await? {
        let name = quoted(&row.try_get_by_index::<String>(0)?);
        let search = format!("SELECT rowid FROM {name} WHERE {name} MATCH 'a' LIMIT 1");
        conn.query_all_raw(ask(&search)).await?;
    }
    for row in conn.query_all_raw(ask("PRAGMA integrity_check(5)")).await? {
        let line: String = row.try_get_by_index(0)?;
        if line != "ok" {
            report.find(PLATFORM, Fault::Storage(line));
        }
    }
    for row in conn.query_all_raw(ask("PRAGMA foreign_key_check")).await? {
        let table: String = row.try_get_by_index(0)?;
        let what = format!("una fila de {table} no tiene a qué referirse");
        report.find(PLATFORM, Fault::Storage(what));
    }
    Ok(())
}

/// Every municipality that has entries, a head or a signed head: none of the three may go missing alone.
async fn municipalities(conn: &DatabaseTransaction) -> anyhow::Result<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    let heads = head::Entity::find()
        .select_only()
        .column(head::Column::MunicipalityId);
    found.extend(heads.into_tuple::<Uuid>().all(conn).await?);
    let signed = SignedHeadEntity::find()
        .select_only()
        .distinct()
        .column(SignedHeadColumn::MunicipalityId);
    found.extend(signed.into_tuple::<Uuid>().all(conn).await?);
    let lines = line::Entity::find()
        .select_only()
        .distinct()
        .column(line::Column::MunicipalityId);
    found.extend(lines.into_tuple::<Uuid>().all(conn).await?);
    Ok(found)
}

async fn journal(
    conn: &DatabaseTransaction,
    municipality: Uuid,
    promised: Vec<Head>,
    commitments: &mut Commitments,
    report: &mut Report,
) -> anyhow::Result<()> {
    let head = head::Entity::find_by_id(municipality).one(conn).await?;
    let mut follower = Follower::new(municipality, promised);
    let mut broken = None;
    let mut lines = line::Entity::find()
        .filter(line::Column::MunicipalityId.eq(municipality))
        .order_by_asc(line::Column::Seq)
        .stream(conn)
        .await?;
    while let Some(line) = lines.try_next().await? {
        report.entries += 1;
        *report.acts.entry(line.action.clone()).or_default() += 1;
        if broken.is_some() {
            continue;
        }
        match follower.follow(line.body.as_bytes()) {
            Ok(entry) => {
                commitments.seen_in(&entry);
                if !columns_agree(&line, &entry) {
                    report.find(municipality, Fault::Columns(entry.seq));
                }
            }
            Err(link) => broken = Some(link),
        }
    }
    drop(lines);
    let end = broken.map_or_else(|| follower.end(), Err);
    match end {
        Err(link) => report.find(municipality, Fault::Link(link)),
        Ok(end) => {
            let head = head.map(|head| (head.seq, head.hash));
            let stands = head
                .clone()
                .unwrap_or((0, Head::genesis(municipality).hash));
            if stands != (end.seq, end.hash) {
                report.find(municipality, Fault::Head(stands.0));
            }
        }
    }
    Ok(())
}

async fn signed_heads(
    conn: &DatabaseTransaction,
    municipality: Uuid,
    keys: &[PublicKey],
    report: &mut Report,
) -> anyhow::Result<Vec<Head>> {
    let rows = SignedHeadEntity::find()
        .filter(SignedHeadColumn::MunicipalityId.eq(municipality))
        .all(conn)
        .await?;
    let mut promised = Vec::with_capacity(rows.len());
    for row in rows {
        let signed = SignedHead::from(row);
        report.heads += 1;
        if heads::is_signed(&signed, keys) {
            promised.push(signed.head());
        } else {
            report.find(municipality, Fault::Signature(signed.seq));
        }
    }
    Ok(promised)
}

fn columns_agree(line: &line::Model, entry: &JournalEntry) -> bool {
    line.municipality_id == entry.municipality_id
        && line.seq == entry.seq
        && line.occurred_at == entry.occurred_at
        && line.recorded_at == entry.recorded_at
        && line.actor_id == entry.actor.id
        && line.action == entry.action
        && line.subject_type == entry.subject.kind
        && line.subject_id == entry.subject.id
        && line.hash == entry.hash
}

/// Commitments of the personal values that still exist, until an entry of a journal is seen to hold them.
struct Commitments {
    open: HashSet<String>,
    batches: Batches,
}

impl Commitments {
    async fn read(
        conn: &DatabaseTransaction,
        vault: &Vault,
        report: &mut Report,
    ) -> anyhow::Result<Self> {
        let mut open = HashSet::new();
        let mut values = personal_commitments(conn, vault).await?;
        while let Some(value) = values.try_next().await? {
            report.personal_values += 1;
            if let Some(commitment) = value.commitment {
                open.insert(commitment);
            }
        }
        Ok(Self {
            open,
            batches: Batches::default(),
        })
    }

    fn seen_in(&mut self, entry: &JournalEntry) {
        self.batches.seen_in(entry);
        if self.open.is_empty() {
            return;
        }
        for value in [&entry.before, &entry.after].into_iter().flatten() {
            self.strike(value);
        }
    }

    fn strike(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                self.open.remove(text);
            }
            Value::Array(items) => items.iter().for_each(|item| self.strike(item)),
            Value::Object(members) => members.values().for_each(|member| self.strike(member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Follows the records of imports, whose commitments stand beside them.
    async fn follow_batches(
        &mut self,
        conn: &DatabaseTransaction,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let Self { open, batches } = self;
        batches
            .follow(conn, report, |commitment| {
                open.remove(commitment);
            })
            .await
    }

    /// Names the values that cannot be opened and those of which no journal knows.
    async fn report(
        &self,
        conn: &DatabaseTransaction,
        vault: &Vault,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let mut values = personal_commitments(conn, vault).await?;
        while let Some(value) = values.try_next().await? {
            let PersonalCommitment {
                municipality_id,
                subject_id,
                field,
                commitment,
            } = value;
            if commitment.is_none_or(|commitment| self.open.contains(&commitment)) {
                let what = format!("{subject_id}/{field}");
                report.find(municipality_id, Fault::PersonalValue(what));
            }
        }
        Ok(())
    }
}

async fn check_files(
    conn: &DatabaseTransaction,
    store: &FileStore,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut files = file::Entity::find().stream(conn).await?;
    while let Some(row) = files.try_next().await? {
        report.files += 1;
        let found = store.measure(row.municipality_id, &row.sha256).await?;
        if found.as_ref() != Some(&row.sha256) {
            report.find(row.municipality_id, Fault::File(row.id.to_string()));
        }
    }
    Ok(())
}
