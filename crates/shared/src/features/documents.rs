//! Documents that the platform issued: their codes, and what anybody may verify of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::rules::{Violation, length};

/// Where a document is verified; `{code}` as it stands on it.
pub fn document_path(code: &str) -> String {
    format!("/api/v1/documents/{code}")
}

/// Where a municipality's staff lists and issues documents.
pub const DOCUMENTS_PATH: &str = "/api/v1/admin/documents";
/// Where operators list the platform's own documents.
pub const PLATFORM_DOCUMENTS_PATH: &str = "/api/v1/platform/documents";

/// The page to which the QR of a document leads.
pub fn verification_page(public_url: &str, code: &str) -> String {
    format!("{public_url}/verificar/{code}")
}

/// Digits and capitals without those that look like another: 0, 1, I, L, O.
pub const CODE_ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Characters of a code that are drawn by lot; one more checks them.
pub const CODE_DRAWN: usize = 7;

/// Builds the code of a document, such as `DOC-2026-7K3M-9QXU`, from its year and the places of the drawn characters in
/// [`CODE_ALPHABET`] (taken modulo its length).
pub fn document_code(year: i32, drawn: [u8; CODE_DRAWN]) -> String {
    let drawn: String = drawn
        .iter()
        .map(|place| letter(u32::from(*place)))
        .collect();
    let year = format!("{:04}", year.rem_euclid(10_000));
    let check = letter(check_place(&year, &drawn));
    let (first, second) = drawn.split_at_checked(4).unwrap_or((drawn.as_str(), ""));
    format!("DOC-{year}-{first}-{second}{check}")
}

/// A code as it is stored, from what a person typed: in small letters, with spaces, without hyphens.
///
/// # Errors
/// `document_code` when it is not of its form or was mistyped.
pub fn normalize_document_code(typed: &str) -> Result<String, Violation> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'))
        .flat_map(char::to_uppercase)
        .collect();
    let mistyped = || {
        Violation::new(
            "document_code",
            "El código no es correcto: cópielo tal como está en el documento, por ejemplo DOC-2026-7K3M-9QXU.",
        )
    };
    let rest = plain.strip_prefix("DOC").ok_or_else(mistyped)?;
    let (year, letters) = rest.split_at_checked(4).ok_or_else(mistyped)?;
    let (drawn, check) = letters.split_at_checked(CODE_DRAWN).ok_or_else(mistyped)?;
    let well_formed = year.bytes().all(|byte| byte.is_ascii_digit())
        && letters.bytes().all(|byte| CODE_ALPHABET.contains(&byte))
        && check.len() == 1
        && check.starts_with(letter(check_place(year, drawn)));
    if !well_formed {
        return Err(mistyped());
    }
    let (first, second) = letters.split_at_checked(4).ok_or_else(mistyped)?;
    Ok(format!("DOC-{year}-{first}-{second}"))
}

fn letter(place: u32) -> char {
    let length = u32::try_from(CODE_ALPHABET.len()).unwrap_or(1);
    let index = usize::try_from(place % length).unwrap_or_default();
    CODE_ALPHABET
        .get(index)
        .map_or('2', |byte| char::from(*byte))
}

/// A weighted sum modulo the prime 31: one wrong character or two exchanged ones never pass.
fn check_place(year: &str, drawn: &str) -> u32 {
    let digits = year.chars().filter_map(|c| c.to_digit(10));
    let places = drawn.chars().filter_map(|c| {
        let place = CODE_ALPHABET.iter().position(|byte| char::from(*byte) == c);
        place.and_then(|place| u32::try_from(place).ok())
    });
    let sum: u32 = (2..)
        .zip(digits.chain(places))
        .map(|(weight, value)| weight * value)
        .sum();
    (31 - sum % 31) % 31
}

/// Whether a document still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// It holds.
    Valid,
    /// It was taken back.
    Revoked,
    /// Another took its place.
    Replaced,
}

impl DocumentState {
    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Valid, Self::Revoked, Self::Replaced]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Whether a document carries a digital signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// It has none: its digest and this page vouch for it.
    None,
    /// It waits for its signature.
    Pending,
    /// A signed copy came back that contains the issued document unchanged. The platform did not verify the signature
    /// itself: a PDF reader does.
    Attached,
}

