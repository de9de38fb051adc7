//! The desk at the door: who comes in, who is inside, who goes out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clock::{DeviceClock, Interruption};
use super::{DOCUMENT_TYPES, REASONS, VISITOR_KINDS};
use crate::kit::check::Checker;
use crate::kit::text_enum::text_enum;
use crate::registers::Choice;
use crate::rules::{self, Violation};

/// Where entries are listed (`?state&date&is_training`) and recorded (POST [`CheckInIn`] with an `Idempotency-Key`).
pub const ENTRIES_PATH: &str = "/api/v1/admin/visits/entries";
/// Where exits are recorded (POST [`ExitIn`]).
pub const EXITS_PATH: &str = "/api/v1/admin/visits/exits";

/// Where one visit is read whole, and corrected (PUT [`VisitCorrectionIn`] with `If-Match`).
pub fn entry_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}")
}

/// Where an exit that was marked by mistake is taken back (POST [`ReopenIn`]).
pub fn reopening_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/reopening")
}

/// Where a visit is withdrawn (POST `WithdrawalIn` with `If-Match`).
pub fn withdrawal_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/withdrawal")
}

/// Where what is printed for a visitor to wear is read ([`BadgeOut`]).
pub fn badge_path(id: Uuid) -> String {
    format!("{ENTRIES_PATH}/{id}/badge")
}

/// What a badge carries as a code of lines: the desk finds its visit by it.
pub fn badge_code(id: Uuid) -> String {
    format!("MV{}", id.simple())
}

/// Most persons of one act at the door.
pub const MAX_GROUP: usize = 20;
/// Most minors that come with a group.
pub const MAX_MINORS: u32 = 99;

text_enum! {
    /// Which visits a list of the desk shows.
    DeskState {
        /// Those of today who have not left.
        Inside = "inside",
        /// All that have no exit, also of days that are over.
        Open = "open",
        /// All of a day.
        Day = "day",
    }
}

/// Which visits a list of the desk shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DeskQuery {
    /// Which.
    pub state: DeskState,
    /// The day of `state=day`; today without.
    pub date: Option<chrono::NaiveDate>,
    /// Whether those of training are shown, in place of the others.
    #[serde(default)]
    pub is_training: bool,
}

/// A person at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitorIn {
    /// What he shows: `dni`, `ce`, `passport`, `ruc`, `other` or `unknown`.
    #[cfg_attr(feature = "api", schema(example = "dni"))]
    pub document_type: String,
    /// Its number; none for `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 20, example = "40123456"))]
    pub document: Option<String>,
    /// Surnames and names.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 2,
            max_length = 150,
            example = "Fernández Prado, Luz Mariela"
        )
    )]
    pub name: String,
    /// The badge he wears inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 30, example = "V-014"))]
    pub badge: Option<String>,
    /// His phone, never public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 30))]
    pub phone: Option<String>,
    /// What he brings in, never public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 200, example = "Laptop"))]
    pub belongings: Option<String>,
}

/// Whom they visit, for whom and why: the same for everybody who comes together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeetingIn {
    /// Who is visited; in force on the day of the visit.
    pub official_id: Uuid,
    /// For whom they speak: `natural_person`, `public_entity` or `private_entity`.
    #[cfg_attr(feature = "api", schema(example = "private_entity"))]
    pub visitor_kind: String,
    /// The entity, where they speak for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(max_length = 200, example = "Constructora Andina SAC")
    )]
    pub entity: Option<String>,
    /// Its RUC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(example = "20100070970"))]
    pub ruc: Option<String>,
    /// A reason of the catalogue.
    #[cfg_attr(feature = "api", schema(example = "work_meeting"))]
    pub reason: String,
    /// What it is about; `other` asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 300))]
    pub reason_detail: Option<String>,
    /// Where they meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub place: Option<String>,
    /// What else the public should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 500))]
    pub remark: Option<String>,
}

/// Why an entry is recorded after the limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LateIn {
    /// What kept the entity from recording; none where it was forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruption: Option<Interruption>,
    /// What happened; the public reads it.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 10, max_length = 300, example = "Corte de luz en la sede")
    )]
    pub reason: String,
}

/// People come in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckInIn {
    /// Who comes: the visitor, and whoever accompanies him. Each is a visit of his own. Minors are counted, not named.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 20))]
    pub visitors: Vec<VisitorIn>,
    /// How many minors come with them. They stand in no record.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(maximum = 99))]
    pub minors: u32,
    /// Whom they visit and why.
    pub meeting: MeetingIn,
    /// The gate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 60))]
    pub gate: Option<String>,
    /// When they came, where it is not now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_at: Option<DateTime<Utc>>,
    /// When they left, where that is known already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exited_at: Option<DateTime<Utc>>,
    /// Why it is recorded late; asked for after the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<LateIn>,
    /// Name of the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 60))]
    pub device: Option<String>,
    /// The clock of the device, where it recorded without a network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<DeviceClock>,
    /// Whether this is training: then the public never reads it.
    #[serde(default)]
    pub is_training: bool,
}

