//! What every declaration must keep, and what addresses may ask of it.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::*;
use crate::text::fold::fold;

fn example(register: &'static Register) -> Map<String, Json> {
    let columns = register.columns.iter();
    columns
        .map(|column| {
            let value = Value::written(column, column.example);
            let value = value.unwrap_or_else(|error| panic!("{}: {error:?}", column.name));
            (column.name.to_owned(), value.json(column.kind))
        })
        .collect()
}

#[test]
fn every_declaration_is_whole() {
    for register in REGISTERS {
        let id = register.id;
        let mut names = HashSet::new();
        for column in register.columns {
            assert!(names.insert(column.name), "{id}: {} twice", column.name);
            assert!(
                !column.label.is_empty() && !column.example.is_empty(),
                "{id}: {}",
                column.name
            );
            assert!(
                !column.is_facet || column.is_public(),
                "{id}: {} is counted and hidden",
                column.name
            );
            assert!(!column.is_sortable || column.is_required || column.kind.is_number());
            for value in column.catch_all {
                assert!(
                    Value::written(column, value).is_ok(),
                    "{id}: {value} is no value of {}",
                    column.name
                );
            }
        }
        for name in register.key.iter().chain(register.order) {
            let column = register
                .column(name)
                .unwrap_or_else(|| panic!("{id}: no {name}"));
            assert!(
                column.is_required || !register.order.contains(name),
                "{id}: {name}"
            );
        }
        assert_eq!(
            register.column(register.date()).unwrap().kind,
            Kind::Date,
            "{id}"
        );
        let calendar = register.calendar;
        let times = calendar.times.into_iter().flat_map(|(from, to)| [from, to]);
        let told = calendar
            .title
            .iter()
            .chain(calendar.about)
            .chain(&calendar.place);
        assert!(!calendar.title.is_empty(), "{id}");
        for name in told.copied().chain(times.clone()) {
            let column = register.column(name).unwrap();
            assert!(column.is_public() && !column.is_tagged(), "{id}: {name}");
        }
        for name in times {
            assert_eq!(register.column(name).unwrap().kind, Kind::Time, "{id}");
        }
        let examples = Record::of(register, &example(register)).unwrap();
        assert_eq!(
            examples.json(register),
            example(register),
            "{id}: not what was written"
        );
        assert!(!examples.key(register).is_empty() && !examples.search_text(register).is_empty());
        assert_eq!(Register::find(id).map(|found| found.id), Some(id));
        for name in [id, register.path] {
            assert_eq!(Register::named(name).map(|found| found.id), Some(id));
        }
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        assert!(register.path.bytes().all(plain), "{}", register.path);
    }
}

#[test]
fn a_heading_of_a_file_leads_to_one_column() {
    for register in REGISTERS {
        let mut known = HashSet::new();
        for column in register.columns {
            let mut own: Vec<_> = column.aliases.iter().map(|name| fold(name)).collect();
            own.push(fold(column.label));
            own.push(fold(column.name));
            own.sort();
            own.dedup();
            for heading in own {
                assert!(known.insert(heading.clone()), "{}: {heading}", register.id);
            }
        }
    }
}

#[test]
fn nothing_is_public_that_names_a_person_by_number() {
    for register in REGISTERS {
        let numbers = register
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Document);
        for column in numbers {
            assert_ne!(
                column.privacy,
                Privacy::Public,
                "{}: {}",
                register.id,
                column.name
            );
            assert!(column.is_personal);
        }
    }
}

#[test]
fn a_record_names_everything_that_is_wrong_with_it() {
    let register = &visits::REGISTER;
    let mut wrong = example(register);
    wrong.insert("visit_date".into(), json!("21/11/2026"));
    wrong.insert("reason".into(), json!("por que sí"));
    wrong.insert("visitor_ruc".into(), json!("20100070971"));
    wrong.insert("official_name".into(), Json::Null);
    wrong.insert("salary".into(), json!(1));
    let errors = Record::of(register, &wrong).unwrap_err();
    let mut named: Vec<_> = errors
        .iter()
        .map(|error| (error.column.as_str(), error.code))
        .collect();
    named.sort_unstable();
    let fields: Vec<_> = named.iter().map(|(column, _)| *column).collect();
    assert_eq!(
        fields,
        [
            "official_name",
            "reason",
            "salary",
            "visit_date",
            "visitor_ruc"
        ]
    );
}

#[test]
fn records_stand_in_the_order_of_their_day_and_hour() {
    let register = &visits::REGISTER;
    let at = |day: &str, hour: &str| {
        let mut one = example(register);
        one.insert("visit_date".into(), json!(day));
        one.insert("entry_time".into(), json!(hour));
        Record::of(register, &one).unwrap().ordinal(register)
    };
    assert!(at("2026-11-21", "09:30") < at("2026-11-21", "10:00"));
    assert!(at("2026-11-21", "23:59") < at("2026-11-22", "00:00"));
}

#[test]
fn what_a_procedure_writes_is_not_written_by_hand() {
    let register = Register::find("interest_acts").unwrap();
    let whole = Record::of(register, &example(register)).unwrap();
    let errors = whole.clone().by_hand(register, None).unwrap_err();
    let named: Vec<_> = errors
        .iter()
        .map(|error| (error.column.as_str(), error.code))
        .collect();
    let codes = ["answer_due_on", "answer", "answered_on"].map(|name| (name, "procedure"));
    assert_eq!(named, codes);
    // What stands there may be sent again, and stays where nothing is sent.
    assert_eq!(
        whole.clone().by_hand(register, Some(&whole)),
        Ok(whole.clone())
    );
    let mut typed = example(register);
    typed.retain(|name, _| codes.iter().all(|(column, _)| column != name));
    let typed = Record::of(register, &typed).unwrap();
    assert_eq!(typed.by_hand(register, Some(&whole)), Ok(whole));
}

