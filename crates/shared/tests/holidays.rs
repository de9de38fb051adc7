//! The computed holidays against an independent package, 2011 to 2030, and against what the law says.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::deadline::{easter_sunday, national_holidays};

/// Days on which the package and the law differ, each with its reason. None is known: the days of Easter Sunday, which
/// the package also lists, are already left out of the file.
const EXCEPTIONS: [(&str, &str); 0] = [];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_computed_holiday_agrees_with_the_independent_package() {
    let file = include_str!("oracle/holidays_2011_2030.csv");
    let rows = file.lines().filter(|line| !line.starts_with('#')).skip(1);
    let excepted: BTreeSet<NaiveDate> = EXCEPTIONS.iter().map(|(date, _)| day(date)).collect();
    let oracle: BTreeSet<NaiveDate> = rows
        .map(|row| day(row.split_once(',').unwrap().0))
        .collect();
    let ours: BTreeSet<NaiveDate> = (2011..=2030)
        .flat_map(national_holidays)
        .map(|holiday| holiday.date)
        .collect();
    let differences: Vec<_> = ours
        .symmetric_difference(&oracle)
        .filter(|date| !excepted.contains(date))
        .collect();
    assert!(differences.is_empty(), "{differences:?}");
    assert!(oracle.len() > 250);
}

#[test]
fn each_holiday_begins_in_the_year_of_its_law() {
    let count = |year| national_holidays(year).len();
    assert_eq!(
        (
            count(2006),
            count(2021),
            count(2022),
            count(2023),
            count(2024)
        ),
        (12, 12, 14, 15, 16)
    );
    let law = |date: &str| {
        let date = day(date);
        let found = national_holidays(2026)
            .into_iter()
            .find(|holiday| holiday.date == date);
        found.map(|holiday| holiday.legal_basis)
    };
    assert_eq!(law("2026-12-09"), Some("Ley 31381"));
    assert_eq!(law("2026-06-07"), Some("Ley 31788"));
}

#[test]
fn easter_falls_where_the_church_has_it() {
    for (year, date) in [
        (2006, "2006-04-16"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2024, "2024-03-31"),
        (2027, "2027-03-28"),
        (2030, "2030-04-21"),
        (2038, "2038-04-25"),
        (2076, "2076-04-19"),
        (2100, "2100-03-28"),
    ] {
        assert_eq!(easter_sunday(year), Some(day(date)), "{year}");
    }
    assert!(easter_sunday(i32::MAX).is_none() && easter_sunday(i32::MIN).is_none());
}
