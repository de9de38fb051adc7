//! Requests for a portal.

pub mod desk;
