//! Public works: where they stand, what they cost and how far they are (Contraloría, Infobras; TUO de la Ley 27806).

mod register;

pub use register::REGISTER;
