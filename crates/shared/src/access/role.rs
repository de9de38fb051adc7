//! The one role table. Codes are English; the Spanish terms stand in the glossary and in the locale files.

use serde::{Deserialize, Serialize};

use super::Permission as P;

/// Where a role counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleScope {
    /// The whole installation; such a grant names no municipality.
    Platform,
    /// One municipality.
    Municipality,
    /// Held by persons and programs outside the staff; never granted by resolution.
    Outside,
}

/// What a person or program is to Munica.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the platform; sees no municipality's private data without break-glass.
    PlatformOperator,
    /// Responsable del portal: users, roles, appearance, every section.
    PortalAdmin,
    /// Responsable del Portal de Transparencia Estándar.
    TransparencyOfficer,
    /// Responsable de un rubro del PTE.
    ThemeOfficer,
    /// Funcionario responsable de entregar la información (FRAI).
    AccessOfficer,
    /// Responsable del área poseedora de la información.
    InformationHolder,
    /// Administrador del Registro de Visitas.
    VisitsAdmin,
    /// Registrador de visitas.
    VisitsRecorder,
    /// Responsable del Libro de Reclamaciones, titular.
    ComplaintsOfficer,
    /// Responsable del Libro de Reclamaciones, alterno.
    ComplaintsDeputy,
    /// Mesa de partes.
    DocumentDesk,
    /// Servidor de una unidad orgánica.
    UnitStaff,
    /// Imagen institucional.
    Communications,
    /// Oficial de Datos Personales.
    DataProtectionOfficer,
    /// Órgano de Control Institucional: reads, never writes.
    InternalAuditor,
    /// A neighbour.
    Citizen,
    /// A program with a key.
    ApiClient,
}

