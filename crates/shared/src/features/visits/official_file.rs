//! The file with which visits are loaded into the national register: which columns it has, and which visits that register
//! would refuse. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;

/// Where the visits of a period are checked before they are loaded ([`OfficialFileCheck`]).
pub const OFFICIAL_FILE_CHECK_PATH: &str = "/api/v1/admin/visits/official-file";
/// Where the file of a period is had, as a workbook.
pub const OFFICIAL_FILE_PATH: &str = "/api/v1/admin/visits/official-file.xlsx";

/// The catalogue of its columns.
pub const UPLOAD_COLUMNS: &str = "visit_upload_columns";
/// Longest period, in days.
pub const MOST_DAYS: i64 = 366;
/// Refused visits that are named one by one.
pub const MOST_NAMED: usize = 500;

text_enum! {
    /// What a column of the file holds.
    UploadContent {
        /// The day on which the visit was recorded.
        RegisteredAt = "registered_at",
        /// The day of the visit.
        VisitDate = "visit_date",
        /// The municipality's name.
        Municipality = "municipality",
        /// The visitor's name.
        Visitor = "visitor",
        /// Kind and number of the document: `DNI 12345678`.
        Document = "document",
        /// Kind and name of what he represents.
        VisitorEntity = "visitor_entity",
        /// The official's name.
        Official = "official",
        /// When he came.
        EntryTime = "entry_time",
        /// When he left.
        ExitTime = "exit_time",
        /// The reason and its detail.
        Reason = "reason",
        /// Where they met.
        Place = "place",
        /// A remark.
        Remark = "remark",
    }
}

text_enum! {
    /// Why the national register would refuse a visit.
    UploadFault {
        /// The visitor has no document, or its number was erased.
        NoDocument = "no_document",
        /// It does not say who was visited.
        NoOfficial = "no_official",
        /// He leaves before he comes.
        ExitBeforeEntry = "exit_before_entry",
    }
}

impl UploadFault {
    /// What is missing, and how to mend it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoDocument => "Falta el documento del visitante",
            Self::NoOfficial => "Falta el funcionario visitado",
            Self::ExitBeforeEntry => "La salida es anterior al ingreso",
        }
    }
}

/// What of a visit decides whether it is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Uploaded<'a> {
    /// The document, masked or not.
    pub document: Option<&'a str>,
    /// The official.
    pub official: Option<&'a str>,
    /// When he came, `HH:MM`.
    pub entry: Option<&'a str>,
    /// When he left, `HH:MM`.
    pub exit: Option<&'a str>,
}

/// Everything for which the national register would refuse a visit. One without an exit is accepted: none is made up.
pub fn faults(visit: Uploaded<'_>) -> Vec<UploadFault> {
    let missing = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
    let tests = [
        (UploadFault::NoDocument, missing(visit.document)),
        (UploadFault::NoOfficial, missing(visit.official)),
        (
            UploadFault::ExitBeforeEntry,
            // Times of two digits each compare as texts.
            visit
                .entry
                .zip(visit.exit)
                .is_some_and(|(entry, exit)| exit < entry),
        ),
    ];
    let found = tests.into_iter().filter(|(_, is)| *is);
    found.map(|(fault, _)| fault).collect()
}

/// A period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct OfficialFileQuery {
    /// The first day of visit.
    pub from: NaiveDate,
    /// The last day of visit; at most 366 days.
    pub to: NaiveDate,
}

/// What the file of a period would hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OfficialFileCheck {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The headings, in their order.
    pub columns: Vec<String>,
    /// Where the headings were read; `null` where nobody said so.
    pub source: Option<String>,
    /// How many visits go into the file.
    pub accepted: u64,
    /// How many do not, because they would be refused.
    pub refused: u64,
    /// Those that would be refused, the first of them first; at most 500.
    pub items: Vec<RefusedVisit>,
}

/// A visit that would be refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RefusedVisit {
    /// The visit.
    pub id: Uuid,
    /// Its day.
    pub visit_date: NaiveDate,
    /// When he came, `HH:MM`.
    pub entry_time: Option<String>,
    /// Who came.
    pub visitor_name: String,
    /// Whom he visited.
    pub official_name: Option<String>,
    /// Why.
    pub faults: Vec<UploadFault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_refused_for_everything_that_is_wrong_with_it() {
        let whole = Uploaded {
            document: Some("****3456"),
            official: Some("Rojas Ficticio, Teófilo"),
            entry: Some("09:30"),
            exit: None,
        };
        assert_eq!(faults(whole), []);
        let same = Uploaded {
            exit: Some("09:30"),
            ..whole
        };
        assert_eq!(faults(same), []);
        let nothing = Uploaded {
            document: Some(" "),
            official: None,
            exit: Some("09:29"),
            ..whole
        };
        assert_eq!(faults(nothing), UploadFault::ALL);
    }
}
