//! A door of a municipality: people come in while something is measured or broken.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::staff::Staff;

/// Where they come in.
pub(crate) const ENTRIES: &str = "/api/v1/admin/visits/entries";

/// A session, and the official who is visited.
pub(crate) struct Door {
    staff: Staff,
    official: String,
}

impl Door {
    /// Opens one.
    pub(crate) fn open(port: u16, [slug, email, link]: &[String; 3]) -> Result<Self> {
        let staff = Staff::enter(port, email, link)?;
        let official = json!({
            "name": "Saavedra Córdova, Elena", "document_type": "dni", "document": "48200001", "post": "Alcaldesa",
            "office": "Alcaldía", "resolution": "Resolución de ejemplo N.° 001-DEMO", "valid_from": "2024-01-01",
        });
        let added = staff.ask("/api/v1/admin/visits/officials", &official)?;
        let added: Value = serde_json::from_str(&added.body)?;
        let id = added.get("id").and_then(Value::as_str);
        let official = id
            .with_context(|| format!("no official in {slug}"))?
            .to_owned();
        Ok(Self { staff, official })
    }

    /// Lets somebody in.
    pub(crate) fn enter(&self, number: u64) -> Result<()> {
        self.staff
            .ask(ENTRIES, &serde_json::from_str(&self.check_in(number))?)?;
        Ok(())
    }

    /// The headers of its requests.
    pub(crate) fn headers(&self) -> String {
        self.staff.headers()
    }

    /// What is sent when somebody comes in who was never there.
    pub(crate) fn check_in(&self, number: u64) -> String {
        let body = json!({
            "visitors": [{
                "document_type": "dni", "document": format!("{:08}", 10_000_000 + number), "name": "Castro Vílchez, Amelia",
            }],
            "meeting": {
                "official_id": self.official, "visitor_kind": "natural_person", "reason": "audience",
                "reason_detail": "Pedido de la junta vecinal", "place": "Despacho",
            },
        });
        body.to_string()
    }

    /// One that no server knows.
    #[cfg(test)]
    pub(crate) fn closed() -> Self {
        Self {
            staff: Staff::stranger(),
            official: String::new(),
        }
    }
}
