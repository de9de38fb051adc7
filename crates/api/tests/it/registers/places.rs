//! Where records lie: points under the filters of the list, and counts by department.

use serde_json::{Value as Json, json};
use shared::registers::place::{PointsOut, departments_path, points_path};
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, example, officer};
use crate::support::TestApp;

fn works() -> &'static Register {
    Register::find("works").unwrap()
}

async fn points(app: &TestApp, query: &str) -> PointsOut {
    let path = points_path(&records_path(SLUG, works()));
    app.get(&format!("{path}?{query}")).await.assert(200).read()
}

/// A work at a place.
fn work(number: u32, name: &str, place: Option<(i64, i64)>) -> serde_json::Map<String, Json> {
    let mut work = another(works(), number);
    work.insert("name".to_owned(), json!(name));
    work.insert("latitude_e6".to_owned(), json!(place.map(|it| it.0)));
    work.insert("longitude_e6".to_owned(), json!(place.map(|it| it.1)));
    work
}

#[actix_web::test]
async fn what_has_a_place_in_the_country_is_a_point_and_the_rest_is_counted() {
    let app = TestApp::demo().await;
    let staff = officer(&app, works(), SLUG).await;
    for work in [
        work(
            1,
            "Pista de la avenida Grau",
            Some((-5_194_490, -80_632_820)),
        ),
        work(2, "Parque de Castilla", Some((-5_200_000, -80_620_000))),
        work(3, "Sin lugar", None),
        // Both numbers the wrong way round lie in Antarctica.
        work(4, "Al revés", Some((-80_632_820, -5_194_490))),
    ] {
        enter(&staff, works(), work).await.assert(201);
    }
    let all = points(&app, "").await;
    assert_eq!((all.placed, all.without_place), (2, 2));
    let labels: Vec<_> = all.items.iter().map(|point| point.label.as_str()).collect();
    assert_eq!(labels, ["Parque de Castilla", "Pista de la avenida Grau"]);
    let first = &all.items[1];
    assert_eq!(
        (first.latitude_e6, first.longitude_e6),
        (-5_194_490, -80_632_820)
    );
    let own = format!("{}/{}", records_path(SLUG, works()), first.id);
    app.get(&own).await.assert(200);
    let found = points(&app, "q=castilla").await;
    assert_eq!(
        (found.items.len(), found.placed, found.without_place),
        (1, 1, 0)
    );
    let path = points_path(&records_path(SLUG, works()));
    app.get(&format!("{path}?color=rojo")).await.assert(400);
    let visits = Register::find("visits").unwrap();
    let none = points_path(&records_path(SLUG, visits));
    app.get(&none).await.assert(404);
}

#[actix_web::test]
async fn every_department_is_counted_also_where_nothing_is_published() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let path = departments_path(&all_records_path(register));
        let query = format!("{path}?from=2019-01-01&to=2019-12-31");
        let before = app.get(&query).await.assert(200).json();
        let items = before["items"].as_array().unwrap();
        assert!(items.iter().all(|one| one["count"] == 0), "{}", register.id);
        let staff = officer(&app, register, SLUG).await;
        let mut values = example(register);
        values.insert(register.date().to_owned(), json!("2019-05-01"));
        enter(&staff, register, values).await.assert(201);
        // What was counted may be repeated for some minutes, and no longer.
        app.wait(chrono::TimeDelta::minutes(6));
        let after = app.get(&query).await.assert(200).json();
        let piura = after["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["code"] == "20")
            .unwrap();
        assert_eq!(
            (&piura["name"], &piura["count"]),
            (&json!("Piura"), &json!(1))
        );
    }
}
