//! Every operation of the API document, called in every role, by a program with a key and under a break-glass access: what
//! is refused is what `docs/permissions.md` says. That the document names every route is shown in `routes`.
//!
//! After adding an operation, or changing who may do what: `UPDATE_PERMISSIONS=1 cargo test -p api --test it authz`.

mod caller;
mod document;
mod routes;

use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::TimeDelta;
use shared::access::{Permission, Role};

use self::caller::{Caller, Who, expected, staff_roles};
use self::document::{Needs, Operation, document, operations};
use crate::support::TestApp;

/// What a caller gets: `401`, `403`, or the rest, which is up to the operation.
fn verdict(status: u16) -> &'static str {
    match status {
        401 => "401",
        403 => "403",
        _ => "pasa",
    }
}

#[actix_web::test]
async fn every_operation_refuses_exactly_whom_the_table_names() {
    let app = TestApp::spawn().await;
    let operations = operations(&document());
    assert!(operations.len() > 20);
    let mut wrong = String::new();
    for who in Who::all() {
        // They share an address, and the wrong secrets of the one before count against it: until the next day.
        app.wait(TimeDelta::days(2));
        let caller = Caller::new(&app, who).await;
        for operation in &operations {
            // Some of these end the session or change the workplace, and the next one needs both.
            caller.ready(operation).await;
            let got = verdict(caller.call(operation).await);
            let should = expected(operation, who);
            if got != should && !refused_for_its_own_reason(operation, who, got) {
                let (method, path) = (&operation.method, &operation.path);
                let who = who.name();
                writeln!(wrong, "{method} {path} as {who}: {got} instead of {should}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Sign-in, renewal and the like answer 401 to a wrong secret, and 403 to a person without a place.
fn refused_for_its_own_reason(operation: &Operation, who: Who, got: &str) -> bool {
    if who == Who::Key {
        return false;
    }
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
         `session` any signed-in person. A municipality's role counts in that municipality only. `api_client` is a program \
         whose\nkey has `data:read`, `break_glass` an operator who entered a municipality.\n",
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
            "\n## {tag}\n\n| operation | needs | roles | api_client | break_glass |\n|---|---|---|---|---|\n"
        )
        .unwrap();
        for operation in operations.iter().filter(|operation| operation.tag == tag) {
            let (needs, roles) = match &operation.needs {
                Needs::Nothing => ("–".to_owned(), "everybody".to_owned()),
                Needs::Session => ("session".to_owned(), "every member of the staff".to_owned()),
                Needs::Permissions(codes) => (codes.join(", "), holders(operation)),
            };
            let (method, path) = (&operation.method, &operation.path);
            let may = |who| match expected(operation, who) {
                "pasa" => "yes",
                _ => "–",
            };
            let (key, glass) = (may(Who::Key), may(Who::BreakGlass));
            writeln!(
                out,
                "| `{method} {path}` | {needs} | {roles} | {key} | {glass} |"
            )
            .unwrap();
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

fn holders(operation: &Operation) -> String {
    let may = staff_roles().filter(|role| expected(operation, Who::Staff(*role)) == "pasa");
    may.map(Role::code).collect::<Vec<_>>().join(", ")
}
