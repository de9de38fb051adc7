//! The staff screens with example answers: what each shows, and what each asks the API.

mod daily;
mod platform;
mod records;

use serde_json::{Value, json};

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, ID, me, shows, staff_page as page};

/// Whether everything was given but the history below the screen.
pub(super) fn asks_only_for_history(page: &Rendered) {
    let others: Vec<_> = page
        .needs
        .iter()
        .filter(|need| !need.contains("/journal?subject_type="))
        .collect();
    assert!(others.is_empty(), "{others:?}");
}

fn request(state: &str, proposed: bool) -> Value {
    json!({"id": ID, "code": "POR-2026-000123", "municipality": "Municipalidad Distrital de Castilla", "kind": "district",
        "place": "Piura, Piura, Castilla", "state": state, "proposed": proposed, "submitted_at": AT,
        "due_at": "2020-01-01T00:00:00Z", "ubigeo": "200104", "populated_center": null, "ruc": null,
        "responsible": {"name": "Ana Ruiz", "dni": "40112233", "post": "Subgerente", "email": "a@municastilla.gob.pe",
            "phone": "969123456"},
        "designation": {"kind": "resolution", "number": "123-2026-MDC/A", "date": "2026-11-02"}, "scan_id": ID,
        "history": [{"at": AT, "action": null, "state": "submitted", "note": null}],
        "changes": [{"field": "email", "before": "r****@antes.example", "after": "a****@municastilla.gob.pe"},
            {"field": "scan", "before": "", "after": ""}],
        "proposed_by": "Luis Paz", "slug": "municastilla", "warnings": ["Ya hay otra solicitud abierta."]})
}

#[test]
fn the_desk_lists_requests_by_state_and_marks_what_is_late() {
    let address = "/api/v1/platform/portal-requests?state=submitted&limit=50";
    let found = json!({"items": [request("submitted", false)], "next_cursor": "c2", "total": null});
    let page = page("/admin/solicitudes?estado=submitted", &[(address, found)]);
    asks_only_for_history(&page);
    shows(
        &page,
        &[
            "Municipalidad Distrital de Castilla",
            "Venció el",
            "estado=submitted&amp;cursor=c2",
            "aria-current=\"page\"",
        ],
    );
}

#[test]
fn a_proposed_request_shows_who_proposed_it_and_that_another_must_approve() {
    let address = format!("/api/v1/platform/portal-requests/{ID}");
    let page = page(
        &format!("/admin/solicitudes/{ID}"),
        &[(&address, request("in_review", true))],
    );
    shows(
        &page,
        &[
            "Luis Paz",
            "Aprobar y crear el portal",
            "Devolver a revisión",
            "Ya hay otra solicitud abierta.",
            "r****@antes.example",
            "Se adjuntó otro",
            "40112233",
            "/api/v1/platform/files/",
        ],
    );
    assert!(!page.body_html.contains("Tomar en revisión"));
}

#[test]
fn nothing_else_is_shown_before_the_declaration_is_accepted() {
    let waiting = me(&[shared::access::Role::PortalAdmin], "declaration");
    let text = json!({"version": 1, "title": "Declaración", "statements": ["Usaré mi cuenta yo mismo."], "legal_basis": "Ley"});
    let page = page(
        "/admin/portal",
        &[
            ("/api/v1/auth/me", waiting),
            ("/api/v1/auth/declaration", text),
        ],
    );
    shows(
        &page,
        &["Usaré mi cuenta yo mismo.", "Aceptar la declaración"],
    );
    assert!(!page.needs.iter().any(|need| need.contains("checklist")));
}

#[test]
fn the_navigation_shows_only_what_a_role_may_do() {
    let auditor = me(&[shared::access::Role::InternalAuditor], "done");
    let page = page("/admin/portal/menu", &[("/api/v1/auth/me", auditor)]);
    shows(&page, &["No tiene permiso", "/admin/registro"]);
    assert!(!page.body_html.contains("/admin/solicitudes"));
}

#[test]
fn the_menu_is_drawn_as_a_tree_with_steps_by_button() {
    let item = |id: &str, parent: Option<&str>, position: i32, label: &str| {
        json!({"id": id, "parent_id": parent, "position": position, "is_visible": parent.is_none(), "updated_at": AT,
            "value": {"label": label, "href": ""}})
    };
    let other = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b12";
    let list = json!({"items": [item(other, Some(ID), 0, "Alcalde"), item(ID, None, 0, "Institucional")],
        "next_cursor": null, "total": 2});
    let page = page(
        "/admin/portal/menu",
        &[("/api/v1/admin/content/menu", list)],
    );
    shows(
        &page,
        &[
            "staff-tree__row--1",
            "Sacar «Alcalde» un nivel",
            "Oculto",
            "/admin/portal/menu/nuevo",
        ],
    );
}

#[test]
fn a_catalogue_draws_its_form_from_its_declaration() {
    let page = page("/admin/catalogos/exchange_rates/nueva", &[]);
    shows(
        &page,
        &[
            "Compra",
            "Venta",
            "diezmilésimos de sol",
            "name=\"value.buy_e4\"",
            "Día",
        ],
    );
}

