//! The screens of conservation, removals, incidents and issued documents, with example answers.

use serde_json::{Value, json};
use shared::access::Role;

use crate::ssr::testing::{AT, ID, me, shows, staff_page as page};

const CONSERVATION: &str = "/api/v1/platform/conservation";
const DISPOSALS: &str = "/api/v1/platform/conservation/disposals?limit=50";
const HOLDS: &str = "/api/v1/platform/conservation/holds?limit=50";

fn list(items: Value) -> Value {
    json!({"items": items, "next_cursor": null, "total": null})
}

fn officer() -> Value {
    me(&[Role::DataProtectionOfficer], "done")
}

fn disposal(kind: &str, may_decide: bool) -> Value {
    json!({"id": ID, "municipality_id": ID, "municipality": "Municipalidad Distrital de Castilla", "kind": kind,
        "cutoff": AT, "reason": "Se cumplió el plazo", "legal_basis": "Ley 29733, art. 8", "archive_digest": "ab",
        "status": "proposed", "proposed_by": "Luis Paz", "proposed_at": AT, "may_decide": may_decide,
        "decided_by": null, "decided_at": null, "disposed_rows": null})
}

#[test]
fn a_damaged_file_is_the_first_thing_on_the_screen_and_what_is_due_can_be_proposed() {
    let view = json!({
        "terms": [{"code": "mails", "label": "Correos enviados", "start_event": "Envío", "months": 3, "then": "dispose",
            "legal_basis": "Ley 29733, art. 8", "applied": true}],
        "due": [{"municipality_id": null, "municipality": null, "kind": "mails", "cutoff": AT, "rows": 1200, "held": false},
            {"municipality_id": ID, "municipality": "Castilla", "kind": "mails", "cutoff": AT, "rows": 1, "held": true}],
        "recheck": {"started_at": AT, "finished_at": AT, "checked": 40, "damaged": 1, "unread": 0},
        "next_recheck_at": AT,
        "damaged": [{"id": ID, "municipality_id": null, "municipality": null, "name": "ordenanza.pdf", "sha256": "ab",
            "checked_at": AT}]});
    let found = page(
        "/admin/conservacion",
        &[
            (CONSERVATION, view),
            (DISPOSALS, list(json!([disposal("mails", true)]))),
            (HOLDS, list(json!([]))),
        ],
    );
    shows(
        &found,
        &[
            "Hay archivos dañados",
            "ordenanza.pdf",
            "1,200",
            "La plataforma",
            "Proponer eliminación",
            "Retención legal",
            "3 meses",
            "Rechazar la propuesta",
        ],
    );
}

#[test]
fn who_proposed_sees_that_another_decides() {
    let nothing =
        json!({"terms": [], "due": [], "recheck": null, "next_recheck_at": null, "damaged": []});
    let found = page(
        "/admin/conservacion",
        &[
            (CONSERVATION, nothing),
            (DISPOSALS, list(json!([disposal("mails", false)]))),
            (HOLDS, list(json!([]))),
        ],
    );
    shows(
        &found,
        &[
            "Lo decide otra persona",
            "Nada cumplió su plazo",
            "Todavía no se hizo la primera revisión",
        ],
    );
    assert!(!found.body_html.contains("Rechazar la propuesta"));
}

#[test]
fn an_export_shows_its_digest_and_a_removal_asks_for_the_typed_name() {
    let export = json!({"id": ID, "municipality_id": ID, "municipality": "Municipalidad Distrital de Castilla",
        "slug": "municastilla-piura", "reason": "Oficio 21", "status": "ready", "requested_by": "Luis Paz",
        "requested_at": AT, "verified_at": AT, "sha256": "c0ffee", "size": 2048, "rows": 310, "files": 2,
        "journal_seq": 40, "missing_files": 1});
    let found = page(
        "/admin/retiros",
        &[
            (
                "/api/v1/platform/tenant-exports?limit=50",
                list(json!([export])),
            ),
            (
                "/api/v1/platform/conservation/disposals?limit=100",
                list(json!([disposal("tenant", true)])),
            ),
        ],
    );
    shows(
        &found,
        &[
            "c0ffee",
            "310 filas",
            "Faltan 1 archivos",
            "/archive",
            "Retirar la municipalidad",
            "name=\"slug\"",
        ],
    );
}

