//! The codes of places of INEI: two digits for a department, four for a province, six for a district.
//!
//! Only their form; which codes are in force, and their names, are data of the API. RENIEC's codes look the same and
//! mean other places: they are never of this type.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A well-formed UBIGEO of INEI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema), schema(value_type = String, example = "200101"))]
#[serde(try_from = "String", into = "String")]
pub struct Ubigeo(String);

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Two digits.
    Department,
    /// Four digits.
    Province,
    /// Six digits.
    District,
}

impl Ubigeo {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it stands for.
    pub fn level(&self) -> Level {
        match self.0.len() {
            2 => Level::Department,
            4 => Level::Province,
            _ => Level::District,
        }
    }

    /// The province of a district, the department of a province, nothing for a department.
    pub fn parent(&self) -> Option<Self> {
        match self.level() {
            Level::Department => None,
            Level::Province => self.prefix(2),
            Level::District => self.prefix(4),
        }
    }

    /// The department, which may be the code itself.
    pub fn department(&self) -> Self {
        self.prefix(2).unwrap_or_else(|| self.clone())
    }

    /// The province, unless the code is a department's.
    pub fn province(&self) -> Option<Self> {
        self.prefix(4)
    }

    /// Whether the other place lies within this one or is the same.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    fn prefix(&self, digits: usize) -> Option<Self> {
        self.0.get(..digits).map(|code| Self(code.to_owned()))
    }
}

/// Why a text is not a UBIGEO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseUbigeoError;

impl fmt::Display for ParseUbigeoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Escriba el ubigeo del INEI con 2, 4 o 6 dígitos, por ejemplo 200101")
    }
}

impl std::error::Error for ParseUbigeoError {}

impl FromStr for Ubigeo {
    type Err = ParseUbigeoError;

    /// Reads exactly 2, 4 or 6 digits, of which the first two are a department (01 to 25) and no pair is `00`.
    fn from_str(text: &str) -> Result<Self, ParseUbigeoError> {
        let pairs = text.as_bytes().chunks(2).collect::<Vec<_>>();
        let well_formed = matches!(pairs.len(), 1..=3)
            && pairs
                .iter()
                .all(|pair| matches!(pair, [b'0'..=b'9', b'0'..=b'9']) && *pair != b"00")
            && text.get(..2).is_some_and(|department| department <= "25");
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseUbigeoError)
        }
    }
}

impl TryFrom<String> for Ubigeo {
    type Error = ParseUbigeoError;

    fn try_from(text: String) -> Result<Self, ParseUbigeoError> {
        text.parse()
    }
}

impl From<Ubigeo> for String {
    fn from(ubigeo: Ubigeo) -> Self {
        ubigeo.0
    }
}

impl fmt::Display for Ubigeo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Ubigeo {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_knows_its_level_and_its_parents() {
        let piura = code("200101");
        assert_eq!(piura.level(), Level::District);
        assert_eq!(piura.parent(), Some(code("2001")));
        assert_eq!(code("2001").parent(), Some(code("20")));
        assert_eq!(code("20").parent(), None);
        assert_eq!(
            (piura.department(), piura.province()),
            (code("20"), Some(code("2001")))
        );
        assert_eq!(
            (code("20").department(), code("20").province()),
            (code("20"), None)
        );
    }

    #[test]
    fn a_department_contains_its_districts_and_no_others() {
        assert!(code("20").contains(&code("200101")) && code("200101").contains(&code("200101")));
        assert!(!code("20").contains(&code("190101")) && !code("200101").contains(&code("20")));
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in [
            "", "2", "200", "20010", "2001011", "00", "26", "0100", "200100", "20-101", "２０",
            "NA", " 20", "20ñ",
        ] {
            assert_eq!(text.parse::<Ubigeo>(), Err(ParseUbigeoError), "{text}");
        }
        assert!(serde_json::from_str::<Ubigeo>("\"99\"").is_err());
        assert_eq!(
            serde_json::from_str::<Ubigeo>("\"070101\"").unwrap(),
            code("070101")
        );
    }
}
