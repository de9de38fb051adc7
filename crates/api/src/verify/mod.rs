//! `munica verify`: whether journals, heads, signatures and personal values still agree, in a database or in an export.
//!
//! Whoever owns the database can change anything in it; what he cannot do is go unnoticed by whoever kept a signed head.

mod batches;
mod chain;
mod database;
mod evidence;
mod export;
mod file;
mod heads;
mod registers;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use shared::journal::chain::BrokenLink;
use shared::registers::Register;
use uuid::Uuid;

pub(crate) use database::conn;
pub use database::{Depth, Kept, database};
pub(crate) use evidence::piece as evidence_piece;
pub use evidence::{Evidence, EvidenceFile, evidence};
pub(crate) use export::export_into;
pub use export::{EXPORTED, export_to};
pub use file::{file, readers};
pub use versions::versions;

/// What was looked at and what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Journals followed.
    pub journals: u64,
    /// Entries read.
    pub entries: u64,
    /// Signed heads checked.
    pub heads: u64,
    /// Personal values compared with their commitments.
    pub personal_values: u64,
    /// Files compared with their digests.
    pub files: u64,
    /// Trees of registers followed.
    pub registers: u64,
    /// Published versions whose leaves were computed anew.
    pub versions: u64,
    /// How often each act stands in the journals.
    pub acts: BTreeMap<String, u64>,
    /// What does not hold; of each journal only its first broken link.
    pub findings: Vec<Finding>,
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Whose; zeros for the platform.
    pub municipality_id: Uuid,
    /// What.
    pub fault: Fault,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The chain breaks.
    Link(BrokenLink),
    /// The columns of an entry say something else than its text.
    Columns(i64),
    /// The head does not stand where the chain ends.
    Head(i64),
    /// A signed head is not signed by a key of ours, or was changed.
    Signature(i64),
    /// A personal value cannot be opened, or the journal knows another one.
    PersonalValue(String),
    /// The records of an import are not those that the journal knows.
    Batch(Uuid),
    /// A file is missing or was changed.
    File(String),
    /// What a register published is not what it was, or not all of it: which, and why.
    Register(String),
    /// A line of an export is not of its form.
    Line(u64),
    /// The database itself says that it is damaged (SQLite).
    Storage(String),
}

impl Report {
    /// Whether everything holds.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// For the command: 0 when everything holds, 1 when something does not. What could not be looked at is an error
    /// of its own (2).
    pub fn exit_code(&self) -> u8 {
        u8::from(!self.is_clean())
    }

    /// Files a fault of a register at one of its leaves.
    fn find_leaf(&mut self, municipality_id: Uuid, register: &Register, leaf: i64, why: &str) {
        let what = format!("{}, hoja {leaf}: {why}", register.id);
        self.find(municipality_id, Fault::Register(what));
    }

    fn find(&mut self, municipality_id: Uuid, fault: Fault) {
        self.findings.push(Finding {
            municipality_id,
            fault,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} diarios, {} asientos, {} cabezas firmadas, {} registros públicos, {} versiones, {} valores personales, {} archivos.",
            self.journals,
            self.entries,
            self.heads,
            self.registers,
            self.versions,
            self.personal_values,
            self.files
        )?;
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        f.write_str(if self.is_clean() {
            "Todo concuerda."
        } else {
            "Hay cosas que no concuerdan."
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] ", self.municipality_id)?;
        match &self.fault {
            Fault::Link(link) => write!(f, "{link}"),
            Fault::Columns(seq) => write!(
                f,
                "Las columnas del asiento {seq} no dicen lo que su texto."
            ),
            Fault::Head(seq) => write!(f, "El diario no termina donde dice su cabeza ({seq})."),
            Fault::Signature(seq) => write!(f, "La firma de la cabeza {seq} no es válida."),
            Fault::PersonalValue(what) => {
                write!(f, "El dato personal {what} no es el que se asentó.")
            }
            Fault::Batch(id) => write!(
                f,
                "Los registros de la importación {id} no son los que se asentaron."
            ),
            Fault::File(what) => write!(f, "El archivo {what} falta o fue alterado."),
            Fault::Register(what) => write!(f, "Registro público {what}."),
            Fault::Line(line) => write!(f, "La línea {line} no tiene la forma esperada."),
            Fault::Storage(what) => write!(f, "La base de datos está dañada: {what}."),
        }
    }
}
