//! What a scanner at the door types: a document, or the badge of somebody who leaves. Pure.

use uuid::Uuid;

use crate::rules::{self, dni_with_check, normalize_document};

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// The badge of this visit.
    Badge(Uuid),
    /// A document whose type follows from its number.
    Document {
        /// Its type.
        kind: &'static str,
        /// Its number, without the verifier that stands behind a DNI.
        number: String,
    },
    /// A text that does not say what it is: the person chooses the type.
    Other(String),
}

/// Reads what was typed or scanned.
pub fn scan(text: &str) -> Scan {
    let text = normalize_document(text);
    if let Some(id) = text.strip_prefix("MV").and_then(|id| id.parse().ok()) {
        return Scan::Badge(id);
    }
    let document = |kind, number: &str| Scan::Document {
        kind,
        number: number.to_owned(),
    };
    if rules::dni(&text).is_ok() {
        return document("dni", &text);
    }
    // The card's code carries the verifier too.
    let mut without = text.chars();
    if let Some(verifier) = without.next_back()
        && dni_with_check(without.as_str(), verifier).is_ok()
    {
        return document("dni", without.as_str());
    }
    if rules::ruc(&text).is_ok() {
        return document("ruc", &text);
    }
    Scan::Other(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::visits::desk::badge_code;
    use proptest::prelude::*;

    #[test]
    fn a_scan_says_what_it_is() {
        let dni = Scan::Document {
            kind: "dni",
            number: "17801146".to_owned(),
        };
        for text in [
            "17801146",
            " 17801146\r",
            "17801146-0",
            "178011460",
            "17801146D",
        ] {
            assert_eq!(scan(text), dni, "{text}");
        }
        assert!(matches!(
            scan("20100070970"),
            Scan::Document { kind: "ruc", .. }
        ));
        assert_eq!(scan("001234567"), Scan::Other("001234567".to_owned()));
    }

    proptest! {
        #[test]
        fn a_badge_leads_back_to_its_visit(id in any::<u128>()) {
            let id = Uuid::from_u128(id);
            prop_assert_eq!(scan(&badge_code(id)), Scan::Badge(id));
            prop_assert_eq!(scan(&badge_code(id).to_lowercase()), Scan::Badge(id));
        }

        #[test]
        fn nothing_that_is_typed_is_lost(text in "[A-Z0-9]{0,14}") {
            match scan(&text) {
                Scan::Document { number, .. } => prop_assert!(text.starts_with(&number)),
                Scan::Other(kept) => prop_assert_eq!(kept, text),
                Scan::Badge(_) => prop_assert!(text.starts_with("MV")),
            }
        }
    }
}
