//! What only a browser does: starting from the page the server wrote, taking over without a jump, guarding a form.

mod guard;
mod lock;
mod sealed;
mod start;
mod takeover;

pub(crate) use guard::guard;
pub(crate) use lock::alone;
pub(crate) use sealed::{Sealed, Unavailable};
pub use start::start;
