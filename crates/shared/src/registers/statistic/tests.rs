//! What declarations of statistics must keep, and how what was counted is told.

use super::*;
use crate::features::visits;
use crate::registers::{Kind, Query, REGISTERS};
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
        prop_assert_eq!(rows.iter().map(|row| row.count).sum::<u64>(), u64::try_from(months.len()).unwrap());
        let mut keys: Vec<_> = rows.iter().map(|row| row.key.clone()).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), rows.len());
        prop_assert!(rows.len() > usize::try_from(long).unwrap());
    }
}
