//! Reading a file: a thread walks its rows and judges them, the job compares them with what is there and stages them.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use shared::registers::import::{ImportState, Verdict};
use shared::registers::{Record, Register};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::elsewhere;
use super::entity::import;
use super::judge::{Judge, Judged, Outcome, whole_row};
use super::plan::{self, Plan, Remembered};
use super::stage::{Note, Stage};
use super::staged::{self, Row};
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::interests::Deciders;
use crate::jobs::{Failure, Job};
use crate::keys::Vault;
use crate::registers::batch::{self, Known};
use crate::state::AppState;

/// Pieces that wait between the thread and the job.
const WAITING: usize = 2;
/// The part of an import under which its plan is sealed.
pub(super) const PLAN: &str = "plan";

/// Reads the file of one import.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReadImport {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    /// Which reading; an older one has nothing to say any more.
    pub(super) staging: i64,
}

impl Job for ReadImport {
    const KIND: &'static str = "registers.read_import";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let Some(reading) = Reading::open(state, self).await? else {
            return Ok(());
        };
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("sheet");
        let row = &reading.row;
        let is_whole = state.files.copy_to(row.municipality_id, &row.sha256, &path);
        let outcome = if is_whole.await? {
            reading.read(&path).await?
        } else {
            Err("El archivo ya no está o se dañó. Súbalo otra vez.".to_owned())
        };
        if let Err(why) = outcome {
            reading.note(Note::Refuse(why)).await?;
        }
        Ok(())
    }
}

/// What a thread tells the job.
enum Told {
    Begin { plan: Box<Plan>, total: i64 },
    Rows(Vec<Judged>),
    Refused(String),
}

struct Reading<'a> {
    state: &'a AppState,
    register: &'static Register,
    row: import::Model,
    said: Option<Plan>,
    remembered: Remembered,
}

impl<'a> Reading<'a> {
    /// The import that a job names, where it still waits for being read.
    async fn open(state: &'a AppState, job: &ReadImport) -> ApiResult<Option<Self>> {
        let conn = state.db.read(Scope::Tenant(job.municipality)).await?;
        let found = super::by_id(&conn, job.municipality, job.id).await?;
        let Some((register, row)) = found else {
            return Ok(None);
        };
        if row.state != ImportState::Reading.as_str() || row.staging != job.staging {
            return Ok(None);
        }
        let said = read_plan(&state.vault, &row)?.filter(|plan| plan.is_confirmed);
        Ok(Some(Self {
            remembered: store::remembered(&conn, job.municipality, register).await?,
            state,
            register,
            row,
            said,
        }))
    }

    /// Notes how far it has come from where it began; whether it is still its turn.
    async fn note(&self, note: Note) -> ApiResult<Option<import::Model>> {
        let conn = self
            .state
            .db
            .read(Scope::Tenant(self.row.municipality_id))
            .await?;
        let seen = super::by_id(&conn, self.row.municipality_id, self.row.id).await?;
        drop(conn);
        match seen {
            Some((_, seen)) if seen.staging == self.row.staging => {
                self.state.write.bookkeep(Stage { seen, note }).await
            }
            _ => Ok(None),
        }
    }

    async fn read(&self, path: &Path) -> ApiResult<Result<(), String>> {
        let (sender, mut told) = mpsc::channel(WAITING);
        let walk = Walk {
            path: path.to_owned(),
            register: self.register,
            said: self.said.clone(),
            remembered: self.remembered.clone(),
            vault: self.state.vault.clone(),
            options: self
                .said
                .clone()
                .or(read_plan(&self.state.vault, &self.row)?),
            now: self.state.clock.now(),
            size: usize::try_from(self.state.settings.server.import_chunk).unwrap_or(500),
        };
        let thread = tokio::task::spawn_blocking(move || walk.run(&sender));
        let mut row = self.row.clone();
        while let Some(told) = told.recv().await {
            let note = match told {
                Told::Begin { plan, total } => {
                    let of = (row.municipality_id, row.id);
                    let plan = staged::seal(&self.state.vault, of, PLAN, &plan)?;
                    Note::Begin { plan, total }
                }
                Told::Rows(judged) => self.piece(&row, judged).await?,
                Told::Refused(why) => return Ok(Err(why)),
            };
            let seen = row;
            match self.state.write.bookkeep(Stage { seen, note }).await? {
                Some(now) => row = now,
                // Somebody mapped its columns anew, or gave it up.
                None => return Ok(Ok(())),
            }
        }
        thread.await.map_err(ApiError::internal)??;
        let note = Note::Finish;
        self.state.write.bookkeep(Stage { seen: row, note }).await?;
        Ok(Ok(()))
    }

