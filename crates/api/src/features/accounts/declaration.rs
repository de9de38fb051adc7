//! The declaration of personal use, in the version in force. A new version is a new text here with the next number: it is
//! then asked for again, from everybody.

use shared::features::accounts::DeclarationOut;

/// The version in force.
pub(crate) const VERSION: i32 = 1;

const TEXT: &str = include_str!("../../../data/declaration.json");

/// The declaration in force.
///
/// # Errors
/// Never: a test reads it.
pub(crate) fn current() -> Result<DeclarationOut, serde_json::Error> {
    serde_json::from_str(TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_of_the_version_in_force() {
        assert_eq!(current().unwrap().version, VERSION);
    }
}
