//! Gestión de intereses: who decides, what is managed before him and what he says of it, and the official agenda (Ley
//! 28024, DL 1353, DL 1415, DS 120-2019-PCM).

mod acts_register;
mod agenda_register;

pub mod acts;
pub mod agenda;
pub mod answers;
pub mod capacities;

pub use acts_register::{ACT_CLASSES, ACTS, ANSWERS, MANAGER_KINDS, MODALITIES, VENUES};
pub use agenda_register::{AGENDA, AGENDA_KINDS, AGENDA_STATES};
