//! What is told of a register in numbers: declared beside it, counted by the API, drawn by the browser.

mod period;
mod wire;

use chrono::{Datelike, Months, NaiveDate};

use super::Register;
use crate::time::month_name;

pub use period::Period;
pub use wire::{
    StatisticOut, StatisticRow, StatisticUnit, StatisticsOut, statistic_file, statistics_path,
};

/// Values of a column that are told apart; those beyond are summed, where that says something.
pub const TOP: u32 = 10;
/// Months between the first and the last that are shown although nothing happened in them.
const MOST_FILLED: usize = 240;

/// One thing that is told of a register.
#[derive(Clone, Copy, Debug)]
pub struct Statistic {
    /// Stable name in addresses: `by_month`.
    pub id: &'static str,
    /// What is shown: «Visitas por mes».
    pub title: &'static str,
    /// What the greatest has, in a sentence after its name: «más visitas».
    pub most: &'static str,
    /// What is measured.
    pub measure: Measure,
    /// For what.
    pub by: By,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many records there are.
    Records,
    /// The sum of a column of money.
    Sum(&'static str),
    /// The share of records whose value in this column of choices is another than this one.
    Share {
        /// The column.
        column: &'static str,
        /// The value that is not meant.
        but: &'static str,
    },
    /// The median of the minutes from one column of times to another. A record without one of them, or whose second lies
    /// before its first, is left out and counted.
    Median(&'static str, &'static str),
}

/// For what it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each month of the register's date.
    Month,
    /// Each hour of a column of times.
    Hour(&'static str),
    /// The most frequent values of a facet.
    Value(&'static str),
}

/// A row as it was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The key.
    pub key: Option<String>,
    /// The measure; of a share, how many are meant.
    pub value: i64,
    /// How many records.
    pub count: u64,
    /// Whether it stands for all others.
    pub is_rest: bool,
}

impl Statistic {
    /// The statistic of a register with this name.
    pub fn find(register: &'static Register, id: &str) -> Option<&'static Self> {
        register.statistics.iter().find(|one| one.id == id)
    }

    /// In what it is measured.
    pub const fn unit(&self) -> StatisticUnit {
        match self.measure {
            Measure::Records => StatisticUnit::Records,
            Measure::Sum(_) => StatisticUnit::Cents,
            Measure::Share { .. } => StatisticUnit::HundredthsOfPercent,
            Measure::Median(..) => StatisticUnit::Minutes,
        }
    }

    /// Whether what it measures of several values can be told of all of them together.
    pub const fn can_be_summed(&self) -> bool {
        !matches!(self.measure, Measure::Median(..))
    }

    /// What its rows stand for.
    pub fn category(&self, register: &'static Register) -> &'static str {
        match self.by {
            By::Month => "Mes",
            By::Hour(_) => "Hora",
            By::Value(name) => register.column(name).map_or("", |column| column.label),
        }
    }

    /// The statistic out of what was counted, in the order in which it was counted.
    pub fn told(
        &self,
        register: &'static Register,
        period: Period,
        counted: Vec<Counted>,
        left_out: u64,
    ) -> StatisticOut {
        let counted = match self.by {
            By::Month => every_month(period, counted),
            By::Hour(_) => every_hour(counted),
            By::Value(_) => counted,
        };
        let rows = counted.into_iter().map(|row| StatisticRow {
            label: self.label(register, &row),
            value: self.measured(&row),
            key: row.key,
            count: row.count,
            is_rest: row.is_rest,
        });
        StatisticOut {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            category: self.category(register).to_owned(),
            unit: self.unit(),
            rows: rows.collect(),
            left_out,
        }
    }

    fn measured(&self, row: &Counted) -> Option<i64> {
        match self.measure {
            Measure::Records | Measure::Sum(_) => Some(row.value),
            Measure::Share { .. } => {
                let whole = i64::try_from(row.count).ok()?;
                // Rounded, a half upwards.
                (row.value * 10_000 + whole / 2).checked_div(whole)
            }
            Measure::Median(..) => (row.count > 0).then_some(row.value),
        }
    }

    fn label(&self, register: &'static Register, row: &Counted) -> String {
        if row.is_rest {
            return "Los demás".to_owned();
        }
        let Some(key) = row.key.as_deref() else {
            return "Sin dato".to_owned();
        };
        match self.by {
            By::Month => month_of(key).map_or_else(
                || key.to_owned(),
                |month| format!("{} de {}", month_name(month.month()), month.year()),
            ),
            By::Hour(_) => format!("{key}:00 a {key}:59"),
            By::Value(name) => register
                .column(name)
                .map_or(key, |column| column.label_of(key))
                .to_owned(),
        }
    }
}

fn month_of(key: &str) -> Option<NaiveDate> {
    format!("{key}-01").parse().ok()
}

/// Every month from the first to the last, also those in which nothing happened.
fn every_month(period: Period, counted: Vec<Counted>) -> Vec<Counted> {
    let found = |row: Option<&Counted>| month_of(row?.key.as_deref()?);
    let first = period.from.or_else(|| found(counted.first()));
    let last = period.to.or_else(|| found(counted.last()));
    let (Some(first), Some(last)) = (first, last) else {
        return counted;
    };
    let months: Vec<_> = (0..)
        .map_while(|n| first.with_day(1)?.checked_add_months(Months::new(n)))
        .take_while(|month| *month <= last)
        .take(MOST_FILLED + 1)
        .map(|month| month.format("%Y-%m").to_string())
        .collect();
    if months.len() > MOST_FILLED {
        return counted;
    }
    filled(months, counted)
}

/// Every hour from the first to the last in which something happened.
fn every_hour(counted: Vec<Counted>) -> Vec<Counted> {
    let hours = counted
        .iter()
        .filter_map(|row| row.key.as_deref()?.parse().ok());
    let (first, last): (Option<u8>, Option<u8>) = (hours.clone().min(), hours.max());
    match (first, last) {
        (Some(first), Some(last)) => {
            let hours = (first..=last).map(|hour| format!("{hour:02}"));
            filled(hours.collect(), counted)
        }
        _ => counted,
    }
}

/// The rows of these keys, in their order, then what has none of them.
fn filled(keys: Vec<String>, mut counted: Vec<Counted>) -> Vec<Counted> {
    let mut rows: Vec<_> = keys
        .into_iter()
        .map(|key| {
            let at = counted
                .iter()
                .position(|row| row.key.as_ref() == Some(&key));
            at.map(|at| counted.remove(at)).unwrap_or(Counted {
                key: Some(key),
                value: 0,
                count: 0,
                is_rest: false,
            })
        })
        .collect();
    rows.append(&mut counted);
    rows
}

#[cfg(test)]
mod tests;
