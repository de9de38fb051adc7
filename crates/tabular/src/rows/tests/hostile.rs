//! Files that mean harm, or are not what they say.

use proptest::prelude::*;

use super::support::*;
use crate::error::FileError;

#[test]
fn what_is_not_read_is_refused_with_what_to_do() {
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let locked = [
        ole.clone(),
        vec![0; 70_000],
        "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ];
    assert!(matches!(refusal(ole), FileError::OldExcel));
    assert!(matches!(refusal(locked.concat()), FileError::Protected));
    let ods = package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", b"<x/>"),
    ]);
    assert!(matches!(refusal(ods), FileError::OpenDocument));
    let xlsb = package(&[("xl/workbook.bin", b"x")]);
    assert!(matches!(refusal(xlsb), FileError::BinaryExcel));
    let docx = package(&[("word/document.xml", b"<x/>")]);
    assert!(matches!(refusal(docx), FileError::NotASpreadsheet));
    for page in [
        "<html><table>",
        "\u{feff}\n <!DOCTYPE html>",
        "<?xml version='1.0'?><Workbook/>",
    ] {
        assert!(matches!(refusal(page), FileError::WebPage), "{page}");
    }
    for magic in [b"%PDF-1.7".as_slice(), b"\x89PNG\r\n", b"PK\x05\x06"] {
        assert!(matches!(refusal(magic), FileError::NotASpreadsheet));
    }
    for nothing in [b"".as_slice(), b"\xEF\xBB\xBF", b" \r\n\t", b"\xFF\xFE"] {
        assert!(matches!(refusal(nothing), FileError::Empty), "{nothing:?}");
    }
    assert!(matches!(
        refusal(b"PK\x03\x04".as_slice()),
        FileError::Damaged(_)
    ));
    let text = FileError::TooLarge { limit: 134_217_728 }.to_string();
    assert_eq!(
        text,
        "El archivo pesa más de 128 MB. Divídalo en partes y súbalas una por una."
    );
}

fn bomb(file: Vec<u8>) -> &'static str {
    match refusal(file) {
        FileError::Bomb(reason) => reason,
        other => panic!("{other:?}"),
    }
}

fn repeated(before: &str, unit: &str, times: usize, after: &str) -> Vec<u8> {
    [before, &unit.repeat(times), after].concat().into_bytes()
}

#[test]
fn a_file_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    let sheet = repeated(
        "<worksheet><sheetData>",
        &format!("<row>{}</row>", " ".repeat(2_000)),
        20_000,
        "</sheetData></worksheet>",
    );
    let file = workbook(&sheet, None);
    assert!(file.len() * 200 < sheet.len(), "{} bytes", file.len());
    assert_eq!(bomb(file), "demasiado comprimido");
}

#[test]
fn what_the_parser_would_keep_is_bounded_before_it_keeps_it() {
    let in_sheet =
        |unit: &str, times| workbook(&repeated("<worksheet><sheetData>", unit, times, ""), None);
    let texts = |head: &str, unit: &str, times| {
        workbook(
            b"<worksheet/>",
            Some(&repeated(head, unit, times, "</sst>")),
        )
    };
    assert_eq!(bomb(in_sheet("x", 600_000)), "textos demasiado largos");
    assert_eq!(bomb(in_sheet("<row>", 300)), "elementos demasiado anidados");
    assert_eq!(
        bomb(in_sheet("<!--</a></a>--><row>", 300)),
        "elementos demasiado anidados"
    );
    let pieces = repeated(
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is>",
        "<t>0123456789</t>",
        300_000,
        "</is></c></row></sheetData></worksheet>",
    );
    assert_eq!(bomb(workbook(&pieces, None)), "celdas demasiado largas");
    for unit in [
        "<si><t/></si>",
        "<si/>",
        "<si><t>0123456789012345678901234567890123</t></si>",
    ] {
        let found = open_small(texts("<sst>", unit, 30_000)).map(|_| ());
        assert!(
            matches!(found, Err(FileError::Bomb("demasiados textos"))),
            "{unit}"
        );
        assert!(open_small(texts("<sst>", unit, 10_000)).is_ok(), "{unit}");
    }
    assert_eq!(
        bomb(texts("<sst uniqueCount=\"1152921504606846975\">", "", 0)),
        "demasiados textos"
    );
    let styles = repeated(
        "<styleSheet><cellXfs>",
        "<xf/>",
        200_001,
        "</cellXfs></styleSheet>",
    );
    let parts = [
        ("xl/worksheets/sheet1.xml", b"<worksheet/>".as_slice()),
        ("xl/styles.xml", &styles),
    ];
    assert_eq!(bomb(package(&parts)), "demasiados estilos");
    let wide: Vec<u8> = "<sst uniqueCount=\"99999999999\"/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        bomb(workbook(b"<worksheet/>", Some(&wide))),
        "codificación desconocida"
    );
    let declared = b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet/>";
    assert_eq!(bomb(workbook(declared, None)), "codificación desconocida");
    assert_eq!(
        bomb(workbook(b"<!DOCTYPE x><worksheet/>", None)),
        "marcas que una hoja de cálculo no tiene"
    );
}

