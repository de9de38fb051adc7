//! The screens over every register, with records made of the declarations' examples.

use serde_json::{Map, Value as Json, json};
use shared::access::{Permission, Role};
use shared::registers::wire::RegisterOut;
use shared::registers::{REGISTERS, Register, Value};

use crate::ssr::Rendered;
use crate::ssr::testing::{AT, ID, me, shows, staff_page};

/// A page as somebody of this role sees it.
fn seen_by(role: Role, path: &str, answers: &[(&str, Json)]) -> Rendered {
    let mut all = vec![("/api/v1/auth/me", me(&[role], "done"))];
    all.extend_from_slice(answers);
    staff_page(path, &all)
}

/// The example of the declaration, as the API answers it.
fn example(register: &'static Register) -> Map<String, Json> {
    let columns = register.columns.iter();
    columns
        .map(|column| {
            let value = Value::written(column, column.example).unwrap();
            (column.name.to_owned(), value.json(column.kind))
        })
        .collect()
}

/// Whoever may correct the records of a register.
fn role(register: &Register) -> Role {
    let mut roles = [Role::VisitsAdmin, Role::ThemeOfficer].into_iter();
    let may = |role: &Role| role.permissions().contains(&register.amended_by);
    roles.find(may).unwrap()
}

fn list(register: &'static Register) -> Json {
    let mut record = example(register);
    record.retain(|name, _| register.column(name).is_some_and(|it| it.is_public()));
    let all = json!({"id": ID, "municipality": null, "version": 1, "recorded_at": AT, "act": "created", "leaf_index": 0,
        "digest": "00"});
    record.extend(all.as_object().unwrap().clone());
    json!({"items": [record], "next_cursor": "c2", "total": 51})
}

#[test]
fn every_register_has_a_list_with_a_way_to_each_form_and_a_box_to_withdraw() {
    for register in REGISTERS {
        let api = format!(
            "/api/v1/m/munipiura/registers/{}?limit=50&total=true",
            register.id
        );
        let page = seen_by(
            role(register),
            &format!("/admin/registros/{}", register.path),
            &[(&api, list(register))],
        );
        shows(
            &page,
            &[
                register.title,
                &format!("/admin/registros/{}/{ID}", register.path),
                &format!("/admin/registros/{}/nuevo", register.path),
                "51 registros",
                "type=\"checkbox\"",
                "cursor=c2",
            ],
        );
    }
}

#[test]
fn every_column_that_somebody_writes_has_a_field_in_its_form() {
    for register in REGISTERS {
        let who = role(register);
        let empty = seen_by(
            who,
            &format!("/admin/registros/{}/nuevo", register.path),
            &[],
        );
        let api = format!("/api/v1/admin/registers/{}/{ID}", register.id);
        let record = json!({"id": ID, "version": 2, "act": "corrected", "act_reason": "Faltaba el RUC", "leaf_index": 1,
            "values": example(register)});
        let address = format!("/admin/registros/{}/{ID}", register.path);
        let filled = seen_by(who, &address, &[(&api, record)]);
        for column in register.columns {
            let name = format!("name=\"values.{}\"", column.name);
            if column.is_procedural {
                assert!(!empty.body_html.contains(&name), "{name}");
                assert!(!filled.body_html.contains(&name), "{name}");
                continue;
            }
            shows(&empty, &[&name, column.label]);
            shows(&filled, &[&name]);
        }
        shows(&filled, &["name=\"reason\"", "Retirar este registro"]);
    }
}

#[test]
fn a_withdrawn_record_says_why_and_has_no_form() {
    let register = REGISTERS[1];
    let api = format!("/api/v1/admin/registers/{}/{ID}", register.id);
    let record = json!({"id": ID, "version": 2, "act": "withdrawn", "act_reason": "Se pagó dos veces", "leaf_index": 1,
        "values": example(register)});
    let address = format!("/admin/registros/{}/{ID}", register.path);
    let page = seen_by(role(register), &address, &[(&api, record)]);
    shows(&page, &["Se pagó dos veces"]);
    assert!(
        !page.body_html.contains("name=\"reason\""),
        "{}",
        page.body_html
    );
}

#[test]
fn whoever_works_with_visits_sees_no_other_register_and_whoever_stands_at_the_door_none() {
    let told: Vec<Json> = REGISTERS
        .iter()
        .map(|register| json!(RegisterOut::of(register)))
        .collect();
    let answers = [(
        "/api/v1/m/munipiura/registers",
        json!({"items": told, "next_cursor": null, "total": 3}),
    )];
    let index = seen_by(Role::VisitsAdmin, "/admin/registros", &answers);
    for register in REGISTERS {
        let is_theirs = register.entered_by == Permission::VisitsCorrect;
        let way = format!("/admin/registros/{}\"", register.path);
        assert_eq!(index.body_html.contains(&way), is_theirs, "{}", register.id);
    }
    let other = seen_by(Role::VisitsAdmin, "/admin/registros/pagos", &[]);
    assert!(
        !other.body_html.contains("type=\"search\""),
        "{}",
        other.body_html
    );
    let door = seen_by(Role::VisitsRecorder, "/admin/registros", &answers);
    assert!(
        !door.body_html.contains("/admin/registros/visitas\""),
        "{}",
        door.body_html
    );
}