impl Role {
    /// Every role, in the order in which people list them.
    pub const ALL: &'static [Self] = &[
        Self::PlatformOperator,
        Self::PortalAdmin,
        Self::TransparencyOfficer,
        Self::ThemeOfficer,
        Self::AccessOfficer,
        Self::InformationHolder,
        Self::VisitsAdmin,
        Self::VisitsRecorder,
        Self::ComplaintsOfficer,
        Self::ComplaintsDeputy,
        Self::DocumentDesk,
        Self::UnitStaff,
        Self::Communications,
        Self::DataProtectionOfficer,
        Self::InternalAuditor,
        Self::Citizen,
        Self::ApiClient,
    ];

    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PlatformOperator => "platform_operator",
            Self::PortalAdmin => "portal_admin",
            Self::TransparencyOfficer => "transparency_officer",
            Self::ThemeOfficer => "theme_officer",
            Self::AccessOfficer => "access_officer",
            Self::InformationHolder => "information_holder",
            Self::VisitsAdmin => "visits_admin",
            Self::VisitsRecorder => "visits_recorder",
            Self::ComplaintsOfficer => "complaints_officer",
            Self::ComplaintsDeputy => "complaints_deputy",
            Self::DocumentDesk => "document_desk",
            Self::UnitStaff => "unit_staff",
            Self::Communications => "communications",
            Self::DataProtectionOfficer => "data_protection_officer",
            Self::InternalAuditor => "internal_auditor",
            Self::Citizen => "citizen",
            Self::ApiClient => "api_client",
        }
    }

    /// The role with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.code() == code)
    }

    /// Where the role counts.
    pub const fn scope(self) -> RoleScope {
        match self {
            Self::PlatformOperator => RoleScope::Platform,
            Self::Citizen | Self::ApiClient => RoleScope::Outside,
            _ => RoleScope::Municipality,
        }
    }

    /// What the role may do. A municipality's role counts only in that municipality.
    pub const fn permissions(self) -> &'static [P] {
        match self {
            Self::PlatformOperator => &[
                P::PortalRequestsRead,
                P::PortalRequestsReview,
                P::PortalRequestsApprove,
                P::MunicipalitiesManage,
                P::DomainsManage,
                P::CatalogsEdit,
                P::OperatorsManage,
                P::BreakGlassOpen,
                P::OperationsRead,
                P::OperationsManage,
                P::ConservationManage,
                P::PlatformDocumentsManage,
                P::PlatformPrivacyManage,
                P::PlatformKeysManage,
                P::PlatformJournalRead,
                P::GoLiveDecide,
                P::TicketsAnswer,
                P::PlatformRead,
            ],
            Self::PortalAdmin => &[
                P::PortalRead,
                P::ThemeEdit,
                P::MenuEdit,
                P::ContentEdit,
                P::TransparencyEdit,
                P::PortalDeclare,
                P::DomainsRequest,
                P::GrantsManage,
                P::GrantsRead,
                P::ApiKeysManage,
                P::FilesSend,
                P::FilesRead,
                P::JournalRead,
                P::DocumentsIssue,
                P::RegistersEdit,
                P::GoLiveKeep,
                P::TicketsAsk,
                P::WatchesManage,
            ],
            Self::Communications => &[P::PortalRead, P::ContentEdit],
            Self::DataProtectionOfficer => &[
                P::PortalRead,
                P::GrantsRead,
                P::FilesSend,
                P::FilesRead,
                P::JournalRead,
                P::PrivacyManage,
            ],
            Self::InternalAuditor => &[P::PortalRead, P::GrantsRead, P::FilesRead, P::JournalRead],
            Self::TransparencyOfficer => &[
                P::PortalRead,
                P::GrantsRead,
                P::TransparencyEdit,
                P::FilesSend,
                P::RegistersEdit,
                P::WatchesManage,
            ],
            Self::ThemeOfficer => &[P::PortalRead, P::FilesSend, P::RegistersEdit],
            Self::VisitsAdmin => &[
                P::PortalRead,
                P::FilesSend,
                P::VisitsRecord,
                P::VisitsCorrect,
                P::VisitsManage,
                P::GoLiveKeep,
                P::TicketsAsk,
            ],
            Self::VisitsRecorder => &[P::PortalRead, P::VisitsRecord],
            Self::AccessOfficer
            | Self::InformationHolder
            | Self::ComplaintsOfficer
            | Self::ComplaintsDeputy
            | Self::DocumentDesk
            | Self::UnitStaff => &[P::PortalRead],
            Self::ApiClient => &[P::WatchesManage],
            Self::Citizen => &[],
        }
    }

    /// Whether the role may do this.
    pub fn allows(self, permission: P) -> bool {
        self.permissions().contains(&permission)
    }

    /// Whether the role changes anything, which makes a second factor mandatory.
    pub const fn writes(self) -> bool {
        !matches!(
            self,
            Self::InternalAuditor | Self::Citizen | Self::ApiClient
        )
    }

    /// The roles that a holder of this role may grant: never one that can do more than he himself oversees.
    pub const fn may_grant(self) -> &'static [Self] {
        match self {
            Self::PlatformOperator => &[Self::PlatformOperator, Self::PortalAdmin],
            Self::PortalAdmin => &[
                Self::PortalAdmin,
                Self::TransparencyOfficer,
                Self::ThemeOfficer,
                Self::AccessOfficer,
                Self::InformationHolder,
                Self::VisitsAdmin,
                Self::VisitsRecorder,
                Self::ComplaintsOfficer,
                Self::ComplaintsDeputy,
                Self::DocumentDesk,
                Self::UnitStaff,
                Self::Communications,
                Self::DataProtectionOfficer,
                Self::InternalAuditor,
            ],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_back_from_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(*role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
    }

    #[test]
    fn every_permission_is_held_by_somebody() {
        for permission in P::ALL {
            assert!(
                Role::ALL.iter().any(|role| role.allows(*permission)),
                "{} is held by no role",
                permission.code()
            );
        }
    }

    #[test]
    fn nobody_outside_the_platform_holds_a_permission_of_the_platform() {
        for role in Role::ALL
            .iter()
            .filter(|role| role.scope() != RoleScope::Platform)
        {
            for permission in Role::PlatformOperator.permissions() {
                assert!(
                    !role.allows(*permission),
                    "{} may {}",
                    role.code(),
                    permission.code()
                );
            }
        }
    }

    #[test]
    fn nobody_grants_a_role_of_a_wider_scope() {
        for role in Role::ALL {
            for granted in role.may_grant() {
                assert!(
                    role.scope() == RoleScope::Platform
                        || granted.scope() == RoleScope::Municipality
                );
            }
        }
    }
}
