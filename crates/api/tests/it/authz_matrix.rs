//! Every operation of the API document, called in every role: what is refused is what `docs/permissions.md` says.
//!
//! After adding an operation, or changing who may do what: `UPDATE_PERMISSIONS=1 cargo test -p api --test it authz`.

use std::fmt::Write as _;
use std::path::PathBuf;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use shared::access::{Permission, Role, RoleScope};

use crate::support::{Staff, TestApp};

/// An operation of the document.
struct Operation {
    method: Method,
    path: String,
    tag: String,
    /// What it asks for: nothing, a session, or permissions.
    needs: Needs,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    Session,
    Permissions(Vec<String>),
}

fn document() -> Value {
    serde_json::to_value(api::openapi::document()).unwrap()
}

fn operations(document: &Value) -> Vec<Operation> {
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
fn filled(path: &str) -> String {
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

/// What a caller gets: `401`, `403`, or the rest, which is up to the operation.
fn verdict(status: u16) -> &'static str {
    match status {
        401 => "401",
        403 => "403",
        _ => "pasa",
    }
}

fn expected(needs: &Needs, role: Option<Role>) -> &'static str {
    match (needs, role) {
        (Needs::Nothing, _) => "pasa",
        (_, None) => "401",
        (Needs::Session, Some(_)) => "pasa",
        (Needs::Permissions(codes), Some(role)) => {
            let may = codes
                .iter()
                .all(|code| role.allows(Permission::from_code(code).unwrap()));
            if may { "pasa" } else { "403" }
        }
    }
}

#[actix_web::test]
async fn every_operation_refuses_exactly_whom_the_table_names() {
    let app = TestApp::spawn().await;
    let operations = operations(&document());
    assert!(operations.len() > 20);
    let visitor = Staff::browser(&app, &app.person());
    let mut wrong = String::new();
    for role in std::iter::once(None).chain(staff_roles().map(Some)) {
        let mut person = match role {
            Some(role) => app.staff(role).await,
            None => visitor.elsewhere(),
        };
        for operation in &operations {
            // Some of these end the session, and the next one needs it.
            if operation.path.starts_with("/api/v1/auth/") {
                person = refreshed(&app, person, role).await;
            }
            let got = verdict(call(&person, operation).await);
            let should = expected(&operation.needs, role);
            if got != should && !refused_for_its_own_reason(operation, got) {
                let who = role.map_or("visitante", Role::code);
                let (method, path) = (&operation.method, &operation.path);
                writeln!(wrong, "{method} {path} as {who}: {got} instead of {should}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Sign-in, renewal and the like answer 401 to a wrong secret, and 403 to a person without a place.
fn refused_for_its_own_reason(operation: &Operation, got: &str) -> bool {
    let own = match got {
        "401" => [
            "/auth/login",
            "/auth/refresh",
            "/auth/second-factor",
            "/auth/password",
        ]
        .as_slice(),
        "403" => ["/auth/workplace", "/auth/second-factor/recovery-codes"].as_slice(),
        _ => &[],
    };
    own.iter().any(|part| operation.path.contains(part))
}

/// The same person with a session that works.
async fn refreshed<'a>(app: &'a TestApp, person: Staff<'a>, role: Option<Role>) -> Staff<'a> {
    let works = person.get("/api/v1/auth/me").await.status == 200;
    match role {
        Some(_) if !works => {
            app.wait(chrono::TimeDelta::seconds(15));
            person.login().await.assert(200);
            person
        }
        _ => person,
    }
}

async fn call(person: &Staff<'_>, operation: &Operation) -> u16 {
    let request: TestRequest = person.request(operation.method.clone(), &filled(&operation.path));
    let request = if operation.method == Method::GET {
        request
    } else {
        request
            .insert_header(("if-match", "\"x\""))
            .set_json(json!({}))
    };
    person.send(request).await.status.as_u16()
}

fn staff_roles() -> impl Iterator<Item = Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| role.scope() != RoleScope::Outside)
}

#[test]
fn every_permission_of_the_document_exists() {
    for operation in operations(&document()) {
        if let Needs::Permissions(codes) = operation.needs {
            for code in codes {
                assert!(
                    Permission::from_code(&code).is_some(),
                    "{} {code}",
                    operation.path
                );
            }
        }
    }
}

#[test]
fn the_table_of_permissions_is_up_to_date() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    let table = table(&operations(&document()));
    if std::env::var_os("UPDATE_PERMISSIONS").is_some() {
        std::fs::write(&file, &table).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == table,
        "docs/permissions.md is out of date; run: UPDATE_PERMISSIONS=1 cargo test -p api --test it authz"
    );
}

/// Operations by tag, with what each needs and who has it.
fn table(operations: &[Operation]) -> String {
    let mut out = String::from(
        "# Who may call what\n\nGenerated from the API document and the role table; a test calls every operation in every \
         role and compares. Update with\n`UPDATE_PERMISSIONS=1 cargo test -p api --test it authz`.\n\n`–` needs nothing, \
         `session` any signed-in person. A municipality's role counts in that municipality only.\n",
    );
    let mut tags: Vec<&str> = operations
        .iter()
        .map(|operation| operation.tag.as_str())
        .collect();
    tags.sort_unstable();
    tags.dedup();
    for tag in tags {
        write!(
            out,
            "\n## {tag}\n\n| operation | needs | roles |\n|---|---|---|\n"
        )
        .unwrap();
        for operation in operations.iter().filter(|operation| operation.tag == tag) {
            let (needs, roles) = match &operation.needs {
                Needs::Nothing => ("–".to_owned(), "everybody".to_owned()),
                Needs::Session => ("session".to_owned(), "every member of the staff".to_owned()),
                Needs::Permissions(codes) => (codes.join(", "), holders(&operation.needs)),
            };
            let (method, path) = (&operation.method, &operation.path);
            writeln!(out, "| `{method} {path}` | {needs} | {roles} |").unwrap();
        }
    }
    out.push_str("\n## Roles\n\n| role | permissions |\n|---|---|\n");
    for role in staff_roles() {
        let codes: Vec<&str> = role
            .permissions()
            .iter()
            .map(|permission| permission.code())
            .collect();
        writeln!(out, "| {} | {} |", role.code(), codes.join(", ")).unwrap();
    }
    out
}

fn holders(needs: &Needs) -> String {
    let may = staff_roles().filter(|role| expected(needs, Some(*role)) == "pasa");
    may.map(Role::code).collect::<Vec<_>>().join(", ")
}
