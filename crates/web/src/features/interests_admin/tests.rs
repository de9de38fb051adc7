//! The screens with example answers: what each shows and offers.

use serde_json::{Value, json};
use shared::access::Role;

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, HOSTILE, ID, me, shows, staff_page};

fn screen(path: &str, answers: &[(&str, Value)]) -> Rendered {
    let mut all = vec![("/api/v1/auth/me", me(&[Role::VisitsAdmin], "done"))];
    all.extend(answers.iter().cloned());
    staff_page(path, &all)
}

fn page(items: Value) -> Value {
    json!({"items": items, "next_cursor": null, "total": null})
}

fn capacity(name: &str) -> Value {
    json!({"id": ID, "official_id": ID, "official_name": name, "post": "Gerente de Obras",
        "office": "Gerencia de Obras", "resolution": "RA 051-2026", "valid_from": "2026-01-02",
        "valid_to": null, "end_resolution": null, "updated_at": AT})
}

fn item(state: &str) -> Value {
    json!({"id": ID, "version": 1, "official_id": ID, "official_name": "Rojas Ficticio, Teófilo",
        "slot": {"agenda_date": "2026-11-24", "start_time": "09:30", "end_time": "11:00", "venue": "outside",
            "place": "Malecón"},
        "activity": "Visita a la obra del malecón", "kind": "works_visit", "participants": null, "state": state})
}

#[test]
fn who_decides_is_listed_and_ended() {
    let list = screen(
        "/admin/intereses/sujetos",
        &[(
            "/api/v1/admin/interests/capacities?limit=50",
            page(json!([
                capacity("Rojas Ficticio, Teófilo"),
                capacity(HOSTILE)
            ])),
        )],
    );
    shows(
        &list,
        &[
            "Rojas Ficticio, Teófilo",
            "RA 051-2026",
            "Agregar capacidad de decisión",
        ],
    );
    assert!(!list.body_html.contains(HOSTILE));
    let one = screen(
        &format!("/admin/intereses/sujetos/{ID}"),
        &[(
            &format!("/api/v1/admin/interests/capacities/{ID}"),
            capacity("Rojas Ficticio, Teófilo"),
        )],
    );
    shows(
        &one,
        &["Gerente de Obras", "Terminar la capacidad de decisión"],
    );
    let officials = json!([{"id": ID, "name": "Rojas Ficticio, Teófilo", "post": "Gerente de Obras",
        "office": "Gerencia de Obras"}]);
    let new = screen(
        "/admin/intereses/sujetos/nuevo",
        &[("/api/v1/admin/visits/officials-in-force", page(officials))],
    );
    shows(&new, &["Rojas Ficticio, Teófilo", "Correo institucional"]);
}

#[test]
fn an_act_from_a_visit_is_filled_with_what_the_visit_tells() {
    let visit = json!({"id": ID, "version": 1, "group_id": ID, "visitor_name": "Fernández Ficticia, Luz",
        "document_type": "dni", "document_masked": "****3456", "visitor_kind": "private_entity",
        "entity": "Constructora Ficticia SAC", "official_id": ID, "official_name": "Rojas Ficticio, Teófilo",
        "office": "Gerencia de Obras", "reason": "interest_management", "place": null, "badge": null, "gate": null,
        "minors": 0, "entered_at": AT, "exited_at": null, "lacks_exit": false, "record_class": "on_time",
        "correctable_until": AT, "is_own": true, "is_training": false, "is_withdrawn": false, "captured_by": null});
    let detail = json!({"visit": visit,
        "visitor": {"document_type": "dni", "document": "47000199", "name": "Fernández Ficticia, Luz"},
        "meeting": {"official_id": ID, "visitor_kind": "private_entity", "entity": "Constructora Ficticia SAC",
            "ruc": "20100070970", "reason": "interest_management", "reason_detail": "Licencia de una obra"}});
    let form = screen(
        &format!("/admin/intereses/actos/nuevo?visita={ID}"),
        &[(&format!("/api/v1/admin/visits/entries/{ID}"), detail)],
    );
    shows(
        &form,
        &[
            "De la visita de Fernández Ficticia, Luz",
            "47000199",
            "20100070970",
            "Licencia de una obra",
        ],
    );
    let empty = screen("/admin/intereses/actos/nuevo", &[]);
    shows(
        &empty,
        &["Anotar el acto", "manager.document", "decision_sought"],
    );
}

#[test]
fn the_agenda_offers_the_steps_of_what_is_open_and_none_of_what_is_over() {
    let list = screen(
        "/admin/intereses/agenda",
        &[(
            "/api/v1/admin/interests/agenda",
            page(json!([item("rescheduled")])),
        )],
    );
    shows(
        &list,
        &[
            "Visita a la obra del malecón",
            "Reprogramada",
            "24/11/2026 09:30 – 11:00",
        ],
    );
    for (state, is_open) in [("scheduled", true), ("held", false), ("cancelled", false)] {
        let one = screen(
            &format!("/admin/intereses/agenda/{ID}"),
            &[(&format!("/api/v1/admin/interests/agenda/{ID}"), item(state))],
        );
        shows(&one, &["Fuera de la sede, Malecón", "Visita de obra"]);
        for text in ["Marcar como realizada", "Cancelar la actividad"] {
            assert_eq!(one.body_html.contains(text), is_open, "{state}: {text}");
        }
    }
}
