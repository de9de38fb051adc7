//! Correcting an observed request: by the link of the mail, which alone entitles to see and replace what was sent.

use serde::{Deserialize, Serialize};

use super::PortalRequestIn;
use crate::deadline::Deadline;
use crate::features::places::PlacePublic;
use crate::kit::text_enum::text_enum;
use crate::rules;

/// Longest link that is read.
const LINK: usize = 2000;

/// The link of the mail that asks for a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionLinkIn {
    /// The last part of its address.
    #[cfg_attr(feature = "api", schema(min_length = 1, max_length = 2000))]
    pub token: String,
}

crate::checks!(CorrectionLinkIn, |this, check| {
    check.field("token", rules::length(&this.token, 1, LINK));
});

/// An observed request as it was sent, for whoever has the link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct CorrectionOut {
    /// Code of the request.
    pub code: String,
    /// Name the municipality will have on the platform.
    pub municipality: String,
    /// What to correct.
    pub observations: Option<String>,
    /// By when.
    pub due: Deadline,
    /// Its district, as the form shows it; `null` where it ceased to exist.
    pub place: Option<PlacePublic>,
    /// What was sent. Its `scan` is empty and its declaration is to be made again.
    pub request: PortalRequestIn,
}

/// The corrected request, with the link as proof. The link works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    /// The last part of the link's address.
    #[cfg_attr(feature = "api", schema(min_length = 1, max_length = 2000))]
    pub token: String,
    /// The request as it should be now.
    pub request: PortalRequestIn,
}

crate::checks!(CorrectionIn, |this, check| {
    check
        .field("token", rules::length(&this.token, 1, LINK))
        .below("request", this.request.check_correction());
});

text_enum! {
    /// What of a request a correction can change.
    RequestField {
        /// Level of the municipality.
        Kind = "kind",
        /// Its district.
        Place = "place",
        /// Name of the centro poblado.
        PopulatedCenter = "populated_center",
        /// RUC of the municipality.
        Ruc = "ruc",
        /// Names of the responsible person.
        Name = "name",
        /// The person's document number.
        Dni = "dni",
        /// The person's post.
        Post = "post",
        /// The person's mail.
        Email = "email",
        /// The person's phone.
        Phone = "phone",
        /// Kind, number and date of what designates the person.
        Designation = "designation",
        /// The scanned document.
        Scan = "scan",
    }
}

/// One thing that was corrected since the request was submitted, for operators. Values of the person are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RequestChange {
    /// What.
    pub field: RequestField,
    /// As it was submitted; empty where nothing was, and of the scan.
    pub before: String,
    /// As it stands now; empty where nothing does, and of the scan.
    pub after: String,
}
