//! The plans, declared as data: which stages, what each asks, which evidence, who signs.

use super::visits;
use crate::access::Permission;
use crate::features::files::UploadPurpose;
use crate::kit::text_enum::text_enum;
use crate::registers::Register;

text_enum! {
    /// A stage.
    GoLiveStage {
        /// The municipality says who it is and how it receives people.
        StartForm = "start_form",
        /// The administrator of the register is designated.
        Designation = "designation",
        /// He is introduced to the norm and to the system.
        Induction = "induction",
        /// The staff who can be visited are loaded.
        StaffLoad = "staff_load",
        /// Those who will record visits are trained.
        Training = "training",
        /// They practise with data of their own that nobody outside sees.
        Demo = "demo",
        /// The practice is looked through and signed off.
        Validation = "validation",
        /// What production starts from is loaded.
        ProductionLoad = "production_load",
        /// Visits become public.
        Production = "production",
        /// Acts of interest management are recorded.
        InterestManagement = "interest_management",
        /// The subjects with decision capacity are trained.
        DecisionTraining = "decision_training",
    }
}

/// What a field of a stage's form holds. Values travel as texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Text(usize),
    /// Several lines of at most so many characters.
    Long(usize),
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A whole number from 0 to 100,000.
    Count,
    /// A mail address.
    Mail,
    /// A phone number of Peru.
    Phone,
}

/// A field of a stage's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageField {
    /// Its name on the wire.
    pub name: &'static str,
    /// What people are asked for.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the stage is not sent without it.
    pub required: bool,
}

/// A document that shows that a stage was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceKind {
    /// Its code.
    pub code: &'static str,
    /// What it is.
    pub label: &'static str,
    /// Whether the stage is not sent without it.
    pub required: bool,
    /// What the file may be.
    pub purpose: UploadPurpose,
}

/// Who of the municipality may send a stage. All who keep the plan may prepare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// The responsible for the portal, who speaks for the municipality.
    Entity,
    /// The administrator of the register.
    Administrator,
    /// Either of them.
    Either,
}

impl Signer {
    /// Whoever holds any of these may.
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Entity => &[Permission::PortalDeclare],
            Self::Administrator => &[Permission::VisitsManage],
            Self::Either => &[Permission::PortalDeclare, Permission::VisitsManage],
        }
    }

    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Entity => "Responsable del portal",
            Self::Administrator => "Administrador del registro",
            Self::Either => "Responsable del portal o administrador del registro",
        }
    }
}

/// A stage of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its code.
    pub code: GoLiveStage,
    /// As people read it.
    pub title: &'static str,
    /// What is to be done.
    pub asks: &'static str,
    /// On which norm it rests.
    pub norm: &'static str,
    /// The stages that have to be accepted before it is sent.
    pub after: &'static [GoLiveStage],
    /// Its form.
    pub fields: &'static [StageField],
    /// Its evidence.
    pub evidence: &'static [EvidenceKind],
    /// Whether it lists who was there.
    pub has_attendants: bool,
    /// Whether what was practised is counted when it is sent.
    pub has_practice: bool,
    /// Who of the municipality sends it; an operator of the platform accepts it.
    pub signer: Signer,
}

impl Stage {
    /// A field of its form.
    pub fn field(&self, name: &str) -> Option<&'static StageField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A kind of its evidence.
    pub fn evidence_kind(&self, code: &str) -> Option<&'static EvidenceKind> {
        self.evidence.iter().find(|kind| kind.code == code)
    }
}

/// How a register goes live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which register, by its identifier.
    pub register: &'static str,
    /// Its stages in order.
    pub stages: &'static [Stage],
    /// The stage from which on records are public.
    pub production: GoLiveStage,
}

impl Plan {
    /// A stage of it.
    pub fn stage(&self, code: GoLiveStage) -> Option<&'static Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// Its place in the order, from 0.
    pub fn position(&self, code: GoLiveStage) -> Option<usize> {
        self.stages.iter().position(|stage| stage.code == code)
    }
}

/// The plan of a register; none where it is public from its first record on.
pub fn plan_of(register: &Register) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.register == register.id)
}

/// Every plan.
pub const PLANS: &[Plan] = &[Plan {
    register: "visits",
    stages: visits::STAGES,
    production: GoLiveStage::Production,
}];
