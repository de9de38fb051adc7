//! Money in soles as whole céntimos; no floating point anywhere. Other currencies do not exist here.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An amount in céntimos of sol. Travels as a JSON integer, shows as `S/ 1,234.50`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Cents(pub i64);

impl Cents {
    /// The sum, or `None` where it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` where it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (soles, cents) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}S/ {}.{cents:02}", thousands(soles))
    }
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCentsError;

impl fmt::Display for ParseCentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Escriba el monto en soles con punto decimal, por ejemplo 1,234.50")
    }
}

impl std::error::Error for ParseCentsError {}

impl FromStr for Cents {
    type Err = ParseCentsError;

    /// Reads `1234.5`, `1,234.50`, `S/ 1,234.50`, `S/. 10` and the same with a leading minus.
    ///
    /// # Errors
    /// When a comma does not group three digits, when there are more than two decimals, or when it does not fit.
    fn from_str(text: &str) -> Result<Self, ParseCentsError> {
        let text = text.trim();
        let (negative, text) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let text = text
            .strip_prefix("S/")
            .map_or(text, |rest| rest.strip_prefix('.').unwrap_or(rest));
        let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), "00"));
        let cents = match decimals.as_bytes() {
            [a @ b'0'..=b'9'] => i64::from(a - b'0') * 10,
            [a @ b'0'..=b'9', b @ b'0'..=b'9'] => i64::from(a - b'0') * 10 + i64::from(b - b'0'),
            _ => return Err(ParseCentsError),
        };
        let total = whole_soles(whole)?
            .checked_mul(100)
            .and_then(|soles| soles.checked_add(cents))
            .ok_or(ParseCentsError)?;
        Ok(Self(if negative { -total } else { total }))
    }
}

fn whole_soles(text: &str) -> Result<i64, ParseCentsError> {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let rest = groups.collect::<Vec<_>>();
    let grouped = rest.is_empty() || first.len() <= 3;
    let digits = [first]
        .into_iter()
        .chain(rest.iter().copied())
        .collect::<String>();
    let well_formed = grouped && !first.is_empty() && rest.iter().all(|group| group.len() == 3);
    if !well_formed || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseCentsError);
    }
    digits.parse().map_err(|_| ParseCentsError)
}

fn thousands(number: u64) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", thousands(number / 1_000), number % 1_000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(Cents(123_450).to_string(), "S/ 1,234.50");
        assert_eq!(Cents(-5).to_string(), "-S/ 0.05");
        assert_eq!(Cents(550_000_000).to_string(), "S/ 5,500,000.00");
        for text in [
            "1234.5",
            "1,234.50",
            "S/ 1,234.50",
            "S/. 1234.50",
            " S/1,234.5 ",
        ] {
            assert_eq!(text.parse(), Ok(Cents(123_450)), "{text}");
        }
    }

    #[test]
    fn doubtful_amounts_are_refused_rather_than_guessed() {
        for text in [
            "",
            "S/",
            "1.234,50",
            "12,34",
            "1234,567",
            "1.",
            "1.005",
            "1e3",
            "+5",
            "--5",
            "９",
            "1 000",
            "99999999999999999999",
        ] {
            assert_eq!(text.parse::<Cents>(), Err(ParseCentsError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read_back(cents in -(i64::MAX / 2)..i64::MAX / 2) {
            prop_assert_eq!(Cents(cents).to_string().parse(), Ok(Cents(cents)));
        }
    }
}
