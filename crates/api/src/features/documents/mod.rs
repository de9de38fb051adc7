//! Issued documents: anybody who holds one learns from its code whether it is genuine and still holds; the staff issues,
//! revokes and replaces its own, operators those of the platform.

mod acts;
mod admin;
mod desk;
mod platform;
mod public;

use crate::http::operations::Operations;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::verify_document)
        .service(admin::list_documents)
        .service(admin::issue_document)
        .service(admin::download_document)
        .service(admin::revoke_document)
        .service(admin::replace_document)
        .service(platform::list_platform_documents)
        .service(platform::download_platform_document)
        .service(platform::revoke_platform_document)
        .service(platform::replace_platform_document);
}
