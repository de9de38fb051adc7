//! Rules of single values, as small pure functions that both sides call.
//!
//! A rule judges one value and says in Spanish how to mend it; what needs the database or the network is elsewhere.
//! Values are judged as they stand, apart from outer spaces: what a person may write differently has a `normalize_…`.

mod contact;
mod identity;
pub mod mask;
mod password;
mod plate;
mod ruc;
mod text;
mod web;

use std::borrow::Cow;

pub use contact::{
    Phone, PhoneKind, email, is_free_mail, normalize_email, normalize_phone, parse_phone, phone,
};
pub use identity::{DniCheck, ce, dni, dni_check, dni_with_check, normalize_document, passport};
pub use password::{MAX_PASSWORD, password};
pub use plate::{Plate, PlateForm, parse_plate, plate};
pub use ruc::{RucKind, ruc, ruc_dni, ruc_kind};
pub use text::{date_not_future, length, required, siglas};
pub use web::{brand_color, domain_name, domain_text, gob_pe_domain, hex_color, https_url};

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Stable code a program can branch on, in snake_case.
    pub code: &'static str,
    /// How to mend it, in Spanish.
    pub message: Cow<'static, str>,
}

impl Violation {
    /// A violation with its code and how to mend it.
    pub fn new(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// `Ok` when the condition holds, else the violation.
fn ensure(holds: bool, code: &'static str, message: &'static str) -> Result<(), Violation> {
    if holds {
        Ok(())
    } else {
        Err(Violation::new(code, message))
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a text as numbers, skipping all else.
fn digits(text: &str) -> impl Iterator<Item = u32> {
    text.chars().filter_map(|c| c.to_digit(10))
}
