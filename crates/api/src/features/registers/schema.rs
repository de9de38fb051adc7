//! The form of a register's records as JSON Schema, out of its declaration.

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, Value as Json, json};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{Act, Choice, Column, Kind, Privacy, Register};

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::registers::is_tagged;
use crate::state::AppState;

/// Its media type.
pub(super) const MEDIA_TYPE: &str = "application/schema+json";

/// The schema, under the address of one municipality.
pub(super) async fn schema(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let path = records_path(&tenant.slug, register);
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    answer(&state, &request, register, &path, DependsOn::from(&topics))
}

/// The same under that of all municipalities.
pub(super) async fn schema_all(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let path = all_records_path(register);
    answer(&state, &request, register, &path, DependsOn::program())
}

fn answer(
    state: &AppState,
    request: &HttpRequest,
    register: &'static Register,
    path: &str,
    depends: DependsOn,
) -> ApiResult<HttpResponse> {
    let url = format!("{}{path}/schema", state.settings.server.public_url);
    let body = serde_json::to_vec(&of(register, &url))?;
    Ok(etag::public_body(request, MEDIA_TYPE, body, depends))
}

/// The schema of a record, under its own address.
fn of(register: &'static Register, url: &str) -> Json {
    let mut properties = common();
    for column in register.public_columns() {
        properties.insert(column.name.to_owned(), property(column));
        if is_tagged(column) {
            let about = "Une los registros del mismo número sin mostrarlo.";
            let title = format!("{} (etiqueta)", column.label);
            let tag = json!({
                "title": title, "description": about, "type": ["string", "null"], "pattern": "^[0-9a-f]{24}$",
            });
            properties.insert(format!("{}_tag", column.name), tag);
        }
    }
    // Every item of the list names every property; what is unknown is null.
    let required: Vec<_> = properties.keys().cloned().collect();
    let erased = json!({
        "title": "Datos personales suprimidos", "type": "string",
        "description": "Por qué norma y cuándo. Falta donde no se suprimió nada.",
    });
    properties.insert("erased".to_owned(), erased);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": register.record,
        "description": format!("{} {}", register.description, register.legal_basis),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// What every record has.
fn common() -> Map<String, Json> {
    let acts: Vec<_> = Act::ALL.iter().map(|act| act.as_str()).collect();
    let names: Map<String, Json> = Act::ALL
        .iter()
        .map(|act| (act.as_str().to_owned(), json!(act.title())))
        .collect();
    let common = [
        (
            "id",
            json!({ "title": "Identificador", "type": "string", "format": "uuid" }),
        ),
        (
            "municipality",
            json!({
                "title": "Municipalidad", "type": "object", "required": ["slug", "name"], "additionalProperties": false,
                "properties": {
                    "slug": { "title": "Nombre en las direcciones", "type": "string" },
                    "name": { "title": "Nombre completo", "type": "string" },
                },
            }),
        ),
        (
            "version",
            json!({ "title": "Versión", "type": "integer", "minimum": 1 }),
        ),
        (
            "recorded_at",
            json!({ "title": "Cuándo se anotó esta versión", "type": "string", "format": "date-time" }),
        ),
        (
            "act",
            json!({ "title": "Qué se hizo", "type": "string", "enum": acts, "x-labels": names }),
        ),
        (
            "leaf_index",
            json!({ "title": "Lugar en el árbol de Merkle del registro", "type": "integer", "minimum": 0 }),
        ),
        (
            "digest",
            json!({ "title": "Huella SHA-256 de la versión", "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        ),
    ];
    common
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

/// A column.
fn property(column: &Column) -> Json {
    let mut schema = Map::new();
    let (kind, more) = kind(column);
    // A personal value that was erased by law is nothing afterwards.
    let is_nullable = !column.is_required || column.is_personal;
    schema.insert("title".to_owned(), json!(column.label));
    if !column.description.is_empty() {
        schema.insert("description".to_owned(), json!(column.description));
    }
    let kinds = if is_nullable {
        json!([kind, "null"])
    } else {
        json!(kind)
    };
    schema.insert("type".to_owned(), kinds);
    if let Kind::Choice(choices) = column.kind {
        let codes = choices.iter().map(|choice| json!(choice.code));
        let codes: Vec<_> = codes.chain(is_nullable.then_some(Json::Null)).collect();
        schema.insert("enum".to_owned(), json!(codes));
        schema.insert("x-labels".to_owned(), labels(choices));
    }
    schema.extend(more);
    if !column.unit.is_empty() {
        schema.insert("x-unit".to_owned(), json!(column.unit));
    }
    // The example of what is masked is a whole number.
    if column.privacy == Privacy::Public {
        let example = example(column);
        schema.insert("examples".to_owned(), json!([example]));
    }
    Json::Object(schema)
}

/// The type of a column's values, and what is known of them besides.
fn kind(column: &Column) -> (&'static str, Map<String, Json>) {
    let format = |format: &str| Map::from_iter([("format".to_owned(), json!(format))]);
    match column.kind {
        Kind::Integer | Kind::Money | Kind::Percent | Kind::Degrees => ("integer", Map::new()),
        Kind::Bool => ("boolean", Map::new()),
        Kind::Date => ("string", format("date")),
        Kind::Instant => ("string", format("date-time")),
        Kind::Url => ("string", format("uri")),
        Kind::Link(_) => ("string", format("uuid")),
        Kind::Time => {
            let pattern = json!("^([01][0-9]|2[0-3]):[0-5][0-9]$");
            ("string", Map::from_iter([("pattern".to_owned(), pattern)]))
        }
        Kind::Text(most) => {
            let most = ("maxLength".to_owned(), json!(most));
            ("string", Map::from_iter([most]))
        }
        // Masked where they are a person's: no pattern holds for all.
        Kind::Choice(_) | Kind::Document | Kind::Ruc => ("string", Map::new()),
    }
}

fn labels(choices: &[Choice]) -> Json {
    let labels = choices
        .iter()
        .map(|choice| (choice.code.to_owned(), json!(choice.label)));
    Json::Object(labels.collect())
}

/// The example of the declaration as JSON.
fn example(column: &Column) -> Json {
    let value = shared::registers::Value::written(column, column.example);
    value.map_or(Json::Null, |value| value.json(column.kind))
}
