//! Loading a register file of municipalities: every row becomes a municipality without portal, or a line of the report.

mod name;
mod place;
mod read;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use shared::rules::{self, RucKind, ruc_kind};
use shared::text::fold::fold;
use shared::time::lima_date;
use shared::ubigeo::Ubigeo;

use crate::bus::Topic;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::municipalities::{self, Filter, New};
use crate::features::places::{self, Places};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};
use read::Row;

/// More municipalities than the country will have.
const ALL: u64 = 100_000;

/// What became of a register file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Municipalities that were registered.
    pub loaded: usize,
    /// Rows whose municipality was known already and stays as it is.
    pub unchanged: usize,
    /// Rows that are not a municipality, or one twice, or wrong.
    pub skipped: Vec<Line>,
    /// Rows whose place could not be found.
    pub unmatched: Vec<Line>,
    /// Rows that were loaded although the file and INEI write the place differently.
    pub noted: Vec<Line>,
}

/// A line of the file and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Number of the line in the file, from 1.
    pub line: u64,
    /// The name as it stands there.
    pub name: String,
    /// Why, in Spanish.
    pub reason: String,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Municipalidades cargadas: {}", self.loaded)?;
        writeln!(f, "Ya registradas, sin cambio: {}", self.unchanged)?;
        let parts = [
            ("Omitidas", &self.skipped),
            ("Sin lugar reconocido", &self.unmatched),
            ("Cargadas con observación", &self.noted),
        ];
        for (title, lines) in parts {
            writeln!(f, "{title}: {}", lines.len())?;
            for Line { line, name, reason } in lines {
                writeln!(f, "  línea {line}: {name}: {reason}")?;
            }
        }
        Ok(())
    }
}

/// Loads the municipalities of a register file (CSV with a header) as tenants without portal, in one act of the journal.
///
/// # Errors
/// When the file cannot be read, has no such columns, or the database does not answer. A wrong row is no error: it
/// stands in the report.
pub async fn seed_municipalities(state: &AppState, file: &Path) -> anyhow::Result<Report> {
    let bytes =
        std::fs::read(file).with_context(|| format!("no se pudo leer {}", file.display()))?;
    let rows = read::rows(&bytes)?;
    let places = places::all(state).await?;
    anyhow::ensure!(
        places.iter().next().is_some(),
        "faltan los lugares: ejecute primero la migración"
    );
    let (candidates, report) = judge(&places, rows, lima_date(state.clock.now()));
    let change = Load {
        file: file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        sha256: hex::encode(Sha256::digest(&bytes)),
        places: (*places).clone(),
        candidates,
        report,
    };
    Ok(state.write.run(Caller::system("seed"), change).await?)
}

/// A row whose place was found.
#[derive(Clone, Debug)]
struct Candidate {
    line: u64,
    name: String,
    new: New,
    /// Words of its name that are of no place around it: the more, the less it is the municipality itself.
    strange: usize,
}

type Identity = (Ubigeo, MunicipalityKind, String);

fn identity(new: &New) -> Identity {
    let center = new
        .populated_center
        .as_deref()
        .map(fold)
        .unwrap_or_default();
    (new.ubigeo.clone(), new.kind, center)
}

/// Finds the place of every row, and one row for every municipality.
fn judge(places: &Places, rows: Vec<Row>, on: chrono::NaiveDate) -> (Vec<Candidate>, Report) {
    let mut report = Report::default();
    let mut found = BTreeMap::<(String, String, String), Candidate>::new();
    for row in rows {
        let line = |reason: String| Line {
            line: row.line,
            name: row.name.clone(),
            reason,
        };
        let kind = match refuse(&row) {
            Ok(kind) => kind,
            Err(reason) => {
                report.skipped.push(line(reason));
                continue;
            }
        };
        let place = match place::resolve(places, &row, kind, on) {
            Ok(place) => place,
            Err(reason) => {
                report.unmatched.push(line(reason));
                continue;
            }
        };
        report.noted.extend(place.note.clone().map(&line));
        let candidate = candidate(places, &row, kind, place.ubigeo);
        let (ubigeo, _, center) = identity(&candidate.new);
        let key = (ubigeo.to_string(), kind.as_str().to_owned(), center);
        let loser = match found.remove(&key) {
            Some(other) if other.strange <= candidate.strange => {
                found.insert(key, other);
                Some(candidate)
            }
            other => {
                found.insert(key, candidate);
                other
            }
        };
        report.skipped.extend(loser.map(|loser| Line {
            line: loser.line,
            name: loser.name,
            reason: "otra fila es la municipalidad de este lugar; esta es una unidad suya o está repetida".to_owned(),
        }));
    }
    // An observation on a row that was left out in the end only confuses.
    let skipped: HashSet<u64> = report.skipped.iter().map(|line| line.line).collect();
    report.noted.retain(|line| !skipped.contains(&line.line));
    (found.into_values().collect(), report)
}