#[test]
fn a_link_leads_to_a_register_that_there_is() {
    for register in REGISTERS {
        for column in register.columns {
            let Kind::Link(other) = column.kind else {
                continue;
            };
            let other = Register::find(other).unwrap();
            assert!(
                other
                    .links_here()
                    .any(|(from, it)| { (from.id, it.name) == (register.id, column.name) })
            );
            assert!(Value::written(column, "visita 12").is_err());
        }
    }
}

fn asked(pairs: &[(&str, &str)]) -> Result<Query, String> {
    Query::parse(&visits::REGISTER, pairs.iter().copied()).map_err(|error| error.to_string())
}

#[test]
fn an_address_narrows_by_day_value_set_and_part() {
    let query = asked(&[
        ("q", "  Núñez "),
        ("from", "2026-01-01"),
        ("to", "2026-01-31"),
        ("reason", "work_meeting"),
        ("reason", "personal"),
        ("official_name_contains", "TEÓFILO"),
        ("sort", "visit_date"),
    ])
    .unwrap();
    assert_eq!(query.search, "nunez");
    assert!(!query.order.descending && query.order.column.is_none());
    let text = |text: &str| Value::Text(text.to_owned());
    let expected = [
        ("official_name", Test::Contains("teofilo".to_owned())),
        (
            "reason",
            Test::Is(vec![text("work_meeting"), text("personal")]),
        ),
        (
            "visit_date",
            Test::Between(Some(text("2026-01-01")), Some(text("2026-01-31"))),
        ),
    ];
    let found: Vec<_> = query
        .filters
        .iter()
        .map(|it| (it.column, it.test.clone()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_a_register_does_not_know_is_named() {
    for (name, value) in [
        ("fecha", "2026-01-01"),
        ("visitor_phone", "987654321"),
        ("remark", "x"),
        ("from", "01/02/2026"),
        ("reason", "otros"),
        ("sort", "visitor_name"),
        ("limit", "0"),
        ("limit", "1001"),
        ("as_of", "ayer"),
        ("total", "quizás"),
        ("reason_contains", "reunion"),
    ] {
        let error = asked(&[(name, value)]).unwrap_err();
        assert!(error.contains(&format!("«{name}»")), "{error}");
    }
    assert!(asked(&[("from", "2026-01-01"), ("from", "2026-01-02")]).is_err());
}

proptest! {
    #[test]
    fn a_query_is_the_same_after_it_stood_in_an_address(
        search in "[a-z]{0,8}( [a-z]{1,5})?",
        days in proptest::option::of((1_u32..28, 1_u32..28)),
        reasons in proptest::collection::btree_set(0_usize..visits::REASONS.len(), 0..4),
        part in proptest::option::of("[a-z]{1,9}"),
        ascending in any::<bool>(),
        as_of in proptest::option::of(0_i64..4_000_000_000_000),
    ) {
        let mut pairs = vec![("q".to_owned(), search)];
        if let Some((from, to)) = days {
            pairs.push(("from".to_owned(), format!("2026-01-{from:02}")));
            pairs.push(("to".to_owned(), format!("2026-02-{to:02}")));
        }
        for reason in reasons {
            pairs.push(("reason".to_owned(), visits::REASONS[reason].code.to_owned()));
        }
        pairs.extend(part.map(|part| ("visitor_name_contains".to_owned(), part)));
        if ascending {
            pairs.push(("sort".to_owned(), "visit_date".to_owned()));
        }
        if let Some(instant) = as_of.and_then(chrono::DateTime::from_timestamp_millis) {
            pairs.push(("as_of".to_owned(), instant.to_rfc3339()));
        }
        let parse = |pairs: &[(String, String)]| {
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            Query::parse(&visits::REGISTER, pairs)
        };
        let query = parse(&pairs).unwrap();
        prop_assert_eq!(parse(&query.pairs(&visits::REGISTER)).unwrap(), query);
    }

    #[test]
    fn no_value_of_any_column_breaks_the_rules(text in "\\PC{0,60}") {
        for register in REGISTERS {
            for column in register.columns {
                if let Ok(value) = Value::written(column, &text) {
                    prop_assert_eq!(Value::of(column, &value.json(column.kind)), Ok(value));
                }
            }
        }
    }
}

#[test]
fn a_record_is_completed_only_where_it_was_empty() {
    let visits = Register::find("visits").unwrap();
    let json = |value: Json| value.as_object().unwrap().clone();
    let mut values = example(visits);
    values.remove("exit_time");
    let open = Record::of(visits, &values).unwrap();
    let exit = json(json!({ "exit_time": "10:15" }));
    let closed = open.completed(visits, &exit).unwrap();
    assert_eq!(closed.get("exit_time").text(), Some("10:15"));
    for column in visits.columns.iter().filter(|it| it.name != "exit_time") {
        assert_eq!(closed.get(column.name), open.get(column.name));
    }
    // Even with the same value: whoever filled it first is right.
    let errors = closed.completed(visits, &exit).unwrap_err();
    assert_eq!((errors.len(), errors[0].code), (1, "filled"));
    let wrong = json(json!({ "exit_time": "a las diez" }));
    assert_eq!(open.completed(visits, &wrong).unwrap_err()[0].code, "time");
    let nothing = json(json!({ "exit_time": null }));
    assert_eq!(closed.completed(visits, &nothing).unwrap(), closed);
}
