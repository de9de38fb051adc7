//! Values as officials write them, and what must be refused rather than guessed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

use super::{
    Issue, Outcome, Repair,
    code::{Width, code},
    date::{Pivot, date},
    number::{Vote, decimal, integer, money},
    text::{boolean, lines, text},
    time::{datetime, time},
};
use crate::cell::Cell;

/// Value and repair of what must be understood.
fn good<T>(outcome: Outcome<T>) -> (T, Option<Repair>) {
    let Ok(Some(parsed)) = outcome else {
        panic!("{:?}", outcome.err());
    };
    (parsed.value, parsed.repair)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn clock(hour: u32, minute: u32, second: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, second).unwrap()
}

fn vote(rows: &[&str]) -> Vote {
    let mut vote = Vote::default();
    for row in rows {
        vote.see(&Cell::from(*row));
    }
    vote
}

#[test]
fn empty_cells_are_no_value_and_failed_formulas_no_empty_cells() {
    for cell in [Cell::Empty, Cell::from(" \u{a0}\u{feff}")] {
        assert_eq!(text(&cell, 10), Ok(None));
        assert_eq!(money(&cell, Vote::default()), Ok(None));
        assert_eq!(boolean(&cell), Ok(None));
        assert_eq!(date(&cell, Pivot::default()), Ok(None));
        assert_eq!(time(&cell), Ok(None));
        assert_eq!(datetime(&cell, Pivot::default()), Ok(None));
        assert_eq!(code(&cell, Width::DNI), Ok(None));
    }
    let failed = Cell::Error("#REF!".into());
    let issue = Issue::Formula("#REF!".into());
    assert_eq!(text(&failed, 10), Err(issue.clone()));
    assert_eq!(integer(&failed, Vote::default()), Err(issue.clone()));
    assert_eq!(time(&failed), Err(issue));
}

#[test]
fn text_is_one_tidy_line() {
    assert_eq!(
        good(text(&"  Juan \t Pérez\n".into(), 20)),
        ("Juan Pérez".into(), None)
    );
    assert_eq!(good(text(&"'=1+1".into(), 20)).0, "=1+1");
    assert_eq!(
        good(lines(&" a  b \r\n\r\n c \n".into(), 20)).0,
        "a  b\n\nc"
    );
    assert_eq!(
        good(text(&Cell::Number(20_154_500_000.0), 20)).0,
        "20154500000"
    );
    assert_eq!(good(text(&Cell::Number(1.5), 20)).0, "1.5");
    assert_eq!(good(text(&Cell::Date(day(2026, 3, 5)), 20)).0, "05/03/2026");
    assert_eq!(
        good(text(&"Pe\u{fffd}a".into(), 20)).1,
        Some(Repair::Unreadable)
    );
    let long = text(&"ñañaña".into(), 5);
    assert_eq!(long, Err(Issue::TooLong { limit: 5, found: 6 }));
    assert_eq!(
        text(&Cell::Number(1e21), 40),
        Err(Issue::DigitsLost("1E21".into()))
    );
}

#[test]
fn yes_and_no_have_many_faces() {
    for yes in ["SÍ", "si", "x", "X", "1", "Verdadero", " s ", "Si."] {
        assert_eq!(good(boolean(&yes.into())), (true, None), "{yes}");
    }
    for no in ["NO", "n", "0", "falso"] {
        assert_eq!(good(boolean(&no.into())), (false, None), "{no}");
    }
    assert!(good(boolean(&Cell::Bool(true))).0 && !good(boolean(&Cell::Number(0.0))).0);
    for neither in ["quizás", "2", "xx", "-"] {
        assert_eq!(
            boolean(&neither.into()),
            Err(Issue::NotBoolean(neither.into()))
        );
    }
    assert!(boolean(&Cell::Number(2.0)).is_err());
}

#[test]
fn codes_get_back_their_zeros_and_nothing_else() {
    let zeros = Some(Repair::LeadingZeros);
    let signs = Some(Repair::CodeSigns);
    for (written, width, value, repair) in [
        ("01234567", Width::DNI, "01234567", None),
        ("1234567", Width::DNI, "01234567", zeros),
        ("'1234567", Width::DNI, "01234567", zeros),
        ("12 345-678", Width::DNI, "12345678", signs),
        ("1234567.0", Width::DNI, "01234567", zeros),
        ("12.345.678", Width::DNI, "12345678", signs),
        ("20154500000", Width::RUC, "20154500000", None),
        ("10101", Width::UBIGEO, "010101", zeros),
    ] {
        let found = good(code(&written.into(), width));
        assert_eq!(found, (value.to_owned(), repair), "{written}");
    }
    assert_eq!(
        good(code(&Cell::Number(1_234_567.0), Width::DNI)),
        ("01234567".into(), zeros)
    );
    assert_eq!(
        good(code(&Cell::Number(20_154_500_000.0), Width::RUC)).0,
        "20154500000"
    );
}

