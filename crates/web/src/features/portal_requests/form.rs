//! What is typed into a request: the fields, the request they make, and the step each of its errors belongs to.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::features::directory::MunicipalityKind;
use shared::features::places::PlacePublic;
use shared::features::portal_requests::{
    CorrectionOut, DesignationIn, DesignationKind, PortalRequestIn, ResponsibleIn,
};
use shared::kit::check::Check;
use shared::kit::problem::FieldError;

use crate::features::places::place_label;
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::ui::FileItem;

/// The last step: everything once more, and the declaration.
pub(super) const REVIEW: usize = 3;

/// The fields in the order of the form, each with its step.
const FIELDS: [(&str, usize); 14] = [
    ("kind", 0),
    ("ubigeo", 0),
    ("populated_center", 0),
    ("ruc", 0),
    ("responsible.given_names", 1),
    ("responsible.family_names", 1),
    ("responsible.dni", 1),
    ("responsible.post", 1),
    ("responsible.email", 1),
    ("responsible.phone", 1),
    ("responsible.designation.kind", 2),
    ("responsible.designation.number", 2),
    ("responsible.designation.date", 2),
    ("scan", 2),
];

/// The step on which a field stands; what stands nowhere else is shown on the last one.
pub(super) fn step_of(field: &str) -> usize {
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or(REVIEW, |(_, step)| *step)
}

fn place_of(field: &str) -> usize {
    let place = FIELDS.iter().position(|(name, _)| *name == field);
    place.unwrap_or(FIELDS.len())
}

/// The fields of a request. Copy it into the steps.
#[derive(Clone, Copy)]
pub(super) struct RequestForm {
    pub(super) state: FormState,
    pub(super) kind: FormField,
    /// What is typed to find the district; not sent.
    pub(super) place: FormField,
    pub(super) ubigeo: FormField,
    /// The district that was chosen.
    pub(super) chosen: RwSignal<Option<PlacePublic>>,
    pub(super) populated_center: FormField,
    pub(super) ruc: FormField,
    pub(super) given_names: FormField,
    pub(super) family_names: FormField,
    pub(super) dni: FormField,
    pub(super) post: FormField,
    pub(super) email: FormField,
    pub(super) phone: FormField,
    pub(super) designation: FormField,
    pub(super) number: FormField,
    pub(super) date: FormField,
    /// What the upload of the scan answered.
    pub(super) scan: FormField,
    /// Whether a scan was sent before, which stays unless another one is attached.
    pub(super) keeps_scan: bool,
    /// The scan as the field shows it.
    pub(super) file: RwSignal<Option<FileItem>>,
    /// How many scans were picked: the answer about an earlier one counts for nothing.
    pub(super) picked: StoredValue<u32>,
    pub(super) declared: RwSignal<bool>,
    pub(super) declared_error: Signal<Option<String>>,
}

impl RequestForm {
    /// An empty form, or what was sent, to correct it.
    pub(super) fn new(sent: Option<CorrectionOut>) -> Self {
        let state = FormState::new();
        let keeps_scan = sent.is_some();
        let (chosen, sent) = sent.map_or((None, None), |sent| (sent.place, Some(sent.request)));
        let of = |read: fn(&PortalRequestIn) -> String| sent.as_ref().map(read).unwrap_or_default();
        let place = chosen.as_ref().map(place_label).unwrap_or_default();
        let ubigeo = chosen.as_ref().map(|place| place.code.as_str().to_owned());
        let designation = sent.as_ref().map(|sent| sent.responsible.designation.kind);
        Self {
            state,
            kind: state.field("kind", of(|sent| sent.kind.as_str().to_owned())),
            place: state.field("place", place),
            ubigeo: state.field("ubigeo", ubigeo.unwrap_or_default()),
            chosen: RwSignal::new(chosen),
            populated_center: state.field(
                "populated_center",
                of(|sent| sent.populated_center.clone().unwrap_or_default()),
            ),
            ruc: state.field("ruc", of(|sent| sent.ruc.clone().unwrap_or_default())),
            given_names: state.field(
                "responsible.given_names",
                of(|sent| sent.responsible.given_names.clone()),
            ),
            family_names: state.field(
                "responsible.family_names",
                of(|sent| sent.responsible.family_names.clone()),
            ),
            dni: state.field("responsible.dni", of(|sent| sent.responsible.dni.clone())),
            post: state.field("responsible.post", of(|sent| sent.responsible.post.clone())),
            email: state.field(
                "responsible.email",
                of(|sent| sent.responsible.email.clone()),
            ),
            phone: state.field(
                "responsible.phone",
                of(|sent| sent.responsible.phone.clone()),
            ),
            designation: state.field(
                "responsible.designation.kind",
                designation.unwrap_or_default().code(),
            ),
            number: state.field(
                "responsible.designation.number",
                of(|sent| sent.responsible.designation.number.clone()),
            ),
            date: state.field(
                "responsible.designation.date",
                of(|sent| sent.responsible.designation.date.to_string()),
            ),
            scan: state.field("scan", ""),
            keeps_scan,
            file: RwSignal::new(None),
            picked: StoredValue::new(0),
            declared: RwSignal::new(false),
            declared_error: state.error("declared_true"),
        }
    }

