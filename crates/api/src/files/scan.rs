//! What the antivirus said of a file, and whether anybody may have it.

/// Where a file stands with the antivirus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scan {
    /// Scanned, nothing found.
    Clean,
    /// There is no scanner here.
    NotScanned,
    /// The scanner did not answer: nobody gets it before a scan.
    Quarantined,
    /// Something was found: nobody gets it.
    Infected,
}

impl Scan {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::NotScanned => "not_scanned",
            Self::Quarantined => "quarantined",
            Self::Infected => "infected",
        }
    }

    /// Whether anybody may have the file. An unknown text is not a yes.
    pub(crate) fn serves(code: &str) -> bool {
        code == Self::Clean.code() || code == Self::NotScanned.code()
    }
}
