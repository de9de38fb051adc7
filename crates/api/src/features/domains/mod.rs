//! A municipality's own domain: asked for by its administrators, proved by a DNS record, put into service by an operator,
//! renewed by the year, handed over to the municipality's own account.
//!
//! The procedure is the table `shared::features::domains::STEPS`. The first year is free, the others cost what the
//! catalogue says (procedure of the Portal Municipal, PCM-ONGEI). Which host is whose stands in a public table, so that a
//! request's host is looked up without private rows.

mod admin;
mod certificate;
mod changes;
mod check;
mod clock;
mod demo;
mod desk;
mod desk_changes;
mod desk_history;
mod due;
mod entity;
mod hosts;
mod letters;
mod name;
mod store;
mod term;
mod view;
mod workflow;

use crate::http::operations::Operations;

pub(crate) use clock::{CheckRecords, FollowTerms};
pub(crate) use demo::serve_in_demo;
pub(crate) use due::{renewals, to_activate};
pub(crate) use hosts::{HostState, Hosts, hosts};
pub(crate) use name::{host_of, origin_of, without_port};

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(admin::get_domain)
        .service(admin::request_domain)
        .service(admin::check_domain)
        .service(admin::release_domain)
        .service(admin::record_domain_payment)
        .service(admin::get_domain_payment_file)
        .service(admin::mark_domain_transfer)
        .service(certificate::check_certificate)
        .service(desk::list_domains)
        // Before the one: its name would be taken for an id.
        .service(desk_history::list_domains_history)
        .service(desk::get_municipality_domain)
        .service(desk::activate_domain)
        .service(desk::refuse_domain)
        .service(desk::confirm_domain_payment)
        .service(desk::reject_domain_payment)
        .service(desk::get_municipality_domain_payment_file);
}