#[test]
fn nothing_is_hidden_from_the_measure() {
    let far = " ".repeat(5_000);
    for texts in [
        format!("<sst {far} uniqueCount=\"99999999999\"/>"),
        "<x></x \"><sst uniqueCount='99999999999'/>".to_owned(),
        "<!--><sst uniqueCount='99999999999'/>-->".to_owned(),
        "<?><sst uniqueCount='99999999999'/>?>".to_owned(),
        format!("<?xml version='1.0' {far} encoding='UTF-16'?><sst/>"),
    ] {
        let reason = bomb(workbook(b"<worksheet/>", Some(texts.as_bytes())));
        assert!(!reason.is_empty(), "{texts}");
    }
    let long = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{}\"/></numFmts><cellXfs>{}</cellXfs></styleSheet>",
        "0".repeat(100_000),
        "<xf numFmtId=\"200\"/>".repeat(1_000)
    );
    let parts = [
        ("xl/worksheets/sheet1.xml", b"<worksheet/>".as_slice()),
        ("xl/styles.xml", long.as_bytes()),
    ];
    assert_eq!(bomb(package(&parts)), "demasiados estilos");
}

#[test]
fn a_package_of_ten_thousand_parts_is_refused() {
    let names: Vec<String> = (0..10_000)
        .map(|n| format!("xl/worksheets/{n}.xml"))
        .collect();
    let parts: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert_eq!(bomb(package(&parts)), "demasiadas partes");
    // A directory of the format for huge packages that only says so.
    let mut file = package(&[("xl/worksheets/sheet1.xml", b"<worksheet/>")]);
    let mut end = b"PK\x06\x06".to_vec();
    end.extend([0; 28]);
    end.extend(40_000_000_u64.to_le_bytes());
    file.extend(end);
    assert_eq!(bomb(file), "demasiadas partes");
}

/// The parser computes with these; where arithmetic is checked it panics, and elsewhere it goes on with nonsense.
#[test]
fn positions_out_of_any_range_end_the_reading_and_not_the_program() {
    for head in [
        "<dimension ref=\"B9:A1\"/>",
        "<dimension ref=\"ZZZZZZZZ99999999999\"/>",
    ] {
        let sheet = format!(
            "<worksheet>{head}<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"
        );
        let mut table = open(workbook(sheet.as_bytes(), None)).unwrap();
        match table.rows() {
            Ok(rows) => assert_eq!(rows.count(), 1),
            Err(error) => assert!(matches!(error, FileError::Damaged(_))),
        };
    }
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"ZZZZZZZZ9999999999\"><v>1</v></c></row>";
    let rows = read(sheet(cells));
    assert!(
        rows[0].is_ok() && rows[1].is_err() && rows.len() == 2,
        "{rows:?}"
    );
}

#[test]
fn comments_and_quoted_angles_are_no_tags() {
    let rows = "<!-- <row><row> --><row r=\"1\" note=\"<<>>\"><c r=\"A1\" t='inlineStr'><is><t><![CDATA[<a>]]></t></is></c></row>";
    let many = "<!--</a><a><a>-->".repeat(300);
    assert_eq!(read(sheet(&format!("{many}{rows}"))).len(), 1);
}

fn walk(bytes: Vec<u8>) -> usize {
    open(bytes).map_or(0, |mut table| {
        table.rows().map_or(0, |rows| rows.take(10_000).count())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let rows = walk(bytes.clone());
        prop_assert!(rows <= bytes.len());
    }

    #[test]
    fn no_bytes_behind_the_mark_of_a_package_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(walk([b"PK\x03\x04".as_slice(), &bytes].concat()), 0);
    }

    /// Bytes of the XML itself are changed, where no checksum of the package would notice.
    #[test]
    fn no_change_to_a_part_harms(
        part in 0_usize..5,
        at in any::<prop::sample::Index>(),
        cut in 0_usize..12,
        new in "[<>/\"'=a-zA-Z0-9 &;!?\\-]{0,12}",
    ) {
        let sheet = "<worksheet><dimension ref=\"A1:B2\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46086</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>";
        let texts = "<sst uniqueCount=\"1\"><si><t>a</t></si></sst>";
        let mut parts = [RELS, WORKBOOK, BOOK_RELS, sheet, texts].map(|part| part.as_bytes().to_vec());
        let target = &mut parts[part];
        let at = at.index(target.len());
        let end = (at + cut).min(target.len());
        target.splice(at..end, new.bytes());
        let [rels, book, book_rels, sheet, texts] = &parts;
        let rows = walk(package(&[
            ("_rels/.rels", rels),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", book_rels),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", texts),
        ]));
        prop_assert!(rows <= 3, "{} rows", rows);
    }
}
