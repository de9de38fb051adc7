//! Files as officials keep them.

use super::*;
use crate::{
    cell::{Cell, Row},
    mapping::Column,
};

const COLUMNS: &[Column<'_>] = &[
    Column {
        key: "date",
        names: &["Fecha"],
    },
    Column {
        key: "visitor",
        names: &["Visitante", "Nombre del visitante"],
    },
    Column {
        key: "document",
        names: &["Documento", "DNI"],
    },
];

fn row(number: u32, cells: &[&str]) -> Row {
    let cells = cells.iter().map(|text| Cell::from(*text)).collect();
    Row { number, cells }
}

#[test]
fn the_separator_is_that_which_parts_evenly_outside_quotes() {
    for (text, expected) in [
        ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", Separator::Semicolon),
        ("a,b\nx;y,1\nx;y,2\nx;y,3\n", Separator::Comma),
        ("a\tb\nPérez, Juan\t1\nRojas, Ana\t2\n", Separator::Tab),
        ("a|b|c\r\n1|2|3\r\n", Separator::Pipe),
        (
            "MUNICIPALIDAD, ABRIL, 2026\n\nFecha;Monto\n1/4/2026;1\n2/4/2026;2\n",
            Separator::Semicolon,
        ),
        ("a;b\n\"x,y,z\";\"1,2,3\"\n", Separator::Semicolon),
        ("a,b\n\"uno\ndos;;;\",2\n3,4\n", Separator::Comma),
        ("", Separator::Comma),
        ("una sola columna\nx\n", Separator::Comma),
    ] {
        let found = separator(text);
        assert_eq!(found.separator, expected, "{text:?}");
        assert!(!found.ordered);
    }
    assert_eq!(separator("a,b\nc,d\n").share, 1.0);
    assert_eq!(separator("una\ndos\n").share, 0.0);
}

#[test]
fn the_order_of_the_first_line_is_honoured() {
    for (text, expected) in [
        ("sep=;\na,b,c;d\n", Separator::Semicolon),
        ("SEP=,\r\na;b\n", Separator::Comma),
        ("\"sep=|\"\na,b\n", Separator::Pipe),
        ("sep=\t\na,b\n", Separator::Tab),
    ] {
        let found = separator(text);
        assert_eq!((found.separator, found.ordered), (expected, true));
    }
    assert!(!separator("sep=x\na,b\n").ordered);
    assert!(!separator("separación;b\n").ordered);
}

#[test]
fn headings_are_found_below_titles() {
    let rows = [
        row(1, &["REGISTRO DE VISITAS 2026"]),
        row(2, &["", "Fecha de emisión:", "05/03/2026"]),
        row(4, &["N°", "FECHA", "VISITANTE", "D.N.I.", "Motivo"]),
        row(5, &["1", "05/03/2026", "ANA", "12345678", "Trámite"]),
        row(6, &["2", "05/03/2026", "LUIS", "87654321", ""]),
    ];
    let found = header(&rows, COLUMNS).unwrap();
    assert_eq!(found.row, 4);
    assert_eq!(
        found.headings,
        ["N°", "FECHA", "VISITANTE", "D.N.I.", "Motivo"]
    );
    assert_eq!(found.known, 0.6);
}

#[test]
fn headings_that_nobody_declared_are_found_as_text_above_data() {
    let rows = [
        row(1, &["Inventario"]),
        row(3, &["Código", "Placa", "Kilómetros", ""]),
        row(4, &["001", "ABC-123", "12000"]),
        row(5, &["002", "ABD-124", "13000"]),
    ];
    let found = header(&rows, COLUMNS).unwrap();
    assert_eq!((found.row, found.columns()), (3, 3));
    assert_eq!(found.known, 0.0);
}

#[test]
fn rows_of_values_are_no_headings() {
    let rows = [
        row(1, &["05/03/2026", "15:03", "12345678"]),
        row(2, &["05/03/2026", "15:04", "12345679"]),
    ];
    assert_eq!(header(&rows, COLUMNS), None);
    assert_eq!(header(&[], COLUMNS), None);
}
