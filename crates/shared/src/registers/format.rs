//! The files as which a register can be taken away.

use super::Register;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text for spreadsheets and statistics.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// An array.
    Json,
    /// A record per line.
    Ndjson,
    /// Places on a map.
    GeoJson,
}

impl Format {
    /// Every format, as people are offered them.
    pub const ALL: &'static [Self] = &[
        Self::Csv,
        Self::Xlsx,
        Self::Json,
        Self::Ndjson,
        Self::GeoJson,
    ];

    /// Those of a register: a map only where its records have a place.
    pub fn of(register: &Register) -> impl Iterator<Item = Self> + use<> {
        let has_places = register.geometry.is_some();
        let all = Self::ALL.iter().copied();
        all.filter(move |format| has_places || *format != Self::GeoJson)
    }

    /// How its files end, and its name in operations.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::GeoJson => "geojson",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel (XLSX)",
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON, un registro por línea",
            Self::GeoJson => "GeoJSON",
        }
    }

    /// Its media type, without parameters.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::GeoJson => "application/geo+json",
        }
    }

    /// Whether it is a table for people: labels, soles, days as they write them.
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }
}
