//! The operators' screens with example answers.

use serde_json::{Value, json};

use super::{asks_only_for_history, request};
use crate::ssr::testing::{AT, ID, shows, staff_page as page};

fn municipality(status: &str) -> Value {
    json!({"id": ID, "slug": "munipiura", "name": "Municipalidad Provincial de Piura", "kind": "provincial",
        "ruc": "20154477374", "ubigeo": "200101", "department": "Piura", "province": "Piura", "district": "Piura",
        "status": status, "created_on": "2026-11-02", "url": null, "domain": null, "coat_of_arms": null})
}

#[test]
fn the_list_of_municipalities_leads_to_each() {
    let address = "/api/v1/platform/municipalities?q=piura&limit=50";
    let found = json!({"items": [municipality("suspended")], "next_cursor": null, "total": 1});
    let page = page("/admin/municipalidades?q=piura", &[(address, found)]);
    asks_only_for_history(&page);
    shows(&page, &[&format!("/admin/municipalidades/{ID}"), "«piura»"]);
}

#[test]
fn a_suspended_municipality_shows_why_since_when_and_the_way_back() {
    let mut one = municipality("suspended");
    let suspension = json!({"id": ID, "previous_status": "configuring", "began_at": AT, "reason": "A pedido del alcalde",
        "resolution_number": "Oficio N.° 21-2026-A/MPP", "resolution_date": "2026-11-20", "ended_at": null,
        "end_reason": null, "end_resolution_number": null, "end_resolution_date": null});
    let more = json!({"mode": "demo", "responsibles": [], "requests": [request("created", false)],
        "suspensions": [suspension], "accesses": [], "history": []});
    one.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let address = format!("/api/v1/platform/municipalities/{ID}");
    let page = page(&format!("/admin/municipalidades/{ID}"), &[(&address, one)]);
    shows(
        &page,
        &[
            "A pedido del alcalde",
            "Oficio N.° 21-2026-A/MPP",
            "Reanudar",
            "POR-2026-000123",
            "acceso-excepcional?municipalidad=",
        ],
    );
    assert!(!page.body_html.contains(">Suspender<"));
}

#[test]
fn a_failed_mail_says_why_and_can_be_sent_again() {
    let mail = json!({"id": ID, "template": "accounts.invitation", "to": "a****@muni.example", "subject": null,
        "status": "failed", "attempts": 8, "last_error": "550 buzón lleno", "created_at": AT, "sent_at": null, "text": null});
    let address = format!("/api/v1/platform/mails/{ID}");
    let page = page(&format!("/admin/correos/{ID}"), &[(&address, mail)]);
    shows(
        &page,
        &[
            "550 buzón lleno",
            "Enviar otra vez",
            "accounts.invitation",
            "no se muestra",
        ],
    );
}

#[test]
fn the_terms_that_would_move_stand_beside_the_act_that_moves_them() {
    let change = json!({"kind": "portal_request", "id": ID, "code": "POR-2026-000123", "title": "Municipalidad de Castilla",
        "counted_from": AT, "due_at": "2026-12-01T04:59:59Z", "new_due_at": "2026-12-02T04:59:59Z"});
    let address = "/api/v1/platform/deadlines/recompute";
    let some = page(
        "/admin/plazos",
        &[(address, json!({"open": 4, "changes": [change]}))],
    );
    shows(
        &some,
        &["Cambiaría un plazo", "POR-2026-000123", "Mover los plazos"],
    );
    let none = page(
        "/admin/plazos",
        &[(address, json!({"open": 4, "changes": []}))],
    );
    shows(&none, &["Ningún plazo cambia"]);
    assert!(!none.body_html.contains("Mover los plazos</button>"));
}

#[test]
fn a_catalogue_of_the_program_is_shown_without_ways_to_change_it() {
    let row = json!({"id": ID, "version": 1, "code": "dni", "valid_from": null, "valid_to": null,
        "value": {"label": "Documento Nacional de Identidad", "short": "DNI", "min_length": 8, "max_length": 8, "rule": "dni",
            "person": "natural"},
        "legal_basis": "Ley 26497", "source": null, "confidence": "found", "recorded_at": AT});
    let list = json!({"items": [row], "next_cursor": null, "total": 1});
    let shown = page(
        "/admin/catalogos/document_types",
        &[("/api/v1/catalogs/document_types", list)],
    );
    shows(&shown, &["Documento Nacional de Identidad", "Ley 26497"]);
    assert!(!shown.body_html.contains("/admin/catalogos/document_types/"));
}

#[test]
fn an_empty_catalogue_says_where_its_values_are_found() {
    let empty = json!({"items": [], "next_cursor": null, "total": 0});
    let rates = page(
        "/admin/catalogos/exchange_rates",
        &[("/api/v1/catalogs/exchange_rates", empty.clone())],
    );
    shows(&rates, &["SBS"]);
    let holidays = page(
        "/admin/catalogos/holidays",
        &[("/api/v1/catalogs/holidays", empty)],
    );
    shows(&holidays, &["El Peruano", "/admin/plazos"]);
}

