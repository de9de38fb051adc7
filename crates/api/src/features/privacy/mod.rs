//! Personal data: who answers for it, the record of incidents, and the erasure of what registers tell of a person
//! (Ley 29733; DS 016-2024-JUS).
//!
//! An incident is known, told to the authority within 48 hours, and closed. The officer is reminded after 24 and 40
//! hours. What people write about an incident stays in its row; the journal, which is kept for ever, holds a salted
//! commitment to it.

mod changes;
mod conserve;
mod desk;
mod entity;
mod erase;
mod evidence;
mod evidence_platform;
mod handlers;
mod look;
mod notices;
mod persons;
mod platform;
mod public;
mod remind;
mod store;

use crate::http::operations::Operations;

pub(crate) use conserve::{closed_before, dispose};
pub(crate) use remind::RemindIncidents;
pub(crate) use store::open_since;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::get_privacy)
        .service(public::get_platform_privacy)
        .service(handlers::list_incidents)
        .service(handlers::record_incident)
        .service(handlers::get_incident)
        .service(handlers::correct_incident)
        .service(handlers::notify_authority)
        .service(handlers::notify_people)
        .service(handlers::close_incident)
        .service(handlers::export_evidence)
        .service(persons::find_person_records)
        .service(persons::erase_person_records)
        .service(platform::list_platform_incidents)
        .service(platform::record_platform_incident)
        .service(platform::get_platform_incident)
        .service(platform::correct_platform_incident)
        .service(platform::notify_authority_of_platform_incident)
        .service(platform::notify_people_of_platform_incident)
        .service(platform::close_platform_incident)
        .service(platform::export_platform_evidence);
}
