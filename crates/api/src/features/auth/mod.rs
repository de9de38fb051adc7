//! Signing in and staying so: passwords, second factor, sessions.

pub(crate) mod entity;
mod identify;

pub(crate) use identify::identify;
