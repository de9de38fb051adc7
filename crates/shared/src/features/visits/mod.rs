//! The Registro de Visitas en Línea: who visits which official, when and why (Ley 28024, DL 1353, DS 120-2019-PCM,
//! Directiva 001-2022-PCM/SIP).

mod reading;
mod register;

pub use register::{REASONS, RECORD_CLASSES, REGISTER};
