//! What only a browser does: starting from the page the server wrote, taking over without a jump, guarding a form.

mod guard;
mod start;
mod takeover;

pub(crate) use guard::guard;
pub use start::start;
