//! The operations of the API document and what each asks for.

use actix_web::http::Method;
use serde_json::Value;

/// An operation of the document.
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) tag: String,
    /// What it asks for: nothing, a session, or permissions.
    pub(super) needs: Needs,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    Session,
    Permissions(Vec<String>),
}

pub(super) fn document() -> Value {
    serde_json::to_value(api::openapi::document()).unwrap()
}

pub(super) fn operations(document: &Value) -> Vec<Operation> {
    let mut out = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if !path.starts_with("/api/v1/") {
            continue;
        }
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else {
                continue;
            };
            let security = operation["security"].as_array();
            let security =
                security.unwrap_or_else(|| panic!("{method} {path} declares no security"));
            assert!(!security.is_empty(), "{method} {path} declares no security");
            out.push(Operation {
                needs: needs(security),
                tag: operation["tags"][0].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
            });
        }
    }
    out.sort_by_key(|operation| (operation.path.clone(), operation.method.to_string()));
    out
}

fn needs(security: &[Value]) -> Needs {
    let session = security.iter().find_map(|one| one.get("session"));
    let anonymous = security
        .iter()
        .any(|one| one.as_object().is_some_and(serde_json::Map::is_empty));
    let refresh = security.iter().any(|one| one.get("refresh").is_some());
    match session {
        _ if anonymous || refresh => Needs::Nothing,
        None => Needs::Nothing,
        Some(scopes) => {
            let scopes = scopes.as_array().unwrap().iter();
            let scopes: Vec<String> = scopes
                .map(|scope| scope.as_str().unwrap().to_owned())
                .collect();
            if scopes.is_empty() {
                Needs::Session
            } else {
                Needs::Permissions(scopes)
            }
        }
    }
}

/// The address with something plausible in its holes, so that nothing is found and nothing changes.
pub(super) fn filled(path: &str) -> String {
    let id = uuid::Uuid::from_u128(7).to_string();
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap();
        out.push_str(before);
        out.push_str(if name == "slug" { "munipiura" } else { &id });
        rest = after;
    }
    out + rest
}