    /// Compares a piece with what is there.
    async fn piece(&self, row: &import::Model, judged: Vec<Judged>) -> ApiResult<Note> {
        let whose = (self.register, row.municipality_id);
        let keys = judged.iter().filter_map(|judged| match &judged.outcome {
            Outcome::Told { key, .. } => Some(key.clone()),
            _ => None,
        });
        let keys: Vec<_> = keys.collect();
        let known = if elsewhere::is_elsewhere(self.register) {
            elsewhere::known(self.state, row.municipality_id, &judged).await?
        } else {
            let conn = self.state.db.read(Scope::Tenant(row.municipality_id));
            batch::known(&conn.await?, &self.state.vault, whose, keys).await?
        };
        let conn = self
            .state
            .db
            .read(Scope::Tenant(row.municipality_id))
            .await?;
        let deciders = Deciders::of(&conn, row.municipality_id, self.register).await?;
        drop(conn);
        let (mut flagged, mut mended) = (0, 0);
        let mut rows = Vec::with_capacity(judged.len());
        for judged in judged {
            let mut row = compared(self.register, judged, &known);
            let is_entered = matches!(row.verdict, Verdict::Added | Verdict::Changed);
            let deciders = deciders.as_ref().filter(|_| is_entered);
            if deciders.is_some_and(|deciders| !deciders.decided(&row.values)) {
                let why = "No consta que este funcionario tuviera capacidad de decisión ese día.";
                row.notes.push(whole_row(why.to_owned(), false));
            }
            let counts = !matches!(row.verdict, Verdict::Rejected | Verdict::Ignored);
            let odd = row.notes.iter().any(|note| note.column.is_none());
            let repaired = row.notes.iter().any(|note| note.column.is_some());
            flagged += i64::from(counts && odd);
            mended += i64::from(counts && repaired);
            rows.push(row);
        }
        let (vault, of, number) = (
            self.state.vault.clone(),
            (row.municipality_id, row.id),
            row.chunks,
        );
        let sealed = tokio::task::spawn_blocking(move || staged::piece(&vault, of, number, &rows));
        Ok(Note::Piece {
            piece: sealed.await.map_err(ApiError::internal)??,
            flagged,
            mended,
        })
    }
}

/// The plan of an import, where it has one.
pub(super) fn read_plan(vault: &Vault, row: &import::Model) -> ApiResult<Option<Plan>> {
    let of = (row.municipality_id, row.id);
    let sealed = row.plan.as_deref();
    sealed
        .map(|sealed| staged::open(vault, of, PLAN, sealed))
        .transpose()
}

/// What becomes of a row, next to what is there.
fn compared(
    register: &'static Register,
    judged: Judged,
    known: &std::collections::HashMap<String, Known>,
) -> Row {
    let mut row = Row {
        line: judged.line,
        verdict: Verdict::Rejected,
        record: None,
        values: Map::new(),
        before: Map::new(),
        notes: judged.notes,
    };
    match judged.outcome {
        Outcome::Rejected { cells } => row.values = cells,
        Outcome::Repeated => row.verdict = Verdict::Ignored,
        Outcome::Told { told, record, key } => match known.get(&key) {
            None => {
                row.verdict = Verdict::Added;
                row.values = record.json(register);
            }
            Some(there) if there.is_erased => {
                row.verdict = Verdict::Ignored;
                let why =
                    "Los datos personales de este registro se suprimieron: la fila no se carga.";
                row.notes.push(whole_row(why.to_owned(), false));
            }
            Some(there) => corrected(register, &mut row, told, there),
        },
    }
    row
}

