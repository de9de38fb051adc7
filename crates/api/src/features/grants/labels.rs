//! Spanish names of the roles, for mails.

use shared::access::Role;

/// The role as people call it.
pub(super) const fn label(role: Role) -> &'static str {
    match role {
        Role::PlatformOperator => "operador de la plataforma",
        Role::PortalAdmin => "responsable del portal",
        Role::TransparencyOfficer => "responsable del Portal de Transparencia",
        Role::ThemeOfficer => "responsable de un rubro del Portal de Transparencia",
        Role::AccessOfficer => "responsable de entregar la información pública",
        Role::InformationHolder => "responsable del área poseedora de la información",
        Role::VisitsAdmin => "administrador del registro de visitas",
        Role::VisitsRecorder => "registrador de visitas",
        Role::ComplaintsOfficer => "responsable titular del Libro de Reclamaciones",
        Role::ComplaintsDeputy => "responsable alterno del Libro de Reclamaciones",
        Role::DocumentDesk => "mesa de partes",
        Role::UnitStaff => "servidor de una unidad orgánica",
        Role::Communications => "imagen institucional",
        Role::DataProtectionOfficer => "oficial de datos personales",
        Role::InternalAuditor => "órgano de control institucional",
        Role::Citizen => "ciudadano",
        Role::ApiClient => "programa",
    }
}
