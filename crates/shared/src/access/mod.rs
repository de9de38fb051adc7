//! Who may do what: roles, permissions, and which role holds which permission.
//!
//! The table is code on purpose: it is reviewed, versioned and tested like code. What is data is who holds a role, since
//! when, until when, and by which resolution (`features::grants`).

mod permission;
mod role;

pub use permission::{Perm, Permission, perm};
pub use role::{Role, RoleScope};
