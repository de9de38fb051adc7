//! Persons of the staff under test: each with an account, a role by resolution and a session, all made the real way.

use std::cell::RefCell;
use std::collections::BTreeMap;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::SET_COOKIE;
use actix_web::test::TestRequest;
use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;
use serde_json::{Value, json};
use shared::access::Role;
use uuid::Uuid;

use super::answer::Answer;
use super::app::TestApp;

/// Good enough for an account without a second factor.
pub(crate) const PASSWORD: &str = "caballo batería grapa";

/// A person who is signed in, as a browser: keeps cookies, sends the headers of the staff app.
pub(crate) struct Staff<'a> {
    app: &'a TestApp,
    pub(crate) email: String,
    pub(crate) dni: String,
    pub(crate) name: String,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Staff<'a> {
    /// A browser without a session.
    pub(crate) fn browser(app: &'a TestApp, person: &Value) -> Self {
        let text = |field: &str| person[field].as_str().unwrap().to_owned();
        Self {
            app,
            email: text("email"),
            dni: text("document_number"),
            name: text("name"),
            cookies: RefCell::default(),
        }
    }

    /// The same person at another browser.
    pub(crate) fn elsewhere(&self) -> Self {
        Self {
            app: self.app,
            email: self.email.clone(),
            dni: self.dni.clone(),
            name: self.name.clone(),
            cookies: RefCell::default(),
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.borrow_mut();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn drop_cookie(&self, name: &str) {
        self.cookies.borrow_mut().remove(name);
    }

    /// A request as the staff app sends it.
    pub(crate) fn request(&self, method: Method, path: &str) -> TestRequest {
        let mut request = TestRequest::default().method(method.clone()).uri(path);
        for (name, value) in self.cookies.borrow().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        if method != Method::GET {
            let origin = self.app.state.settings.server.public_url.clone();
            request = request
                .insert_header(("origin", origin))
                .insert_header(("x-munica-csrf", "1"));
        }
        request
    }

    /// Sends it and keeps the cookies of the answer.
    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        let answer = self.app.send(request).await;
        for value in answer.headers.get_all(SET_COOKIE) {
            let cookie = Cookie::parse(value.to_str().unwrap()).unwrap();
            if cookie.value().is_empty() {
                self.drop_cookie(cookie.name());
            } else {
                self.set_cookie(cookie.name(), cookie.value());
            }
        }
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::POST, path).set_json(body))
            .await
    }

    /// A POST without a body.
    pub(crate) async fn act(&self, path: &str) -> Answer {
        self.send(self.request(Method::POST, path)).await
    }

    pub(crate) async fn put(&self, path: &str, etag: &str, body: &impl Serialize) -> Answer {
        let request = self.request(Method::PUT, path);
        self.send(request.insert_header(("if-match", etag)).set_json(body))
            .await
    }

    pub(crate) async fn patch(&self, path: &str, etag: &str, body: &impl Serialize) -> Answer {
        let request = self.request(Method::PATCH, path);
        self.send(request.insert_header(("if-match", etag)).set_json(body))
            .await
    }

    pub(crate) async fn delete(&self, path: &str, etag: &str) -> Answer {
        let request = self.request(Method::DELETE, path);
        self.send(request.insert_header(("if-match", etag))).await
    }

    /// Sends a file as a form of the staff app does.
    pub(crate) async fn send_file(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
        let request = self
            .request(Method::POST, path)
            .insert_header(("content-type", "multipart/form-data; boundary=x"))
            .set_payload(body);
        self.send(request).await
    }

    /// Signs in with the password of all persons under test.
    pub(crate) async fn login(&self) -> Answer {
        self.login_with(PASSWORD, None).await
    }

    pub(crate) async fn login_with(&self, password: &str, code: Option<&str>) -> Answer {
        let mut body = json!({ "email": self.email, "password": password });
        if let Some(code) = code {
            body["code"] = code.into();
        }
        self.post("/api/v1/auth/login", &body).await
    }

    /// Accepts the invitation that came by mail, signs in and declares personal use.
    pub(crate) async fn begin(&self) {
        let token = self
            .app
            .token_in_mail(&self.email, "/admin/invitacion/")
            .await;
        let path = format!("/api/v1/auth/invitations/{token}");
        self.post(&path, &json!({ "password": PASSWORD }))
            .await
            .assert(204);
        self.login().await.assert(200);
        self.post("/api/v1/auth/declaration", &json!({ "version": 1 }))
            .await
            .assert(204);
    }
}

impl TestApp {
    /// A person of fiction, another each time, as bodies name one.
    pub(crate) fn person(&self) -> Value {
        let number = self.next_number();
        json!({
            "name": format!("Persona Ficticia {number}"),
            "document_type": "dni",
            "document_number": format!("4{number:07}"),
            "email": format!("persona{number}@muni.example"),
        })
    }

