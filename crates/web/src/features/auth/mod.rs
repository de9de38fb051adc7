//! Staff sign-in: password and second factor, the way back for those who forgot, and what must be done at first.

mod enrol;
pub mod new_password;
mod recovery_codes;
mod reset;
mod sign_in;

pub use enrol::{enrol_screen, enrolment};
pub use new_password::NewPassword;
pub use recovery_codes::recovery_codes;
pub use reset::{reset, reset_request};
pub use sign_in::sign_in;
