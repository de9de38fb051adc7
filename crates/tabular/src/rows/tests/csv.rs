//! CSV: row numbers, quotes, faults by row.

use proptest::prelude::*;

use super::support::{complaints, open, read, texts};
use crate::{
    cell::{Place, Row},
    decode::Encoding,
    error::RowFault,
    limits::Limits,
    rows::{Format, Options, Table, Width, fit},
    sniff::Separator,
};

fn numbers(bytes: &str) -> Vec<u32> {
    texts(bytes).into_iter().map(|(number, _)| number).collect()
}

#[test]
fn rows_have_the_number_that_the_spreadsheet_shows() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a;b", "", "\"x\ny\";2", ";", "3;4"].join(end);
        let rows = texts(text.as_str());
        assert_eq!(
            rows,
            [
                (1, vec!["a".to_owned(), "b".into()]),
                (3, vec!["x\ny".into(), "2".into()]),
                (5, vec!["3".into(), "4".into()])
            ],
            "{end:?}"
        );
    }
    assert_eq!(numbers("sep=;\na;b\n1;2"), [1, 2]);
    assert_eq!(numbers("a;b\n1;2\n"), [1, 2]);
    assert_eq!(numbers("\u{feff}a;b\n1;2\n\n\n"), [1, 2]);
}

#[test]
fn quotes_are_read_as_excel_reads_them() {
    let rows = texts("h1;h2;h3\n\"a;\"\"b\"\"\";5\" tubo;\"c\"d\n\"\";x;\"\r\n\"\n");
    assert_eq!(rows[1].1, ["a;\"b\"", "5\" tubo", "cd"]);
    assert_eq!(rows[2].1, ["", "x", "\r\n"]);
}

#[test]
fn a_quote_that_is_never_closed_is_named_where_it_opens() {
    let body = "1;2\n".repeat(300_000);
    let text = format!("a;b\n3;\"abierta\n{body}");
    let rows = read(text);
    assert_eq!(rows.len(), 2);
    let error = rows[1].as_ref().unwrap_err();
    assert_eq!(error.place, Place::cell(2, 1));
    assert!(matches!(error.fault, RowFault::UnclosedQuote));
    assert_eq!(
        error.to_string(),
        "Fila 2, columna B: la comilla (\") que se abre en esta celda no se cierra. Ciérrela o bórrela."
    );
}

#[test]
fn a_fault_costs_its_row_and_no_other() {
    let long = "x".repeat(32_768);
    let fits = "ñ".repeat(32_767);
    let text = format!("a;b\n1;{long}\n2;\"{long}\"\n3;{fits}\n4;x\0y\n5;6\n");
    assert_eq!(
        complaints(text.as_str()),
        [
            "Fila 2, columna B: la celda tiene más de 32767 caracteres.",
            "Fila 3, columna B: la celda tiene más de 32767 caracteres.",
            "Fila 5, columna B: la celda tiene un carácter nulo; el archivo no es de texto o está dañado.",
        ]
    );
    let good = read(text).into_iter().filter_map(Result::ok);
    assert_eq!(good.map(|row| row.number).collect::<Vec<_>>(), [1, 4, 6]);
}

#[test]
fn columns_and_rows_end_at_their_limits() {
    let wide = format!("{}x", ";".repeat(512));
    assert_eq!(
        complaints(format!("a;b\n{wide}\n1;2\n")),
        ["Fila 2, columna SS: la fila tiene más de 512 columnas."]
    );
    // Empty columns to the right harm nobody.
    assert_eq!(texts(format!("a{}\n", ";".repeat(600)))[0].1.len(), 512);
    let limits = Limits {
        rows: 3,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    let file = std::io::Cursor::new("a\n\n2\n3\n4\n");
    let mut table = Table::open(file, options).unwrap();
    let rows: Vec<_> = table.rows().unwrap().collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[2].as_ref().unwrap_err().to_string(),
        "Fila 4: el archivo tiene más de 3 filas. Divídalo en partes."
    );
}

#[test]
fn a_row_is_brought_to_the_width_of_the_headings() {
    let row = |cells: &[&str]| Row {
        number: 9,
        cells: cells.iter().map(|cell| (*cell).into()).collect(),
    };
    let mut exact = row(&["1", "2", "", " "]);
    assert_eq!(fit(&mut exact, 2).unwrap(), Width::Fits);
    assert_eq!(exact.cells.len(), 2);
    let mut short = row(&["1"]);
    assert_eq!(fit(&mut short, 3).unwrap(), Width::Short { found: 1 });
    assert_eq!(short.cells.len(), 3);
    let error = fit(&mut row(&["1", "2", "", "4"]), 2).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Fila 9, columna C: la fila tiene 4 columnas y el encabezado 2."
    );
}

#[test]
fn encodings_and_separators_are_decided_and_can_be_corrected() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("Año|Monto\n2026|1\n");
    let table = open(latin.to_vec()).unwrap();
    let Format::Csv { decoding, sniffed } = table.format() else {
        panic!("{:?}", table.format());
    };
    assert_eq!(decoding.encoding, Encoding::Windows1252);
    assert_eq!(sniffed.separator, Separator::Pipe);
    assert_eq!(texts(latin.to_vec())[0].1, ["Año", "Monto"]);

    let utf16: Vec<u8> = "\u{feff}Año\tMonto\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(texts(utf16)[0].1, ["Año", "Monto"]);

    let options = Options {
        separator: Some(Separator::Comma),
        encoding: Some(Encoding::Utf8),
        ..Options::default()
    };
    let mut table = Table::open(std::io::Cursor::new("a;b,c\n"), options).unwrap();
    assert_eq!(table.head(5).unwrap()[0].cells.len(), 2);
}

#[test]
fn a_table_can_be_walked_again() {
    let mut table = open("a;b\n1;2\n").unwrap();
    assert_eq!(table.head(1).unwrap().len(), 1);
    assert_eq!(table.rows().unwrap().count(), 2);
    assert_eq!(table.rows().unwrap().count(), 2);
}

proptest! {
    /// The `csv` crate is the oracle for what both read: it leaves out empty lines, and so do we.
    #[test]
    fn well_formed_files_are_read_as_the_csv_crate_reads_them(
        rows in prop::collection::vec(prop::collection::vec("[a-cñ;,|\"\r\n \t]{0,8}", 3), 1..8),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = Options { separator: Some(Separator::Semicolon), ..Options::default() };
        let blank = |row: &[String]| row.iter().all(|cell| cell.trim().is_empty());
        let expected: Vec<_> = (1_u32..).zip(rows).filter(|(_, row)| !blank(row)).collect();
        prop_assume!(!expected.is_empty());
        let mut table = Table::open(std::io::Cursor::new(bytes), options).unwrap();
        let found: Vec<_> = table
            .rows()
            .unwrap()
            .map(|row| row.unwrap())
            .map(|row| (row.number, row.cells.iter().map(ToString::to_string).collect::<Vec<_>>()))
            .collect();
        prop_assert_eq!(found, expected);
    }
}