#[test]
fn codes_that_lost_digits_say_so() {
    for written in ["2.01545E+10", "2,01545E+10", "2E10"] {
        let found = code(&written.into(), Width::RUC);
        assert_eq!(found, Err(Issue::DigitsLost(written.into())));
    }
    assert_eq!(
        code(&"2.01545E+10".into(), Width::RUC)
            .unwrap_err()
            .to_string(),
        "El número perdió cifras: la hoja lo guardó como 2.01545E+10. Dé formato de texto a la columna y escríbalo completo."
    );
    for (written, width) in [
        ("1234", Width::DNI),
        ("123456789", Width::DNI),
        ("1101", Width::UBIGEO),
        ("2015450000", Width::RUC),
    ] {
        assert!(
            matches!(code(&written.into(), width), Err(Issue::Width { .. })),
            "{written}"
        );
    }
    for written in [
        "1234567A",
        "C.E. 123",
        "1234567.5",
        "-",
        "1,234,567",
        "１２３４５６７８",
    ] {
        let found = code(&written.into(), Width::DNI);
        assert_eq!(found, Err(Issue::NotDigits(written.into())));
    }
    assert!(code(&Cell::Number(1_234_567.5), Width::DNI).is_err());
    assert!(code(&Cell::Number(-1_234_567.0), Width::RUC).is_err());
}

proptest! {
    #[test]
    fn an_amount_comes_back_from_every_way_of_writing_it(cents in any::<i64>()) {
        let plain = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let shown = shared::money::Cents(cents).to_string();
        let comma = shown.replace(',', " ").replace('.', ",");
        for written in [plain, shown, comma] {
            prop_assert_eq!(good(money(&written.as_str().into(), Vote::default())), (cents, None), "{}", written);
        }
    }

    #[test]
    fn a_day_comes_back_from_every_way_of_writing_it(days in 0_i32..73_413) {
        let value = NaiveDate::from_num_days_from_ce_opt(693_596 + days).unwrap();
        for form in ["%d/%m/%Y", "%-d-%-m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%d%m%Y", "%d/%m/%Y 00:00:00"] {
            let written = value.format(form).to_string();
            prop_assert_eq!(good(date(&written.as_str().into(), Pivot::default())).0, value, "{}", written);
        }
        let words = shared::time::long_date(value);
        prop_assert_eq!(good(date(&words.as_str().into(), Pivot::default())), (value, None), "{}", words);
    }

    #[test]
    fn a_time_comes_back_from_every_way_of_writing_it(seconds in 0_u32..86_400) {
        let value = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap();
        for form in ["%H:%M:%S", "%-I:%M:%S %p", "%I.%M.%S%P", "%H%M%S"] {
            let written = value.format(form).to_string();
            prop_assert_eq!(good(time(&written.as_str().into())).0, value, "{}", written);
        }
        prop_assert_eq!(good(time(&Cell::Number(f64::from(seconds) / 86_400.0))).0, value);
        let moment = day(2026, 3, 5).and_time(value);
        for form in ["%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%y, %I:%M:%S %p"] {
            let written = moment.format(form).to_string();
            prop_assert_eq!(good(datetime(&written.as_str().into(), Pivot::default())).0, moment, "{}", written);
        }
    }

    #[test]
    fn no_text_harms(written in "\\PC{0,60}|[0-9.,:/ apmSEe+()-]{0,20}", number in any::<f64>()) {
        for cell in [Cell::from(written.as_str()), Cell::Number(number)] {
            // Whatever is understood as an amount is a number that can be shown, and no reader panics.
            let _ = (text(&cell, 30), lines(&cell, 30), boolean(&cell), integer(&cell, Vote::default()), time(&cell));
            if let Ok(Some(at)) = datetime(&cell, Pivot::default()) {
                prop_assert!((1900..=2100).contains(&chrono::Datelike::year(&at.value)));
            }
            if let Ok(Some(found)) = code(&cell, Width::UBIGEO) {
                prop_assert!(found.value.len() == 6 && found.value.bytes().all(|byte| byte.is_ascii_digit()));
            }
            if let Ok(Some(amount)) = money(&cell, Vote::default()) {
                let shown = shared::money::Cents(amount.value).to_string();
                prop_assert_eq!(good(money(&shown.as_str().into(), Vote::default())).0, amount.value);
            }
        }
    }
}

mod amounts;
mod moments;
