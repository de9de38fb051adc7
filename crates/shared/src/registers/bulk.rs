//! Files of a register that are written every night, so that whoever wants all of it need not ask for it record by record.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Register;

/// Where the files of a municipality's register are listed ([`BulkIndex`]).
pub fn bulk_path(slug: &str, register: &Register) -> String {
    format!("/api/v1/m/{slug}/data/{}", register.id)
}

/// Where the files over all municipalities are listed.
pub fn all_bulk_path(register: &Register) -> String {
    format!("/api/v1/data/{}", register.id)
}

/// The files that are there, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BulkIndex {
    /// The files.
    pub items: Vec<BulkFile>,
}

/// A file of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BulkFile {
    /// Its name, which is the end of its address.
    #[cfg_attr(feature = "api", schema(example = "visits-2026-11-21.csv.gz"))]
    pub name: String,
    /// The day in Lima on which it was written.
    pub day: NaiveDate,
    /// `csv` or `ndjson`; both compressed with gzip.
    pub format: String,
    /// The instant that it shows.
    pub as_of: DateTime<Utc>,
    /// How many records it has.
    pub records: u64,
    /// How many versions had been published by then: with as many the file need not be written again.
    pub versions: i64,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of the file as it is sent, as 64 hexadecimal digits.
    pub sha256: String,
}

impl BulkIndex {
    /// As `sha256sum --check` reads it.
    pub fn sums(&self) -> String {
        let lines = self.items.iter();
        lines
            .map(|file| format!("{}  {}\n", file.sha256, file.name))
            .collect()
    }

    /// The file of this name.
    pub fn find(&self, name: &str) -> Option<&BulkFile> {
        self.items.iter().find(|file| file.name == name)
    }
}
