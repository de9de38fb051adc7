//! The public act that the drill does over and over, and how the journal calls it.

use serde_json::json;

/// How the journal calls one such act.
pub(super) const ACTION: &str = "api_key.requested";

/// One act; its number makes it another than all others.
#[derive(Clone, Debug)]
pub(super) struct Act {
    /// Its idempotency key.
    pub(super) key: String,
    /// An address of its own, so that limits per address do not end the drill.
    pub(super) address: String,
    /// What is sent.
    pub(super) body: String,
}

impl Act {
    /// Where it is sent to.
    pub(super) const PATH: &'static str = "/api/v1/developers/keys";

    /// The act of this number.
    pub(super) fn numbered(number: u64) -> Self {
        let byte = |shift: u32| (number >> shift) & 0xff;
        let body = json!({
            "name": format!("Ensayo {number}"),
            "email": format!("ensayo-{number}@munica.example"),
            "purpose": "Ensayo de corte: lo confirmado no se pierde.",
        });
        Self {
            key: format!("drill-{number:016}"),
            address: format!("10.{}.{}.{}", byte(16), byte(8), byte(0)),
            body: body.to_string(),
        }
    }
}