/// People go out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExitIn {
    /// Their visits.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 20))]
    pub visits: Vec<Uuid>,
    /// When they left, where it is not now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exited_at: Option<DateTime<Utc>>,
    /// Why it is told late, or of another day; the public reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub reason: Option<String>,
}

/// An exit was marked by mistake: the person is still inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReopenIn {
    /// Why; the public reads it.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// A visit as it should have been recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitCorrectionIn {
    /// Who came.
    pub visitor: VisitorIn,
    /// Whom he visited and why.
    pub meeting: MeetingIn,
    /// When he came.
    pub entered_at: DateTime<Utc>,
    /// When he left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exited_at: Option<DateTime<Utc>>,
    /// Why it was recorded late, where this makes it late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<LateIn>,
    /// How many minors came with him.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(maximum = 99))]
    pub minors: u32,
    /// Why it is corrected; the public reads it beside both versions.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// A visit as the lists of the desk show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskVisit {
    /// The visit.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// The visit of whoever leads the group: his own where he came alone.
    pub group_id: Uuid,
    /// Surnames and names.
    pub visitor_name: String,
    /// What he showed.
    pub document_type: String,
    /// Its number, masked.
    pub document_masked: Option<String>,
    /// For whom he speaks.
    pub visitor_kind: String,
    /// The entity.
    pub entity: Option<String>,
    /// Whom he visits.
    pub official_id: Uuid,
    /// His name on that day.
    pub official_name: String,
    /// His office on that day.
    pub office: Option<String>,
    /// A reason of the catalogue.
    pub reason: String,
    /// Where they meet.
    pub place: Option<String>,
    /// The badge.
    pub badge: Option<String>,
    /// The gate.
    pub gate: Option<String>,
    /// Minors who came with the group; counted at the visit that leads it.
    pub minors: u32,
    /// When he came.
    pub entered_at: DateTime<Utc>,
    /// When he left; `null` where nobody recorded it. It is never made up.
    pub exited_at: Option<DateTime<Utc>>,
    /// Whether its day ended without an exit.
    pub lacks_exit: bool,
    /// How it stands to when it was recorded.
    pub record_class: String,
    /// Until when whoever recorded it may correct it.
    pub correctable_until: DateTime<Utc>,
    /// Whether that is you.
    pub is_own: bool,
    /// Whether it is training, which the public never reads.
    pub is_training: bool,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
}

/// A visit whole, for whoever corrects it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskVisitDetail {
    /// The visit.
    pub visit: DeskVisit,
    /// Who came, as it was entered.
    pub visitor: VisitorIn,
    /// Whom he visited and why, as it was entered.
    pub meeting: MeetingIn,
}

/// What is printed for a visitor to wear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BadgeOut {
    /// The visit.
    pub visit: DeskVisit,
    /// What the desk reads when he leaves.
    #[cfg_attr(
        feature = "api",
        schema(example = "MV0193a1c27b1e7c3a9f002a6d1f0c4b11")
    )]
    pub code: String,
    /// The same as QR code, an SVG document.
    pub qr_svg: String,
}

/// What an act at the door did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeskOutcome {
    /// The visits it recorded, in the order in which they were named.
    pub items: Vec<DeskVisit>,
    /// Visits that had an exit already, which stays as it was.
    pub already_out: Vec<Uuid>,
}

/// Whether a reason says something: `other` asks for a detail of some words.
///
/// # Errors
/// `reason_detail`.
pub fn reason_detail(reason: &str, detail: Option<&str>) -> Result<(), Violation> {
    let detail = detail.unwrap_or_default().trim();
    if !detail.is_empty() {
        rules::length(detail, 1, 300)?;
    }
    let words = detail.split_whitespace();
    let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if reason == "other" && words.count() < 3 {
        return Err(Violation::new(
            "reason_detail",
            "«Otros motivos» no dice nada por sí solo: escriba para qué viene, con tres palabras o más.",
        ));
    }
    Ok(())
}

/// Whether a document is one of its type.
///
/// # Errors
/// What is wrong with it.
pub fn document(kind: &str, number: Option<&str>) -> Result<(), Violation> {
    let number = number.unwrap_or_default().trim();
    match kind {
        "dni" => rules::dni(number),
        "ce" => rules::ce(number),
        "passport" => rules::passport(number),
        "ruc" => rules::ruc(number),
        "unknown" if number.is_empty() => Ok(()),
        "unknown" => Err(Violation::new(
            "document_kind",
            "Elija el tipo de documento, o deje el número vacío.",
        )),
        _ => rules::length(number, 1, 20),
    }
}

pub(super) fn one_of(choices: &[Choice], code: &str) -> Result<(), Violation> {
    let is_known = choices.iter().any(|choice| choice.code == code);
    is_known
        .then_some(())
        .ok_or_else(|| Violation::new("choice", "Elija una de las opciones."))
}