    /// The level that was chosen, followed.
    pub(super) fn level(self) -> Option<MunicipalityKind> {
        self.kind.value.with(|code| code.parse().ok())
    }

    /// The name that the municipality will have, as far as it is known; followed.
    pub(super) fn municipality(self) -> Option<String> {
        let centre = self.populated_center.value.get();
        let level = self.level()?;
        self.chosen.with(|place| {
            place
                .as_ref()
                .and_then(|place| municipality_name(level, place, centre.trim()))
        })
    }

    /// The request as it stands now.
    pub(super) fn draft(self) -> Draft {
        let level: Option<MunicipalityKind> = self.kind.text().parse().ok();
        let date: Option<NaiveDate> = self.date.text().parse().ok();
        let mut missing = Vec::new();
        if level.is_none() {
            missing.push("kind");
        }
        if date.is_none() {
            missing.push("responsible.designation.date");
        }
        let kind = level.unwrap_or(MunicipalityKind::District);
        let centre = self.populated_center.optional();
        let request = PortalRequestIn {
            ubigeo: self.ubigeo.text(),
            kind,
            populated_center: centre.filter(|_| kind == MunicipalityKind::PopulatedCenter),
            ruc: self.ruc.optional(),
            responsible: ResponsibleIn {
                given_names: self.given_names.text(),
                family_names: self.family_names.text(),
                dni: self.dni.text(),
                post: self.post.text(),
                email: self.email.text(),
                phone: self.phone.text(),
                designation: DesignationIn {
                    kind: DesignationKind::from_code(&self.designation.text()).unwrap_or_default(),
                    number: self.number.text(),
                    date: date.unwrap_or_default(),
                },
            },
            scan: self.scan.text(),
            declared_true: self.declared.get_untracked(),
        };
        Draft {
            request,
            missing,
            keeps_scan: self.keeps_scan,
        }
    }
}

/// A request that may still lack what its type cannot do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) request: PortalRequestIn,
    missing: Vec<&'static str>,
    keeps_scan: bool,
}

impl Check for Draft {
    /// All that is wrong, in the order of the form.
    fn check(&self) -> Vec<FieldError> {
        let empty = self
            .missing
            .iter()
            .map(|field| FieldError::new(*field, "required", t::FORM_REQUIRED.s()));
        let broken = if self.keeps_scan {
            self.request.check_correction()
        } else {
            self.request.check()
        };
        let mut errors: Vec<_> = empty.chain(broken).collect();
        errors.sort_by_key(|error| place_of(&error.field));
        errors
    }
}

/// The name as the platform gives it: `Municipalidad Provincial de Piura`.
fn municipality_name(level: MunicipalityKind, place: &PlacePublic, centre: &str) -> Option<String> {
    let (text, name) = match level {
        MunicipalityKind::Provincial => {
            (t::REQUEST_NAME_PROVINCIAL, place.path.split(", ").nth(1)?)
        }
        MunicipalityKind::District => (t::REQUEST_NAME_DISTRICT, place.name.as_str()),
        MunicipalityKind::PopulatedCenter if centre.is_empty() => return None,
        MunicipalityKind::PopulatedCenter => (t::REQUEST_NAME_CENTRE, centre),
    };
    Some(text.with(&[("name", name)]))
}
