//! What is written can be read back, and none of it runs.

use std::io::Cursor;

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::{
    Value, WriteError,
    csv::CsvWriter,
    formula::{neutralise, restore},
    xlsx::{Heading, MOST_ROWS, XlsxWriter},
};
use crate::{
    cell::{Cell, Row},
    parse,
    rows::{Options, Table},
    sniff::Separator,
};

fn comma() -> Options {
    Options {
        separator: Some(Separator::Comma),
        ..Options::default()
    }
}

fn rows(bytes: Vec<u8>) -> Vec<Row> {
    let mut table = Table::open(Cursor::new(bytes), comma()).unwrap();
    table.rows().unwrap().map(Result::unwrap).collect()
}

/// What Excel in Peru makes of a line: cells end at `;`, and a quote only means something where a cell begins.
fn as_excel_sees_it(bytes: &[u8]) -> Vec<String> {
    let mut options = comma();
    options.separator = Some(Separator::Semicolon);
    let mut table = Table::open(Cursor::new(bytes.to_vec()), options).unwrap();
    let rows = table.rows().unwrap().filter_map(Result::ok);
    rows.flat_map(|row| row.cells)
        .map(|cell| cell.to_string())
        .collect()
}

fn runs(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@'])
}

#[test]
fn a_csv_has_the_form_that_the_standard_gives_it() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    let time = NaiveTime::from_hms_opt(15, 3, 0).unwrap();
    let mut writer = CsvWriter::new(true);
    writer
        .row([Value::Text("Año"), Value::Text("b,\"c\"")])
        .unwrap();
    let first = writer.take().unwrap();
    assert_eq!(first, "\u{feff}Año,\"b,\"\"c\"\"\"\r\n".as_bytes());
    assert!(writer.take().unwrap().is_empty());
    writer
        .row([
            Value::Code("+51 987 654 321"),
            Value::Integer(-5),
            Value::Cents(-5),
            Value::Number(-0.5),
            Value::Number(f64::NAN),
            Value::Date(day),
            Value::Time(time),
            Value::DateTime(day.and_time(time)),
            Value::Bool(true),
            Value::Empty,
        ])
        .unwrap();
    assert_eq!(
        writer.take().unwrap(),
        "+51 987 654 321,-5,-0.05,-0.5,,2026-03-05,15:03:00,2026-03-05T15:03:00,Sí,\r\n".as_bytes()
    );
    // A row of one empty cell would be an empty line, which is no row.
    writer.row([Value::Empty]).unwrap();
    assert_eq!(writer.take().unwrap(), b"\"\"\r\n");
}

#[test]
fn only_beginnings_of_formulas_are_changed() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("-5 grados", "'-5 grados"),
        (" \t@x", " \t'@x"),
        ("\u{200b}+x", "\u{200b}'+x"),
        ("＝1", "'＝1"),
        ("a;=b", "a;'=b"),
        ("a\n- b", "a\n'- b"),
        ("\n\"-1", "\n\"'-1"),
        ("'=x", "''=x"),
        ("a=b-c", "a=b-c"),
        ("'hola'", "'hola'"),
        ("50 % - 2", "50 % - 2"),
        ("", ""),
    ] {
        assert_eq!(neutralise(text), written);
        assert_eq!(restore(written), text);
    }
}