/// What a row says of a record that is there: columns that the file does not have stay as they are.
fn corrected(register: &'static Register, row: &mut Row, told: Map<String, Json>, there: &Known) {
    row.record = Some((there.id, there.version));
    let now = there.record.json(register);
    let mut whole = now.clone();
    whole.extend(told);
    let record = match Record::of(register, &whole) {
        Ok(record) => record,
        Err(errors) => {
            let notes = errors
                .into_iter()
                .map(|error| whole_row(error.message, true));
            row.notes.extend(notes);
            return;
        }
    };
    let whole = record.json(register);
    row.before = now
        .into_iter()
        .filter(|(name, value)| whole.get(name) != Some(value))
        .collect();
    if row.before.is_empty() {
        row.verdict = Verdict::Same;
    } else {
        row.verdict = Verdict::Changed;
        row.values = whole;
    }
}

/// The walk of the thread through the file.
struct Walk {
    path: PathBuf,
    register: &'static Register,
    said: Option<Plan>,
    remembered: Remembered,
    vault: Vault,
    options: Option<Plan>,
    now: chrono::DateTime<chrono::Utc>,
    size: usize,
}

impl Walk {
    fn run(&self, sender: &mpsc::Sender<Told>) -> ApiResult<()> {
        if let Err(why) = self.walk(sender)? {
            // Nobody listens where the import was taken over.
            let _ = sender.blocking_send(Told::Refused(why));
        }
        Ok(())
    }

    fn walk(&self, sender: &mpsc::Sender<Told>) -> ApiResult<Result<(), String>> {
        let options = self.options.as_ref().map(|plan| plan.options.clone());
        let options = options.unwrap_or_default();
        let mut table = match plan::open(&self.path, &options) {
            Ok(table) => table,
            Err(why) => return Ok(Err(why)),
        };
        let said = self.said.as_ref();
        let found = plan::find(self.register, &mut table, said, &self.remembered, &options);
        let plan = match found {
            Ok(plan) => plan,
            Err(why) => return Ok(Err(why)),
        };
        let width = plan.headings.len();
        let mut judge = Judge::new(self.register, &plan.columns, width, self.now);
        let (header, mut total) = (plan.header_row, 0_i64);
        let rows = match table.rows() {
            Ok(rows) => rows,
            Err(error) => return Ok(Err(error.to_string())),
        };
        for row in rows {
            match row {
                Ok(row) if row.number > header => {
                    judge.see(&row);
                    total += 1;
                }
                Ok(_) => {}
                Err(error) if error.fault.is_fatal() => return Ok(Err(error.to_string())),
                Err(_) => total += 1,
            }
        }
        if total == 0 {
            return Ok(Err(
                "Debajo de los encabezados no hay ninguna fila.".to_owned()
            ));
        }
        let plan = Box::new(plan);
        if sender.blocking_send(Told::Begin { plan, total }).is_err() {
            return Ok(Ok(()));
        }
        let rows = match table.rows() {
            Ok(rows) => rows,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let mut piece = Vec::with_capacity(self.size);
        for row in rows {
            let judged = match row {
                Ok(row) if row.number <= header => continue,
                Ok(row) => judge.judge(&self.vault, row)?,
                Err(error) => Judged {
                    line: error.place.row,
                    notes: vec![whole_row(error.fault.to_string(), true)],
                    outcome: Outcome::Rejected { cells: Map::new() },
                },
            };
            piece.push(judged);
            if piece.len() == self.size {
                let full = std::mem::replace(&mut piece, Vec::with_capacity(self.size));
                if sender.blocking_send(Told::Rows(full)).is_err() {
                    return Ok(Ok(()));
                }
            }
        }
        if !piece.is_empty() {
            // As above: where nobody listens there is nothing more to say.
            let _ = sender.blocking_send(Told::Rows(piece));
        }
        Ok(Ok(()))
    }
}
