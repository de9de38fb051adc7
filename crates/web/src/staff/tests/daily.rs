//! What staff see every day, with example answers: what waits, notices, help, history, and the palette.

use serde_json::{Value, json};

use crate::ssr::testing::{AT, ID, me, shows, staff_page as page};

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
            "En preparación",
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
fn every_list_of_the_operators_has_the_history_of_what_it_shows() {
    let operator = me(&[shared::access::Role::PlatformOperator], "done");
    for (path, kind) in [
        ("/admin/solicitudes", "portal_request"),
        ("/admin/municipalidades", "municipality"),
        ("/admin/lugares", "place"),
        ("/admin/plazos", "deadlines"),
        ("/admin/operadores", "grant"),
        ("/admin/acceso-excepcional", "break_glass"),
        ("/admin/conservacion", "legal_hold"),
        ("/admin/retiros", "tenant_export"),
        ("/admin/documentos-plataforma", "document"),
        ("/admin/correos", "mail"),
        ("/admin/catalogos/holidays", "catalog.holidays"),
    ] {
        let shown = page(path, &[("/api/v1/auth/me", operator.clone())]);
        let history = format!("/api/v1/platform/journal?subject_type={kind}&limit=10");
        assert!(shown.needs.contains(&history), "{path}: {:?}", shown.needs);
    }
}

#[test]
fn who_changes_a_screen_without_reading_the_journal_has_its_history_all_the_same() {
    let asked = |role, path: &str| {
        let answers = [("/api/v1/auth/me", me(&[role], "done"))];
        let needs = page(path, &answers).needs;
        needs
            .into_iter()
            .filter(|need| need.contains("limit=10"))
            .collect::<Vec<_>>()
    };
    use shared::access::Role;
    for (role, path, history) in [
        (
            Role::Communications,
            "/admin/portal/paginas",
            "admin/content/pages/history?limit=10",
        ),
        (
            Role::Communications,
            "/admin/portal/contacto",
            "admin/portal/history?limit=10",
        ),
        (
            Role::TransparencyOfficer,
            "/admin/portal/transparencia",
            "admin/content/pte_items/history?limit=10",
        ),
        (
            Role::InternalAuditor,
            "/admin/portal",
            "admin/journal?subject_type=portal&limit=10",
        ),
        // The domains of all municipalities, and one's own account, stand in journals that the session does not read.
        (
            Role::PlatformOperator,
            "/admin/dominios",
            "platform/domains/history?limit=10",
        ),
        (Role::PortalAdmin, "/admin/cuenta", "auth/history?limit=10"),
        (
            Role::PlatformOperator,
            "/admin/cuenta",
            "auth/history?limit=10",
        ),
    ] {
        assert_eq!(asked(role, path), [format!("/api/v1/{history}")], "{path}");
    }
    let one = format!("/admin/dominios/{ID}");
    let history = format!("/api/v1/platform/domains/history?subject_id={ID}&limit=10");
    assert_eq!(asked(Role::PlatformOperator, &one), [history]);
    assert_eq!(
        asked(Role::TransparencyOfficer, "/admin/portal"),
        Vec::<String>::new()
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
