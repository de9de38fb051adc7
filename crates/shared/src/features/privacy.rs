//! Personal data: who answers for it, and the record of incidents with its 48-hour clock (DS 016-2024-JUS).

mod erasure;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::catalogs::CatalogEntry;
use crate::checks;
use crate::kit::text_enum::text_enum;
use crate::rules::{Violation, length};

pub use erasure::{
    ERASURES_PATH, ErasedOut, ErasureIn, MAX_ERASED, PERSON_RECORDS_PATH, PersonIn, PersonRecord,
    PersonRecords, RecordNamed, erasure_mark,
};

/// Who answers for the personal data of the platform, and for how long it is kept.
pub const PLATFORM_PRIVACY_PATH: &str = "/api/v1/privacy";
/// Where operators list and record the incidents of the platform itself: accounts, requests for a portal, backups.
pub const PLATFORM_INCIDENTS_PATH: &str = "/api/v1/platform/privacy/incidents";
/// Where the incidents of a municipality are listed and recorded.
pub const INCIDENTS_PATH: &str = "/api/v1/admin/privacy/incidents";

/// Who answers for the personal data of a municipality, and for how long it is kept.
pub fn privacy_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/privacy")
}

/// From knowledge of an incident to the notice to the authority (DS 016-2024-JUS).
pub const NOTICE_HOURS: i64 = 48;
/// Hours after which the officer is reminded.
pub const REMINDER_HOURS: [i64; 2] = [24, 40];

/// Who answers for personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PrivacyPublic {
    /// The data-protection officer in office; `null` while nobody was designated.
    pub officer: Option<OfficerPublic>,
    /// Where requests about one's data are sent; `null` where none was published.
    pub email: Option<String>,
    /// How long each kind of record is kept.
    pub terms: Vec<TermPublic>,
}

/// A data-protection officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OfficerPublic {
    /// Name.
    pub name: String,
    /// What designates him.
    pub resolution: String,
    /// Since when; `null` where it is not known.
    pub since: Option<NaiveDate>,
}

/// How long a kind of record is kept, as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TermPublic {
    /// Which records.
    pub label: String,
    /// From when it counts.
    pub start_event: String,
    /// In months; `null` for ever.
    pub months: Option<u32>,
    /// What happens then.
    pub then: super::conservation::Disposition,
    /// The norm.
    pub legal_basis: Option<String>,
}

impl TermPublic {
    /// The term of a row of the catalogue `retention_terms`; `None` where the row is not of its form.
    pub fn of(row: &CatalogEntry) -> Option<Self> {
        let text = |name: &str| row.value.get(name)?.as_str().map(str::to_owned);
        let amount = row
            .value
            .get("term_amount")
            .and_then(serde_json::Value::as_u64);
        let amount = amount.and_then(|amount| u32::try_from(amount).ok());
        let each = match row.value.get("term_unit").and_then(|unit| unit.as_str()) {
            Some("years") => 12,
            _ => 1,
        };
        Some(Self {
            label: text("label")?,
            start_event: text("start_event")?,
            months: amount.map(|amount| amount.saturating_mul(each)),
            then: text("then")?.parse().ok()?,
            legal_basis: row.legal_basis.clone(),
        })
    }
}

text_enum! {
    /// Kinds of personal data that an incident may touch.
    DataCategory {
        /// Names, document numbers.
        Identity = "identity",
        /// Addresses, phones, mails.
        Contact = "contact",
        /// Salaries, debts, accounts.
        Economic = "economic",
        /// Health.
        Health = "health",
        /// Of children and adolescents.
        Minors = "minors",
        /// Fingerprints, images of faces.
        Biometric = "biometric",
        /// Passwords, keys, sessions.
        Credentials = "credentials",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// Where an incident stands.
    IncidentState {
        /// Known; the authority was not told yet.
        Open = "open",
        /// The authority was told.
        Notified = "notified",
        /// Over, with its conclusion.
        Closed = "closed",
    }
}

/// What is known of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IncidentIn {
    /// In one line, without personal data.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 5,
            max_length = 160,
            example = "Correo con una lista adjunta enviado a un destinatario equivocado"
        )
    )]
    pub title: String,
    /// When the municipality knew of it: the 48 hours run from here.
    pub known_at: DateTime<Utc>,
    /// Since when it happened, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<DateTime<Utc>>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// What happened and how it was noticed.
    #[cfg_attr(feature = "api", schema(min_length = 20, max_length = 4000))]
    pub description: String,
    /// Which data.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 8))]
    pub categories: Vec<DataCategory>,
    /// How many persons, as far as is known.
    #[cfg_attr(feature = "api", schema(minimum = 0, maximum = 40000000))]
    pub people: u32,
    /// Whether it may harm them: then they must be told too.
    pub may_harm: bool,
    /// What was done against it.
    #[cfg_attr(feature = "api", schema(max_length = 4000))]
    pub measures: String,
}

