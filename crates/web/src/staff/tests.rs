//! The staff screens with example answers: what each shows, and what each asks the API.

use serde_json::{Value, json};

use crate::env::{Answer, Boot, DataBlock};
use crate::ssr::{PageRequest, Rendered, render_staff};

const AT: &str = "2026-11-21T15:00:00Z";
const ID: &str = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11";

fn me(roles: &[shared::access::Role], next: &str) -> Value {
    let permissions: Vec<_> = roles
        .iter()
        .flat_map(|role| role.permissions())
        .map(|permission| permission.code())
        .collect();
    json!({"name": "Rosa Quispe", "email": "rosa@munipiura.gob.pe", "memberships": [], "roles": roles,
        "tenant": {"id": ID, "slug": "munipiura", "name": "Municipalidad Provincial de Piura"},
        "permissions": permissions, "unread": 0, "break_glass": null, "next": next, "second_factor": false})
}

/// A page with the answers that are there; without an answer for the session somebody who may do everything.
fn page(path: &str, answers: &[(&str, Value)]) -> Rendered {
    let mut data = DataBlock::new();
    let everything = me(
        &[
            shared::access::Role::PlatformOperator,
            shared::access::Role::PortalAdmin,
        ],
        "done",
    );
    let all = [("/api/v1/auth/me", everything)];
    for (address, body) in all.iter().chain(answers) {
        let body = body.to_string();
        data.insert((*address).to_owned(), Answer { status: 200, body });
    }
    let request = PageRequest {
        path_and_query: path.to_owned(),
        boot: Boot::default(),
    };
    render_staff(&request, &data)
}

fn shows(page: &Rendered, parts: &[&str]) {
    for part in parts {
        assert!(
            page.body_html.contains(part),
            "«{part}» is missing in {}",
            page.body_html
        );
    }
}

fn request(state: &str, proposed: bool) -> Value {
    json!({"id": ID, "code": "POR-2026-000123", "municipality": "Municipalidad Distrital de Castilla", "kind": "district",
        "place": "Piura, Piura, Castilla", "state": state, "proposed": proposed, "submitted_at": AT,
        "due_at": "2020-01-01T00:00:00Z", "ubigeo": "200104", "populated_center": null, "ruc": null,
        "responsible": {"name": "Ana Ruiz", "dni": "40112233", "post": "Subgerente", "email": "a@municastilla.gob.pe",
            "phone": "969123456"},
        "designation": {"kind": "resolution", "number": "123-2026-MDC/A", "date": "2026-11-02"}, "scan_id": ID,
        "history": [{"at": AT, "action": null, "state": "submitted", "note": null}],
        "proposed_by": "Luis Paz", "slug": "municastilla", "warnings": ["Ya hay otra solicitud abierta."]})
}

