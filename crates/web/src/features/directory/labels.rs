//! Levels and states in the words of people.

use shared::features::directory::{MunicipalityKind, PortalStatus};

use crate::i18n::{Text, t};
use crate::ui::Tone;

/// `Provincial`
pub fn kind_label(kind: MunicipalityKind) -> Text {
    match kind {
        MunicipalityKind::Provincial => t::DIRECTORY_KIND_PROVINCIAL,
        MunicipalityKind::District => t::DIRECTORY_KIND_DISTRICT,
        MunicipalityKind::PopulatedCenter => t::DIRECTORY_KIND_POPULATED_CENTER,
    }
}

/// `Sin portal`
pub fn status_label(status: PortalStatus) -> Text {
    match status {
        PortalStatus::WithoutPortal => t::DIRECTORY_STATUS_WITHOUT_PORTAL,
        PortalStatus::Created => t::DIRECTORY_STATUS_CREATED,
        PortalStatus::Configuring => t::DIRECTORY_STATUS_CONFIGURING,
        PortalStatus::ReadyForDomain => t::DIRECTORY_STATUS_READY_FOR_DOMAIN,
        PortalStatus::DomainActive => t::DIRECTORY_STATUS_DOMAIN_ACTIVE,
        PortalStatus::Transferred => t::DIRECTORY_STATUS_TRANSFERRED,
        PortalStatus::Suspended => t::DIRECTORY_STATUS_SUSPENDED,
    }
}

/// What the state means at a glance.
pub const fn status_tone(status: PortalStatus) -> Tone {
    match status {
        PortalStatus::WithoutPortal => Tone::Neutral,
        PortalStatus::Created | PortalStatus::Configuring => Tone::Info,
        PortalStatus::ReadyForDomain | PortalStatus::DomainActive | PortalStatus::Transferred => {
            Tone::Success
        }
        PortalStatus::Suspended => Tone::Warning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screens_and_mails_call_a_state_by_one_name() {
        for status in PortalStatus::ALL {
            assert_eq!(status_label(*status).s(), status.label());
        }
    }
}