checks!(IncidentIn, |it, checker| {
    let some = if it.categories.is_empty() {
        Err(Violation::new(
            "required",
            "Marque al menos una clase de datos.",
        ))
    } else if it.categories.len() > DataCategory::ALL.len() {
        Err(Violation::new(
            "repeated",
            "Marque cada clase una sola vez.",
        ))
    } else {
        Ok(())
    };
    let ends = match (it.began_at, it.ended_at) {
        (Some(began), Some(ended)) if ended < began => Err(Violation::new(
            "ends_before_start",
            "El final no puede ser anterior al inicio.",
        )),
        _ => Ok(()),
    };
    let people = if it.people <= 40_000_000 {
        Ok(())
    } else {
        Err(Violation::new(
            "too_many",
            "Indique un número de personas posible.",
        ))
    };
    checker
        .field("title", length(&it.title, 5, 160))
        .field("ended_at", ends)
        .field("description", length(&it.description, 20, 4000))
        .field("categories", some)
        .field("people", people)
        .field("measures", length(&it.measures, 0, 4000));
});

/// The notice to the authority was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorityNoticeIn {
    /// Number of the document or of its receipt.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 2,
            max_length = 120,
            example = "Oficio N.° 31-2026-MPP/ODP, HT 20261123-014"
        )
    )]
    pub number: String,
    /// When it was presented.
    pub presented_at: DateTime<Utc>,
}

checks!(AuthorityNoticeIn, |it, checker| {
    checker.field("number", length(&it.number, 2, 120));
});

/// The persons concerned were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PeopleNoticeIn {
    /// How, and how many of them.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 5,
            max_length = 500,
            example = "Correo electrónico a las 42 personas de la lista"
        )
    )]
    pub means: String,
    /// When.
    pub told_at: DateTime<Utc>,
}

checks!(PeopleNoticeIn, |it, checker| {
    checker.field("means", length(&it.means, 5, 500));
});

/// The incident is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IncidentCloseIn {
    /// What was concluded; where the authority was not told, why not.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 2000))]
    pub conclusion: String,
}

checks!(IncidentCloseIn, |it, checker| {
    checker.field("conclusion", length(&it.conclusion, 10, 2000));
});

/// An incident in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct IncidentItem {
    /// Identifier.
    pub id: Uuid,
    /// `INC-2026-000001`.
    pub code: String,
    /// In one line.
    pub title: String,
    /// Where it stands.
    pub state: IncidentState,
    /// When the municipality knew of it.
    pub known_at: DateTime<Utc>,
    /// By when the authority must be told.
    pub due_at: DateTime<Utc>,
    /// When the authority was told.
    pub authority_told_at: Option<DateTime<Utc>>,
    /// How many persons.
    pub people: u32,
}

impl IncidentItem {
    /// The whole hours that are left of the 48; negative once they have passed. `None` when the clock has stopped.
    pub fn hours_left(&self, now: DateTime<Utc>) -> Option<i64> {
        (self.state == IncidentState::Open).then(|| hours(self.due_at - now))
    }

    /// Whether the authority was told later than within 48 hours.
    pub fn was_late(&self) -> bool {
        self.authority_told_at.is_some_and(|at| at > self.due_at)
    }
}

/// Whole hours, rounded down, so that the last hour counts as 0 and the first one too late as -1.
fn hours(span: TimeDelta) -> i64 {
    span.num_seconds().div_euclid(3600)
}

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct IncidentOut {
    /// What the list shows.
    #[serde(flatten)]
    pub item: IncidentItem,
    /// Since when it happened.
    pub began_at: Option<DateTime<Utc>>,
    /// Until when.
    pub ended_at: Option<DateTime<Utc>>,
    /// What happened.
    pub description: String,
    /// Which data.
    pub categories: Vec<DataCategory>,
    /// Whether it may harm the persons.
    pub may_harm: bool,
    /// What was done against it.
    pub measures: String,
    /// Number of the notice to the authority.
    pub authority_number: Option<String>,
    /// When the persons were told.
    pub people_told_at: Option<DateTime<Utc>>,
    /// How.
    pub people_means: Option<String>,
    /// What was concluded.
    pub conclusion: Option<String>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> IncidentItem {
        IncidentItem {
            id: Uuid::nil(),
            code: "INC-2026-000001".into(),
            title: "Correo equivocado".into(),
            state: IncidentState::Open,
            known_at: "2026-11-21T15:00:00Z".parse().unwrap(),
            due_at: "2026-11-23T15:00:00Z".parse().unwrap(),
            authority_told_at: None,
            people: 3,
        }
    }

    #[test]
    fn the_clock_counts_whole_hours_and_goes_below_zero() {
        let left = |at: &str| item().hours_left(at.parse().unwrap());
        assert_eq!(left("2026-11-21T15:00:00Z"), Some(48));
        assert_eq!(left("2026-11-23T14:30:00Z"), Some(0));
        assert_eq!(left("2026-11-23T15:00:01Z"), Some(-1));
    }

    #[test]
    fn the_clock_stops_when_the_authority_was_told_and_says_whether_it_was_late() {
        let mut item = item();
        item.state = IncidentState::Notified;
        item.authority_told_at = Some(item.due_at);
        assert_eq!(item.hours_left(item.due_at), None);
        assert!(!item.was_late());
        item.authority_told_at = Some(item.due_at + TimeDelta::seconds(1));
        assert!(item.was_late());
    }
}
