//! An act of interest management: who manages what for whom before which official, and how it stands to when it was
//! recorded. Pure.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MANAGER_KINDS, MODALITIES, VENUES};
use crate::features::visits::DOCUMENT_TYPES;
use crate::features::visits::desk::{document, one_of};
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};
use crate::time::lima_date;

/// Where acts are recorded (POST [`InterestActIn`] with an `Idempotency-Key`).
pub const ACTS_PATH: &str = "/api/v1/admin/interests/acts";

text_enum! {
    /// How an act stands to when it was recorded; the wording is in [`super::ACT_CLASSES`].
    ActClass {
        /// On its day.
        OnTime = "on_time",
        /// On a later day.
        Late = "late",
        /// Nobody had recorded it: whoever noticed did (DL 1415).
        Omission = "omission",
    }
}

/// An act of interest management.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InterestActIn {
    /// The official, with decision capacity on that day.
    pub official_id: Uuid,
    /// The visit it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<Uuid>,
    /// The item of the official's agenda it belongs to; an act outside the seat needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_item_id: Option<Uuid>,
    /// When it was.
    pub held_at: DateTime<Utc>,
    /// Who manages.
    pub manager: ManagerIn,
    /// What it is about.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub matter: String,
    /// The decision that is sought.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub decision_sought: String,
    /// Documents that were handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 500))]
    pub documents: Option<String>,
    /// What was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 500))]
    pub agreements: Option<String>,
    /// `in_person`, `virtual` or `call`.
    #[cfg_attr(feature = "api", schema(example = "in_person"))]
    pub modality: String,
    /// `seat` or `outside`; of an act in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(example = "seat"))]
    pub venue: Option<String>,
    /// Where exactly; of an act in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub place: Option<String>,
    /// Whether it had been left out, and is recorded by whoever noticed.
    #[serde(default)]
    pub is_omission: bool,
    /// Why it is recorded late; of an omission, how it was noticed. The public reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub late_reason: Option<String>,
}

/// Who manages interests, and whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ManagerIn {
    /// Surnames and names.
    #[cfg_attr(feature = "api", schema(min_length = 2, max_length = 150))]
    pub name: String,
    /// Type of his document.
    #[cfg_attr(feature = "api", schema(example = "dni"))]
    pub document_type: String,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 20))]
    pub document: Option<String>,
    /// `own`: he manages his own interests; `third_party`: those of somebody else.
    #[cfg_attr(feature = "api", schema(example = "third_party"))]
    pub kind: String,
    /// Whether it is his profession.
    pub is_professional: bool,
    /// Whose interests, where they are not his own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 200))]
    pub represented: Option<String>,
    /// The RUC of whoever is represented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(example = "20100070970"))]
    pub represented_ruc: Option<String>,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct InterestActOut {
    /// The act.
    pub id: Uuid,
    /// How it stands to when it was recorded.
    pub record_class: String,
    /// Until when the official confirms or rejects it.
    pub due_at: DateTime<Utc>,
}

/// How an act stands to when it was recorded.
///
/// # Errors
/// `in_the_future`, or `required` where the reason is missing, with the field.
pub fn judge(
    held_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    is_omission: bool,
    has_reason: bool,
) -> Result<ActClass, (&'static str, Violation)> {
    if held_at > recorded_at {
        let violation = Violation::new("in_the_future", "Todavía no ocurrió: revise día y hora.");
        return Err(("held_at", violation));
    }
    let class = match (is_omission, lima_date(held_at) == lima_date(recorded_at)) {
        (true, _) => ActClass::Omission,
        (false, true) => ActClass::OnTime,
        (false, false) => ActClass::Late,
    };
    if class != ActClass::OnTime && !has_reason {
        let message = match class {
            ActClass::Omission => "Escriba cómo se advirtió la omisión.",
            _ => "Se anota después de su día: escriba por qué.",
        };
        return Err(("late_reason", Violation::new("required", message)));
    }
    Ok(class)
}

fn at_most(text: Option<&String>, most: usize) -> Result<(), Violation> {
    text.map_or(Ok(()), |text| rules::length(text, 1, most))
}

