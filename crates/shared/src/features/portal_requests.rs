//! A municipality asks for its portal: the form, the states, the steps, and what the applicant sees.
//!
//! The table [`STEPS`] is the procedure: the API obeys it, the screens draw it, the glossary prints it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::deadline::{Deadline, Term, Unit};
use crate::features::directory::MunicipalityKind;
use crate::rules;

/// Where a request is sent.
pub const REQUESTS_PATH: &str = "/api/v1/portal-requests";
/// Where its state is looked up.
pub const TRACK_PATH: &str = "/api/v1/portal-requests/track";

/// Where a request stands. From `created` on, the municipality's portal has the state (`PortalStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Sent; nobody has taken it yet.
    Submitted,
    /// An operator is checking it.
    InReview,
    /// The applicant has to correct or add something.
    Observed,
    /// The portal exists; its administrator was invited.
    Created,
    /// Refused, with the reason; or the corrections did not come in time.
    Rejected,
}

impl RequestState {
    /// Every state, in the order of the procedure.
    pub const ALL: &'static [Self] = &[
        Self::Submitted,
        Self::InReview,
        Self::Observed,
        Self::Created,
        Self::Rejected,
    ];

    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Observed => "observed",
            Self::Created => "created",
            Self::Rejected => "rejected",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Whether nothing more happens to the request itself.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Created | Self::Rejected)
    }
}

/// What is done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestAction {
    /// An operator takes it.
    Take,
    /// It goes back with what to correct.
    Observe,
    /// The applicant corrected it.
    Correct,
    /// The reviewing operator proposes to create the portal.
    Propose,
    /// A second operator creates it.
    Approve,
    /// The second operator sends the proposal back to review.
    Return,
    /// It is refused, with the reason.
    Reject,
    /// The term for corrections passed.
    Lapse,
}

impl RequestAction {
    /// Every action.
    pub const ALL: &'static [Self] = &[
        Self::Take,
        Self::Observe,
        Self::Correct,
        Self::Propose,
        Self::Approve,
        Self::Return,
        Self::Reject,
        Self::Lapse,
    ];

    /// The code, as it is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Observe => "observe",
            Self::Correct => "correct",
            Self::Propose => "propose",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Reject => "reject",
            Self::Lapse => "lapse",
        }
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepActor {
    /// The person who asked, with code and document number.
    Applicant,
    /// An operator of the platform.
    Operator,
    /// An operator other than the one who proposed.
    SecondOperator,
    /// The clock.
    Platform,
}

/// One line of the procedure.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// State before.
    pub from: RequestState,
    /// What is done.
    pub action: RequestAction,
    /// State after.
    pub to: RequestState,
    /// Who does it.
    pub actor: StepActor,
    /// Template of the mail to the applicant, where one is sent.
    pub mail: Option<&'static str>,
    /// Term of whoever has to act next, from the moment of this step.
    pub term: Option<Term>,
}

/// Working days within which the platform answers a request (as the State's help desk for credentials does).
pub const REVIEW: Term = Term {
    amount: 5,
    unit: Unit::BusinessDays,
};
/// Working days to correct what was observed (LPAG, art. 136).
pub const CORRECTION: Term = Term {
    amount: 2,
    unit: Unit::BusinessDays,
};

/// The procedure: from → action → to, who, mail, term.
pub const STEPS: &[Step] = {
    use RequestAction as A;
    use RequestState as S;
    use StepActor as W;
    const fn step(
        from: S,
        action: A,
        to: S,
        actor: W,
        mail: Option<&'static str>,
        term: Option<Term>,
    ) -> Step {
        Step {
            from,
            action,
            to,
            actor,
            mail,
            term,
        }
    }
    &[
        step(S::Submitted, A::Take, S::InReview, W::Operator, None, None),
        step(
            S::InReview,
            A::Observe,
            S::Observed,
            W::Operator,
            Some("portal_request.observed"),
            Some(CORRECTION),
        ),
        step(
            S::Observed,
            A::Correct,
            S::Submitted,
            W::Applicant,
            Some("portal_request.received"),
            Some(REVIEW),
        ),
        step(
            S::Observed,
            A::Lapse,
            S::Rejected,
            W::Platform,
            Some("portal_request.lapsed"),
            None,
        ),
        step(
            S::InReview,
            A::Propose,
            S::InReview,
            W::Operator,
            None,
            None,
        ),
        step(
            S::InReview,
            A::Return,
            S::InReview,
            W::SecondOperator,
            None,
            None,
        ),
        step(
            S::InReview,
            A::Approve,
            S::Created,
            W::SecondOperator,
            Some("portal_request.created"),
            None,
        ),
        step(
            S::InReview,
            A::Reject,
            S::Rejected,
            W::Operator,
            Some("portal_request.rejected"),
            None,
        ),
    ]
};

/// The step that an action takes from a state, where the procedure has one.
pub fn step(from: RequestState, action: RequestAction) -> Option<&'static Step> {
    STEPS
        .iter()
        .find(|step| step.from == from && step.action == action)
}

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
    /// What the upload of the scanned designation answered.
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

