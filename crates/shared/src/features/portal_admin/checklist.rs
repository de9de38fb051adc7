//! The set-up of a portal as a checklist, and the declaration that it is complete.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::features::directory::PortalStatus;
use crate::kit::text_enum::text_enum;
use crate::rules::Violation;

text_enum! {
    /// What a portal needs before neighbours are sent to it.
    ChecklistKey {
        /// The coat of arms.
        CoatOfArms = "coat_of_arms",
        /// A colour of its own.
        Theme = "theme",
        /// Address, phone or mail.
        Contact = "contact",
        /// At least one office with its hours.
        Offices = "offices",
        /// The organisation chart.
        OrgUnits = "org_units",
        /// The page about the municipality.
        Pages = "pages",
        /// The menu was looked through.
        Menu = "menu",
        /// At least three themes of transparency with something published, or with the notice of why there is nothing.
        Transparency = "transparency",
        /// Somebody else holds a role, by resolution.
        Users = "users",
        /// The privacy notice names its officer.
        Privacy = "privacy",
        /// Its own domain.
        Domain = "domain",
    }
}

/// One thing of the set-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ChecklistItem {
    /// What it is.
    pub key: ChecklistKey,
    /// Whether it is there.
    pub done: bool,
    /// Whether the domain has to wait for it.
    pub needed_for_domain: bool,
    /// The page of the staff app where it is done.
    #[cfg_attr(feature = "api", schema(example = "/admin/portal/apariencia"))]
    pub link: String,
}

/// How far the set-up has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Checklist {
    /// How far the portal has come.
    pub status: PortalStatus,
    /// Until when the platform expects the next step; `null` where it expects none. Nothing happens by itself then.
    pub due_at: Option<DateTime<Utc>>,
    /// In the order in which people do them.
    pub items: Vec<ChecklistItem>,
}

impl Checklist {
    /// How many are there.
    pub fn done(&self) -> usize {
        self.items.iter().filter(|item| item.done).count()
    }

    /// Whether everything is there that neighbours and the domain need.
    pub fn is_complete(&self) -> bool {
        self.items
            .iter()
            .all(|item| item.done || !item.needed_for_domain)
    }

    /// Whether the administrator may declare the portal complete now.
    pub fn may_declare(&self) -> bool {
        self.status == PortalStatus::Configuring && self.is_complete()
    }
}

/// The declaration that a portal is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclareReadyIn {
    /// The administrator looked at the portal and answers for it; must be `true`.
    #[cfg_attr(feature = "api", schema(example = true))]
    pub confirmed: bool,
}

crate::checks!(DeclareReadyIn, |this, check| {
    let outcome = if this.confirmed {
        Ok(())
    } else {
        Err(Violation::new(
            "not_confirmed",
            "Marque que revisó el portal y que la información es correcta.",
        ))
    };
    check.field("confirmed", outcome);
});
