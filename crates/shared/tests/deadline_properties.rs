//! The deadline clock: what must hold for every count, whatever its start, term and calendar.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use shared::{
    deadline::{
        Calendar, Count, Extension, MAX_STEPS, NonWorkingDay, Scope, Start, Suspension, Term, Unit,
    },
    time::day_end,
};

fn suspended(from: NaiveDate, to: NaiveDate) -> Suspension {
    Suspension {
        from,
        to,
        reason: "Emergencia".into(),
    }
}

fn non_working(date: NaiveDate) -> NonWorkingDay {
    NonWorkingDay {
        date,
        name: "Aniversario institucional".into(),
        scope: Scope::Institution,
        ubigeo: None,
        compensable: false,
        legal_basis: None,
        source: None,
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..30_000)
        .prop_map(|offset| NaiveDate::from_ymd_opt(2006, 1, 1).unwrap() + Days::new(offset))
}

fn any_unit() -> impl Strategy<Value = Unit> {
    proptest::sample::select(Unit::ALL.to_vec())
}

fn from(start: NaiveDate, amount: u32, unit: Unit) -> Count {
    Count::new(Start::Date(start), Term::new(amount, unit))
}

proptest! {
    #[test]
    fn a_term_ends_on_a_working_day_at_the_last_second(start in any_day(), amount in 1_u32..240, unit in any_unit()) {
        prop_assume!(unit != Unit::Hours && unit != Unit::Years && unit != Unit::Months);
        let national = Calendar::national();
        let deadline = from(start, amount, unit).run(&national).unwrap();
        prop_assert!(national.is_working(deadline.due_on));
        prop_assert_eq!(deadline.due_at, day_end(deadline.due_on));
        prop_assert!(start <= deadline.received_on && deadline.received_on < deadline.due_on);
    }

    #[test]
    fn the_steps_are_consecutive_days_and_count_to_the_amount(start in any_day(), amount in 1_u32..150, calendar_days: bool) {
        let unit = if calendar_days { Unit::CalendarDays } else { Unit::BusinessDays };
        let deadline = from(start, amount, unit).run(&Calendar::national()).unwrap();
        let counted = deadline.steps.iter().filter(|step| step.counts).count();
        prop_assert_eq!(u32::try_from(counted).unwrap(), amount);
        prop_assert!(deadline.steps.windows(2).all(|pair| pair[1].date == pair[0].date + Days::new(1)));
        prop_assert_eq!(deadline.steps.first().unwrap().date, start);
        prop_assert_eq!(deadline.steps.last().unwrap().date, deadline.due_on);
    }

    #[test]
    fn a_longer_term_is_never_due_earlier(start in any_day(), amount in 1_u32..19, unit in any_unit()) {
        prop_assume!(start.year() < 2070);
        let shorter = from(start, amount, unit).run(&Calendar::national()).unwrap();
        let longer = from(start, amount + 1, unit).run(&Calendar::national()).unwrap();
        prop_assert!(shorter.due_at <= longer.due_at);
        if unit == Unit::BusinessDays || unit == Unit::Hours {
            prop_assert!(shorter.due_at < longer.due_at);
        }
    }

    #[test]
    fn a_later_start_is_never_due_earlier(start in any_day(), amount in 1_u32..19, unit in any_unit()) {
        prop_assume!(start.year() < 2070);
        let today = from(start, amount, unit).run(&Calendar::national()).unwrap();
        let tomorrow = from(start + Days::new(1), amount, unit).run(&Calendar::national()).unwrap();
        prop_assert!(today.due_at <= tomorrow.due_at);
    }

    #[test]
    fn another_holiday_never_makes_it_earlier(
        start in any_day(), amount in 1_u32..40, unit in any_unit(), after in 0_u64..80,
    ) {
        prop_assume!(start.year() < 2050 && unit != Unit::Years);
        let rows = [non_working(start + Days::new(after))];
        let without = from(start, amount, unit).run(&Calendar::national()).unwrap();
        let with = from(start, amount, unit).run(&Calendar::new(rows, None)).unwrap();
        prop_assert!(without.due_at <= with.due_at);
        prop_assert!(unit == Unit::BusinessDays || with.due_on - without.due_on <= TimeDelta::days(10));
    }

    #[test]
    fn no_suspended_day_counts_and_none_makes_it_earlier(
        start in any_day(), amount in 1_u32..19, unit in any_unit(), after in 0_u64..40, length in 0_u64..30,
    ) {
        prop_assume!(start.year() < 2060);
        let pause = suspended(start + Days::new(after), start + Days::new(after + length));
        let without = from(start, amount, unit).run(&Calendar::national()).unwrap();
        let mut clock = from(start, amount, unit);
        clock.suspensions.push(pause.clone());
        let with = clock.run(&Calendar::national()).unwrap();
        prop_assert!(without.due_at <= with.due_at);
        let within = |date| pause.from <= date && date <= pause.to;
        prop_assert!(!with.steps.iter().any(|step| step.counts && within(step.date)));
        if pause.from > without.due_on {
            prop_assert_eq!(with, without);
        }
    }

    #[test]
    fn an_extension_is_the_same_as_a_longer_term(
        start in any_day(), amount in 1_u32..100, more in 1_u32..100, calendar_days: bool,
    ) {
        let unit = if calendar_days { Unit::CalendarDays } else { Unit::BusinessDays };
        let mut clock = from(start, amount, unit);
        clock.extensions.push(Extension { term: Term::new(more, unit), reason: "Volumen de la información".into() });
        let longer = from(start, amount + more, unit).run(&Calendar::national()).unwrap();
        prop_assert_eq!(clock.run(&Calendar::national()).unwrap().due_at, longer.due_at);
    }

    #[test]
    fn no_input_loops_or_panics(
        start in proptest::num::i32::ANY, amount: u32, unit in any_unit(), from_year in -2000_i32..3000,
    ) {
        let start = NaiveDate::from_num_days_from_ce_opt(start % 1_000_000).unwrap();
        let mut clock = from(start, amount % (unit.max_amount() + 2), unit);
        let first = NaiveDate::from_yo_opt(from_year, 1).unwrap();
        clock.suspensions.push(suspended(first, NaiveDate::from_yo_opt(from_year + 40, 1).unwrap()));
        if let Ok(deadline) = clock.run(&Calendar::national()) {
            prop_assert!(deadline.steps.len() <= MAX_STEPS && deadline.due_on.year() <= 2100);
        }
    }
}
