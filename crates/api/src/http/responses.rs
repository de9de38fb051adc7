//! Refusals an operation can answer, for the API document: named once, used by every handler.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use crate::error::Code;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident: $($code:ident),+;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                describe(&[$(Code::$code),+])
            }
        }
    )*};
}

refusals! {
    /// Of a public read.
    PublicRead: Malformed, InvalidCredentials, NotFound, TooManyRequests, Unavailable;
    /// Of something a visitor sends.
    PublicWrite: Malformed, InvalidCredentials, CrossSite, NotFound, Conflict, TooLarge, UnsupportedMediaType, Invalid,
        TooManyRequests, Unavailable, StorageFull;
    /// Of a use of a link that a mail brought.
    LinkUse: Malformed, InvalidCredentials, CrossSite, Gone, TooLarge, UnsupportedMediaType, Invalid, TooManyRequests,
        Unavailable, StorageFull;
    /// Of a read by staff.
    StaffRead: Malformed, Unauthenticated, Forbidden, NotFound, TooManyRequests, Unavailable;
    /// Of a change by staff.
    StaffWrite: Malformed, Unauthenticated, Forbidden, NotFound, Conflict, TooLarge, UnsupportedMediaType, Invalid,
        TooManyRequests, Unavailable, StorageFull;
    /// Of a change by staff that names the version it changes.
    StaffEdit: Malformed, Unauthenticated, Forbidden, NotFound, Conflict, Stale, TooLarge, UnsupportedMediaType, Invalid,
        PreconditionRequired, TooManyRequests, Unavailable, StorageFull;
}

fn describe(codes: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let entry = |code: &Code| {
        let body = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        let response = ResponseBuilder::new()
            .description(code.title())
            .content("application/problem+json", body)
            .build();
        (code.status().to_string(), RefOr::T(response))
    };
    codes.iter().map(entry).collect()
}
