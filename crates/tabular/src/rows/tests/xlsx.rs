//! Workbooks: types of cells, sheets, faults by row.

use chrono::{NaiveDate, NaiveTime};

use super::support::*;
use crate::{
    cell::Cell,
    error::FileError,
    rows::{Format, Options, Table},
};

#[test]
fn cells_keep_their_type_and_rows_their_number() {
    let texts = "<sst uniqueCount=\"2\"><si><t>Ñuñoa</t></si><si><r><t>a </t></r><r><t>b</t></r></si></sst>";
    let rows = r#"<worksheet><sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2"><v>1234.5</v></c></row>
        <row r="3"><c r="A3" s="1"/></row>
        <row r="7"><c r="A7" s="1"><v>46086</v></c><c r="B7" s="2"><v>0.6270833333333333</v></c>
          <c r="C7" s="1"><v>46086.62708333333</v></c><c r="D7" t="b"><v>1</v></c><c r="E7" t="e"><v>#REF!</v></c>
          <c r="F7" t="inlineStr"><is><t>x &amp; y</t></is></c><c r="G7" s="3"><v>1.5</v></c></row>
        </sheetData></worksheet>"#;
    let found = read(workbook(rows.as_bytes(), Some(texts.as_bytes())));
    let found: Vec<_> = found.into_iter().map(Result::unwrap).collect();
    let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    let time = NaiveTime::from_hms_opt(15, 3, 0).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].number, 2);
    assert_eq!(
        found[0].cells,
        [
            "Ñuñoa".into(),
            "ab".into(),
            Cell::Empty,
            Cell::Number(1234.5)
        ]
    );
    assert_eq!(found[1].number, 7);
    assert_eq!(
        found[1].cells,
        [
            Cell::Date(day),
            Cell::Time(time),
            Cell::DateTime(day.and_time(time)),
            Cell::Bool(true),
            Cell::Error("#REF!".into()),
            "x & y".into(),
            Cell::Number(1.5)
        ]
    );
}

#[test]
fn the_first_sheet_that_is_not_hidden_is_read_unless_one_is_named() {
    let book = WORKBOOK.replace(
        "<sheets>",
        r#"<sheets><sheet name="Oculta" sheetId="2" state="hidden" r:id="r2"/>"#,
    );
    let rels = BOOK_RELS.replace(
        "<Relationships>",
        r#"<Relationships><Relationship Id="r2" Type="http://x/worksheet" Target="worksheets/sheet2.xml"/>"#,
    );
    let sheet = |value: &str| {
        format!(
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>{value}</v></c></row></sheetData></worksheet>"
        )
    };
    let file = package(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet("1").as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet("2").as_bytes()),
    ]);
    assert_eq!(texts(file.clone()), [(1, vec!["1".to_owned()])]);
    let named = |name: &str| {
        let options = Options {
            sheet: Some(name.to_owned()),
            ..Options::default()
        };
        Table::open(std::io::Cursor::new(file.clone()), options).unwrap()
    };
    let mut hidden = named("Oculta");
    assert_eq!(
        hidden.format(),
        &Format::Xlsx {
            sheets: vec!["Oculta".into(), "Hoja1".into()]
        }
    );
    assert_eq!(hidden.head(1).unwrap()[0].cells, [Cell::Number(2.0)]);
    let error = named("Enero").rows().map(|_| ()).unwrap_err();
    assert!(matches!(error, FileError::UnknownSheet(name) if name == "Enero"));
}

#[test]
fn a_fault_costs_its_row_and_no_other() {
    let long = "x".repeat(32_768);
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
         <row r=\"2\"><c r=\"B2\" t=\"str\"><v>{long}</v></c></row>\
         <row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"SS3\"><v>1</v></c></row>\
         <row r=\"4\"><c r=\"A4\"><v>4</v></c><c r=\"XFD4\" s=\"1\"/></row>"
    );
    assert_eq!(
        complaints(sheet(&rows)),
        [
            "Fila 2, columna B: la celda tiene más de 32767 caracteres.",
            "Fila 3, columna SS: la fila tiene más de 512 columnas.",
        ]
    );
    let good = read(sheet(&rows)).into_iter().filter_map(Result::ok);
    assert_eq!(good.map(|row| row.number).collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn reading_ends_where_a_sheet_makes_no_sense() {
    let row = |number: u64| format!("<row r=\"{number}\"><c r=\"A{number}\"><v>1</v></c></row>");
    let unordered = [row(1), row(5), row(3), row(6)].concat();
    assert_eq!(read(sheet(&unordered)).len(), 3);
    assert_eq!(
        complaints(sheet(&unordered)),
        [
            "Fila 3: desde aquí la hoja no se puede leer (las filas no están en orden). Ábrala en Excel y guárdela de nuevo."
        ]
    );
    assert_eq!(
        complaints(sheet(&[row(1), row(1_048_577), row(1_048_578)].concat())),
        ["Fila 1048577: el archivo tiene más de 1048576 filas. Divídalo en partes."]
    );
    let newer = [
        row(1),
        "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#SPILL!</v></c></row>".into(),
        row(3),
    ];
    assert_eq!(
        complaints(sheet(&newer.concat())),
        [
            "Fila 2: desde aquí la hoja no se puede leer (una celda tiene el error #SPILL!). Ábrala en Excel y guárdela de nuevo."
        ]
    );
    let cut = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c";
    let rows = read(workbook(cut, None));
    assert_eq!(
        (rows.len(), rows[0].is_ok(), rows[1].is_err()),
        (2, true, true)
    );
}