impl SignatureState {
    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pending => "pending",
            Self::Attached => "attached",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Pending, Self::Attached]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// What anybody learns of a document from its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DocumentPublic {
    /// As it stands on the document.
    #[cfg_attr(feature = "api", schema(example = "DOC-2026-7K3M-9QXU"))]
    pub code: String,
    /// What it is.
    #[cfg_attr(feature = "api", schema(example = "Constancia de creación de portal"))]
    pub title: String,
    /// Who issued it.
    #[cfg_attr(feature = "api", schema(example = "Municipalidad Provincial de Piura"))]
    pub issuer: String,
    /// Whether it still holds.
    pub state: DocumentState,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it ceased to hold.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it ceased to hold.
    pub reason: Option<String>,
    /// The code of the document in its place.
    pub replaced_by: Option<String>,
    /// SHA-256 of the document as issued, 64 hexadecimal digits.
    pub sha256: String,
    /// SHA-256 of its signed copy.
    pub signed_sha256: Option<String>,
    /// Whether it is signed.
    pub signature: SignatureState,
    /// Whether the digest that was asked about is this document's; `null` when none was.
    pub digest_matches: Option<bool>,
}

impl DocumentPublic {
    /// Whether a digest is that of the document or of its signed copy.
    pub fn has_digest(&self, sha256: &str) -> bool {
        let same = |digest: &str| digest.eq_ignore_ascii_case(sha256.trim());
        same(&self.sha256) || self.signed_sha256.as_deref().is_some_and(same)
    }
}

/// What to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DocumentQuery {
    /// SHA-256 of the copy at hand, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Issues a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentIn {
    /// What it is. Public: whoever has the code reads it, so it names nobody.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 5,
            max_length = 120,
            example = "Constancia de participación"
        )
    )]
    pub title: String,
    /// What it says; an empty line begins a new paragraph. Only whoever holds the document reads it.
    #[cfg_attr(feature = "api", schema(min_length = 20, max_length = 6000))]
    pub text: String,
}

checks!(DocumentIn, |it, checker| {
    checker
        .field("title", length(&it.title, 5, 120))
        .field("text", length(&it.text, 20, 6000));
});

/// Takes a document back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentRevokeIn {
    /// Why. Public: whoever verifies the document reads it.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "Se emitió con una fecha equivocada"
        )
    )]
    pub reason: String,
}

checks!(DocumentRevokeIn, |it, checker| {
    checker.field("reason", length(&it.reason, 10, 300));
});

/// Issues a document in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentReplaceIn {
    /// Why. Public.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub reason: String,
    /// The new one.
    pub document: DocumentIn,
}

checks!(DocumentReplaceIn, |it, checker| {
    checker
        .field("reason", length(&it.reason, 10, 300))
        .nested("document", &it.document);
});

/// An issued document, as the staff lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DocumentItem {
    /// Identifier.
    pub id: Uuid,
    /// As it stands on the document.
    #[cfg_attr(feature = "api", schema(example = "DOC-2026-7K3M-9QX4"))]
    pub code: String,
    /// Stable name of its kind.
    #[cfg_attr(feature = "api", schema(example = "portal.creation_certificate"))]
    pub kind: String,
    /// What it is.
    pub title: String,
    /// Whether it holds.
    pub state: DocumentState,
    /// Whether it is signed.
    pub signature: SignatureState,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// When it ceased to hold.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// The code of the document in its place.
    pub replaced_by: Option<String>,
    /// SHA-256 of the document as issued.
    pub sha256: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = document_code(2026, [0, 30, 200, 7, 11, 5, 19]);
        assert!(code.starts_with("DOC-2026-2Z"), "{code}");
        let spaced = code.replace('-', " ").to_lowercase();
        for typed in [code.clone(), spaced, code.replace('-', "")] {
            assert_eq!(normalize_document_code(&typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn no_single_slip_of_a_copyist_passes() {
        let code = document_code(2026, [3, 14, 15, 9, 26, 5, 29]);
        let letters: Vec<char> = code.chars().collect();
        for (index, was) in letters.iter().enumerate().skip(4) {
            for other in CODE_ALPHABET
                .iter()
                .map(|byte| char::from(*byte))
                .chain(['0', '1', 'O'])
            {
                let mut typed = letters.clone();
                if *was == '-' || other == *was {
                    continue;
                }
                typed[index] = other;
                let typed: String = typed.into_iter().collect();
                assert!(normalize_document_code(&typed).is_err(), "{typed}");
            }
        }
    }

    #[test]
    fn two_exchanged_characters_do_not_pass() {
        let code = document_code(2026, [1, 2, 3, 4, 5, 6, 7]);
        let places: Vec<usize> = (9..18).filter(|index| *index != 13).collect();
        for (index, first) in places.iter().enumerate() {
            for second in &places[index + 1..] {
                let mut typed: Vec<char> = code.chars().collect();
                if typed[*first] == typed[*second] {
                    continue;
                }
                typed.swap(*first, *second);
                let typed: String = typed.into_iter().collect();
                assert!(normalize_document_code(&typed).is_err(), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in [
            "",
            "DOC",
            "DOC-2026",
            "DOC-ñ026-AAAA-AAAA",
            "REC-2026-2222-2222",
            "DOC-2026-2222-22222",
        ] {
            assert!(normalize_document_code(typed).is_err(), "{typed}");
        }
    }
}