#[test]
fn the_payloads_of_the_trial_are_neutralised_and_come_back() {
    let folder = std::env::var_os("MUNICA_TRIAL_DATA").map_or_else(
        || std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let own = "=1+1\n@SUM(1+1)*x|' /C y'!A0\n+x\n-x\nDDE (\"x\";\"/C y\";\"!A0\")A0\nx;=1|y\n";
    let payloads = std::fs::read_to_string(folder.join("csv-injection/csv-payload.txt"));
    let payloads = payloads.unwrap_or_else(|_| {
        eprintln!(
            "skipped: no payloads at hand; set MUNICA_TRIAL_DATA to the folder of the trial data"
        );
        String::new()
    });
    for payload in own.lines().chain(payloads.lines()) {
        let mut writer = CsvWriter::new(false);
        writer
            .row([
                Value::Text("antes"),
                Value::Text(payload),
                Value::Text("después"),
            ])
            .unwrap();
        let bytes = writer.take().unwrap();
        let row = rows(bytes.clone()).remove(0);
        assert!(
            row.cells.iter().all(|cell| !runs(&cell.to_string())),
            "{payload}"
        );
        assert!(
            !as_excel_sees_it(&bytes).iter().any(|cell| runs(cell)),
            "{payload}"
        );
        let back = parse::text::text(row.cell(1), 500).unwrap().unwrap();
        assert_eq!(back.value, payload);
    }
}

fn headings() -> [Heading<'static>; 3] {
    ["Uno", "Dos", "Tres"].map(|label| Heading { label, width: 20 })
}

fn written(rows: &[[Value<'_>; 3]]) -> Vec<Row> {
    let mut writer = XlsxWriter::new("Visitas", &headings()).unwrap();
    for row in rows {
        writer.row(*row).unwrap();
    }
    let file = writer.finish().unwrap();
    let mut table = Table::open(file.reopen().unwrap(), Options::default()).unwrap();
    table.rows().unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_workbook_keeps_the_types_of_its_cells() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    let time = NaiveTime::from_hms_opt(15, 3, 20).unwrap();
    let found = written(&[
        [
            Value::Date(day),
            Value::Time(time),
            Value::DateTime(day.and_time(time)),
        ],
        [
            Value::Cents(123_450),
            Value::Integer(-7),
            Value::Number(0.5),
        ],
        [
            Value::Text("=1+1"),
            Value::Code("01234567"),
            Value::Bool(true),
        ],
        [Value::Empty, Value::Text(""), Value::Integer(i64::MAX)],
    ]);
    let cells: Vec<_> = found.into_iter().map(|row| row.cells).collect();
    assert_eq!(cells[0], ["Uno".into(), "Dos".into(), Cell::from("Tres")]);
    assert_eq!(
        cells[1],
        [
            Cell::Date(day),
            Cell::Time(time),
            Cell::DateTime(day.and_time(time))
        ]
    );
    assert_eq!(
        cells[2],
        [Cell::Number(1234.5), Cell::Number(-7.0), Cell::Number(0.5)]
    );
    assert_eq!(
        cells[3],
        ["=1+1".into(), "01234567".into(), Cell::from("Sí")]
    );
    assert_eq!(
        cells[4],
        [Cell::Empty, Cell::Empty, "9223372036854775807".into()]
    );
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_at_a_character() {
    let long = "ñ".repeat(32_768);
    let found = written(&[[Value::Text(&long), Value::Empty, Value::Empty]]);
    assert_eq!(found[1].cells, [Cell::from("ñ".repeat(32_767))]);
}

#[test]
fn a_full_sheet_takes_no_further_row() {
    let mut writer = XlsxWriter::new("Visitas", &headings()).unwrap();
    writer.skip_to(MOST_ROWS - 1);
    writer.row([Value::Integer(1)]).unwrap();
    let error = writer.row([Value::Integer(2)]).unwrap_err();
    assert!(matches!(
        error,
        WriteError::TooManyRows { limit: 1_048_575 }
    ));
    assert!(error.to_string().contains("1048575 filas"));
}

#[test]
fn headings_are_bold_and_stay_in_sight() {
    let file = XlsxWriter::new("Visitas", &headings())
        .unwrap()
        .finish()
        .unwrap();
    let mut package = zip::ZipArchive::new(file.reopen().unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(package.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""),
        "{sheet}"
    );
    assert!(sheet.contains("customWidth=\"1\""), "{sheet}");
    assert!(part("xl/styles.xml").contains("<b/>"));
}

proptest! {
    #[test]
    fn what_people_wrote_comes_back_from_a_csv_and_never_runs(
        texts in prop::collection::vec("([=+@;'\"\\-\t\n\r, a-cñ]|\\PC){0,12}", 3),
        mark in any::<bool>(),
    ) {
        let mut writer = CsvWriter::new(mark);
        // A row of blanks is no row, and a first line `sep=;` is an order.
        writer.row([Value::Code("h")]).unwrap();
        writer.row(std::iter::once(Value::Code("c")).chain(texts.iter().map(|text| Value::Text(text)))).unwrap();
        let bytes = writer.take().unwrap();
        let row = rows(bytes.clone()).pop().unwrap();
        for (cell, text) in row.cells.iter().skip(1).zip(&texts) {
            let cell = cell.to_string();
            prop_assert!(!runs(&cell), "{:?}", cell);
            let back = restore(&cell).into_owned();
            prop_assert_eq!(&back, text);
        }
        for cell in as_excel_sees_it(&bytes) {
            prop_assert!(!runs(&cell), "{:?} in {:?}", cell, texts);
        }
    }

    #[test]
    fn neutralising_can_always_be_undone(text in "(['=+;\n \\-a]|\\PC){0,20}") {
        let safe = neutralise(&text).into_owned();
        prop_assert_eq!(restore(&safe), text);
    }

    #[test]
    fn amounts_and_days_come_back_from_both_kinds(cents in -99_999_999_999_999_i64..99_999_999_999_999, days in 100_i32..73_000, second in 0_u32..86_400) {
        let day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + chrono::Days::new(u64::from(days.unsigned_abs()));
        let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap();
        let values = [Value::Cents(cents), Value::Date(day), Value::DateTime(day.and_time(time))];
        let mut writer = CsvWriter::new(false);
        writer.row(values).unwrap();
        let from_csv = rows(writer.take().unwrap()).remove(0);
        let from_xlsx = written(&[values]).remove(1);
        for row in [from_csv, from_xlsx] {
            let money = parse::number::money(row.cell(0), parse::number::Vote::default());
            prop_assert_eq!(money.unwrap().unwrap().value, cents);
            let date = parse::date::date(row.cell(1), parse::date::Pivot::default());
            prop_assert_eq!(date.unwrap().unwrap().value, day);
            if second > 0 {
                let moment = parse::time::datetime(row.cell(2), parse::date::Pivot::default());
                prop_assert_eq!(moment.unwrap().unwrap().value, day.and_time(time));
            }
        }
    }

    #[test]
    fn texts_come_back_from_a_workbook(text in "([=_x0-9A-F&<>\"'\u{1}\u{7f}\n\t]|\\PC){0,30}") {
        let found = written(&[[Value::Integer(1), Value::Text(&text), Value::Integer(2)]]);
        // A cell of nothing but white space is given as empty.
        let expected = if text.trim().is_empty() { "" } else { text.as_str() };
        prop_assert_eq!(found[1].cell(1).to_string(), expected);
    }
}
