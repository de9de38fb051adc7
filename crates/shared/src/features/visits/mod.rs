//! The Registro de Visitas en Línea: who visits which official, when and why (Ley 28024, DL 1353, DS 120-2019-PCM,
//! Directiva 001-2022-PCM/SIP).

pub mod clock;
pub mod desk;
pub mod lookup;
pub mod official_file;
pub mod officials;
pub mod queue;
mod reading;
mod register;
pub mod scan;
pub mod settings;
pub mod staff;

pub use register::{DOCUMENT_TYPES, REASONS, RECORD_CLASSES, REGISTER, VISITOR_KINDS};
