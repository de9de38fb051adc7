//! What is told of a register in numbers: declared beside it, counted by the API, drawn by the browser.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Filter, Query, Register, Test, Value};
use crate::kit::text_enum::text_enum;
use crate::time::month_name;

/// Values of a column that are told apart; those beyond are summed, where that says something.
pub const TOP: u32 = 10;
/// Months that are counted when no date is asked for.
pub const MONTHS: u32 = 12;
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

/// The days that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: Option<NaiveDate>,
    /// The last.
    pub to: Option<NaiveDate>,
    /// Whether nobody asked for them.
    pub is_default: bool,
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

impl Period {
    /// The days that a query asks for. Where it names none, they become the twelve months that end today; where it names
    /// only the last, the twelve months before that. The query asks for them afterwards.
    pub fn of(register: &'static Register, query: &mut Query, today: NaiveDate) -> Self {
        let date = register.date();
        let days = query
            .filters
            .iter_mut()
            .find(|filter| filter.column == date);
        let day = |value: &Option<Value>| value.as_ref().and_then(Value::text)?.parse().ok();
        match days.map(|filter| &mut filter.test) {
            Some(Test::Between(low, high)) => {
                let to = day(high);
                if low.is_none() {
                    *low = to.map(|to| written(first_of(to)));
                }
                Self {
                    from: day(low),
                    to,
                    is_default: false,
                }
            }
            // One day, or some: they bound it themselves.
            Some(Test::Is(_) | Test::Contains(_)) => Self {
                from: None,
                to: None,
                is_default: false,
            },
            None => {
                let from = first_of(today);
                query.filters.push(Filter {
                    column: date,
                    test: Test::Between(Some(written(from)), Some(written(today))),
                });
                Self {
                    from: Some(from),
                    to: Some(today),
                    is_default: true,
                }
            }
        }
    }
}

fn written(day: NaiveDate) -> Value {
    Value::Text(day.format("%Y-%m-%d").to_string())
}

/// The first day of the twelve months of which the last has this day.
fn first_of(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first
        .checked_sub_months(Months::new(MONTHS - 1))
        .unwrap_or(first)
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

/// Where the statistics of a register are told, from the address of its records ([`StatisticsOut`]).
pub fn statistics_path(records: &str) -> String {
    format!("{records}/statistics")
}

/// Where one of them is had as a CSV.
pub fn statistic_file(records: &str, statistic: &str) -> String {
    format!("{records}/statistics/{statistic}.csv")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::visits;
    use crate::registers::{Kind, REGISTERS};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(key: &str, value: i64, count: u64) -> Counted {
        Counted {
            key: Some(key.to_owned()),
            value,
            count,
            is_rest: false,
        }
    }

    #[test]
    fn every_declared_statistic_can_be_counted() {
        for register in REGISTERS {
            let mut names = std::collections::HashSet::new();
            assert!(Statistic::find(register, "by_month").is_some());
            for one in register.statistics {
                assert!(names.insert(one.id), "{}: {} twice", register.id, one.id);
                let public = |name: &str| {
                    let column = register.column(name).unwrap();
                    assert!(column.is_public() && !column.is_tagged(), "{}", one.id);
                    column
                };
                match one.by {
                    By::Month => {}
                    By::Hour(name) => assert_eq!(public(name).kind, Kind::Time),
                    By::Value(name) => {
                        let column = public(name);
                        assert!(column.is_facet, "{}", one.id);
                        let is_closed = matches!(column.kind, Kind::Choice(_));
                        assert!(is_closed || one.can_be_summed(), "{}", one.id);
                    }
                }
                match one.measure {
                    Measure::Records => {}
                    Measure::Sum(name) => assert_eq!(public(name).kind, Kind::Money),
                    Measure::Share { column, but } => {
                        assert_ne!(public(column).label_of(but), but, "{}", one.id);
                    }
                    Measure::Median(from, to) => {
                        assert_eq!(
                            (public(from).kind, public(to).kind),
                            (Kind::Time, Kind::Time)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn without_days_the_last_twelve_months_are_counted() {
        let register = &visits::REGISTER;
        let today = day("2026-11-21");
        let mut query = Query::parse(register, []).unwrap();
        let period = Period::of(register, &mut query, today);
        assert!(period.is_default);
        assert_eq!(
            (period.from, period.to),
            (Some(day("2025-12-01")), Some(today))
        );
        let again = Query::parse(register, [("from", "2025-12-01"), ("to", "2026-11-21")]);
        assert_eq!(query.filters, again.unwrap().filters);

        let mut query = Query::parse(register, [("to", "2024-02-29")]).unwrap();
        let period = Period::of(register, &mut query, today);
        assert_eq!(
            (period.from, period.is_default),
            (Some(day("2023-03-01")), false)
        );
        let mut query = Query::parse(register, [("from", "2020-01-01")]).unwrap();
        let period = Period::of(register, &mut query, today);
        assert_eq!((period.from, period.to), (Some(day("2020-01-01")), None));
    }

    #[test]
    fn a_month_without_anything_is_there_and_a_share_of_nothing_is_not() {
        let register = &visits::REGISTER;
        let period = Period {
            from: Some(day("2026-08-15")),
            to: Some(day("2026-10-02")),
            is_default: false,
        };
        let share = Statistic::find(register, "late_share").unwrap();
        let told = share.told(register, period, vec![row("2026-08", 1, 3)], 0);
        let rows: Vec<_> = told
            .rows
            .iter()
            .map(|row| (row.label.as_str(), row.value))
            .collect();
        assert_eq!(
            rows,
            [
                ("agosto de 2026", Some(3333)),
                ("septiembre de 2026", None),
                ("octubre de 2026", None)
            ]
        );
        let hours = Statistic::find(register, "by_hour").unwrap();
        let counted = vec![row("08", 2, 2), row("10", 1, 1)];
        let labels = hours.told(register, period, counted, 0).rows;
        let labels: Vec<_> = labels.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["08:00 a 08:59", "09:00 a 09:59", "10:00 a 10:59"]);
    }

    proptest! {
        #[test]
        fn filling_in_loses_and_doubles_nothing(
            months in proptest::collection::btree_set(0_u32..60, 0..20), from in 0_u32..60, long in 0_u32..60,
        ) {
            let month = |n: u32| day("2022-01-01").checked_add_months(Months::new(n)).unwrap();
            let counted: Vec<_> = months
                .iter()
                .map(|n| row(&month(*n).format("%Y-%m").to_string(), 1, 1))
                .collect();
            let period = Period { from: Some(month(from)), to: Some(month(from + long)), is_default: false };
            let rows = every_month(period, counted);
            prop_assert_eq!(rows.iter().map(|row| row.count).sum::<u64>(), months.len() as u64);
            let mut keys: Vec<_> = rows.iter().map(|row| row.key.clone()).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), rows.len());
            prop_assert!(rows.len() > long as usize);
        }
    }
}