fn at_most(text: Option<&String>, most: usize) -> Result<(), Violation> {
    text.map_or(Ok(()), |text| rules::length(text, 1, most))
}

crate::checks!(VisitorIn, |this, check| {
    check
        .field("document_type", one_of(DOCUMENT_TYPES, &this.document_type))
        .field(
            "document",
            document(&this.document_type, this.document.as_deref()),
        )
        .field("name", rules::length(&this.name, 2, 150))
        .field("badge", at_most(this.badge.as_ref(), 30))
        .field("phone", at_most(this.phone.as_ref(), 30))
        .field("belongings", at_most(this.belongings.as_ref(), 200));
});

crate::checks!(MeetingIn, |this, check| {
    let speaks_for_itself = this.visitor_kind == "natural_person";
    let entity = match this.entity.as_deref().map(str::trim) {
        None | Some("") if speaks_for_itself => Ok(()),
        entity => rules::length(entity.unwrap_or_default(), 2, 200),
    };
    let official = if this.official_id.is_nil() {
        Err(Violation::new("required", "Elija a quién visita."))
    } else {
        Ok(())
    };
    let detail = this.reason_detail.as_deref();
    check
        .field("official_id", official)
        .field("visitor_kind", one_of(VISITOR_KINDS, &this.visitor_kind))
        .field("entity", entity)
        .field("ruc", this.ruc.as_deref().map_or(Ok(()), rules::ruc))
        .field("reason", one_of(REASONS, &this.reason))
        .field("reason_detail", reason_detail(&this.reason, detail))
        .field("place", at_most(this.place.as_ref(), 150))
        .field("remark", at_most(this.remark.as_ref(), 500));
});

crate::checks!(LateIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 300));
});

fn minors(count: u32) -> Result<(), Violation> {
    if count <= MAX_MINORS {
        return Ok(());
    }
    Err(Violation::new(
        "too_many",
        "Escriba cuántos menores son, hasta 99.",
    ))
}

fn count(found: usize, none: &'static str) -> Result<(), Violation> {
    match found {
        0 => Err(Violation::new("required", none)),
        found if found > MAX_GROUP => Err(Violation::new(
            "too_many",
            "Son más de 20 personas: hágalo en dos partes.",
        )),
        _ => Ok(()),
    }
}

fn late(check: &mut Checker, late: Option<&LateIn>) {
    if let Some(late) = late {
        check.nested("late", late);
    }
}

crate::checks!(CheckInIn, |this, check| {
    check
        .field(
            "visitors",
            count(this.visitors.len(), "Anote a quien ingresa."),
        )
        .each("visitors", &this.visitors)
        .field("minors", minors(this.minors))
        .nested("meeting", &this.meeting)
        .field("gate", at_most(this.gate.as_ref(), 60))
        .field("device", at_most(this.device.as_ref(), 60));
    late(check, this.late.as_ref());
});

crate::checks!(ExitIn, |this, check| {
    let reason = this.reason.as_deref();
    check
        .field("visits", count(this.visits.len(), "Elija quién sale."))
        .field(
            "reason",
            reason.map_or(Ok(()), |reason| rules::length(reason, 10, 300)),
        );
});

crate::checks!(ReopenIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});

crate::checks!(VisitCorrectionIn, |this, check| {
    check
        .nested("visitor", &this.visitor)
        .nested("meeting", &this.meeting)
        .field("minors", minors(this.minors))
        .field("reason", rules::length(&this.reason, 5, 300));
    late(check, this.late.as_ref());
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_reasons_say_what_for() {
        assert!(reason_detail("work_meeting", None).is_ok());
        for nothing in ["", "varios", "a b c d", "asunto varios", ". . . ."] {
            assert!(reason_detail("other", Some(nothing)).is_err(), "{nothing}");
        }
        assert!(reason_detail("other", Some("Entrega de planos firmados")).is_ok());
    }

    #[test]
    fn a_document_is_of_its_type() {
        for (kind, number, fits) in [
            ("dni", Some("01234567"), true),
            ("dni", Some("0123456"), false),
            ("dni", None, false),
            ("ce", Some("001234567"), true),
            ("unknown", None, true),
            ("unknown", Some("123"), false),
            ("other", Some("X-1"), true),
        ] {
            assert_eq!(document(kind, number).is_ok(), fits, "{kind} {number:?}");
        }
    }

    proptest! {
        #[test]
        fn only_catch_all_reasons_ask_for_a_detail(index in 0..REASONS.len(), words in 0_usize..6) {
            let reason = REASONS[index].code;
            let detail = vec!["palabra"; words].join(" ");
            let fits = reason_detail(reason, Some(&detail)).is_ok();
            prop_assert_eq!(fits, reason != "other" || words >= 3);
        }
    }
}