/// What the applicant takes home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestReceipt {
    /// Code of the request: `POR-2026-000123`.
    pub code: String,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// By when the platform answers, day by day.
    pub answer_by: Deadline,
}

/// How the applicant looks the request up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TrackIn {
    /// Code of the request.
    #[cfg_attr(feature = "api", schema(max_length = 40, example = "POR-2026-000123"))]
    pub code: String,
    /// DNI of the responsible person.
    #[cfg_attr(feature = "api", schema(pattern = r"^\d{8}$", example = "40112233"))]
    pub dni: String,
}

crate::checks!(TrackIn, |this, check| {
    check
        .field("code", rules::length(&this.code, 1, 40))
        .field("dni", rules::dni(&this.dni));
});

/// A request as its applicant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestTracking {
    /// Code of the request.
    pub code: String,
    /// Name the municipality will have on the platform.
    pub municipality: String,
    /// Where it stands.
    pub state: RequestState,
    /// What happened so far, oldest first.
    pub history: Vec<RequestEvent>,
    /// Whose turn it is and by when; `null` when nobody's.
    pub due: Option<Deadline>,
    /// What to correct, while observed.
    pub observations: Option<String>,
    /// The name of the portal in addresses, once created.
    pub slug: Option<String>,
}

/// One thing that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RequestEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What; `null` for the submission itself.
    pub action: Option<RequestAction>,
    /// The state it led to.
    pub state: RequestState,
    /// What the applicant was told.
    pub note: Option<String>,
}

/// The corrected request, with code and document number as proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    /// Code and document number.
    pub track: TrackIn,
    /// The request as it should be now.
    pub request: PortalRequestIn,
}

crate::checks!(CorrectionIn, |this, check| {
    check
        .nested("track", &this.track)
        .nested("request", &this.request);
});

/// A request in the operators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestListItem {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Name of the municipality.
    pub municipality: String,
    /// Its level.
    pub kind: MunicipalityKind,
    /// Department, province, district.
    pub place: String,
    /// Where it stands.
    pub state: RequestState,
    /// Whether its approval was proposed.
    pub proposed: bool,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// By when somebody has to act.
    pub due_at: Option<DateTime<Utc>>,
}

/// A request as operators review it. Reading it is journaled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalRequestOut {
    /// What the list shows.
    #[serde(flatten)]
    pub item: PortalRequestListItem,
    /// District, six digits (INEI).
    pub ubigeo: String,
    /// Name of the centro poblado, where it is one.
    pub populated_center: Option<String>,
    /// RUC, where given.
    pub ruc: Option<String>,
    /// The responsible person; `null` when the data was erased.
    pub responsible: Option<ResponsibleOut>,
    /// What designates the person.
    pub designation: DesignationIn,
    /// The scanned designation, to open with the staff's own address of a file.
    pub scan_id: Uuid,
    /// What happened so far, oldest first.
    pub history: Vec<RequestEvent>,
    /// Who proposed the approval.
    pub proposed_by: Option<String>,
    /// The name in addresses that the portal would get, or got.
    pub slug: String,
    /// What speaks against approval: another portal of the same place, another open request.
    pub warnings: Vec<String>,
}

/// The responsible person, for operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ResponsibleOut {
    /// Given and family names.
    pub name: String,
    /// Document number.
    pub dni: String,
    /// Post.
    pub post: String,
    /// Institutional mail.
    pub email: String,
    /// Phone.
    pub phone: String,
}

/// A step of an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepIn {
    /// What the applicant is told; needed to observe, return and reject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 2000))]
    pub note: Option<String>,
}

crate::checks!(StepIn, |this, check| {
    check.field(
        "note",
        this.note
            .as_deref()
            .map_or(Ok(()), |note| rules::length(note, 3, 2000)),
    );
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check;

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
    fn a_centro_poblado_needs_its_name_and_nobody_else_has_one() {
        let mut request = request();
        request.populated_center = Some("Río Seco".into());
        assert_eq!(fields(&request), ["populated_center"]);
        request.kind = MunicipalityKind::PopulatedCenter;
        assert!(fields(&request).is_empty());
        request.populated_center = Some("  ".into());
        assert_eq!(fields(&request), ["populated_center"]);
    }

    #[test]
    fn nothing_leads_out_of_a_final_state_and_every_state_is_reached() {
        for step in STEPS {
            assert!(!step.from.is_final());
        }
        for state in RequestState::ALL {
            assert!(
                *state == RequestState::Submitted || STEPS.iter().any(|step| step.to == *state)
            );
        }
    }

    #[test]
    fn an_action_leads_from_a_state_to_one_state_only() {
        for a in STEPS {
            let same = STEPS
                .iter()
                .filter(|b| a.from == b.from && a.action == b.action);
            assert_eq!(same.count(), 1);
        }
    }
}
