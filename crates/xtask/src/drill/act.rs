//! The acts that the drill does over and over, and how the journal calls them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::door::{Door, ENTRIES};
use crate::http::{self, Answer};

/// The kinds of acts, in turn: a small one; one of many parts (a file, five personal values, a code without gaps, a history, a
/// mail); somebody who comes in at a door (a record, a leaf of a tree, a public row).
const KINDS: [Kind; 3] = [
    Kind {
        path: "/api/v1/developers/keys",
        action: "api_key.requested",
        values: 1,
    },
    Kind {
        path: "/api/v1/portal-requests",
        action: "portal_request.submitted",
        values: 5,
    },
    Kind {
        path: ENTRIES,
        action: "visit.checked_in",
        values: 2,
    },
];

/// A kind of act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    path: &'static str,
    /// How the journal calls it.
    pub(super) action: &'static str,
    /// Personal values that one of them keeps.
    pub(super) values: u64,
}

/// Each kind with how many of it there are among so many acts.
pub(super) fn among(acts: u64) -> impl Iterator<Item = (Kind, u64)> {
    let kinds = 3;
    (0..)
        .zip(KINDS)
        .map(move |(place, kind): (u64, Kind)| (kind, (acts + kinds - 1 - place) / kinds))
}

/// One act; its number makes it another than all others.
#[derive(Clone, Debug)]
pub(super) struct Act {
    /// Where it is sent to.
    pub(super) path: &'static str,
    /// Its idempotency key.
    pub(super) key: String,
    /// Who sends it. Whoever has no session has an address of his own, so that limits per address do not end the drill.
    head: String,
    /// What is sent.
    pub(super) body: String,
}

/// What acts need, made once for a site.
pub(super) struct Scene {
    /// A scan that was uploaded.
    scan: String,
    /// Where people come in.
    doors: Vec<Door>,
}

impl Scene {
    /// Makes it, with a door for each of these ways in.
    pub(super) fn set(port: u16, ways: &[[String; 3]]) -> Result<Self> {
        let body = format!(
            "--drill\r\nContent-Disposition: form-data; name=\"file\"; filename=\"resolucion.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n{PDF}\r\n--drill--\r\n"
        );
        let head = "Content-Type: multipart/form-data; boundary=drill";
        let answer = http::post(port, "/api/v1/uploads", head, &body)?;
        let receipt: Value = serde_json::from_str(&answer.body)?;
        let id = receipt.get("upload_id").and_then(Value::as_str);
        let id = id.with_context(|| format!("the scan was not taken: {answer:?}"))?;
        let doors = ways.iter().map(|way| Door::open(port, way));
        Ok(Self {
            scan: id.to_owned(),
            doors: doors.collect::<Result<_>>()?,
        })
    }

    fn door(&self, number: u64) -> Option<&Door> {
        let count = self.doors.len().max(1);
        self.doors
            .get(usize::try_from(number).unwrap_or_default() % count)
    }
}

const PDF: &str = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
    3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n\n\
    trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%EOF\n";

impl Act {
    /// The act of this number.
    pub(super) fn numbered(number: u64, scene: &Scene) -> Self {
        let byte = |shift: u32| (number >> shift) & 0xff;
        let [key, request, check_in] = KINDS;
        let anybody = format!(
            "Content-Type: application/json\r\nX-Forwarded-For: 10.{}.{}.{}",
            byte(16),
            byte(8),
            byte(0)
        );
        let (kind, head, body) = match (number % 3, scene.door(number)) {
            (2, Some(door)) => (check_in, door.headers(), door.check_in(number)),
            (0, _) => (key, anybody, a_key(number).to_string()),
            _ => (request, anybody, a_request(number, &scene.scan).to_string()),
        };
        Self {
            path: kind.path,
            key: format!("drill-{number:016}"),
            head,
            body,
        }
    }

    /// Sends it. An error means that nobody knows whether it happened.
    pub(super) fn send(&self, port: u16) -> Result<Answer> {
        let head = format!("{}\r\nIdempotency-Key: {}", self.head, self.key);
        http::post(port, self.path, &head, &self.body)
    }
}

fn a_key(number: u64) -> Value {
    json!({
        "name": format!("Ensayo {number}"),
        "email": format!("ensayo-{number}@munica.example"),
        "purpose": "Ensayo de corte: lo confirmado no se pierde.",
    })
}

/// Each for a populated centre of its own: a place has one open request.
fn a_request(number: u64, scan: &str) -> Value {
    json!({
        "ubigeo": "200104",
        "kind": "populated_center",
        "populated_center": format!("Ensayo {number}"),
        "responsible": {
            "given_names": "Persona",
            "family_names": format!("Ficticia {number}"),
            "dni": format!("{:08}", 40_000_000 + number % 10_000_000),
            "post": "Responsable del ensayo",
            "email": format!("ensayo-{number}@munica.example"),
            "phone": "969 123 456",
            "designation": { "kind": "resolution", "number": format!("{number}-2026-A"), "date": "2026-01-02" },
        },
        "scan": scan,
        "declared_true": true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_of_each_kind_in_turn() {
        let scene = Scene {
            scan: "x".to_owned(),
            doors: vec![Door::closed()],
        };
        for total in 0..10 {
            let acts: Vec<Act> = (0..total)
                .map(|number| Act::numbered(number, &scene))
                .collect();
            for (kind, count) in among(total) {
                let found = acts.iter().filter(|act| act.path == kind.path).count();
                assert_eq!(
                    u64::try_from(found).unwrap(),
                    count,
                    "{total} {}",
                    kind.path
                );
            }
        }
    }
}
