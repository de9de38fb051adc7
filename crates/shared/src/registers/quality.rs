//! How good the data of a register is: what is missing, what says nothing, what can hardly be, and what came late. Told
//! beside the data, to the public and to whoever enters it.

use serde::{Deserialize, Serialize};

use super::Register;
use super::wire::{all_records_path, records_path};

/// Where the quality of a municipality's register is told ([`QualityOut`]).
pub fn quality_path(slug: &str, register: &Register) -> String {
    format!("{}/quality", records_path(slug, register))
}

/// Where the same is told over all municipalities.
pub fn all_quality_path(register: &Register) -> String {
    format!("{}/quality", all_records_path(register))
}

/// What can hardly be in earnest; such a record is kept as it is, and counted.
#[derive(Clone, Copy, Debug)]
pub struct Doubt {
    /// Stable code.
    pub code: &'static str,
    /// What is doubtful, as people read it.
    pub label: &'static str,
    /// When a record is so.
    pub test: Doubtful,
}

/// A test of a record's values; where one of them is missing there is no doubt.
#[derive(Clone, Copy, Debug)]
pub enum Doubtful {
    /// The first column lies before the second one.
    Before(&'static str, &'static str),
    /// A day after that on which the record was entered.
    Future(&'static str),
    /// A number above this.
    Above(&'static str, i64),
    /// A number below this.
    Below(&'static str, i64),
}

impl Doubtful {
    /// The columns that it looks at.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        let (first, second) = match self {
            Self::Before(first, second) => (first, Some(second)),
            Self::Future(column) | Self::Above(column, _) | Self::Below(column, _) => {
                (column, None)
            }
        };
        std::iter::once(first).chain(second)
    }
}

/// How good the data is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct QualityOut {
    /// How many records count.
    pub records: u64,
    /// From 0 to 100; `null` without records. The mean of the four shares below, each of which counts as much.
    pub score: Option<u8>,
    /// Values that are there, of those that records could have, in hundredths of a percent.
    pub completeness: u32,
    /// Values that say something, of those that are there in columns with catch-all values, in hundredths of a percent.
    pub telling: u32,
    /// Records without any doubt, in hundredths of a percent.
    pub plausible: u32,
    /// Records that were entered in time, in hundredths of a percent.
    pub on_time: u32,
    /// Each column with values that are missing or say nothing, the worst one first.
    pub columns: Vec<ColumnQuality>,
    /// What is doubtful, and in how many records.
    pub doubts: Vec<DoubtOut>,
    /// How many records were entered later than the register's rhythm allows.
    pub late: u64,
    /// How many days the rhythm allows.
    pub patience: i64,
}

/// A column of which something is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ColumnQuality {
    /// The column.
    pub column: String,
    /// What people read above it.
    pub label: String,
    /// Records without a value.
    pub missing: u64,
    /// Records with a value that says nothing, as «Otros motivos».
    pub catch_all: u64,
}

/// What is doubtful.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DoubtOut {
    /// Its code.
    pub code: String,
    /// What is doubtful, as people read it.
    pub label: String,
    /// In how many records.
    pub records: u64,
}

/// A part of a whole in hundredths of a percent; all of it where there is nothing.
pub fn share(part: u64, whole: u64) -> u32 {
    if whole == 0 {
        return 10_000;
    }
    let share = u128::from(part.min(whole)) * 10_000 / u128::from(whole);
    u32::try_from(share).unwrap_or(10_000)
}

/// The mean of shares, from 0 to 100.
pub fn score(shares: [u32; 4]) -> u8 {
    let sum: u32 = shares.iter().sum();
    u8::try_from(sum / 400).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registers::REGISTERS;
    use proptest::prelude::*;

    #[test]
    fn every_doubt_looks_at_public_columns_of_its_register() {
        for register in REGISTERS {
            for doubt in register.doubts {
                for name in doubt.test.columns() {
                    let column = register.column(name);
                    assert!(
                        column.is_some_and(|it| it.is_public()),
                        "{}: {name}",
                        register.id
                    );
                }
            }
        }
    }

    #[test]
    fn a_perfect_register_has_a_hundred_and_an_empty_one_nothing_against_it() {
        assert_eq!(score([10_000; 4]), 100);
        assert_eq!(share(0, 0), 10_000);
        assert_eq!(share(1, 3), 3_333);
        assert_eq!(score([share(1, 2), 10_000, 10_000, 0]), 62);
    }

    proptest! {
        #[test]
        fn shares_and_scores_stay_within_their_bounds(part: u64, whole: u64, others: [u32; 3]) {
            let shares = [share(part, whole), others[0] % 10_001, others[1] % 10_001, others[2] % 10_001];
            prop_assert!(shares[0] <= 10_000);
            prop_assert!(score(shares) <= 100);
        }
    }
}
