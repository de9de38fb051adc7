//! What applicants see before anything is sent, and that every error finds its step.
#![cfg(feature = "ssr")]

use leptos::prelude::*;
use shared::deadline::{Calendar, Count, Start};
use shared::features::directory::MunicipalityKind;
use shared::features::places::PlacePublic;
use shared::features::portal_requests::{
    CorrectionOut, PortalRequestReceipt, PortalRequestTracking, REVIEW as TERM, RequestAction,
    RequestEvent, RequestState,
};
use shared::kit::check::Check;

use super::form::{REVIEW, RequestForm, step_of};
use super::receipt::receipt;
use super::review::review;
use super::timeline::moments;
use crate::i18n::t;
use crate::ssr::testing::{HOSTILE, page};
use crate::ui::Moment;

fn castilla() -> PlacePublic {
    let json = r#"{"code":"200104","level":"district","name":"Castilla","path":"Piura, Piura, Castilla",
        "parent":"2001","capital":null,"reniec":null,"latitude":null,"longitude":null,"valid_from":null,"valid_to":null}"#;
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_form_can_be_read_without_script_and_cannot_be_sent_without_it() {
    let page = page("/solicitar-portal", &[]);
    assert_eq!(page.meta.status, 200);
    assert_eq!(
        page.meta.full_title(),
        "Solicitar el portal de una municipalidad – Munica"
    );
    assert!(page.needs.is_empty());
    for part in [
        "<noscript>",
        "Nivel de la municipalidad",
        "Persona responsable",
        "5 días hábiles",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    let button = page
        .body_html
        .split("<button")
        .find(|part| part.contains("Continuar"))
        .unwrap();
    assert!(button.contains(" disabled"), "{button}");
}

#[test]
fn the_link_of_a_mail_brings_the_code_and_never_the_document_number() {
    let page = page("/seguimiento?codigo=POR-2026-000123&dni=40112233", &[]);
    assert!(page.body_html.contains(r#"value="POR-2026-000123""#));
    assert!(!page.body_html.contains(r#"value="40112233""#));
    assert_eq!(page.meta.canonical.as_deref(), Some("/seguimiento"));
}

#[test]
fn a_hostile_code_stays_a_text() {
    let page = page(
        "/seguimiento?codigo=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        &[],
    );
    assert!(!page.body_html.contains(HOSTILE));
}

#[test]
fn every_error_of_an_empty_request_leads_to_a_step_in_the_order_of_the_form() {
    Owner::new().with(|| {
        let form = RequestForm::new(None);
        let errors = form.draft().check();
        let steps: Vec<_> = errors.iter().map(|error| step_of(&error.field)).collect();
        assert!(steps.is_sorted(), "{errors:?}");
        for step in 0..=REVIEW {
            assert!(steps.contains(&step), "nothing is asked in step {step}");
        }
        let on_the_last: Vec<_> = errors
            .iter()
            .filter(|error| step_of(&error.field) == REVIEW)
            .map(|error| error.field.as_str())
            .collect();
        assert_eq!(on_the_last, ["declared_true"]);
    });
}

#[test]
fn the_name_of_the_municipality_follows_from_level_and_place() {
    Owner::new().with(|| {
        let form = RequestForm::new(None);
        form.chosen.set(Some(castilla()));
        let named = |kind: MunicipalityKind| {
            form.kind.value.set(kind.as_str().to_owned());
            form.municipality()
        };
        assert_eq!(
            named(MunicipalityKind::District).as_deref(),
            Some("Municipalidad Distrital de Castilla")
        );
        assert_eq!(
            named(MunicipalityKind::Provincial).as_deref(),
            Some("Municipalidad Provincial de Piura")
        );
        assert_eq!(named(MunicipalityKind::PopulatedCenter), None);
        form.populated_center.value.set("Río Seco".into());
        assert_eq!(
            named(MunicipalityKind::PopulatedCenter).as_deref(),
            Some("Municipalidad del Centro Poblado de Río Seco")
        );
        let mut draft = form.draft().request;
        assert_eq!(draft.populated_center.as_deref(), Some("Río Seco"));
        named(MunicipalityKind::District);
        draft = form.draft().request;
        assert_eq!(draft.populated_center, None);
    });
}

#[test]
fn the_review_shows_everything_that_was_typed_as_text() {
    Owner::new().with(|| {
        let form = RequestForm::new(None);
        form.dni.value.set("40112233".into());
        form.given_names.value.set(HOSTILE.into());
        form.date.value.set("2026-11-02".into());
        let html = review(form, RwSignal::new(REVIEW)).to_html();
        assert!(!html.contains(HOSTILE));
        for part in [
            "&lt;script&gt;",
            "40112233",
            "2 de noviembre de 2026",
            "Ley 29733",
            "Declaro",
        ] {
            assert!(html.contains(part), "{part}");
        }
    });
}

#[test]
fn a_correction_begins_with_what_was_sent_and_keeps_its_scan() {
    let sent = r#"{"ubigeo":"200104","kind":"district","responsible":{"given_names":"Rosa Elena",
        "family_names":"Quispe Ñahui","dni":"40112233","post":"Subgerente","email":"r@municastilla.example",
        "phone":"969123456","designation":{"kind":"contract","number":"12-2026","date":"2026-11-02"}},
        "scan":"","declared_true":false}"#;
    let sent = CorrectionOut {
        code: "POR-2026-000123".into(),
        municipality: "Municipalidad Distrital de Castilla".into(),
        observations: Some("Falta la firma".into()),
        due: deadline(),
        place: Some(castilla()),
        request: serde_json::from_str(sent).unwrap(),
    };
    Owner::new().with(|| {
        let form = RequestForm::new(Some(sent.clone()));
        let draft = form.draft();
        assert_eq!(draft.request, sent.request);
        let wrong: Vec<_> = draft.check().into_iter().map(|error| error.field).collect();
        assert_eq!(wrong, ["declared_true"]);
        let html = review(form, RwSignal::new(REVIEW)).to_html();
        assert!(html.contains(t::REQUEST_SCAN_STAYS.s()), "{html}");
    });
}

#[test]
fn the_link_of_the_mail_opens_nothing_by_itself_and_is_no_page_to_be_found() {
    let page = page("/seguimiento/corregir/abc-DEF_123", &[]);
    assert_eq!(page.meta.status, 200);
    assert!(page.needs.is_empty());
    assert!(page.body_html.contains(t::CORRECTION_OPEN.s()));
    assert!(!page.body_html.contains("abc-DEF_123"));
    assert_eq!(page.meta.canonical.as_deref(), Some("/seguimiento"));
}

fn deadline() -> shared::deadline::Deadline {
    let start: Start = "2026-11-23T15:00:00Z".parse().unwrap();
    Count::new(start, TERM).run(&Calendar::national()).unwrap()
}

#[test]
fn the_receipt_tells_the_code_the_last_day_and_how_it_was_counted() {
    let answer = PortalRequestReceipt {
        code: "POR-2026-000123".into(),
        submitted_at: "2026-11-23T15:00:00Z".parse().unwrap(),
        answer_by: deadline(),
        documents: Vec::new(),
    };
    let html = Owner::new().with(|| receipt(answer).to_html());
    for part in [
        "POR-2026-000123",
        "lunes 30 de noviembre de 2026",
        "Cómo se cuenta: 5 días",
        "/seguimiento?codigo=POR-2026-000123",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn the_timeline_tells_whose_turn_it_is_until_the_request_is_closed() {
    let event = |action, state| RequestEvent {
        at: "2026-11-23T15:00:00Z".parse().unwrap(),
        action,
        state,
        note: None,
    };
    let mut found = PortalRequestTracking {
        code: "POR-2026-000123".into(),
        municipality: "Municipalidad Distrital de Castilla".into(),
        state: RequestState::Observed,
        history: vec![
            event(None, RequestState::Submitted),
            event(Some(RequestAction::Observe), RequestState::Observed),
        ],
        due: Some(deadline()),
        observations: Some("Falta la firma".into()),
        slug: None,
        documents: Vec::new(),
    };
    let items = moments(&found);
    assert_eq!(items.len(), 4);
    assert!(items[2].date.contains("Le toca a usted"));
    assert_eq!(items[3].moment, Moment::Future);
    found.state = RequestState::Created;
    found.due = None;
    let items = moments(&found);
    assert_eq!(items.last().unwrap().moment, Moment::Today);
    assert!(items.iter().all(|item| !item.date.contains("Le toca")));
}
