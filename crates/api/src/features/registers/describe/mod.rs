//! The operations of registers in the API document, out of their declarations.

mod files;
mod imports;
mod parameters;
mod public;
mod schemas;
mod staff;
mod told;

use shared::registers::{FORMATS, REGISTERS, Register};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, Paths,
    PathsBuilder,
};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{
    ContentBuilder, Ref, RefOr, Required, ResponseBuilder, Responses, Schema,
    security::SecurityRequirement,
};
use utoipa::{IntoResponses, ToSchema};

pub(super) use schemas::schemas;

/// The paths below `/api/v1`.
pub(super) fn paths() -> Paths {
    let (path, operation) = public::short();
    let mut paths = PathsBuilder::new().path(path, PathItem::new(HttpMethod::Get, operation));
    for register in REGISTERS {
        let public = public::operations(register).into_iter();
        let beside = files::operations(register).into_iter();
        let beside = beside.chain(told::operations(register));
        for (path, operation) in public.chain(beside) {
            paths = paths.path(path, PathItem::new(HttpMethod::Get, operation));
        }
        let of_staff = staff::operations(register).into_iter();
        for (method, path, operation) in of_staff.chain(imports::operations(register)) {
            paths = paths.path(path, PathItem::new(method, operation));
        }
    }
    for format in FORMATS {
        for (method, path, operation) in imports::operations(format) {
            paths = paths.path(path, PathItem::new(method, operation));
        }
    }
    paths.build()
}

/// Where the records of one municipality, and those of all, stand.
fn addresses(register: &Register) -> (String, String) {
    let id = register.id;
    (
        format!("/m/{{slug}}/registers/{id}"),
        format!("/registers/{id}"),
    )
}

/// An operation for which nobody signs in.
fn open(id: String, summary: String) -> OperationBuilder {
    operation(id, summary).security(SecurityRequirement::default())
}

fn slug() -> Parameter {
    path_parameter(
        "slug",
        "Nombre de la municipalidad en las direcciones",
        None,
    )
}

fn operation(id: String, summary: String) -> OperationBuilder {
    OperationBuilder::new()
        .operation_id(Some(id))
        .tag("registers")
        .summary(Some(summary))
}

/// The name of a page of these, as the document calls it elsewhere.
fn page_name<T: ToSchema>() -> String {
    format!("Page_{}", T::name())
}

fn answers<P: IntoResponses>(description: &str, schema: &str) -> Responses {
    answered::<P>("200", description, schema)
}

fn answered<P: IntoResponses>(status: &str, description: &str, schema: &str) -> Responses {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build();
    let found = ResponseBuilder::new()
        .description(description)
        .content("application/json", content)
        .build();
    let mut responses = Responses::new();
    responses.responses.insert(status.to_owned(), found.into());
    responses.responses.extend(P::responses());
    responses
}

fn path_parameter(name: &str, description: &str, format: Option<KnownFormat>) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(format.map(SchemaFormat::KnownFormat));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

fn query(
    name: impl Into<String>,
    description: impl Into<String>,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn known(format: KnownFormat) -> ObjectBuilder {
    text().format(Some(SchemaFormat::KnownFormat(format)))
}

fn name_of(register: &Register, what: &str) -> String {
    format!("{}_{what}", register.id)
}
