//! The pages of registers.
