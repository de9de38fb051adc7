//! The permissions, each as a value and as a type.

/// A permission as a type, so that a handler states in its signature what it needs.
pub trait Perm: Send + Sync + 'static {
    /// The same permission as a value.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// Something a role may do, written `resource:action`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Permission { $($(#[$doc])* $name,)* }

        impl Permission {
            /// Every permission there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code that stands in the API document and in the session answer.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        /// The permissions as types.
        pub mod perm {
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $name;
                impl super::Perm for $name {
                    const PERMISSION: super::Permission = super::Permission::$name;
                }
            )*
        }
    };
}

permissions! {
    /// See requests for a portal, with the responsible person's data (each look is journaled).
    PortalRequestsRead = "portal_requests:read";
    /// Take a request into review, return it with observations, propose its approval, reject it.
    PortalRequestsReview = "portal_requests:review";
    /// Approve what another operator proposed: the tenant is created.
    PortalRequestsApprove = "portal_requests:approve";
    /// Suspend, resume, seal and remove municipalities; register their data.
    MunicipalitiesManage = "municipalities:manage";
    /// Verify, activate and renew domains, record fees.
    DomainsManage = "domains:manage";
    /// Edit the reference catalogues: UIT, year names, holidays, exchange rate, links.
    CatalogsEdit = "catalogs:edit";
    /// Invite and end platform operators.
    OperatorsManage = "operators:manage";
    /// Enter a municipality's private data for a limited time, with a reason.
    BreakGlassOpen = "break_glass:open";
    /// See the mails of the outbox (their text only in a demo) and the state of the jobs.
    OperationsRead = "operations:read";
    /// Send mails that failed once more.
    OperationsManage = "operations:manage";
    /// Set legal holds, propose and confirm disposals.
    ConservationManage = "conservation:manage";
    /// Revoke and replace what the platform issued: receipts, certificates of portals.
    PlatformDocumentsManage = "platform_documents:manage";
    /// Keep the record of incidents of the platform's own data.
    PlatformPrivacyManage = "platform_privacy:manage";
    /// See and revoke the API keys that outsiders asked for.
    PlatformKeysManage = "platform_keys:manage";
    /// Read the platform's own journal.
    PlatformJournalRead = "platform_journal:read";
    /// Accept or send back the stages by which municipalities go live; see their evidence (each look is journaled).
    GoLiveDecide = "golive:decide";
    /// Answer the questions of municipalities.
    TicketsAnswer = "tickets:answer";
    /// See the catalogues and the staff's own lists of the platform.
    PlatformRead = "platform:read";

    /// See the municipality's set-up: checklist, settings, what is due.
    PortalRead = "portal:read";
    /// Change colours, coat of arms and images.
    ThemeEdit = "theme:edit";
    /// Change the menu tree.
    MenuEdit = "menu:edit";
    /// Change pages, videos, offices, contact and widgets.
    ContentEdit = "content:edit";
    /// Change the headings of transparency and where each is published.
    TransparencyEdit = "transparency:edit";
    /// Declare that the portal is complete.
    PortalDeclare = "portal:declare";
    /// Ask for the municipality's own domain and follow its transfer.
    DomainsRequest = "domains:request";
    /// Invite staff, grant and end roles by resolution.
    GrantsManage = "grants:manage";
    /// See who holds which role.
    GrantsRead = "grants:read";
    /// Create and revoke the municipality's API keys.
    ApiKeysManage = "api_keys:manage";
    /// Send files for the municipality's forms.
    FilesSend = "files:send";
    /// Look at the municipality's private files (each look is journaled).
    FilesRead = "files:read";
    /// Read the municipality's journal.
    JournalRead = "journal:read";
    /// Keep the privacy notice, the incident record and the evidence export.
    PrivacyManage = "privacy:manage";
    /// Issue documents with a verification code.
    DocumentsIssue = "documents:issue";
    /// Enter, correct and withdraw records of registers; see what of them is not public.
    RegistersEdit = "registers:edit";
    /// Enter visits; see what of them is not public.
    VisitsRecord = "visits:record";
    /// Correct and withdraw visits.
    VisitsCorrect = "visits:correct";
    /// Keep the officials who can be visited, and the settings of the visitor register.
    VisitsManage = "visits:manage";
    /// Prepare the stages by which a register goes live.
    GoLiveKeep = "golive:keep";
    /// Ask the operator of the platform, and read what he answers.
    TicketsAsk = "tickets:ask";
    /// Be told by webhook of what changes in public registers.
    WatchesManage = "watches:manage";
}

impl Permission {
    /// The permission with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|permission| permission.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_lead_back_to_their_permission() {
        for permission in Permission::ALL {
            assert_eq!(Permission::from_code(permission.code()), Some(*permission));
        }
        assert_eq!(Permission::from_code("nothing:here"), None);
    }
}
