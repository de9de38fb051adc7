//! When a document, a reason or a text of the desk is one. Pure.

use crate::registers::Choice;
use crate::rules::{self, Violation};

/// Whether a reason says something: `other` asks for a detail of some words.
///
/// # Errors
/// `reason_detail`.
pub fn reason_detail(reason: &str, detail: Option<&str>) -> Result<(), Violation> {
    let detail = detail.unwrap_or_default().trim();
    if !detail.is_empty() {
        rules::length(detail, 1, 300)?;
    }
    let words = detail.split_whitespace();
    let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if reason == "other" && words.count() < 3 {
        return Err(Violation::new(
            "reason_detail",
            "«Otros motivos» no dice nada por sí solo: escriba para qué viene, con tres palabras o más.",
        ));
    }
    Ok(())
}

/// Whether a document is one of its type.
///
/// # Errors
/// What is wrong with it.
pub fn document(kind: &str, number: Option<&str>) -> Result<(), Violation> {
    let number = number.unwrap_or_default().trim();
    match kind {
        "dni" => rules::dni(number),
        "ce" => rules::ce(number),
        "passport" => rules::passport(number),
        "ruc" => rules::ruc(number),
        "unknown" if number.is_empty() => Ok(()),
        "unknown" => Err(Violation::new(
            "document_kind",
            "Elija el tipo de documento, o deje el número vacío.",
        )),
        _ => rules::length(number, 1, 20),
    }
}

pub(crate) fn one_of(choices: &[Choice], code: &str) -> Result<(), Violation> {
    let is_known = choices.iter().any(|choice| choice.code == code);
    is_known
        .then_some(())
        .ok_or_else(|| Violation::new("choice", "Elija una de las opciones."))
}

pub(super) fn at_most(text: Option<&String>, most: usize) -> Result<(), Violation> {
    text.map_or(Ok(()), |text| rules::length(text, 1, most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::visits::REASONS;
    use proptest::prelude::*;

    #[test]
    fn other_reasons_say_what_for() {
        assert!(reason_detail("work_meeting", None).is_ok());
        for nothing in ["", "varios", "a b c d", "asunto varios", ". . . ."] {
            assert!(reason_detail("other", Some(nothing)).is_err(), "{nothing}");
        }
        assert!(reason_detail("other", Some("Entrega de planos firmados")).is_ok());
    }

    #[test]
    fn a_document_is_of_its_type() {
        for (kind, number, fits) in [
            ("dni", Some("01234567"), true),
            ("dni", Some("0123456"), false),
            ("dni", None, false),
            ("ce", Some("001234567"), true),
            ("unknown", None, true),
            ("unknown", Some("123"), false),
            ("other", Some("X-1"), true),
        ] {
            assert_eq!(document(kind, number).is_ok(), fits, "{kind} {number:?}");
        }
    }

    proptest! {
        #[test]
        fn only_catch_all_reasons_ask_for_a_detail(index in 0..REASONS.len(), words in 0_usize..6) {
            let reason = REASONS[index].code;
            let detail = vec!["palabra"; words].join(" ");
            let fits = reason_detail(reason, Some(&detail)).is_ok();
            prop_assert_eq!(fits, reason != "other" || words >= 3);
        }
    }
}
