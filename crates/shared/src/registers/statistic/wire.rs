//! Statistics on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kit::text_enum::text_enum;

text_enum! {
    /// In what something is measured.
    StatisticUnit {
        /// Records.
        Records = "records",
        /// Céntimos of sol.
        Cents = "cents",
        /// Hundredths of a percent.
        HundredthsOfPercent = "hundredths_of_percent",
        /// Minutes.
        Minutes = "minutes",
    }
}

/// What is told of a register, and of which days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StatisticsOut {
    /// The first day; `null` where the request set none.
    pub from: Option<NaiveDate>,
    /// The last day; `null` where the request set none.
    pub to: Option<NaiveDate>,
    /// Whether the request named no day, so that the last twelve months are shown.
    pub is_default_period: bool,
    /// The statistics, in the order of the declaration.
    pub items: Vec<StatisticOut>,
}

/// A statistic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StatisticOut {
    /// Its name in addresses.
    #[cfg_attr(feature = "api", schema(example = "by_month"))]
    pub id: String,
    /// What is shown.
    pub title: String,
    /// What the rows stand for.
    #[cfg_attr(feature = "api", schema(example = "Mes"))]
    pub category: String,
    /// In what it is measured.
    pub unit: StatisticUnit,
    /// The rows: months and hours in their order, values with the greatest first.
    pub rows: Vec<StatisticRow>,
    /// Records that say nothing of it: no exit, or one before the entry.
    pub left_out: u64,
}

/// A row of a statistic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StatisticRow {
    /// `2026-10`, `09`, or a value of the column; `null` for records without one, and for the rest.
    pub key: Option<String>,
    /// What people read.
    pub label: String,
    /// The measure; `null` where there is nothing to measure.
    pub value: Option<i64>,
    /// How many records it was measured over.
    pub count: u64,
    /// Whether it stands for all values that are not told apart.
    pub is_rest: bool,
}

/// Where the statistics of a register are told, from the address of its records ([`StatisticsOut`]).
pub fn statistics_path(records: &str) -> String {
    format!("{records}/statistics")
}

/// Where one of them is had as a CSV.
pub fn statistic_file(records: &str, statistic: &str) -> String {
    format!("{records}/statistics/{statistic}.csv")
}