/// An act in person happens somewhere; others nowhere.
fn venue(modality: &str, venue: Option<&str>) -> Result<(), Violation> {
    match (modality, venue) {
        ("in_person", None) => Err(Violation::new(
            "required",
            "Diga si fue en la sede o fuera de ella.",
        )),
        (_, None) => Ok(()),
        ("in_person", Some(venue)) => one_of(VENUES, venue),
        // What is no modality is said at its own field.
        (_, Some(_)) if one_of(MODALITIES, modality).is_err() => Ok(()),
        (_, Some(_)) => Err(Violation::new(
            "not_in_person",
            "Solo un acto presencial ocurre en un lugar.",
        )),
    }
}

crate::checks!(ManagerIn, |this, check| {
    let speaks_for_others = this.kind == "third_party";
    let represented = match this.represented.as_deref().map(str::trim) {
        None | Some("") if speaks_for_others => Err(Violation::new(
            "required",
            "Escriba de quién son los intereses.",
        )),
        None | Some("") => Ok(()),
        Some(text) => rules::length(text, 2, 200),
    };
    check
        .field("name", rules::length(&this.name, 2, 150))
        .field("document_type", one_of(DOCUMENT_TYPES, &this.document_type))
        .field(
            "document",
            document(&this.document_type, this.document.as_deref()),
        )
        .field("kind", one_of(MANAGER_KINDS, &this.kind))
        .field("represented", represented)
        .field(
            "represented_ruc",
            this.represented_ruc.as_deref().map_or(Ok(()), rules::ruc),
        );
});

crate::checks!(InterestActIn, |this, check| {
    let official = if this.official_id.is_nil() {
        Err(Violation::new("required", "Elija a un funcionario."))
    } else {
        Ok(())
    };
    let reason = this.late_reason.as_deref();
    check
        .field("official_id", official)
        .nested("manager", &this.manager)
        .field("matter", rules::length(&this.matter, 5, 300))
        .field(
            "decision_sought",
            rules::length(&this.decision_sought, 5, 300),
        )
        .field("documents", at_most(this.documents.as_ref(), 500))
        .field("agreements", at_most(this.agreements.as_ref(), 500))
        .field("modality", one_of(MODALITIES, &this.modality))
        .field("venue", venue(&this.modality, this.venue.as_deref()))
        .field("place", at_most(this.place.as_ref(), 150))
        .field(
            "late_reason",
            reason.map_or(Ok(()), |reason| rules::length(reason, 10, 300)),
        );
});

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_recorded_on_its_day_is_on_time_and_nothing_else_is_without_a_reason(
            held in 0_i64..2_000_000, wait in -90_000_i64..400_000, is_omission in any::<bool>(), has_reason in any::<bool>(),
        ) {
            let (held_at, recorded_at) = (at(held), at(held) + TimeDelta::seconds(wait));
            let judged = judge(held_at, recorded_at, is_omission, has_reason);
            let same_day = lima_date(held_at) == lima_date(recorded_at);
            match judged {
                Err((field, _)) if wait < 0 => prop_assert_eq!(field, "held_at"),
                Err((field, _)) => {
                    prop_assert_eq!(field, "late_reason");
                    prop_assert!(!has_reason && (is_omission || !same_day));
                }
                Ok(class) => {
                    prop_assert!(wait >= 0);
                    prop_assert_eq!(class == ActClass::Omission, is_omission);
                    prop_assert_eq!(class == ActClass::OnTime, same_day && !is_omission);
                }
            }
        }
    }

    #[test]
    fn an_act_says_whose_interests_and_where() {
        use crate::kit::check::Check as _;
        let act = InterestActIn {
            official_id: Uuid::from_u128(1),
            manager: ManagerIn {
                name: "Fernández Ficticia, Luz".to_owned(),
                document_type: "dni".to_owned(),
                document: Some("47000001".to_owned()),
                kind: "third_party".to_owned(),
                ..ManagerIn::default()
            },
            matter: "Licencia de una obra".to_owned(),
            decision_sought: "Que se apruebe".to_owned(),
            modality: "in_person".to_owned(),
            ..InterestActIn::default()
        };
        let fields = |act: &InterestActIn| -> Vec<String> {
            act.check().into_iter().map(|error| error.field).collect()
        };
        assert_eq!(fields(&act), ["manager.represented", "venue"]);
        let mut call = act.clone();
        call.manager.kind = "own".to_owned();
        call.modality = "call".to_owned();
        assert!(fields(&call).is_empty());
        call.venue = Some("seat".to_owned());
        assert_eq!(fields(&call), ["venue"]);
        call.manager.represented_ruc = Some("20100070971".to_owned());
        assert!(fields(&call).contains(&"manager.represented_ruc".to_owned()));
    }
}
