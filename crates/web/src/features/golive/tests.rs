//! The screens of going live with example answers: what each shows and offers.

use serde_json::{Value, json};
use shared::access::Role;
use shared::features::golive::GoLiveStage;

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, HOSTILE, ID, me, shows, staff_page};

fn stage(code: GoLiveStage, state: &str) -> Value {
    json!({"stage": code, "state": state, "waits_for": null, "form": {}, "attendants": [], "evidence": [],
        "practice": null, "reason": null, "submitted_at": null, "submitted_by": null, "decided_at": null,
        "updated_at": AT})
}

fn plan(next: Option<&str>, stages: Value) -> Value {
    json!({"municipality_id": ID, "municipality": "Municipalidad Distrital de Castilla", "register": "visits",
        "production_since": null, "next": next, "stages": stages})
}

fn screen(role: Role, path: &str, answers: &[(&str, Value)]) -> Rendered {
    let mut all = vec![("/api/v1/auth/me", me(&[role], "done"))];
    all.extend(answers.iter().cloned());
    staff_page(path, &all)
}

#[test]
fn the_list_begins_with_what_is_next_and_says_why_it_came_back() {
    let mut first = stage(GoLiveStage::StartForm, "returned");
    first["reason"] = json!(HOSTILE);
    let stages = json!([first, stage(GoLiveStage::Designation, "pending")]);
    let page = screen(
        Role::PortalAdmin,
        "/admin/puesta-en-marcha",
        &[(
            "/api/v1/admin/golive/visits",
            plan(Some("start_form"), stages),
        )],
    );
    shows(
        &page,
        &[
            "Lo que sigue: Formulario de inicio",
            "Ir a la etapa",
            "0 de 2 aceptadas",
            "Aún no está en producción",
            "Devuelta",
            "Por empezar",
        ],
    );
    assert!(!page.body_html.contains(HOSTILE));
}

#[test]
fn a_stage_asks_what_it_is_declared_to_ask() {
    let path = "/api/v1/admin/golive/visits/stages/designation";
    let answer = stage(GoLiveStage::Designation, "in_progress");
    let page = screen(
        Role::PortalAdmin,
        "/admin/puesta-en-marcha/designation",
        &[(path, answer.clone())],
    );
    shows(
        &page,
        &[
            "Resolución que lo designa",
            "Certificado o constancia de informática",
            "Guardar y enviar al operador",
            "Tengo una duda sobre esta etapa",
        ],
    );
    // Who may not send it is told who does.
    let page = screen(
        Role::VisitsAdmin,
        "/admin/puesta-en-marcha/designation",
        &[(path, answer)],
    );
    shows(&page, &["La envía: Responsable del portal"]);
    assert!(!page.body_html.contains("Guardar y enviar al operador"));
}

#[test]
fn an_operator_sees_what_was_sent_and_decides() {
    let mut sent = stage(GoLiveStage::StartForm, "submitted");
    sent["form"] = json!({"contact": "Rojas Ficticio, Teófilo"});
    let page = screen(
        Role::PlatformOperator,
        &format!("/admin/puestas-en-marcha/{ID}"),
        &[(
            &format!("/api/v1/platform/golive/{ID}/visits"),
            plan(None, json!([sent])),
        )],
    );
    shows(
        &page,
        &[
            "Rojas Ficticio, Teófilo",
            "Aceptar «Formulario de inicio»",
            "Devolver «Formulario de inicio»",
        ],
    );
}
