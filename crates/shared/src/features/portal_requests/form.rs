//! The form of a request, and of its correction, with their rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::features::directory::MunicipalityKind;
use crate::kit::check::Check as _;
use crate::kit::problem::FieldError;
use crate::rules;

/// What designates the responsible person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DesignationKind {
    /// A resolution of the mayor.
    #[default]
    Resolution,
    /// A contract.
    Contract,
}

impl DesignationKind {
    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resolution => "resolution",
            Self::Contract => "contract",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Resolution, Self::Contract]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// The document that designates the responsible person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DesignationIn {
    /// Resolution or contract.
    pub kind: DesignationKind,
    /// As it stands on the document: `123-2026-MDC/A`.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 80, example = "123-2026-MDC/A")
    )]
    pub number: String,
    /// Date of the document.
    pub date: NaiveDate,
}

crate::checks!(DesignationIn, |this, check| {
    check.field("number", rules::length(&this.number, 1, 80));
});

/// The person who will answer for the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponsibleIn {
    /// Given names.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 80, example = "Rosa Elena")
    )]
    pub given_names: String,
    /// Family names.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 80, example = "Quispe Ñahui")
    )]
    pub family_names: String,
    /// Eight digits.
    #[cfg_attr(feature = "api", schema(pattern = r"^\d{8}$", example = "40112233"))]
    pub dni: String,
    /// Post in the municipality.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 2,
            max_length = 120,
            example = "Subgerente de Informática"
        )
    )]
    pub post: String,
    /// Institutional mail: all notices go there.
    #[cfg_attr(
        feature = "api",
        schema(max_length = 254, example = "rquispe@municastilla.gob.pe")
    )]
    pub email: String,
    /// Peruvian phone number.
    #[cfg_attr(feature = "api", schema(max_length = 30, example = "969 123 456"))]
    pub phone: String,
    /// What designates the person.
    pub designation: DesignationIn,
}

crate::checks!(ResponsibleIn, |this, check| {
    check
        .field("given_names", rules::length(&this.given_names, 1, 80))
        .field("family_names", rules::length(&this.family_names, 1, 80))
        .field("dni", rules::dni(&this.dni))
        .field("post", rules::length(&this.post, 2, 120))
        .field("email", rules::email(&this.email))
        .field("phone", rules::phone(&this.phone))
        .nested("designation", &this.designation);
});

impl DesignationIn {
    /// Kind, number and date in one line, for the journal.
    pub fn summary(&self) -> String {
        format!("{} {} {}", self.kind.code(), self.number.trim(), self.date)
    }
}

impl ResponsibleIn {
    /// Names as people read them.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_names.trim(), self.family_names.trim())
    }
}

/// A request for a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalRequestIn {
    /// District, six digits (INEI). For a provincial municipality, the district of its capital.
    #[cfg_attr(feature = "api", schema(pattern = r"^\d{6}$", example = "200104"))]
    pub ubigeo: String,
    /// Level of the municipality.
    pub kind: MunicipalityKind,
    /// Name of the centro poblado; only with that level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 120))]
    pub populated_center: Option<String>,
    /// RUC of the municipality, where at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(pattern = r"^\d{11}$"))]
    pub ruc: Option<String>,
    /// Who will answer for the portal.
    pub responsible: ResponsibleIn,
    /// What the upload of the scanned designation answered. Empty in a correction, the scan sent before stays.
    #[cfg_attr(feature = "api", schema(max_length = 2000))]
    pub scan: String,
    /// The applicant declares that what was written is true (LPAG, art. 51).
    pub declared_true: bool,
}

