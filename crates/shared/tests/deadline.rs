//! The deadline clock: golden vectors, and the rules of the law one by one.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use chrono::{Datelike, NaiveDate};
use shared::deadline::{
    Calendar, Count, Deadline, DeadlineError, Extension, MAX_STEPS, NonWorkingDay, Scope, Start,
    Suspension, Term, Unit,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn count(start: &str, amount: u32, unit: Unit) -> Count {
    Count::new(start.parse().unwrap(), Term::new(amount, unit))
}

fn due(start: &str, amount: u32, unit: Unit) -> NaiveDate {
    count(start, amount, unit)
        .run(&Calendar::national())
        .unwrap()
        .due_on
}

fn suspended(from: NaiveDate, to: NaiveDate) -> Suspension {
    Suspension {
        from,
        to,
        reason: "Emergencia".into(),
    }
}

fn extended(amount: u32, unit: Unit) -> Extension {
    Extension {
        term: Term::new(amount, unit),
        reason: "Volumen de la información".into(),
    }
}

fn row(date: NaiveDate, scope: Scope, ubigeo: Option<&str>) -> NonWorkingDay {
    NonWorkingDay {
        date,
        name: "Día no laborable".into(),
        scope,
        ubigeo: ubigeo.map(|code| code.parse().unwrap()),
        compensable: false,
        legal_basis: Some("DS 151-2022-PCM".into()),
        source: None,
    }
}

#[test]
fn working_days_follow_the_golden_vectors() {
    for (start, amount, expected) in [
        ("2026-11-21", 2, "2026-11-25"),
        ("2026-11-21", 10, "2026-12-07"),
        ("2026-11-21", 30, "2027-01-08"),
        ("2026-12-07", 2, "2026-12-11"),
        ("2026-12-07", 8, "2026-12-21"),
        ("2026-07-24", 10, "2026-08-12"),
        ("2026-03-30", 30, "2026-05-14"),
        ("2026-12-04", 30, "2027-01-21"),
        ("2026-12-01", 5, "2026-12-10"),
    ] {
        assert_eq!(
            due(start, amount, Unit::BusinessDays),
            day(expected),
            "{amount} from {start}"
        );
    }
}

#[test]
fn a_request_of_saturday_is_received_on_monday_and_explained_day_by_day() {
    let deadline = count("2026-11-21T10:00:00-05:00", 10, Unit::BusinessDays)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(deadline.received_on, day("2026-11-23"));
    assert_eq!(
        deadline.due_at,
        "2026-12-08T04:59:59Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
    );
    let steps: Vec<_> = deadline
        .steps
        .iter()
        .map(|step| (step.date.day(), step.counts, step.reason.as_str()))
        .collect();
    assert_eq!(steps.len(), 17);
    assert_eq!(
        steps[0],
        (
            21,
            false,
            "Sábado: se tiene por recibido el siguiente día hábil"
        )
    );
    assert_eq!(
        steps[2],
        (
            23,
            false,
            "Día de recepción: el plazo se cuenta a partir del siguiente"
        )
    );
    assert_eq!(steps[3], (24, true, "Día hábil 1 de 10"));
    assert_eq!(steps[7], (28, false, "Sábado"));
    assert_eq!(steps[16], (7, true, "Día hábil 10 de 10"));
    let holiday = count("2026-12-07", 1, Unit::BusinessDays)
        .run(&Calendar::national())
        .unwrap()
        .steps;
    assert_eq!(holiday[1].reason, "Inmaculada Concepción");
    assert_eq!(holiday[2].source.as_deref(), Some("Ley 31381"));
}

#[test]
fn the_day_is_decided_in_lima() {
    let late = count("2026-11-21T04:59:59Z", 1, Unit::BusinessDays)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(
        (late.received_on, late.due_on),
        (day("2026-11-20"), day("2026-11-23"))
    );
}

#[test]
fn quotas_of_property_tax_fall_on_the_last_working_day() {
    let calendar = Calendar::national();
    let quotas =
        [2, 5, 8, 11].map(|month| calendar.last_working_day(2027, month).unwrap().to_string());
    assert_eq!(
        quotas,
        ["2027-02-26", "2027-05-31", "2027-08-31", "2027-11-30"]
    );
    assert_eq!(calendar.last_working_day(2027, 13), None);
    assert_eq!(
        calendar.working_day_from(day("2026-12-08")),
        day("2026-12-10")
    );
}

#[test]
fn calendar_days_take_every_day_and_end_on_a_working_one() {
    assert_eq!(due("2026-11-16", 15, Unit::CalendarDays), day("2026-12-01"));
    let moved = count("2026-11-21", 15, Unit::CalendarDays)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(
        (moved.received_on, moved.due_on),
        (day("2026-11-21"), day("2026-12-07"))
    );
    let last = moved.steps.last().unwrap();
    assert_eq!(
        (last.counts, last.reason.as_str()),
        (false, "Siguiente día hábil: vence el plazo")
    );
    assert_eq!(moved.steps.iter().filter(|step| step.counts).count(), 15);
}

#[test]
fn months_and_years_run_from_date_to_date() {
    assert_eq!(
        due("2026-01-15", 1, Unit::Months),
        day("2026-02-16"),
        "the 15th is a Sunday"
    );
    assert_eq!(
        due("2026-11-25", 13, Unit::Months),
        day("2027-12-27"),
        "Christmas, then a weekend"
    );
    assert_eq!(
        due("2027-01-31", 1, Unit::Months),
        day("2027-03-01"),
        "February has no 31st"
    );
    assert_eq!(due("2028-02-29", 1, Unit::Years), day("2029-03-01"));
    assert_eq!(due("2026-11-23", 2, Unit::Years), day("2028-11-23"));
}

#[test]
fn hours_run_without_pause_from_the_instant() {
    let deadline = count("2026-11-20T22:15:00-05:00", 48, Unit::Hours)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(
        deadline.due_at,
        "2026-11-23T03:15:00Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
    );
    assert_eq!(
        (deadline.received_on, deadline.due_on, deadline.steps.len()),
        (day("2026-11-20"), day("2026-11-22"), 3)
    );
    let midnight = count("2026-11-20", 24, Unit::Hours)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(
        (midnight.due_on, midnight.steps.len()),
        (day("2026-11-21"), 2)
    );
}

#[test]
fn suspended_days_shift_every_unit() {
    let pause = suspended(day("2026-11-24"), day("2026-11-30"));
    for (unit, amount, without, with) in [
        (Unit::BusinessDays, 3, "2026-11-26", "2026-12-03"),
        (Unit::CalendarDays, 3, "2026-11-26", "2026-12-03"),
        (Unit::Months, 1, "2026-12-23", "2026-12-30"),
        (Unit::Hours, 48, "2026-11-25", "2026-12-02"),
    ] {
        let mut clock = count("2026-11-23", amount, unit);
        assert_eq!(
            clock.run(&Calendar::national()).unwrap().due_on,
            day(without),
            "{unit:?}"
        );
        clock.suspensions.push(pause.clone());
        assert_eq!(
            clock.run(&Calendar::national()).unwrap().due_on,
            day(with),
            "{unit:?}"
        );
    }
}

#[test]
fn a_holiday_of_a_region_holds_only_there() {
    let rows = [
        row(day("2026-11-24"), Scope::Region, Some("20")),
        row(day("2026-11-25"), Scope::PublicSector, None),
    ];
    let due_in = |place: Option<&str>| {
        let place = place.map(|code| code.parse().unwrap());
        let calendar = Calendar::new(rows.clone(), place.as_ref());
        count("2026-11-23", 1, Unit::BusinessDays)
            .run(&calendar)
            .unwrap()
            .due_on
    };
    assert_eq!(due_in(Some("200101")), day("2026-11-26"));
    assert_eq!(due_in(Some("070101")), day("2026-11-24"));
    assert_eq!(due_in(None), day("2026-11-24"));
}

#[test]
fn hostile_input_ends_in_an_error_that_says_how_to_mend_it() {
    let national = Calendar::national();
    let failed = |clock: &Count| clock.run(&national).unwrap_err();
    for unit in Unit::ALL {
        assert_eq!(
            failed(&count("2026-01-05", 0, unit)),
            DeadlineError::AmountOutOfRange(unit.max_amount())
        );
        assert_eq!(
            failed(&count("2026-01-05", u32::MAX, unit)),
            DeadlineError::AmountOutOfRange(unit.max_amount())
        );
    }
    for start in [
        "1999-12-31",
        "2101-01-01",
        "2100-12-30",
        "2100-12-31T23:00:00Z",
    ] {
        assert_eq!(
            failed(&count(start, 5, Unit::BusinessDays)),
            DeadlineError::DateOutOfRange,
            "{start}"
        );
    }
    let extremes = [NaiveDate::MIN, NaiveDate::MAX]
        .map(|date| Count::new(Start::Date(date), Term::new(1, Unit::Years)));
    assert!(
        extremes
            .iter()
            .all(|clock| failed(clock) == DeadlineError::DateOutOfRange)
    );
    let mut forever = count("2026-01-05", 1, Unit::Hours);
    forever
        .suspensions
        .push(suspended(NaiveDate::MIN, NaiveDate::MAX));
    assert_eq!(failed(&forever), DeadlineError::DateOutOfRange);
    forever.suspensions = vec![suspended(day("2026-01-05"), day("2026-01-06")); 101];
    assert_eq!(failed(&forever), DeadlineError::TooManyParts);
    forever.suspensions = vec![suspended(day("2026-01-06"), day("2026-01-05"))];
    assert_eq!(failed(&forever), DeadlineError::InvalidSuspension);
    let mut mixed = count("2026-01-05", 1, Unit::BusinessDays);
    mixed.extensions.push(extended(1, Unit::Hours));
    assert_eq!(failed(&mixed), DeadlineError::MixedUnits);
    assert_eq!(
        DeadlineError::AmountOutOfRange(20).to_string(),
        "El plazo debe ser un número de 1 a 20 en esta unidad."
    );
    for text in [
        "",
        "ayer",
        "2026-13-01",
        "2026-11-21T10:00:00",
        "21/11/2026",
    ] {
        assert_eq!(
            text.parse::<Start>(),
            Err(DeadlineError::InvalidStart),
            "{text}"
        );
    }
}

#[test]
fn a_long_explanation_keeps_its_first_days_and_the_last() {
    let deadline = count("2026-01-05", 20, Unit::Years)
        .run(&Calendar::national())
        .unwrap();
    assert_eq!(deadline.steps.len(), MAX_STEPS);
    assert_eq!(deadline.steps[0].date, day("2026-01-05"));
    let last = deadline.steps.last().unwrap();
    assert_eq!(last.date, deadline.due_on);
    assert!(last.reason.contains("no se muestran"), "{}", last.reason);
}

#[test]
fn the_answer_has_the_shape_that_programs_rely_on() {
    let deadline = count("2026-12-07", 1, Unit::BusinessDays)
        .run(&Calendar::national())
        .unwrap();
    let json = serde_json::to_value(&deadline).unwrap();
    assert_eq!(json["due_on"], "2026-12-10");
    assert_eq!(json["due_at"], "2026-12-11T04:59:59Z");
    assert_eq!(json["steps"][1]["counts"], false);
    assert_eq!(serde_json::from_value::<Deadline>(json).unwrap(), deadline);
}
