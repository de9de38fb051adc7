//! The rules of a plan, over every order in which people may try things.

use std::collections::BTreeMap;

use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::features::visits::REGISTER;

fn visits() -> &'static Plan {
    plan_of(&REGISTER).unwrap()
}

#[test]
fn a_plan_names_each_stage_once_and_rests_on_earlier_ones_only() {
    for plan in PLANS {
        for (at, stage) in plan.stages.iter().enumerate() {
            assert_eq!(plan.position(stage.code), Some(at));
            for needed in stage.after {
                assert!(plan.position(*needed).unwrap() < at, "{}", stage.title);
            }
            assert!(!stage.title.is_empty() && !stage.asks.is_empty() && !stage.norm.is_empty());
            for field in stage.fields {
                let same = stage.fields.iter().filter(|other| other.name == field.name);
                assert_eq!(same.count(), 1, "{}", field.name);
            }
        }
        assert!(plan.stage(plan.production).is_some());
    }
    assert_eq!(visits().stages.len(), GoLiveStage::ALL.len());
}

#[test]
fn nothing_leads_out_of_an_accepted_stage_and_an_action_leads_to_one_state() {
    for step in STEPS {
        assert_ne!(step.from, StageState::Accepted);
        let same = STEPS
            .iter()
            .filter(|other| other.from == step.from && other.action == step.action);
        assert_eq!(same.count(), 1);
    }
}

#[test]
fn a_stage_is_prepared_early_and_sent_in_its_turn() {
    let mut plan = GoLivePlan::new(visits(), &[]);
    assert_eq!(plan.next(), Some(GoLiveStage::StartForm));
    plan.take(GoLiveStage::Designation, StageAction::Save)
        .unwrap();
    let early = plan.take(GoLiveStage::Designation, StageAction::Submit);
    assert_eq!(early, Err(Refusal::Waits(GoLiveStage::StartForm)));
    plan.take(GoLiveStage::StartForm, StageAction::Submit)
        .unwrap();
    assert_eq!(plan.next(), None);
    plan.take(GoLiveStage::StartForm, StageAction::Return)
        .unwrap();
    assert_eq!(plan.next(), Some(GoLiveStage::StartForm));
    plan.take(GoLiveStage::StartForm, StageAction::Submit)
        .unwrap();
    plan.take(GoLiveStage::StartForm, StageAction::Accept)
        .unwrap();
    plan.take(GoLiveStage::Designation, StageAction::Submit)
        .unwrap();
    let twice = plan.take(GoLiveStage::StartForm, StageAction::Return);
    assert_eq!(twice, Err(Refusal::State(StageState::Accepted)));
}

#[test]
fn what_is_missing_is_told_at_its_field() {
    let stage = visits().stage(GoLiveStage::Training).unwrap();
    let mut out = StageOut {
        stage: stage.code,
        state: StageState::InProgress,
        waits_for: None,
        form: BTreeMap::from([("held_on".to_owned(), "2026-11-20".to_owned())]),
        attendants: Vec::new(),
        evidence: Vec::new(),
        practice: None,
        reason: None,
        submitted_at: None,
        submitted_by: None,
        decided_at: None,
        updated_at: None,
    };
    let fields = |out: &StageOut| {
        let errors = unfinished(stage, out).into_iter();
        errors.map(|error| error.field).collect::<Vec<_>>()
    };
    assert_eq!(
        fields(&out),
        ["form.given_by", "form.hours", "attendants", "evidence.list"]
    );
    out.form.insert("given_by".to_owned(), "  ".to_owned());
    out.form.insert("hours".to_owned(), "4".to_owned());
    out.attendants.push(Attendant::default());
    out.evidence.push(EvidenceOut {
        id: Uuid::nil(),
        kind: "list".to_owned(),
        file_id: Uuid::nil(),
        name: String::new(),
        added_at: DateTime::UNIX_EPOCH,
    });
    assert_eq!(fields(&out), ["form.given_by"]);
}

#[test]
fn a_form_is_judged_by_its_declaration() {
    let stage = visits().stage(GoLiveStage::StartForm).unwrap();
    let body = |name: &str, value: &str| StageIn {
        form: BTreeMap::from([(name.to_owned(), value.to_owned())]),
        ..StageIn::default()
    };
    for (name, value) in [
        ("gates", "3"),
        ("gates", ""),
        ("contact", "Rojas Ficticio, Teófilo"),
        ("contact_mail", "mesa@muni.example"),
    ] {
        assert_eq!(body(name, value).faults(stage), [], "{name} {value}");
    }
    for (name, value) in [
        ("gates", "tres"),
        ("gates", "-1"),
        ("gates", "100001"),
        ("contact_mail", "mesa"),
        ("nothing", "x"),
    ] {
        let faults = body(name, value).faults(stage);
        assert_eq!(faults.len(), 1, "{name} {value}");
        assert_eq!(faults.first().unwrap().field, format!("form.{name}"));
    }
    let with_people = StageIn {
        attendants: vec![Attendant::default()],
        ..StageIn::default()
    };
    assert_eq!(with_people.faults(stage).len(), 1);
}

fn acts() -> impl Strategy<Value = Vec<(GoLiveStage, StageAction)>> {
    let stage = prop::sample::select(GoLiveStage::ALL);
    let action = prop::sample::select(StageAction::ALL);
    prop::collection::vec((stage, action), 0..200)
}

proptest! {
    #[test]
    fn whatever_is_tried_production_rests_on_all_that_comes_before(tried in acts()) {
        let mut plan = GoLivePlan::new(visits(), &[]);
        for (stage, action) in tried {
            let before = plan.clone();
            if plan.take(stage, action).is_err() {
                prop_assert_eq!(&plan, &before);
            }
            for stage in visits().stages {
                let state = plan.state(stage.code).unwrap();
                if matches!(state, StageState::Submitted | StageState::Accepted) {
                    prop_assert_eq!(plan.waits_for(stage.code), None);
                }
            }
            if plan.is_in_production() {
                for stage in visits().stages.iter().take(8) {
                    prop_assert_eq!(plan.state(stage.code), Some(StageState::Accepted));
                }
            }
        }
    }

    #[test]
    fn from_anywhere_there_is_a_way_to_the_end(tried in acts()) {
        let mut plan = GoLivePlan::new(visits(), &[]);
        for (stage, action) in tried {
            let _ = plan.take(stage, action);
        }
        for _ in 0..visits().stages.len() * 2 {
            let submitted = visits().stages.iter().map(|stage| stage.code);
            for stage in submitted.filter(|it| plan.state(*it) == Some(StageState::Submitted)).collect::<Vec<_>>() {
                plan.take(stage, StageAction::Accept).unwrap();
            }
            if let Some(stage) = plan.next() {
                plan.take(stage, StageAction::Submit).unwrap();
            }
        }
        prop_assert_eq!(plan.accepted(), visits().stages.len());
        prop_assert!(plan.is_in_production());
        prop_assert_eq!(plan.next(), None);
    }
}
