//! What the desk sends: who comes in, who goes out, what is put right. Each with its rules.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::clock::{DeviceClock, Interruption};
use super::super::{DOCUMENT_TYPES, REASONS, VISITOR_KINDS};
use super::rules::{at_most, document, one_of, reason_detail};
use crate::kit::check::Checker;
use crate::rules::{self, Violation};

/// Most persons of one act at the door.
pub const MAX_GROUP: usize = 20;
/// Most minors that come with a group.
pub const MAX_MINORS: u32 = 99;

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
    /// The item of the official's agenda of that day in which it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda_item_id: Option<Uuid>,
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
    /// Who recorded it there, where somebody else may be sending it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub captured_by: Option<String>,
    /// Identifiers that the device gave to these visits, one for each visitor: the same entry sent again, by whomever and
    /// whenever, is answered with the visits that are there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "api", schema(max_items = 20))]
    pub ids: Vec<Uuid>,
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
    /// The clock of the device, where it recorded without a network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<DeviceClock>,
    /// Who recorded it there, where somebody else may be sending it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub captured_by: Option<String>,
}

/// Something that was recorded without a network is given up, since it cannot be entered any more. That it was is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GivenUpIn {
    /// The visits, by the identifiers of the device.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 20))]
    pub visits: Vec<Uuid>,
    /// Whether it was their exit; else their entry.
    pub is_exit: bool,
    /// When it was recorded, by the device's clock.
    pub recorded_at: DateTime<Utc>,
    /// Why it is given up.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub reason: String,
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

/// None, or one for each visitor and no two alike.
fn ids(ids: &[Uuid], visitors: usize) -> Result<(), Violation> {
    let distinct: std::collections::BTreeSet<_> = ids.iter().filter(|id| !id.is_nil()).collect();
    if ids.is_empty() || ids.len() == visitors && distinct.len() == visitors {
        return Ok(());
    }
    Err(Violation::new(
        "ids",
        "Cada visitante lleva un identificador propio, o ninguno lo lleva.",
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
        .field("device", at_most(this.device.as_ref(), 60))
        .field("captured_by", at_most(this.captured_by.as_ref(), 150))
        .field("ids", ids(&this.ids, this.visitors.len()));
    late(check, this.late.as_ref());
});

crate::checks!(ExitIn, |this, check| {
    let reason = this.reason.as_deref();
    check
        .field("visits", count(this.visits.len(), "Elija quién sale."))
        .field(
            "reason",
            reason.map_or(Ok(()), |reason| rules::length(reason, 10, 300)),
        )
        .field("captured_by", at_most(this.captured_by.as_ref(), 150));
});

crate::checks!(GivenUpIn, |this, check| {
    check
        .field(
            "visits",
            count(this.visits.len(), "Diga de qué visitas se trata."),
        )
        .field("reason", rules::length(&this.reason, 10, 300));
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
