//! A municipality asks for its portal: the form, the states, the steps, and what the applicant sees.
//!
//! The table [`STEPS`] is the procedure: the API obeys it, the screens draw it, the glossary prints it.

mod correction;
mod desk;
mod form;
mod procedure;
mod tracking;

pub use correction::{CorrectionIn, CorrectionLinkIn, CorrectionOut, RequestChange, RequestField};
pub use desk::{PortalRequestListItem, PortalRequestOut, ResponsibleOut, StepIn};
pub use form::{DesignationIn, DesignationKind, PortalRequestIn, ResponsibleIn};
pub use procedure::{
    CORRECTION, REVIEW, RequestAction, RequestState, STEPS, Step, StepActor, step,
};
pub use tracking::{
    PortalRequestReceipt, PortalRequestTracking, RequestDocument, RequestEvent, TrackIn, paper_path,
};

/// Where a request is sent.
pub const REQUESTS_PATH: &str = "/api/v1/portal-requests";
/// Where its state is looked up.
pub const TRACK_PATH: &str = "/api/v1/portal-requests/track";
/// Where an observed request is sent again.
pub const CORRECTION_PATH: &str = "/api/v1/portal-requests/correction";
/// Where the link of the mail opens an observed request.
pub const CORRECTION_OPEN_PATH: &str = "/api/v1/portal-requests/correction/open";
/// Where that mail is asked for again.
pub const CORRECTION_LINK_PATH: &str = "/api/v1/portal-requests/correction/link";
/// The page to which the link of the mail leads, above the token.
pub const CORRECTION_PAGE: &str = "/seguimiento/corregir";
/// The operators' list.
pub const DESK_PATH: &str = "/api/v1/platform/portal-requests";
