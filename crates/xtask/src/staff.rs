//! Somebody of the staff of a server under drill or measurement: accepts his invitation, signs in, and works.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::http::{self, Answer};

/// A first password long enough for an account without a second factor.
const PASSWORD: &str = "una clave larga de ensayo 2026";

/// A session.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    port: u16,
    cookies: Vec<String>,
}

impl Staff {
    /// Accepts an invitation (its link), signs in with the mail and accepts the declaration.
    pub(crate) fn enter(port: u16, email: &str, link: &str) -> Result<Self> {
        let (_, token) = link.rsplit_once('/').context("a link without a token")?;
        let mut staff = Self {
            port,
            cookies: Vec::new(),
        };
        let password = json!({ "password": PASSWORD });
        staff.ask(&format!("/api/v1/auth/invitations/{token}"), &password)?;
        let account = json!({ "email": email, "password": PASSWORD });
        let signed_in = staff.ask("/api/v1/auth/login", &account)?;
        let cookies = signed_in.headers("set-cookie");
        let cookies = cookies.filter_map(|cookie| cookie.split(';').next());
        staff.cookies = cookies.map(str::to_owned).collect();
        let declaration = http::get(port, "/api/v1/auth/declaration", &staff.headers())?;
        let declaration: Value = serde_json::from_str(&declaration.body)?;
        let version = json!({ "version": declaration.get("version") });
        staff.ask("/api/v1/auth/declaration", &version)?;
        Ok(staff)
    }

    /// The headers of its requests, without the line end of the last.
    pub(crate) fn headers(&self) -> String {
        let origin = format!("http://127.0.0.1:{}", self.port);
        let cookies = self.cookies.join("; ");
        format!(
            "Content-Type: application/json\r\nOrigin: {origin}\r\nX-Munica-CSRF: 1\r\nCookie: {cookies}"
        )
    }

    /// Posts, and takes nothing but success.
    pub(crate) fn ask(&self, path: &str, body: &Value) -> Result<Answer> {
        let answer = http::post(self.port, path, &self.headers(), &body.to_string())?;
        let is_done = (200..300).contains(&answer.status);
        ensure!(is_done, "{path}: {} {}", answer.status, answer.body);
        Ok(answer)
    }

    /// Somebody without a session.
    #[cfg(test)]
    pub(crate) const fn stranger() -> Self {
        Self {
            port: 0,
            cookies: Vec::new(),
        }
    }
}