    /// Somebody with a role, in the municipality of most tests where it is not one of the platform.
    pub(crate) async fn staff(&self, role: Role) -> Staff<'_> {
        if role == Role::PlatformOperator {
            return self.operator().await;
        }
        let municipality = self.municipality("munipiura").await;
        self.staff_of(municipality, role).await
    }

    /// An operator of the platform, made from the command line.
    pub(crate) async fn operator(&self) -> Staff<'_> {
        let person = self.person();
        let browser = Staff::browser(self, &person);
        api::create_operator(&self.state, &browser.name, &browser.email, &browser.dni)
            .await
            .unwrap();
        browser.begin().await;
        browser
    }

    /// Somebody with a role in a municipality.
    pub(crate) async fn staff_of(&self, municipality: Uuid, role: Role) -> Staff<'_> {
        let person = self.person();
        if role == Role::PortalAdmin {
            let operator = self.operator().await;
            let path = format!("/api/v1/platform/municipalities/{municipality}/administrators");
            let body = json!({ "person": person, "resolution": resolution() });
            operator.post(&path, &body).await.assert(201);
        } else {
            let admin = Box::pin(self.staff_of(municipality, Role::PortalAdmin)).await;
            admin
                .post("/api/v1/admin/grants", &grant(&person, role))
                .await
                .assert(201);
        }
        let browser = Staff::browser(self, &person);
        browser.begin().await;
        browser
    }

    /// A municipality of this slug, made where there is none.
    pub(crate) async fn municipality(&self, slug: &str) -> Uuid {
        let owner = self.owner().await;
        let backend = owner.get_database_backend();
        let sql = "SELECT id FROM municipalities WHERE slug = $1";
        let query = Statement::from_sql_and_values(backend, sql, [slug.into()]);
        if let Some(row) = owner.query_one_raw(query).await.unwrap() {
            return row.try_get_by_index(0).unwrap();
        }
        let id = Uuid::now_v7();
        let number = self.next_number();
        let sql = "INSERT INTO municipalities (id, slug, kind, name, ubigeo, populated_center_key, department, province,
            district, search_text, sort_key, status, mode, registered_at, updated_at)
            VALUES ($1, $2, 'district', $3, $4, '', 'Piura', 'Piura', 'Piura', $2, $2, 'configuring', 'demo', $5, $5)";
        let now = self.now();
        let values = [
            id.into(),
            slug.into(),
            format!("Municipalidad {slug}").into(),
            format!("{number:06}").into(),
            now.into(),
        ];
        let insert = Statement::from_sql_and_values(backend, sql, values);
        owner.execute_raw(insert).await.unwrap();
        // Its registers are public: what comes before is the matter of the tests of going live.
        let sql =
            "INSERT INTO golive_stages (municipality_id, id, register, stage, state, updated_at)
            VALUES ($1, $1, 'visits', 'production', 'accepted', $2)";
        let accepted = [id.into(), now.into()];
        let insert = Statement::from_sql_and_values(backend, sql, accepted);
        owner.execute_raw(insert).await.unwrap();
        id
    }

    /// Reads an address as a program with a key.
    pub(crate) async fn get_with_key(&self, path: &str, key: &str) -> Answer {
        let request = TestRequest::get().uri(path);
        self.send(request.insert_header(("authorization", format!("Bearer {key}"))))
            .await
    }

    /// The token of the last mail to somebody that leads to a page.
    pub(crate) async fn token_in_mail(&self, to: &str, page: &str) -> String {
        let mails = self.mails_to(to).await;
        let found = mails.iter().rev().find_map(|mail| mail.split_once(page));
        let (_, rest) = found.unwrap_or_else(|| panic!("no mail to {to} leads to {page}"));
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .next()
            .unwrap()
            .to_owned()
    }

    /// The texts of the mails to somebody, oldest first.
    pub(crate) async fn mails_to(&self, to: &str) -> Vec<String> {
        let mails = self.outbox().await.into_iter();
        let his = mails.filter(|mail| mail.to == to);
        his.map(|mail| mail.text).collect()
    }
}

/// A resolution of a week ago.
fn resolution() -> Value {
    json!({ "number": "Resolución de Alcaldía N.° 045-2026-A", "date": "2026-11-14" })
}

/// The body that gives a person a role from today.
pub(crate) fn grant(person: &Value, role: Role) -> Value {
    let mut body = json!({
        "person": person,
        "role": role.code(),
        "resolution": resolution(),
        "starts_on": "2026-11-21",
    });
    if role == Role::ThemeOfficer {
        body["theme"] = "Presupuesto".into();
    }
    body
}
