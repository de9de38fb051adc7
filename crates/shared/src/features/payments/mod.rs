//! Payments to suppliers: what the municipality paid, to whom and for what (LTAIP, TUO de la Ley 27806).

mod register;

pub use register::REGISTER;