#[test]
fn every_screen_says_that_nothing_is_there_when_nothing_is() {
    let empty = || json!({"items": [], "next_cursor": null, "total": 0});
    for (path, address, words) in [
        (
            "/admin/municipalidades",
            "/api/v1/platform/municipalities?limit=50",
            "Ninguna municipalidad",
        ),
        (
            "/admin/correos",
            "/api/v1/platform/mails?limit=50",
            "No se ha enviado",
        ),
        (
            "/admin/acceso-excepcional",
            "/api/v1/platform/break-glass",
            "Nadie ha usado",
        ),
        (
            "/admin/portal/paginas",
            "/api/v1/admin/content/pages",
            "Todavía no hay nada",
        ),
        (
            "/admin/usuarios",
            "/api/v1/admin/grants",
            "Nadie tiene un rol",
        ),
        ("/admin/claves", "/api/v1/admin/api-keys", "No hay claves"),
        (
            "/admin/claves-externas",
            "/api/v1/platform/api-keys",
            "Aparecerán aquí",
        ),
        (
            "/admin/registro",
            "/api/v1/admin/journal?limit=50",
            "Sin actos",
        ),
        (
            "/admin/catalogos/uit",
            "/api/v1/catalogs/uit",
            "Todavía no hay ninguna fila",
        ),
    ] {
        shows(&page(path, &[(address, empty())]), &[words]);
    }
}

#[test]
fn a_link_of_an_invitation_shows_who_is_invited_without_a_session() {
    let invitation = json!({"name": "Ana Ruiz", "email": "a****@munipiura.gob.pe", "roles": ["portal_admin"],
        "expires_at": AT, "min_password": 15});
    let page = page(
        "/admin/invitacion/abc",
        &[("/api/v1/auth/invitations/abc", invitation)],
    );
    shows(
        &page,
        &["Ana Ruiz", "15 caracteres o más", "Responsable del portal"],
    );
}

fn domain(state: &str) -> Value {
    json!({"id": ID, "domain": "www.munipiura.gob.pe", "state": state, "txt_name": "_munica.www.munipiura.gob.pe",
        "txt_value": "munica-verification=5f0c", "target": "munica.example", "warning": null, "requested_at": AT,
        "checked_at": AT, "finding": {"proved": false, "points_here": true, "records": ["otra cosa"],
            "addresses": ["127.0.0.1"], "notes": ["Su valor es otro."]},
        "reason": null, "active_since": "2026-11-21", "renews_on": "2027-11-22", "grace_until": "2027-12-22",
        "fee_cents": 11000, "fee_source": "Procedimiento", "transfer": [{"step": "registrar_account",
            "done_on": "2026-11-21", "evidence": "Correo del registrador"}],
        "payments": [{"id": ID, "amount_cents": 11000, "paid_on": "2026-11-20", "voucher": "001-1", "file_url": null,
            "state": "pending", "reason": null}]})
}

fn domain_page(state: &str) -> Rendered {
    let found =
        json!({"domain": domain(state), "suggested": "www.munipiura.gob.pe", "ready": true});
    page("/admin/dominio", &[("/api/v1/admin/domain", found)])
}

#[test]
fn the_page_of_a_domain_leads_from_the_record_to_the_payments_and_the_transfer() {
    let asked = domain_page("requested");
    shows(
        &asked,
        &[
            "munica-verification=5f0c",
            "Copiar",
            "Comprobar ahora",
            "otra cosa",
            "Su valor es otro.",
            "Retirar la solicitud",
        ],
    );
    assert!(!asked.body_html.contains("Registrar un pago"));
    let active = domain_page("active");
    shows(
        &active,
        &[
            "S/ 110.00",
            "Por confirmar",
            "Registrar un pago",
            "Correo del registrador",
            "Desmarcar",
            "name=\"evidence\"",
            "Dejar este dominio",
        ],
    );
    assert!(!active.body_html.contains("munica-verification"));
    let refused = domain_page("refused");
    shows(
        &refused,
        &[
            "No se aceptó el dominio www.munipiura.gob.pe",
            "name=\"domain\"",
        ],
    );
}

#[test]
fn operators_see_what_each_domain_waits_for() {
    let item = json!({"id": ID, "domain": "www.munipiura.gob.pe", "municipality": "Municipalidad Provincial de Piura",
        "slug": "munipiura", "state": "active", "requested_at": AT, "renews_on": "2027-11-22", "pending_payments": 1});
    let list = json!({"items": [item], "next_cursor": null, "total": null});
    let address = "/api/v1/platform/domains?limit=50";
    shows(
        &page("/admin/dominios", &[(address, list)]),
        &[
            "www.munipiura.gob.pe",
            "Pago por confirmar",
            "estado=verified",
        ],
    );
    let one = |state: &str| {
        let desk = json!({"municipality": "Municipalidad Provincial de Piura", "slug": "munipiura", "domain": domain(state)});
        let address = format!("/api/v1/platform/domains/{ID}");
        page(&format!("/admin/dominios/{ID}"), &[(&address, desk)])
    };
    shows(
        &one("verified"),
        &["Poner en servicio", "No aceptar el dominio"],
    );
    let waiting = one("requested");
    shows(&waiting, &["Espera el registro DNS"]);
    assert!(!waiting.body_html.contains("Poner en servicio"));
    shows(&one("active"), &["Confirmar el pago", "Rechazar el pago"]);
}
