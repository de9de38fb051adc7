//! Payments to suppliers: what the municipality paid, to whom and for what (LTAIP, TUO de la Ley 27806).

mod holder;
mod register;

pub use holder::{HOLDER_COLUMNS, HOLDER_PATH, HolderIn, HolderOut, HolderPayment};
pub use register::REGISTER;
