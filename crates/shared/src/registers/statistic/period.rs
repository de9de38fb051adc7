//! Which days are counted.

use chrono::{Datelike, Months, NaiveDate};

use crate::registers::{Filter, Query, Register, Test, Value};

/// Months that are counted when no date is asked for.
const MONTHS: u32 = 12;

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
