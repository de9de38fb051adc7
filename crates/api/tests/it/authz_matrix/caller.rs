//! Who calls: nobody, every role, a program with a key, an operator who entered a municipality.

use std::cell::Cell;

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;
use shared::access::{Permission, Role, RoleScope};
use shared::features::api_keys::API_KEYS_PATH;
use shared::features::break_glass::BREAK_GLASS_PATH;
use shared::features::watches::HOOKS_PATH;

use super::document::{Needs, Operation, filled};
use crate::support::{Staff, TestApp};

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Visitor,
    Staff(Role),
    /// A program whose key reads, as outsiders get it.
    Key,
    /// An operator who entered a municipality.
    BreakGlass,
}

impl Who {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitante",
            Self::Staff(role) => role.code(),
            Self::Key => "api_client",
            Self::BreakGlass => "break_glass",
        }
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        let outside = [Self::Visitor, Self::Key, Self::BreakGlass];
        outside.into_iter().chain(staff_roles().map(Self::Staff))
    }
}

pub(super) fn expected(operation: &Operation, who: Who) -> &'static str {
    let role = match who {
        Who::Visitor => None,
        Who::Staff(role) => Some(role),
        // To be told of what it may read is reading.
        Who::Key if operation.method != Method::GET && !operation.path.starts_with(HOOKS_PATH) => {
            return "403";
        }
        Who::Key => Some(Role::ApiClient),
        Who::BreakGlass => Some(Role::InternalAuditor),
    };
    match (&operation.needs, role) {
        (Needs::Nothing, _) => "pasa",
        (_, None) => "401",
        // A person's own affairs are not those of a program.
        (Needs::Session, Some(Role::ApiClient)) => "403",
        (Needs::Session, Some(_)) => "pasa",
        (Needs::Permissions(codes), Some(role)) => {
            let may = codes
                .iter()
                .all(|code| role.allows(Permission::from_code(code).unwrap()));
            if may { "pasa" } else { "403" }
        }
    }
}

/// Somebody who calls, with what he identifies himself by.
pub(super) struct Caller<'a> {
    app: &'a TestApp,
    who: Who,
    person: Staff<'a>,
    key: Option<String>,
    /// The municipality that a break-glass access opened.
    entered: Option<uuid::Uuid>,
    after_auth: Cell<bool>,
}

impl<'a> Caller<'a> {
    pub(super) async fn new(app: &'a TestApp, who: Who) -> Self {
        let person = match who {
            Who::Visitor => Staff::browser(app, &app.person()),
            Who::Staff(role) => app.staff(role).await,
            Who::Key => app.staff(Role::PortalAdmin).await,
            Who::BreakGlass => app.operator().await,
        };
        let mut caller = Self {
            app,
            who,
            person,
            key: None,
            entered: None,
            after_auth: Cell::new(false),
        };
        if who == Who::Key {
            let body = json!({ "name": "Tablero", "purpose": "Mostrar visitas", "scopes": ["data:read"], "expires_on": "2027-01-01" });
            let made = caller.person.post(API_KEYS_PATH, &body).await.assert(201);
            caller.key = made.json()["key"].as_str().map(str::to_owned);
        }
        if who == Who::BreakGlass {
            let place = app.municipality("munipiura").await;
            let reason = "Revisión de los permisos de un acceso";
            let body = json!({ "municipality_id": place, "reason": reason, "minutes": 240 });
            caller
                .person
                .post(BREAK_GLASS_PATH, &body)
                .await
                .assert(201);
            caller.entered = Some(place);
            caller.enter().await;
        }
        caller
    }

    async fn enter(&self) {
        if let Some(place) = self.entered {
            let body = json!({ "municipality_id": place });
            let path = "/api/v1/auth/workplace";
            self.person.post(path, &body).await.assert(204);
        }
    }

    /// Signs in again where the session no longer works, and enters again.
    pub(super) async fn ready(&self, next: &Operation) {
        let auth = next.path.starts_with("/api/v1/auth/");
        if !(self.after_auth.replace(auth) || auth) || matches!(self.who, Who::Visitor | Who::Key) {
            return;
        }
        if self.person.get("/api/v1/auth/me").await.status != 200 {
            self.app.wait(chrono::TimeDelta::seconds(15));
            self.person.login().await.assert(200);
        }
        self.enter().await;
    }

    pub(super) async fn call(&self, operation: &Operation) -> u16 {
        let path = filled(&operation.path);
        let request = match &self.key {
            Some(key) => TestRequest::default()
                .method(operation.method.clone())
                .uri(&path)
                .insert_header(("authorization", format!("Bearer {key}"))),
            None => self.person.request(operation.method.clone(), &path),
        };
        let request = if operation.method == Method::GET {
            request
        } else {
            request
                .insert_header(("if-match", "\"x\""))
                .set_json(json!({}))
        };
        self.person.send(request).await.status.as_u16()
    }
}

pub(super) fn staff_roles() -> impl Iterator<Item = Role> {
    Role::ALL
        .iter()
        .copied()
        .filter(|role| role.scope() != RoleScope::Outside)
}
