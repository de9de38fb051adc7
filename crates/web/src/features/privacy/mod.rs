//! Personal data: the notice that stands at every form, the table of terms, and the record of incidents.

mod detail;
mod form;
mod list;
mod notice;
mod terms;

pub use detail::detail;
pub use form::new;
pub use list::list;
pub use notice::{
    DEVELOPER_KEY, FormNotice, INVITATION, PORTAL_REQUEST, RESET, SIGN_IN, TRACKING, privacy_notice,
};
pub(crate) use terms::{months, then};
pub use terms::{officer, terms_table};

/// Where the record stands.
const PAGE: &str = "/admin/privacidad";