crate::checks!(PortalRequestIn, |this, check| {
    let six = this.ubigeo.len() == 6 && this.ubigeo.bytes().all(|byte| byte.is_ascii_digit());
    let centre = this
        .populated_center
        .as_deref()
        .map(str::trim)
        .unwrap_or_default();
    let outcome = match (this.kind, centre.is_empty()) {
        (MunicipalityKind::PopulatedCenter, true) => Err(rules::Violation::new(
            "required",
            "Escriba el nombre del centro poblado.",
        )),
        (MunicipalityKind::PopulatedCenter, false) => rules::length(centre, 2, 120),
        (_, false) => Err(rules::Violation::new(
            "unexpected",
            "El nombre de un centro poblado solo va con ese tipo de municipalidad.",
        )),
        (_, true) => Ok(()),
    };
    check
        .field(
            "ubigeo",
            holds(six, "ubigeo", "Elija el distrito de la lista."),
        )
        .field("populated_center", outcome)
        .field("ruc", this.ruc.as_deref().map_or(Ok(()), rules::ruc))
        .nested("responsible", &this.responsible)
        .field(
            "scan",
            holds(
                !this.scan.is_empty(),
                "required",
                "Adjunte la resolución o el contrato escaneado.",
            ),
        )
        .field(
            "declared_true",
            holds(
                this.declared_true,
                "required",
                "Marque la declaración para enviar la solicitud.",
            ),
        );
});

fn holds(
    condition: bool,
    code: &'static str,
    message: &'static str,
) -> Result<(), rules::Violation> {
    if condition {
        Ok(())
    } else {
        Err(rules::Violation::new(code, message))
    }
}

impl PortalRequestIn {
    /// The rules it breaks as a correction, where no other scan means that the one sent before stays.
    pub fn check_correction(&self) -> Vec<FieldError> {
        let mut errors = self.check();
        errors.retain(|error| error.field != "scan");
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> PortalRequestIn {
        PortalRequestIn {
            ubigeo: "200104".into(),
            kind: MunicipalityKind::District,
            populated_center: None,
            ruc: None,
            responsible: ResponsibleIn {
                given_names: "Rosa Elena".into(),
                family_names: "Quispe Ñahui".into(),
                dni: "40112233".into(),
                post: "Subgerente de Informática".into(),
                email: "rquispe@municastilla.gob.pe".into(),
                phone: "969 123 456".into(),
                designation: DesignationIn {
                    kind: DesignationKind::Resolution,
                    number: "123-2026-MDC/A".into(),
                    date: NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(),
                },
            },
            scan: "token".into(),
            declared_true: true,
        }
    }

    fn fields(request: &PortalRequestIn) -> Vec<String> {
        request
            .check()
            .into_iter()
            .map(|error| error.field)
            .collect()
    }

    #[test]
    fn a_complete_request_breaks_no_rule() {
        assert_eq!(fields(&request()), Vec::<String>::new());
    }

    #[test]
    fn every_mistake_is_told_at_once_with_the_path_of_its_field() {
        let mut request = request();
        request.ubigeo = "20".into();
        request.responsible.dni = "123".into();
        request.responsible.designation.number = String::new();
        request.declared_true = false;
        assert_eq!(
            fields(&request),
            [
                "ubigeo",
                "responsible.dni",
                "responsible.designation.number",
                "declared_true"
            ]
        );
    }

    #[test]
    fn only_a_correction_may_leave_the_scan_as_it_is() {
        let mut request = request();
        request.scan = String::new();
        assert_eq!(fields(&request), ["scan"]);
        assert_eq!(request.check_correction(), []);
        request.responsible.dni = "123".into();
        let errors = request.check_correction();
        assert_eq!(errors[0].field, "responsible.dni");
    }

    #[test]
    fn a_centro_poblado_needs_its_name_and_nobody_else_has_one() {
        let mut request = request();
        request.populated_center = Some("Río Seco".into());
        assert_eq!(fields(&request), ["populated_center"]);
        request.kind = MunicipalityKind::PopulatedCenter;
        assert!(fields(&request).is_empty());
        request.populated_center = Some("  ".into());
        assert_eq!(fields(&request), ["populated_center"]);
    }
}
