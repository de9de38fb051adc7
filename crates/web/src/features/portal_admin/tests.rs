//! The set-up screens with example answers: what each shows and offers.

use serde_json::{Value, json};
use shared::access::Role;

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, ID, me, shows, staff_page};

/// A screen of an administrator with one answer of the API.
fn screen(path: &str, address: &str, body: &Value) -> Rendered {
    let administrator = me(&[Role::PortalAdmin], "done");
    let answers = [("/api/v1/auth/me", administrator), (address, body.clone())];
    staff_page(path, &answers)
}

fn settings(color: &str) -> Value {
    json!({"brand_color": color, "summary": null, "contact": {"hours": []}, "coat_of_arms": null, "header_image": null,
        "weather": null, "authority": null, "updated_at": AT, "widgets": [
            {"kind": "weather", "is_visible": false}, {"kind": "year_name", "is_visible": true},
            {"kind": "uit", "is_visible": true}, {"kind": "exchange_rate", "is_visible": true}]})
}

#[test]
fn a_colour_that_is_too_light_shows_its_ratio_and_the_nearest_that_passes() {
    let page = |color| {
        screen(
            "/admin/portal/apariencia",
            "/api/v1/admin/portal",
            &settings(color),
        )
    };
    let light = page("#ffe066");
    let near = shared::color::nearest_brand("#ffe066".parse().unwrap()).to_string();
    shows(
        &light,
        &["menos que 4.5 : 1", &format!("Usar {near}"), "Escudo"],
    );
    let dark = page("#0b3d91");
    shows(&dark, &["se lee bien", "Apariencia oscura"]);
    assert!(!dark.body_html.contains("Usar #"));
}

#[test]
fn the_values_of_the_header_stand_in_their_order_with_buttons_to_move_them() {
    let html = screen(
        "/admin/portal/cabecera",
        "/api/v1/admin/portal",
        &settings("#0b3d91"),
    );
    shows(
        &html,
        &[
            "Se oculta a las seis horas",
            "Bajar «Clima»",
            "Subir «UIT»",
            "/admin/portal/clima",
        ],
    );
    let at = |text: &str| html.body_html.find(&format!("Subir «{text}»")).unwrap();
    assert!(at("Clima") < at("Nombre del año") && at("Nombre del año") < at("UIT"));
}

#[test]
fn the_declaration_is_offered_only_when_nothing_that_is_needed_is_missing() {
    let checklist = |done: bool, status: &str| {
        let item = |key: &str, done: bool, needed: bool| json!({"key": key, "done": done, "needed_for_domain": needed, "link": "/admin/portal"});
        let body = json!({"status": status, "due_at": "2027-01-08T04:59:59Z",
            "items": [item("theme", done, true), item("domain", false, false), item("transparency", true, true)]});
        screen("/admin/portal", "/api/v1/admin/checklist", &body)
    };
    let missing = checklist(false, "configuring");
    shows(&missing, &["jueves 7 de enero de 2027", "tres temas"]);
    assert!(!missing.body_html.contains("Declarar completo"));
    shows(
        &checklist(true, "configuring"),
        &["Declarar completo", "Revisé el portal"],
    );
    assert!(
        !checklist(true, "ready_for_domain")
            .body_html
            .contains("Declarar completo")
    );
}

#[test]
fn every_kind_of_content_draws_its_own_fields() {
    for (page, kind, value, fields) in [
        (
            "transparencia",
            "pte_items",
            json!({"theme": "budget", "title": "Ejecución", "periodicity": "quarterly", "legal_basis": "Ley 27806",
                "national_url": "https://www.transparencia.gob.pe/"}),
            vec![
                "value.theme",
                "value.notice",
                "Presupuesto",
                "Cada trimestre",
            ],
        ),
        (
            "agenda",
            "events",
            json!({"kind": "council_session", "title": "Sesión", "starts_on": "2026-12-07", "time": "18:30"}),
            vec!["value.starts_on", "18:30", "Sesión de concejo"],
        ),
        (
            "videos",
            "videos",
            json!({"title": "Obra", "url": "https://x.example/1", "published_on": "2026-11-02", "has_captions": true}),
            vec!["value.transcript", "value.has_captions", "2026-11-02"],
        ),
        (
            "oficinas",
            "offices",
            json!({"name": "Palacio", "address": "Jr. Uno 1", "hours": ["Lunes"], "position": {"latitude": -5.19, "longitude": -80.6}}),
            vec!["value.position.latitude", "-5.19", "value.hours"],
        ),
        (
            "paginas",
            "pages",
            json!({"slug": "historia", "title": "Historia", "summary": "Diez letras o más.", "body": "## Título"}),
            vec!["value.slug", "Vista previa", "## Título"],
        ),
        (
            "unidades",
            "org_units",
            json!({"siglas": "GM", "name": "Gerencia Municipal"}),
            vec!["value.siglas", "Gerencia Municipal"],
        ),
        (
            "menu",
            "menu",
            json!({"label": "Inicio", "href": "acerca"}),
            vec!["value.href", "Inicio"],
        ),
    ] {
        let item = json!({"id": ID, "parent_id": null, "position": 0, "is_visible": true, "updated_at": AT, "value": value});
        let address = format!("/api/v1/admin/content/{kind}/{ID}");
        let html = screen(&format!("/admin/portal/{page}/{ID}"), &address, &item);
        shows(&html, &fields);
    }
}
