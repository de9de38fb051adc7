//! What of a personal value may be shown: enough for its holder to recognise it, too little for anyone else.
//!
//! Masks are for showing, never for comparing: many values share one mask.

use super::{RucKind, normalize_document, ruc_kind};

/// A document of any kind: the last four characters of eight or more (`****5678`), the last two of five to seven, else
/// nothing.
/// A number that can be a RUC is masked as one.
pub fn mask_document(value: &str) -> String {
    let value = normalize_document(value);
    if ruc_kind(&value).is_some() {
        return mask_ruc(&value);
    }
    let shown = match value.chars().count() {
        0..=4 => 0,
        5..=7 => 2,
        _ => 4,
    };
    keep(&value, 0, shown)
}

/// A RUC of a natural person as `10******781`, since it contains a DNI; one of a company or an entity as it is.
/// What is no RUC shows nothing but its length.
pub fn mask_ruc(value: &str) -> String {
    let value = normalize_document(value);
    match ruc_kind(&value) {
        Some(RucKind::Juridical) => value,
        Some(RucKind::Natural) => keep(&value, 2, 3),
        None => keep(&value, 0, 0),
    }
}

/// `a****@munipiura.gob.pe`: the first letter and the domain; always four stars, so that the length is not told.
pub fn mask_email(value: &str) -> String {
    let value = value.trim();
    let Some((local, domain)) = value.rsplit_once('@') else {
        return "****".to_owned();
    };
    let first = if local.chars().count() > 1 {
        local.chars().take(1).collect()
    } else {
        String::new()
    };
    format!("{first}****@{domain}")
}

/// `R**** Q****`: the first letter of each word; always four stars.
pub fn mask_name(value: &str) -> String {
    let words = value
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let masked: Vec<String> = words.map(|first| format!("{first}****")).collect();
    masked.join(" ")
}

fn keep(value: &str, first: usize, last: usize) -> String {
    let count = value.chars().count();
    value
        .chars()
        .enumerate()
        .map(|(i, c)| {
            if i < first || i + last >= count {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn masks_look_as_the_public_pages_promise() {
        assert_eq!(mask_name("Rosa  Ñahui"), "R**** Ñ****");
        assert_eq!(mask_document("12345678"), "****5678");
        assert_eq!(mask_document("AB-1234567"), "*****4567");
        assert_eq!(mask_document("12345"), "***45");
        assert_eq!(mask_ruc("10123456781"), "10******781");
        assert_eq!(mask_ruc("20168999926"), "20168999926");
        assert_eq!(mask_document("10123456781"), "10******781");
        assert_eq!(
            mask_email("ana.perez@munipiura.gob.pe"),
            "a****@munipiura.gob.pe"
        );
        assert_eq!(mask_email("a@x.pe"), "****@x.pe");
    }

    #[test]
    fn what_is_not_of_the_kind_leaks_nothing() {
        assert_eq!(mask_ruc("12345678"), "********");
        assert_eq!(mask_email("no es un correo"), "****");
        assert_eq!(mask_document("1234"), "****");
        assert_eq!(mask_document(""), "");
    }

    proptest! {
        #[test]
        fn no_mask_of_a_dni_or_of_its_ruc_shows_more_than_four_of_its_digits(dni in "[0-9]{8}", check in "[0-9]") {
            prop_assert_eq!(mask_document(&dni).chars().filter(char::is_ascii_digit).count(), 4);
            let masked = mask_document(&format!("10{dni}{check}"));
            prop_assert_eq!(masked.chars().skip(2).filter(char::is_ascii_digit).count(), 3);
        }
    }
}