#[test]
fn a_request_shows_the_hold_that_protects_it_and_lets_who_may_place_one() {
    let address = format!("/api/v1/platform/portal-requests/{ID}");
    let holds = format!("/api/v1/platform/conservation/holds?subject_id={ID}");
    let screen = format!("/admin/solicitudes/{ID}");
    let hold = json!({"id": ID, "municipality_id": null, "municipality": null, "kind": "portal_requests", "subject_id": ID,
        "reason": "Proceso judicial en curso", "legal_basis": "Resolución N.° 3", "placed_by": "Luis Paz", "placed_at": AT,
        "lifted_by": null, "lifted_at": null});
    let held = page(
        &screen,
        &[
            (address.as_str(), super::request("rejected", false)),
            (holds.as_str(), list(json!([hold]))),
        ],
    );
    shows(&held, &["Proceso judicial en curso", "Luis Paz", "Retener"]);
    let free = page(
        &screen,
        &[
            (address.as_str(), super::request("rejected", false)),
            (holds.as_str(), list(json!([]))),
        ],
    );
    shows(&free, &["Ninguna retención protege este registro."]);
}

fn incident(state: &str, known_at: &str) -> Value {
    json!({"id": ID, "code": "INC-2026-000001", "title": "Correo a quien no correspondía", "state": state,
        "known_at": known_at, "due_at": known_at, "authority_told_at": null, "people": 42, "began_at": null,
        "ended_at": null, "description": "Se envió una lista.", "categories": ["identity"], "may_harm": true,
        "measures": "", "authority_number": null, "people_told_at": null, "people_means": null, "conclusion": null,
        "closed_at": null, "recorded_by": "Ana Ruiz", "recorded_at": AT})
}

#[test]
fn the_record_of_incidents_shows_the_clock_in_hours() {
    let items = json!([
        incident("open", "2020-01-01T00:00:00Z"),
        incident("open", "2999-01-01T00:00:00Z")
    ]);
    let found = page(
        "/admin/privacidad",
        &[
            ("/api/v1/auth/me", officer()),
            ("/api/v1/admin/privacy/incidents?limit=50", list(items)),
        ],
    );
    shows(
        &found,
        &["INC-2026-000001", "Venció hace", "Quedan", "Falta avisar"],
    );
}

#[test]
fn an_open_incident_offers_its_steps_and_its_evidence_and_a_closed_one_only_the_evidence() {
    let address = format!("/api/v1/admin/privacy/incidents/{ID}");
    let path = format!("/admin/privacidad/{ID}");
    let of = |state| {
        let answers = [
            ("/api/v1/auth/me", officer()),
            (address.as_str(), incident(state, AT)),
        ];
        page(&path, &answers)
    };
    let steps = ["Registrar el aviso a la autoridad", "Corregir los datos"];
    let open = of("open");
    shows(&open, &steps);
    shows(&open, &["/evidence", "42"]);
    let closed = of("closed");
    shows(&closed, &["/evidence", "Cerrado"]);
    for step in steps {
        assert!(!closed.body_html.contains(step), "{step}");
    }
    let new = page("/admin/privacidad/nuevo", &[("/api/v1/auth/me", officer())]);
    shows(
        &new,
        &["datetime-local", "Huellas o imágenes", "name=\"people\""],
    );
}

#[test]
fn issued_documents_say_that_they_are_not_signed_and_what_became_of_them() {
    let item = |state: &str| {
        json!({"id": ID, "code": "DOC-2026-7K3M-9QX4", "kind": "document.written", "title": "Constancia", "state": state,
            "signature": "none", "issued_at": AT, "ended_at": null, "reason": null, "replaced_by": null, "sha256": "ab"})
    };
    let found = page(
        "/admin/documentos",
        &[(
            "/api/v1/admin/documents?limit=50",
            list(json!([item("valid"), item("replaced")])),
        )],
    );
    shows(
        &found,
        &[
            "Sin firma digital",
            "Vigente",
            "Reemplazado",
            "Emitir un documento",
        ],
    );
    let found = page(
        "/admin/documentos-plataforma",
        &[(
            "/api/v1/platform/documents?limit=50",
            list(json!([item("valid")])),
        )],
    );
    shows(
        &found,
        &["Dejar sin efecto", "/verificar/DOC-2026-7K3M-9QX4"],
    );
}
