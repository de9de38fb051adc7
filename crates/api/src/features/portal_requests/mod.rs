//! Requests for a portal: from the public form to the tenant.
//!
//! The procedure is the table `shared::features::portal_requests::STEPS`; here it meets the database. The responsible
//! person's names, DNI, mail and phone are personal values under the request's id; the tag of the DNI finds a request
//! again without showing it. Every look of an operator at that data is journaled, and so is the applicant's own by the link
//! of a mail, which alone entitles to correct. LPAG, arts. 51, 136 and 144.

mod approve;
mod conserve;
mod correct;
mod deadlines;
mod desk;
mod entity;
mod lapse;
mod letters;
mod link;
mod look;
mod of_place;
mod papers;
mod public;
mod step;
mod store;
mod submit;
mod tell;
mod waiting;
mod workflow;

use crate::http::operations::Operations;

pub(crate) use conserve::{closed_before, dispose};
pub(crate) use deadlines::{changes_of_calendar, move_deadline};
pub(crate) use lapse::LapseOverdue;
pub(crate) use of_place::of_municipality;
pub(crate) use papers::IssuePaper;
pub(crate) use waiting::waiting;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::submit_portal_request)
        .service(public::track_portal_request)
        .service(public::open_portal_request_correction)
        .service(public::send_portal_request_correction_link)
        .service(public::correct_portal_request)
        .service(public::get_portal_request_receipt)
        .service(desk::list_portal_requests)
        .service(desk::get_portal_request)
        .service(desk::approve_portal_request)
        .service(desk::return_portal_request)
        .service(desk::review_portal_request);
}