#[test]
fn the_desk_lists_requests_by_state_and_marks_what_is_late() {
    let address = "/api/v1/platform/portal-requests?state=submitted&limit=50";
    let found = json!({"items": [request("submitted", false)], "next_cursor": "c2", "total": null});
    let page = page("/admin/solicitudes?estado=submitted", &[(address, found)]);
    assert!(page.needs.is_empty(), "{:?}", page.needs);
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
fn the_colour_is_judged_before_it_is_saved() {
    let settings = json!({"brand_color": "#ffe066", "summary": null, "contact": {"hours": []}, "coat_of_arms": null,
        "header_image": null, "weather": null, "updated_at": AT});
    let page = page(
        "/admin/portal/apariencia",
        &[("/api/v1/admin/portal", settings)],
    );
    shows(
        &page,
        &["menos que lo necesario", "Apariencia oscura", "Escudo"],
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
            "/admin/registro",
            "/api/v1/admin/journal?limit=50",
            "Sin actos",
        ),
        (
            "/admin/catalogos/uit",
            "/api/v1/catalogs/uit",
            "Ninguna fila",
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

#[test]
fn what_waits_and_where_the_portal_stands_are_the_first_page() {
    let today = json!({"portal": "configuring", "tasks": [
        {"kind": "requests_submitted", "count": 3, "overdue": 1, "next_due_at": AT,
            "link": "/admin/solicitudes?estado=submitted"},
        {"kind": "setup", "count": 6, "overdue": 0, "next_due_at": null, "link": "/admin/portal"}]});
    let page = page("/admin", &[("/api/v1/admin/today", today)]);
    shows(
        &page,
        &[
            "En configuración",
            "1 vencida",
            "href=\"/admin/solicitudes?estado=submitted\"",
            "Pendientes de la puesta en marcha",
        ],
    );
}

#[test]
fn notices_say_what_happened_to_what_and_which_are_unread() {
    let notice = |kind: &str, read: Value| {
        json!({"id": ID, "kind": kind, "about": "Municipalidad Distrital de Castilla",
            "link": format!("/admin/solicitudes/{ID}"), "created_at": AT, "read_at": read})
    };
    let list = json!({"items": [notice("request_proposed", Value::Null), notice("request_submitted", json!(AT))],
        "next_cursor": null, "total": null});
    let mut operator = me(&[shared::access::Role::PlatformOperator], "done");
    operator["unread"] = json!(1);
    let page = page(
        "/admin/avisos",
        &[
            ("/api/v1/auth/me", operator),
            ("/api/v1/admin/notices?limit=50", list),
        ],
    );
    shows(
        &page,
        &[
            "Una propuesta espera su aprobación",
            "Municipalidad Distrital de Castilla",
            "Marcar todos como leídos",
            "Avisos sin leer: 1",
        ],
    );
    assert_eq!(page.body_html.matches(">Sin leer<").count(), 1);
}

#[test]
fn the_help_shows_ones_own_manuals_first_and_stays_in_the_staff_app() {
    let list = json!({"items": [{"role": "citizen", "title": "Manual del vecino"}], "next_cursor": null, "total": 1});
    let auditor = || me(&[shared::access::Role::InternalAuditor], "done");
    let home = page(
        "/admin/ayuda",
        &[("/api/v1/auth/me", auditor()), ("/api/v1/help", list)],
    );
    shows(
        &home,
        &[
            "/admin/ayuda/internal_auditor",
            "/admin/ayuda/citizen",
            "Manual del vecino",
        ],
    );
    let manual = json!({"role": "internal_auditor", "title": "Manual del órgano de control institucional",
        "body_html": "<h2>1. Leer</h2><a href=\"/ayuda/unit_staff\">otro</a>"});
    let one = page(
        "/admin/ayuda/internal_auditor",
        &[
            ("/api/v1/auth/me", auditor()),
            ("/api/v1/help/internal_auditor", manual),
        ],
    );
    shows(
        &one,
        &["<h2>1. Leer</h2>", "href=\"/admin/ayuda/unit_staff\""],
    );
}

#[test]
fn operators_read_the_journal_of_the_platform_and_municipalities_their_own() {
    let operator = me(&[shared::access::Role::PlatformOperator], "done");
    let page_of = |path: &str, me: Value| page(path, &[("/api/v1/auth/me", me)]);
    let shown = page_of(&format!("/admin/solicitudes/{ID}"), operator.clone());
    assert!(
        shown
            .needs
            .iter()
            .any(|need| need.starts_with("/api/v1/platform/journal?")),
        "{:?}",
        shown.needs
    );
    let shown = page_of("/admin/registro-de-la-plataforma", operator);
    shows(
        &shown,
        &["Registro de la plataforma", "Solicitudes de portal"],
    );
    let admin = me(&[shared::access::Role::PortalAdmin], "done");
    let shown = page_of("/admin/claves", admin);
    assert!(
        shown
            .needs
            .iter()
            .any(|need| need.starts_with("/api/v1/admin/journal?subject_type=api_key")),
        "{:?}",
        shown.needs
    );
}

#[test]
fn the_palette_is_a_dialog_that_a_key_opens() {
    let auditor = me(&[shared::access::Role::InternalAuditor], "done");
    let page = page("/admin", &[("/api/v1/auth/me", auditor)]);
    shows(
        &page,
        &[
            "aria-keyshortcuts=\"Control+K\"",
            "aria-haspopup=\"dialog\"",
            "id=\"palette\"",
        ],
    );
}
