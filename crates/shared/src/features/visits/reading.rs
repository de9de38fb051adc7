//! What the rows of historic files imply: which document a number is, that an exit before the entry is of the next day, that
//! what stands under «motivo» is told in words. Nothing is lost: what is not understood is kept as it is.

use serde_json::{Map, Value as Json};

use super::register::REASONS;
use crate::registers::import::Reading;
use crate::rules;
use crate::text::fold::{collapse, fold};

/// How files tell visits.
pub(super) const READING: Reading = Reading {
    defaults: &[
        ("registered_at", "now"),
        ("visitor_document_type", "unknown"),
        ("visitor_kind", "natural_person"),
        ("reason", "other"),
        ("record_class", "backfilled_internal"),
        ("class_reason", "Carga de registros anteriores"),
    ],
    imply,
};

/// Words before a number, and the document that they name.
const DOCUMENTS: &[(&str, &str)] = &[
    ("dni", "dni"),
    ("le", "other"),
    ("ce", "ce"),
    ("carne de extranjeria", "ce"),
    ("carnet de extranjeria", "ce"),
    ("carnet ext", "ce"),
    ("pasaporte", "passport"),
    ("pas", "passport"),
    ("psp", "passport"),
    ("passport", "passport"),
    ("ruc", "ruc"),
];

const NEXT_DAY: &str = "La salida es anterior al ingreso: se toma como salida del día siguiente.";
const NEXT_DAY_REMARK: &str = "Salió al día siguiente.";
const STILL_INSIDE: &str = "No tiene hora de salida: queda como visita sin salida anotada.";
const OTHER_DOCUMENT: &str = "El documento no es un DNI: se conserva como está.";
const NO_DOCUMENT: &str = "No tiene número de documento.";

fn imply(values: &mut Map<String, Json>) -> Vec<&'static str> {
    let mut odd = Vec::new();
    document(values, &mut odd);
    reason(values);
    if text(values, "visitor_entity").is_some() && text(values, "visitor_kind").is_none() {
        values.insert("visitor_kind".to_owned(), "private_entity".into());
    }
    match (text(values, "entry_time"), text(values, "exit_time")) {
        (Some(entry), Some(exit)) if exit < entry => {
            let remark = text(values, "remark").unwrap_or_default();
            let remark = collapse(&format!("{remark} {NEXT_DAY_REMARK}"));
            values.insert("remark".to_owned(), remark.into());
            odd.push(NEXT_DAY);
        }
        (Some(_), None) => odd.push(STILL_INSIDE),
        _ => {}
    }
    odd
}

fn document(values: &mut Map<String, Json>, odd: &mut Vec<&'static str>) {
    let Some(written) = text(values, "visitor_document") else {
        odd.push(NO_DOCUMENT);
        return;
    };
    let (word, number) = parted(&written);
    let named = word.or_else(|| {
        let told = text(values, "visitor_document_type")?;
        Some(
            DOCUMENTS
                .iter()
                .find(|(word, _)| *word == told)
                .map_or("other", |(_, code)| code),
        )
        .filter(|_| {
            DOCUMENTS
                .iter()
                .any(|(word, code)| *word == told || *code == told)
        })
    });
    let kind = named.unwrap_or_else(|| by_form(&number));
    if kind != "dni" {
        odd.push(OTHER_DOCUMENT);
    }
    values.insert("visitor_document_type".to_owned(), kind.into());
    values.insert("visitor_document".to_owned(), number.into());
}

/// The document that stands in words before a number, and the number.
fn parted(written: &str) -> (Option<&'static str>, String) {
    let from = written.find(|c: char| c.is_ascii_digit());
    let Some((words, number)) = from.and_then(|from| written.split_at_checked(from)) else {
        return (None, written.to_owned());
    };
    let bare = fold(words).replace(['.', ':', '°', 'º', '/', '-'], "");
    let bare = bare.trim();
    let known = DOCUMENTS.iter().find(|(word, _)| *word == bare);
    match known {
        Some((_, code)) => (Some(code), number.trim().to_owned()),
        None => (None, written.to_owned()),
    }
}

/// What a number is by its form.
fn by_form(number: &str) -> &'static str {
    if rules::dni(number).is_ok() {
        "dni"
    } else if rules::ruc(number).is_ok() {
        "ruc"
    } else if number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        "ce"
    } else {
        "other"
    }
}

/// A reason in words of their own becomes the detail of «otros».
fn reason(values: &mut Map<String, Json>) {
    let Some(written) = text(values, "reason") else {
        return;
    };
    if REASONS.iter().any(|choice| choice.code == written) {
        return;
    }
    let detail = match text(values, "reason_detail") {
        Some(detail) => format!("{written}: {detail}"),
        None => written,
    };
    values.insert("reason".to_owned(), "other".into());
    values.insert("reason_detail".to_owned(), detail.into());
}

fn text(values: &Map<String, Json>, name: &str) -> Option<String> {
    let text = values.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn implied(values: Json) -> (Map<String, Json>, Vec<&'static str>) {
        let mut values = values.as_object().unwrap().clone();
        let odd = imply(&mut values);
        (values, odd)
    }

    #[test]
    fn the_document_follows_from_its_word_or_its_form_and_is_kept_as_it_is() {
        for (written, kind, number) in [
            ("DNI 40123456", "dni", "40123456"),
            ("40123456", "dni", "40123456"),
            ("D.N.I. 40123456", "dni", "40123456"),
            ("C.E. 001234567", "ce", "001234567"),
            ("001234567", "ce", "001234567"),
            ("PASAPORTE AB-12", "other", "PASAPORTE AB-12"),
            ("Pasaporte 1234567", "passport", "1234567"),
            ("20100070970", "ruc", "20100070970"),
            ("FOTOCHECK 12", "other", "FOTOCHECK 12"),
        ] {
            let (values, _) = implied(json!({ "visitor_document": written }));
            assert_eq!(values["visitor_document_type"], kind, "{written}");
            assert_eq!(values["visitor_document"], number, "{written}");
        }
    }

    #[test]
    fn an_exit_before_the_entry_is_of_the_next_day_and_an_open_one_stays_open() {
        let visit = json!({ "visitor_document": "40123456", "entry_time": "22:10", "exit_time": "00:40", "remark": "Guardia" });
        let (values, odd) = implied(visit);
        assert_eq!(values["remark"], "Guardia Salió al día siguiente.");
        assert_eq!(values["exit_time"], "00:40");
        assert_eq!(odd, [NEXT_DAY]);
        let open = json!({ "visitor_document": "40123456", "entry_time": "22:10" });
        let (values, odd) = implied(open);
        assert!(!values.contains_key("exit_time"));
        assert_eq!(odd, [STILL_INSIDE]);
    }

    #[test]
    fn a_reason_in_words_becomes_a_detail() {
        let (values, _) = implied(json!({ "reason": "DOCUMENTOS" }));
        assert_eq!(
            (values["reason"].as_str(), values["reason_detail"].as_str()),
            (Some("other"), Some("DOCUMENTOS"))
        );
        let (values, _) = implied(json!({ "reason": "work_meeting" }));
        assert_eq!(values["reason"], "work_meeting");
        assert!(!values.contains_key("reason_detail"));
    }
}
