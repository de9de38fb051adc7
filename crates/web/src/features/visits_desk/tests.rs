//! The screens of the visitor register with example answers: what each shows and offers.

use serde_json::{Value, json};
use shared::access::Role;

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, HOSTILE, ID, me, shows, staff_page};

fn screen(path: &str, answers: &[(&str, Value)]) -> Rendered {
    let mut all = vec![("/api/v1/auth/me", me(&[Role::VisitsAdmin], "done"))];
    all.extend(answers.iter().cloned());
    staff_page(path, &all)
}

fn visit(name: &str) -> Value {
    json!({"id": ID, "version": 1, "group_id": ID, "visitor_name": name, "document_type": "dni",
        "document_masked": "****3456", "visitor_kind": "private_entity", "entity": "Constructora Ficticia SAC",
        "official_id": ID, "official_name": "Rojas Ficticio, Teófilo", "office": "Gerencia de Obras",
        "reason": "work_meeting", "place": null, "badge": "V-014", "gate": null, "minors": 2, "entered_at": AT,
        "exited_at": null, "lacks_exit": false, "record_class": "on_time", "correctable_until": AT, "is_own": true,
        "is_training": false, "is_withdrawn": false})
}

fn page(items: Value) -> Value {
    json!({"items": items, "next_cursor": null, "total": null})
}

#[test]
fn the_door_asks_for_the_document_first_and_shows_who_is_inside() {
    let door = screen(
        "/admin/visitas/puerta",
        &[(
            "/api/v1/admin/visits/entries?state=inside",
            page(json!([visit("Fernández Ficticia, Luz")])),
        )],
    );
    shows(
        &door,
        &[
            "Anotar ingreso",
            "Una persona adentro",
            "y 2 menores de edad",
            "Fernández Ficticia, Luz",
            "V-014",
            "Marcar salida",
            "Desde las",
            "visitors[0].document",
        ],
    );
    let at = |text: &str| door.body_html.find(text).unwrap();
    assert!(at("visitors[0].document") < at("meeting.official_id"));
    assert!(at("meeting.reason") < at("Anotar ingreso"));
    assert!(!door.body_html.contains("40123456"));
}

#[test]
fn a_door_without_visitors_says_so_and_names_are_no_markup() {
    let inside = "/api/v1/admin/visits/entries?state=inside";
    let empty = screen("/admin/visitas/puerta", &[(inside, page(json!([])))]);
    shows(&empty, &["No hay visitas adentro", "0 personas adentro"]);
    let hostile = screen(
        "/admin/visitas/puerta",
        &[(inside, page(json!([visit(HOSTILE)])))],
    );
    assert!(!hostile.body_html.contains(HOSTILE));
}

#[test]
fn the_day_names_visits_without_an_exit() {
    let mut open = visit("Fernández Ficticia, Luz");
    open["lacks_exit"] = json!(true);
    let mut late = visit("Tardío Ficticio, Juan");
    late["record_class"] = json!("late");
    let day = screen(
        "/admin/visitas/dia",
        &[
            (
                "/api/v1/admin/visits/entries?state=open",
                page(json!([open])),
            ),
            (
                "/api/v1/admin/visits/entries?state=day",
                page(json!([late])),
            ),
        ],
    );
    shows(
        &day,
        &[
            "Sin hora de salida",
            "Anotar salida",
            "Registro extemporáneo",
            "Tardío Ficticio, Juan",
        ],
    );
}

#[test]
fn the_badge_has_a_code_and_no_document() {
    let badge = screen(
        &format!("/admin/visitas/fotocheck/{ID}"),
        &[(
            &format!("/api/v1/admin/visits/entries/{ID}/badge"),
            json!({"visit": visit("Fernández Ficticia, Luz"), "code": "MV1",
                "qr_svg": "<?xml version=\"1.0\"?><svg viewBox=\"0 0 1 1\"></svg>"}),
        )],
    );
    shows(
        &badge,
        &[
            "Fernández Ficticia, Luz",
            "V-014",
            "<svg viewBox",
            "Imprimir",
        ],
    );
    assert!(!badge.body_html.contains("****3456"));
}

#[test]
fn officials_and_settings_show_what_holds() {
    let official = json!({"id": ID, "name": "Rojas Ficticio, Teófilo", "document_type": "dni",
        "document_masked": "****9001", "post": "Gerente de Obras", "office": "Gerencia de Obras",
        "resolution": "RA 045-2026", "valid_from": "2026-01-02", "valid_to": "2026-02-03", "end_resolution": null,
        "updated_at": AT});
    let list = screen(
        "/admin/visitas/funcionarios",
        &[(
            "/api/v1/admin/visits/officials?limit=50",
            page(json!([official])),
        )],
    );
    shows(
        &list,
        &["Gerente de Obras", "Fuera del cargo", "Agregar funcionario"],
    );
    let one = screen(
        &format!("/admin/visitas/funcionarios/{ID}"),
        &[(&format!("/api/v1/admin/visits/officials/{ID}"), official)],
    );
    shows(
        &one,
        &["Se conserva ****9001", "Terminar el cargo", "RA 045-2026"],
    );
    let settings = screen(
        "/admin/visitas/ajustes",
        &[(
            "/api/v1/admin/visits/settings",
            json!({"limit_minutes": 10, "places": ["Alcaldía"], "gates": [], "is_full_document": false, "answer_days": 5,
                "updated_at": null}),
        )],
    );
    shows(
        &settings,
        &["value=\"10\"", "Alcaldía", "Mostrar el número completo"],
    );
}

#[test]
fn the_official_file_says_first_what_would_be_refused() {
    let period = "from=2026-10-01&to=2026-10-31";
    let check = json!({"from": "2026-10-01", "to": "2026-10-31", "columns": ["Fecha de Registro", "Motivo"],
        "source": "https://visitas.example/", "accepted": 12, "refused": 1, "items": [{
            "id": ID, "visit_date": "2026-10-05", "entry_time": "09:30", "visitor_name": HOSTILE,
            "official_name": "Rojas Ficticio, Teófilo", "faults": ["no_document", "exit_before_entry"] }]});
    let page = screen(
        "/admin/visitas/archivo-oficial?desde=2026-10-01&hasta=2026-10-31",
        &[(
            &format!("/api/v1/admin/visits/official-file?{period}"),
            check,
        )],
    );
    shows(
        &page,
        &[
            "12 visitas listas",
            &format!(
                "/api/v1/admin/visits/official-file.xlsx?{}",
                period.replace('&', "&amp;")
            ),
            "1 visita no entra",
            "Falta el documento del visitante. La salida es anterior al ingreso",
            &format!("/admin/visitas/dia/{ID}"),
            "Fecha de Registro",
            "https://visitas.example/",
        ],
    );
    assert!(!page.body_html.contains(HOSTILE));
    let empty = screen("/admin/visitas/archivo-oficial", &[]);
    assert!(!empty.body_html.contains("official-file.xlsx"));
}
