//! Names of files: what a person called it, without what could lead elsewhere or deceive.

use shared::rules::Violation;

use super::FileKind;

/// Characters kept of a name, its end aside.
const LENGTH: usize = 100;

/// The end of a name must be one of its kind's: `resolucion.pdf.exe` and a photo called `.pdf` are both refused.
pub(super) fn agrees(name: &str, kind: FileKind) -> Result<(), Violation> {
    let end = name.trim_end().rsplit_once('.').map(|(_, end)| end);
    let known = end.is_some_and(|end| {
        kind.extensions()
            .iter()
            .any(|known| end.eq_ignore_ascii_case(known))
    });
    if known {
        return Ok(());
    }
    let expected = kind.extensions().first().copied().unwrap_or_default();
    let message = format!(
        "El nombre del archivo no corresponde a su contenido: debería terminar en «.{expected}»."
    );
    Err(Violation::new("extension_mismatch", message))
}

/// The name as it is kept: last part of a path, no control or direction-changing characters, the end of its kind.
pub(super) fn clean(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String = stem
        .chars()
        .filter(|c| !c.is_control() && !deceives(*c))
        .map(|c| if "<>:\"|?*".contains(c) { '-' } else { c })
        .take(LENGTH)
        .collect();
    let kept = kept.trim_matches([' ', '.']);
    let stem = if kept.is_empty() { "archivo" } else { kept };
    let end = kind.extensions().first().copied().unwrap_or_default();
    format!("{stem}.{end}")
}

/// Characters that reorder or hide their neighbours: `fdp.exe` shown as `exe.pdf`.
const fn deceives(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_what_people_read_and_loses_what_leads_elsewhere() {
        for (given, kept) in [
            ("Resolución N.º 12.PDF", "Resolución N.º 12.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\docs\\escaneo.pdf", "escaneo.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie- x.pdf"),
            ("\u{202e}fdp.pdf", "fdp.pdf"),
            (".pdf", "archivo.pdf"),
        ] {
            assert_eq!(clean(given, FileKind::Pdf), kept, "{given:?}");
        }
        assert!(clean(&"ñ".repeat(500), FileKind::Png).chars().count() <= LENGTH + 4);
    }

    #[test]
    fn the_last_end_of_a_name_decides() {
        assert!(agrees("a.pdf", FileKind::Pdf).is_ok());
        assert!(agrees("a.JPEG", FileKind::Jpeg).is_ok());
        for name in ["a.pdf.exe", "a", "a.", "pdf", "a.png", "a.pdf.svg"] {
            assert!(agrees(name, FileKind::Pdf).is_err(), "{name}");
        }
    }
}