/// The level of the municipality, or why the row is none.
fn refuse(row: &Row) -> Result<MunicipalityKind, String> {
    if let Some(state) = row.state.as_deref().filter(|state| fold(state) != "activo") {
        return Err(format!("el registro la tiene como «{state}»"));
    }
    if let Err(violation) = rules::ruc(&row.ruc) {
        return Err(format!("RUC «{}»: {}", row.ruc, violation.message));
    }
    if ruc_kind(&row.ruc) != Some(RucKind::Juridical) {
        return Err("el RUC no es de una persona jurídica".to_owned());
    }
    name::kind(&row.name, row.kind.as_deref())
        .ok_or_else(|| "no dice de qué nivel es la municipalidad".to_owned())
}

fn candidate(places: &Places, row: &Row, kind: MunicipalityKind, ubigeo: Ubigeo) -> Candidate {
    let district = places.get(&ubigeo);
    let capital = district.and_then(|place| place.capital.as_deref());
    let [department, province, district] = places.names(&ubigeo);
    let around: Vec<&str> = [district, province, department]
        .into_iter()
        .chain(capital)
        .collect();
    let center = (kind == MunicipalityKind::PopulatedCenter)
        .then(|| name::title(&name::place(&row.name), &around));
    Candidate {
        line: row.line,
        name: row.name.clone(),
        strange: name::strange_words(&row.name, &around),
        new: New {
            kind,
            ubigeo,
            populated_center: center,
            name: Some(name::title(&row.name, &around)),
            ruc: Some(row.ruc.clone()),
            status: PortalStatus::WithoutPortal,
            mode: PortalMode::Official,
            siaf_code: row.siaf_code.clone(),
            consucode: row.consucode.clone(),
        },
    }
}

struct Load {
    file: String,
    sha256: String,
    places: Places,
    candidates: Vec<Candidate>,
    report: Report,
}

impl Change for Load {
    type Output = Report;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Report>> {
        let known = municipalities::list(tx.conn(), &Filter::default(), None, ALL).await?;
        let rucs: HashSet<&str> = known.iter().filter_map(|row| row.ruc.as_deref()).collect();
        let places: HashSet<Identity> = known
            .iter()
            .filter_map(|row| {
                let center = row
                    .populated_center
                    .as_deref()
                    .map(fold)
                    .unwrap_or_default();
                Some((row.ubigeo.parse().ok()?, row.kind, center))
            })
            .collect();
        let mut report = self.report.clone();
        let mut fresh = Vec::new();
        let mut seen = HashSet::new();
        for candidate in &self.candidates {
            let ruc = candidate.new.ruc.as_deref().unwrap_or_default();
            if rucs.contains(ruc) || places.contains(&identity(&candidate.new)) {
                report.unchanged += 1;
            } else if seen.insert(ruc) {
                fresh.push(candidate.new.clone());
            } else {
                report.skipped.push(Line {
                    line: candidate.line,
                    name: candidate.name.clone(),
                    reason: format!("el RUC {ruc} está en otra fila"),
                });
            }
        }
        report.loaded = municipalities::create_all(tx, &self.places, fresh)
            .await?
            .len();
        tx.touch(Topic::Directory);
        let entry =
            Entry::new(PLATFORM, "municipalities.seeded", "file", &self.file).after(json!({
                "sha256": self.sha256,
                "loaded": report.loaded,
                "unchanged": report.unchanged,
                "skipped": report.skipped.len(),
                "unmatched": report.unmatched.len(),
            }));
        Ok(tx.record(entry).await?.with(report))
    }
}

#[cfg(test)]
mod tests;
