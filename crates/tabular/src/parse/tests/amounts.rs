//! Amounts and whole numbers, written out.

use super::*;

#[test]
fn amounts_are_read_however_they_are_parted() {
    for written in [
        "1,234.50",
        "1.234,50",
        "1 234,50",
        "1\u{a0}234.5",
        "1'234.50",
        "1234.5",
        "1234,50",
        "S/ 1,234.50",
        "S/. 1234.50",
        "s/1,234.50",
        "PEN 1234.50",
        "1,234.50 soles",
        "+1234.5",
        " 1,234.500 ",
    ] {
        let found = good(money(&written.into(), Vote::default()));
        assert_eq!(found, (123_450, None), "{written}");
    }
    for negative in [
        "(1,234.50)",
        "-1,234.50",
        "S/ -1234.50",
        "-S/ 1,234.50",
        "1,234.50-",
        "(S/ 1,234.50)",
        "−1234.5",
    ] {
        let found = good(money(&negative.into(), Vote::default())).0;
        assert_eq!(found, -123_450, "{negative}");
    }
    for (written, cents) in [
        ("0", 0),
        ("-0.05", -5),
        (".5", 50),
        ("5.", 500),
        ("1.234.567", 123_456_700),
        ("1,234,567.8", 123_456_780),
        ("0,500", 50),
        ("92233720368547758.07", i64::MAX),
    ] {
        assert_eq!(
            good(money(&written.into(), Vote::default())).0,
            cents,
            "{written}"
        );
    }
}

#[test]
fn what_is_no_amount_is_refused() {
    for wrong in [
        "",
        ".",
        "-",
        "S/",
        "abc",
        "12a",
        "1,23,456",
        "1,2345.00",
        "--5",
        "(-5)",
        "1..5",
        "1.2.3",
        "1 2",
        "1,234.567,8",
        "٣",
        "S/ S/ S/ 5",
        "12/03",
        "1,234 567.5",
    ] {
        let found = money(&wrong.into(), Vote::default());
        if wrong.is_empty() {
            assert_eq!(found, Ok(None));
        } else {
            assert_eq!(found, Err(Issue::NotNumber(wrong.into())), "{wrong}");
        }
    }
    let money = |written: &str| money(&written.into(), Vote::default());
    assert_eq!(
        money("2.01545E+10"),
        Err(Issue::DigitsLost("2.01545E+10".into()))
    );
    assert_eq!(
        money("12.345678"),
        Err(Issue::Decimals {
            found: "12.345678".into(),
            scale: 2
        })
    );
    assert!(matches!(
        money("99999999999999999999"),
        Err(Issue::TooLarge(_))
    ));
    assert!(matches!(money(&"9".repeat(500)), Err(Issue::TooLarge(_))));
}

#[test]
fn one_sign_and_three_digits_are_decided_by_the_column() {
    let none = Vote::default();
    assert_eq!(good(money(&"1,234".into(), none)), (123_400, None));
    assert_eq!(
        money(&"1.234".into(), none),
        Err(Issue::Ambiguous("1.234".into()))
    );
    let point = vote(&["12.50", "1,234.50", "7", "no sé"]);
    let comma = vote(&["12,50", "1.234.567", "1.234"]);
    assert_eq!((point.decimal(), comma.decimal()), (Some('.'), Some(',')));
    let by = Some(Repair::ByTheColumn);
    assert_eq!(good(money(&"1,234".into(), point)), (123_400, by));
    assert_eq!(good(money(&"1.234".into(), comma)), (123_400, by));
    assert_eq!(good(decimal(&"1.234".into(), 3, point)), (1_234, by));
    assert_eq!(good(decimal(&"1,234".into(), 3, comma)), (1_234, by));
    // A column that contradicts itself says nothing.
    assert_eq!(vote(&["1.5", "1,5"]).decimal(), None);
    assert_eq!(vote(&["1,234", "1.234", "x", "5"]).decimal(), None);
}

#[test]
fn numbers_of_a_workbook_lose_only_the_noise_of_their_fraction() {
    let cents = |number: f64| good(money(&Cell::Number(number), Vote::default()));
    assert_eq!(cents(1234.5), (123_450, None));
    assert_eq!(cents(0.1 + 0.2), (30, None));
    assert_eq!(cents(1.005), (101, Some(Repair::Rounded)));
    assert_eq!(cents(-1.005), (-101, Some(Repair::Rounded)));
    assert_eq!(cents(100.0 / 3.0), (3_333, Some(Repair::Rounded)));
    assert_eq!(cents(-0.004), (0, Some(Repair::Rounded)));
    assert_eq!(cents(9_999_999_999.99), (999_999_999_999, None));
    for wrong in [f64::NAN, f64::INFINITY, 1e15, -1e300] {
        let found = money(&Cell::Number(wrong), Vote::default());
        assert!(matches!(found, Err(Issue::TooLarge(_))), "{wrong}");
    }
}

#[test]
fn whole_numbers_have_no_decimals() {
    let read = |cell: Cell| integer(&cell, Vote::default());
    assert_eq!(good(read("1,234".into())).0, 1_234);
    assert_eq!(good(read("15.00".into())).0, 15);
    assert_eq!(good(read(Cell::Number(-7.0))).0, -7);
    assert_eq!(read("1.5".into()), Err(Issue::NotInteger("1.5".into())));
    assert_eq!(
        read(Cell::Number(1.5)),
        Err(Issue::NotInteger("1.5".into()))
    );
    assert_eq!(read("doce".into()), Err(Issue::NotInteger("doce".into())));
}
