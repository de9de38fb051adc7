//! What the API document says of refusals: sets of answers that operations have in common.

use std::collections::BTreeMap;

use shared::kit::problem::Problem;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::error::Code;

/// The bytes of a file, in the documents.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct Binary(Vec<u8>);

type Responses = BTreeMap<String, RefOr<Response>>;

fn problems(codes: &[Code]) -> Responses {
    let always = [Code::TooManyRequests, Code::Internal, Code::Unavailable];
    let mut out = Responses::new();
    for code in codes.iter().chain(&always) {
        let schema = Ref::from_schema_name(Problem::name());
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description(code.title())
            .content("application/problem+json", content);
        out.entry(code.status().to_string())
            .or_insert_with(|| response.build().into());
    }
    out
}

macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident = [$($code:ident),*] $(unchanged $status:literal)?;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub(crate) struct $name;

            impl IntoResponses for $name {
                fn responses() -> Responses {
                    #[allow(unused_mut, clippy::allow_attributes, reason = "only some sets add to it")]
                    let mut out = problems(&[$(Code::$code),*]);
                    $(
                        let unchanged = ResponseBuilder::new().description("Sin cambios desde la versión de If-None-Match");
                        out.insert($status.to_owned(), unchanged.build().into());
                    )?
                    out
                }
            }
        )*
    };
}

sets! {
    /// A public list: a wrong parameter is malformed.
    Query = [Malformed] unchanged "304";
    /// A public thing with a name.
    Named = [Malformed, NotFound] unchanged "304";
    /// A calculation whose parameters are the fields of a form.
    Form = [Malformed, Invalid] unchanged "304";
    /// A calculation over one value of the address.
    Value = [Malformed, NotFound];
    /// Of something a visitor sends.
    PublicWrite = [Malformed, InvalidCredentials, CrossSite, NotFound, Conflict, TooLarge, UnsupportedMediaType, Invalid,
        StorageFull];
    /// Of a use of a link that a mail brought.
    LinkUse = [Malformed, InvalidCredentials, CrossSite, Conflict, Gone, TooLarge, UnsupportedMediaType, Invalid, StorageFull];
    /// Of a read by staff.
    StaffRead = [Malformed, Unauthenticated, Forbidden, NotFound];
    /// Of a change by staff.
    StaffWrite = [Malformed, Unauthenticated, Forbidden, NotFound, Conflict, TooLarge, UnsupportedMediaType, Invalid,
        StorageFull];
    /// Of a change by staff that names the version it changes.
    StaffEdit = [Malformed, Unauthenticated, Forbidden, NotFound, Conflict, Stale, TooLarge, UnsupportedMediaType, Invalid,
        PreconditionRequired, StorageFull];
    /// A file that is written while it is read.
    Export = [Malformed];
    /// The same of something with a name.
    NamedExport = [Malformed, NotFound];
    /// A workbook, which holds only so many rows.
    Workbook = [Malformed, Invalid];
    /// The same of something with a name.
    NamedWorkbook = [Malformed, NotFound, Invalid];
}
