//! API keys: `mnc_` and 32 random characters, shown once, kept as SHA-256.

pub(crate) mod entity;
mod identify;

pub(crate) use identify::identify;