#[test]
fn places_that_ceased_to_exist_are_listed_as_such() {
    let place = json!({"code": "200190", "level": "district", "name": "Lugar", "path": "Piura, Piura, Lugar", "parent": "2001",
        "capital": null, "reniec": null, "latitude": null, "longitude": null, "valid_from": null, "valid_to": "2020-01-01"});
    let found = json!({"items": [place.clone()], "next_cursor": null, "total": 1});
    let list = page(
        "/admin/lugares?q=lugar",
        &[("/api/v1/platform/places?q=lugar&limit=50", found)],
    );
    shows(&list, &["Ya no existe", "/admin/lugares/200190"]);
    let one = page(
        "/admin/lugares/200190",
        &[("/api/v1/platform/places/200190", place)],
    );
    shows(&one, &["Piura, Piura, Lugar", "legal_basis"]);
}

#[test]
fn a_disabled_operator_can_be_enabled_and_an_active_one_disabled() {
    let grant = |disabled: bool, accepted: bool| {
        json!({"id": ID, "account_id": ID, "name": "Luis Paz", "email": "l****@x.pe", "document": "****2233",
            "accepted": accepted, "disabled": disabled, "role": "platform_operator", "theme": null,
            "resolution": {"number": "RM 1-2026", "date": "2026-11-02"}, "starts_on": "2026-11-02", "ends_on": null,
            "status": "active", "ended_at": null, "end_reason": null})
    };
    let shown = |grant: Value| {
        let list = json!({"items": [grant], "next_cursor": null, "total": 1});
        page("/admin/operadores", &[("/api/v1/platform/operators", list)])
    };
    shows(
        &shown(grant(true, false)),
        &["Activar la cuenta", "Cuenta desactivada"],
    );
    let active = shown(grant(false, true));
    shows(
        &active,
        &["Desactivar la cuenta", "/admin/operadores/nuevo"],
    );
    assert!(!active.body_html.contains("Activar la cuenta"));
}

#[test]
fn a_municipality_shows_its_administrators_with_what_may_be_done_for_each() {
    let mut one = municipality("configuring");
    let more = json!({"mode": "demo", "responsibles": [], "requests": [], "suspensions": [], "accesses": [], "history": []});
    one.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let grant = |factor: bool| {
        json!({"items": [{"id": ID, "account_id": ID, "name": "Rosa Quispe", "email": "r****@x.pe", "document": "****2233",
            "accepted": true, "disabled": false, "second_factor": factor, "role": "portal_admin", "theme": null,
            "resolution": {"number": "RA 45-2026", "date": "2026-11-02", "file_id": ID}, "starts_on": "2026-11-02",
            "ends_on": null, "status": "active", "ended_at": null, "end_reason": null}], "next_cursor": null, "total": 1})
    };
    let address = format!("/api/v1/platform/municipalities/{ID}");
    let administrators = format!("{address}/administrators");
    let path = format!("/admin/municipalidades/{ID}");
    let shown = |factor| {
        page(
            &path,
            &[(&address, one.clone()), (&administrators, grant(factor))],
        )
    };
    let enrolled = shown(true);
    shows(
        &enrolled,
        &[
            "Rosa Quispe",
            "Terminar",
            "Desactivar la cuenta",
            "Cerrar sus sesiones",
            &format!("/admin/municipalidades/{ID}/responsables/nuevo"),
            &format!("/api/v1/platform/files/{ID}"),
        ],
    );
    let button = ">Quitar el segundo factor<";
    let buttons = |page: &crate::ssr::Rendered| page.body_html.matches(button).count();
    // One more stands in the question before the act.
    assert_eq!(buttons(&enrolled), buttons(&shown(false)) + 1);

    let form = page(
        &format!("{path}/responsables/nuevo"),
        &[(&address, one.clone())],
    );
    shows(
        &form,
        &[
            "name=\"person.document_number\"",
            "resolution.file_id",
            "Crear la cuenta de trabajo de la persona",
        ],
    );
}

#[test]
fn the_keys_of_outsiders_say_when_they_were_used_and_why_they_ended() {
    let key = |name: &str, revoked: Value, reason: Value| {
        json!({"id": ID, "name": name, "purpose": "Estudiar el gasto local", "hint": "mnc_9fK2", "scopes": ["data:read"],
            "created_at": AT, "expires_at": "2099-11-21T15:00:00Z", "last_used_at": AT, "revoked_at": revoked,
            "revoke_reason": reason})
    };
    let list = json!({"items": [key("Observatorio", Value::Null, Value::Null),
        key("Otro", json!(AT), json!("Apareció publicada"))], "next_cursor": null, "total": 2});
    let page = page(
        "/admin/claves-externas",
        &[("/api/v1/platform/api-keys", list)],
    );
    shows(
        &page,
        &[
            "Claves de terceros",
            "Observatorio",
            "Solo lee",
            "Apareció publicada",
        ],
    );
    assert_eq!(page.body_html.matches(">Revocar<").count(), 1);
}
