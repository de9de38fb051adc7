//! The stages of the visitor register (Directiva 001-2022-PCM/SIP).

use super::stages::{EvidenceKind, FieldKind, GoLiveStage, Signer, Stage, StageField};
use crate::features::files::UploadPurpose;

const DIRECTIVE: &str = "Directiva 001-2022-PCM/SIP";
const LAW: &str = "Ley 28024 y DS 120-2019-PCM";

const fn field(name: &'static str, label: &'static str, kind: FieldKind) -> StageField {
    StageField {
        name,
        label,
        kind,
        required: true,
    }
}

const fn may(field: StageField) -> StageField {
    StageField {
        required: false,
        ..field
    }
}

const fn paper(code: &'static str, label: &'static str, required: bool) -> EvidenceKind {
    EvidenceKind {
        code,
        label,
        required,
        purpose: UploadPurpose::Scan,
    }
}

const BARE: Stage = Stage {
    code: GoLiveStage::StartForm,
    title: "",
    asks: "",
    norm: DIRECTIVE,
    after: &[],
    fields: &[],
    evidence: &[],
    has_attendants: false,
    has_practice: false,
    signer: Signer::Either,
};

/// In their order.
pub(super) const STAGES: &[Stage] = &[
    Stage {
        code: GoLiveStage::StartForm,
        title: "Formulario de inicio",
        asks: "Diga quién coordina la implementación y cómo recibe visitas su municipalidad.",
        fields: &[
            field("contact", "Persona de contacto", FieldKind::Text(150)),
            field("contact_post", "Su cargo", FieldKind::Text(150)),
            field("contact_mail", "Su correo institucional", FieldKind::Mail),
            may(field("contact_phone", "Su teléfono", FieldKind::Phone)),
            field(
                "gates",
                "Puertas por donde ingresan visitas",
                FieldKind::Count,
            ),
            may(field(
                "now",
                "Cómo se registran hoy las visitas",
                FieldKind::Long(1_000),
            )),
        ],
        evidence: &[paper("form", "Formulario de inicio firmado", false)],
        signer: Signer::Entity,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Designation,
        title: "Designación del administrador",
        asks: "Designe con resolución a quien administrará el registro. Debe tener contrato vigente con la municipalidad y \
               conocimientos de informática.",
        after: &[GoLiveStage::StartForm],
        fields: &[
            field(
                "administrator",
                "Nombre del administrador",
                FieldKind::Text(150),
            ),
            field("post", "Su cargo", FieldKind::Text(150)),
            field(
                "resolution",
                "Resolución que lo designa",
                FieldKind::Text(200),
            ),
            field("resolution_date", "Fecha de la resolución", FieldKind::Day),
            field(
                "link",
                "Vínculo con la entidad (régimen y contrato)",
                FieldKind::Text(200),
            ),
            field(
                "knowledge",
                "Conocimientos de informática",
                FieldKind::Long(500),
            ),
        ],
        evidence: &[
            paper(
                "resolution",
                "Resolución de designación (SIP-RVL-001)",
                true,
            ),
            paper("contract", "Contrato u otro documento del vínculo", true),
            paper("knowledge", "Certificado o constancia de informática", true),
        ],
        signer: Signer::Entity,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Induction,
        title: "Inducción",
        asks: "El administrador recibe la inducción sobre la norma y sobre el sistema. Anote quiénes asistieron.",
        after: &[GoLiveStage::Designation],
        fields: &[
            field("held_on", "Fecha de la inducción", FieldKind::Day),
            field("given_by", "Quién la dio", FieldKind::Text(150)),
            may(field("topics", "Temas", FieldKind::Long(1_000))),
        ],
        evidence: &[paper("minutes", "Constancia o acta", false)],
        has_attendants: true,
        ..BARE
    },
    Stage {
        code: GoLiveStage::StaffLoad,
        title: "Carga del formato de personal",
        asks: "Importe el formato de personal (SIP-RVL-002) en la página de funcionarios y adjunte el oficio con que se envía.",
        after: &[GoLiveStage::Designation],
        fields: &[
            field("loaded_on", "Fecha de la carga", FieldKind::Day),
            field("people", "Personas cargadas", FieldKind::Count),
            field("letter", "Número del oficio", FieldKind::Text(100)),
        ],
        evidence: &[
            paper("letter", "Oficio con que se envía el formato", true),
            EvidenceKind {
                code: "staff",
                label: "Formato de personal (SIP-RVL-002)",
                required: true,
                purpose: UploadPurpose::Sheet,
            },
        ],
        signer: Signer::Administrator,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Training,
        title: "Capacitación del personal",
        asks: "Capacite a quienes registrarán visitas y a las oficinas que las reciben. Anote quiénes asistieron.",
        after: &[GoLiveStage::Induction],
        fields: &[
            field("held_on", "Fecha de la capacitación", FieldKind::Day),
            field("given_by", "Quién la dio", FieldKind::Text(150)),
            field("hours", "Horas", FieldKind::Count),
        ],
        evidence: &[paper("list", "Lista de asistencia firmada", true)],
        has_attendants: true,
        signer: Signer::Administrator,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Demo,
        title: "Ambiente de práctica",
        asks: "Practique en modo capacitación ingresos, salidas, registros tardíos y correcciones. Nada de eso se publica; el \
               sistema cuenta lo practicado y lo adjunta al enviar la etapa.",
        after: &[GoLiveStage::StaffLoad, GoLiveStage::Training],
        fields: &[
            field(
                "finished_on",
                "Fecha en que terminó la práctica",
                FieldKind::Day,
            ),
            may(field("remarks", "Qué se encontró", FieldKind::Long(1_000))),
        ],
        has_practice: true,
        signer: Signer::Administrator,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Validation,
        title: "Validación",
        asks: "Revise lo practicado y firme que el registro está listo.",
        after: &[GoLiveStage::Demo],
        fields: &[
            field("validated_on", "Fecha de la validación", FieldKind::Day),
            may(field(
                "remarks",
                "Observaciones resueltas",
                FieldKind::Long(1_000),
            )),
        ],
        evidence: &[paper("minutes", "Acta de validación firmada", true)],
        signer: Signer::Entity,
        ..BARE
    },
    Stage {
        code: GoLiveStage::ProductionLoad,
        title: "Carga a producción",
        asks: "Actualice el formato de personal, las puertas y los lugares con que empezará a trabajar.",
        after: &[GoLiveStage::Validation],
        fields: &[
            field("loaded_on", "Fecha de la carga", FieldKind::Day),
            field("people", "Funcionarios vigentes", FieldKind::Count),
        ],
        evidence: &[EvidenceKind {
            code: "staff",
            label: "Formato de personal actualizado (SIP-RVL-002)",
            required: false,
            purpose: UploadPurpose::Sheet,
        }],
        signer: Signer::Administrator,
        ..BARE
    },
    Stage {
        code: GoLiveStage::Production,
        title: "Puesta en producción",
        asks: "Pida con oficio la puesta en producción. Desde que el operador la acepta las visitas se publican, y los datos de \
               práctica se retiran.",
        norm: "Ley 28024, DS 120-2019-PCM y Directiva 001-2022-PCM/SIP",
        after: &[GoLiveStage::ProductionLoad],
        fields: &[
            field("starts_on", "Fecha pedida", FieldKind::Day),
            field("letter", "Número del oficio", FieldKind::Text(100)),
        ],
        evidence: &[paper("letter", "Oficio firmado", true)],
        signer: Signer::Entity,
        ..BARE
    },
    Stage {
        code: GoLiveStage::InterestManagement,
        title: "Gestión de intereses",
        asks: "Defina con resolución a los sujetos con capacidad de decisión. El administrador los mantiene al día.",
        norm: LAW,
        after: &[GoLiveStage::Production],
        fields: &[
            field(
                "resolution",
                "Resolución que los define",
                FieldKind::Text(200),
            ),
            field("enabled_on", "Desde cuándo", FieldKind::Day),
            field("people", "Cuántos son", FieldKind::Count),
        ],
        evidence: &[paper("resolution", "Resolución", true)],
        signer: Signer::Entity,
        ..BARE
    },
    Stage {
        code: GoLiveStage::DecisionTraining,
        title: "Capacitación de los sujetos con capacidad de decisión",
        asks: "Capacite a quienes deciden en el registro de sus actos de gestión de intereses. Anote quiénes asistieron.",
        norm: LAW,
        after: &[GoLiveStage::InterestManagement],
        fields: &[
            field("held_on", "Fecha de la capacitación", FieldKind::Day),
            field("given_by", "Quién la dio", FieldKind::Text(150)),
        ],
        evidence: &[paper("list", "Lista de asistencia firmada", true)],
        has_attendants: true,
        signer: Signer::Administrator,
        ..BARE
    },
];
