//! The register kit's declarations: what a public register is, said once.
//!
//! The API reads a declaration for SQL, OpenAPI, import and export, the browser for screens, the tests for their battery.
//! What can be derived from it is not written anywhere else.

pub mod bulk;
pub mod changes;
mod column;
mod format;
pub mod import;
pub mod place;
pub mod proof;
pub mod quality;
mod query;
mod record;
pub mod statistic;
mod value;
pub mod wire;

use std::fmt;

pub use column::{Choice, Column, Kind, Privacy};
pub use format::Format;
pub use quality::{Doubt, Doubtful};
pub use query::{DEFAULT_LIMIT, Filter, MAX_LIMIT, Order, Query, QueryError, Test, is_tag};
pub use record::{Act, Record, RecordError};
pub use statistic::{By, Measure, Statistic};
pub use value::{Value, ValueError};

use crate::access::Permission;
use crate::features::{interests, payments, visits, works};

/// A public register, as it is declared beside its feature.
#[derive(Debug)]
pub struct Register {
    /// Stable name in addresses, tables and journal: plural, snake_case.
    pub id: &'static str,
    /// Its short name below a portal, in the public's language: `visitas` for `/m/{slug}/visitas`.
    pub path: &'static str,
    /// What the register is called.
    pub title: &'static str,
    /// What one record is called.
    pub record: &'static str,
    /// What it tells, in one or two sentences.
    pub description: &'static str,
    /// The norm that orders it.
    pub legal_basis: &'static str,
    /// Its columns, in the order in which people read them.
    pub columns: &'static [Column],
    /// Columns that together name a record for people: an import finds by them what is there already.
    pub key: &'static [&'static str],
    /// Columns whose values, one after the other, are the order of the list; the first is a date.
    pub order: &'static [&'static str],
    /// Columns of latitude and longitude, where records have a place.
    pub geometry: Option<(&'static str, &'static str)>,
    /// How its records stand in a calendar.
    pub calendar: Calendar,
    /// What can hardly be in earnest.
    pub doubts: &'static [Doubt],
    /// What is told of it in numbers; the first one is by month.
    pub statistics: &'static [Statistic],
    /// How often its source is read.
    pub periodicity: Periodicity,
    /// Under which terms its data may be used.
    pub licence: Licence,
    /// Who enters records.
    pub entered_by: Permission,
    /// Who corrects and withdraws them.
    pub amended_by: Permission,
    /// How files tell its records.
    pub reading: import::Reading,
}

/// Every register.
pub static REGISTERS: &[&Register] = &[
    &visits::REGISTER,
    &interests::ACTS,
    &interests::AGENDA,
    &payments::REGISTER,
    &works::REGISTER,
];

/// What is declared like a register, so that its files are read like those of one, and is none.
pub static FORMATS: &[&Register] = &[&visits::staff::STAFF];

impl Register {
    /// What files may be imported into by this name: a register, or one of the [`FORMATS`].
    pub fn imported(name: &str) -> Option<&'static Self> {
        let all = FORMATS.iter().copied();
        let format = all
            .into_iter()
            .find(|format| format.id == name || format.path == name);
        format.or_else(|| Self::named(name))
    }

    /// The register of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        REGISTERS.iter().copied().find(|register| register.id == id)
    }

    /// The register that a page's address names, by its short name or by its stable one.
    pub fn named(name: &str) -> Option<&'static Self> {
        let all = REGISTERS.iter().copied();
        all.clone()
            .find(|register| register.path == name)
            .or_else(|| Self::find(name))
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that the public reads, masked or not.
    pub fn public_columns(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| column.is_public())
    }

    /// The public columns by which the quality of the data is told: nobody forgot what only a procedure writes.
    pub fn judged_columns(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.public_columns().filter(|column| !column.is_procedural)
    }

    /// The columns that only a procedure writes.
    pub fn procedural_columns(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| column.is_procedural)
    }

    /// The columns of other registers whose values are records of this one.
    pub fn links_here(&'static self) -> impl Iterator<Item = (&'static Self, &'static Column)> {
        let (all, id) = (REGISTERS.iter().copied(), self.id);
        all.flat_map(|other| other.columns.iter().map(move |column| (other, column)))
            .filter(move |(_, column)| column.kind == Kind::Link(id) && column.is_filterable)
    }

    /// The date by which lists are narrowed and freshness is told.
    pub fn date(&self) -> &'static str {
        self.order.first().copied().unwrap_or("")
    }

    /// The projection's table.
    pub fn table(&self) -> String {
        format!("public_{}", self.id)
    }
}

/// How records stand in a calendar: on the register's date.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// Columns of the times at which they begin and end; whole days where there are none.
    pub times: Option<(&'static str, &'static str)>,
    /// Columns that name an event.
    pub title: &'static [&'static str],
    /// Columns that tell more of it. None that the list shows masked.
    pub about: &'static [&'static str],
    /// The column that says where.
    pub place: Option<&'static str>,
}

/// How often a register's source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periodicity {
    /// As it happens.
    Live,
    /// Every working day.
    Daily,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
}

impl Periodicity {
    /// As people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Live => "En tiempo real",
            Self::Daily => "Cada día hábil",
            Self::Monthly => "Cada mes",
            Self::Quarterly => "Cada trimestre",
        }
    }

    /// Days after which the public is warned that the source was not read.
    pub const fn patience(self) -> i64 {
        match self {
            Self::Live => 4,
            Self::Daily => 7,
            Self::Monthly => 45,
            Self::Quarterly => 120,
        }
    }

    /// As an interval that repeats (ISO 8601), which `data.json` names.
    pub const fn interval(self) -> &'static str {
        match self {
            Self::Live => "R/PT1S",
            Self::Daily => "R/P1D",
            Self::Monthly => "R/P1M",
            Self::Quarterly => "R/P3M",
        }
    }

    /// The code of the EU's frequency vocabulary, which DCAT-AP names.
    pub const fn frequency(self) -> &'static str {
        match self {
            Self::Live => "UPDATE_CONT",
            Self::Daily => "DAILY",
            Self::Monthly => "MONTHLY",
            Self::Quarterly => "QUARTERLY",
        }
    }
}

/// Terms of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// Open Data Commons Attribution, of the State's open data strategy (DS 016-2017-PCM).
    OdcBy,
}

impl Licence {
    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::OdcBy => "Open Data Commons Attribution License (ODC-BY) 1.0",
        }
    }

    /// Its text.
    pub const fn url(self) -> &'static str {
        match self {
            Self::OdcBy => "https://opendatacommons.org/licenses/by/1-0/",
        }
    }
}

impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)
    }
}

#[cfg(test)]
mod tests;
