//! The features, each a folder with the same name as in `shared` and `web`.

pub(crate) mod accounts;
pub(crate) mod api_keys;
pub(crate) mod auth;
pub(crate) mod break_glass;
pub(crate) mod catalogs;
pub(crate) mod conservation;
pub(crate) mod deadline_tool;
pub(crate) mod deadlines;
pub(crate) mod directory;
pub(crate) mod documents;
pub(crate) mod domains;
pub(crate) mod errors;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod golive;
pub(crate) mod grants;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod interests;
pub(crate) mod journal;
pub(crate) mod municipalities;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod payments;
pub(crate) mod places;
pub(crate) mod portal;
pub(crate) mod portal_requests;
pub(crate) mod privacy;
pub(crate) mod registers;
pub(crate) mod status;
pub(crate) mod tenant_exports;
pub(crate) mod tickets;
pub(crate) mod today;
pub(crate) mod validators;
pub(crate) mod visits;
pub(crate) mod watches;

use crate::http::operations::Operations;

/// Registers every feature's operations below `/api/v1`.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    accounts::configure(operations);
    api_keys::configure(operations);
    auth::configure(operations);
    break_glass::configure(operations);
    catalogs::configure(operations);
    conservation::configure(operations);
    deadline_tool::configure(operations);
    deadlines::configure(operations);
    directory::configure(operations);
    documents::configure(operations);
    errors::configure(operations);
    events::configure(operations);
    domains::configure(operations);
    files::configure(operations);
    golive::configure(operations);
    grants::configure(operations);
    help::configure(operations);
    interests::configure(operations);
    journal::configure(operations);
    municipalities::configure(operations);
    notices::configure(operations);
    outbox::configure(operations);
    payments::configure(operations);
    places::configure(operations);
    portal::configure(operations);
    portal_requests::configure(operations);
    privacy::configure(operations);
    registers::configure(operations);
    tenant_exports::configure(operations);
    status::configure(operations);
    tickets::configure(operations);
    today::configure(operations);
    validators::configure(operations);
    visits::configure(operations);
    watches::configure(operations);
}
