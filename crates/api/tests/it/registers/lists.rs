//! The list: everything that was entered is in it once, found by what it says, counted as it is.

use std::collections::HashSet;

use serde_json::Value as Json;
use shared::registers::REGISTERS;
use shared::registers::wire::records_path;

use super::{SLUG, another, encoded, enter, list, officer};
use crate::support::TestApp;

#[actix_web::test]
async fn what_was_entered_is_listed_searched_and_narrowed() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=7 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let all = list(&app, register, "total=true&limit=100").await;
        assert_eq!(
            (all.items.len(), all.total),
            (7, Some(7)),
            "{}",
            register.id
        );
        let dates: Vec<_> = all
            .items
            .iter()
            .map(|item| item.values[register.date()].to_string())
            .collect();
        let mut newest_first = dates.clone();
        newest_first.sort();
        newest_first.reverse();
        assert_eq!(dates, newest_first, "{}", register.id);

        for column in register
            .public_columns()
            .filter(|column| column.is_filterable)
        {
            for item in &all.items {
                let Some(value) = item.values[column.name].as_str() else {
                    continue;
                };
                // A masked value is found by its tag, which the list shows.
                let asked = item
                    .values
                    .get(&format!("{}_tag", column.name))
                    .and_then(Json::as_str);
                let asked = asked.unwrap_or(value);
                let name = column.name;
                if name == register.date() {
                    continue;
                }
                let query = format!("{name}={}&limit=100", encoded(asked));
                let found = list(&app, register, &query).await;
                assert!(
                    found.items.iter().any(|it| it.id == item.id),
                    "{}: {query}",
                    register.id
                );
                assert!(
                    found
                        .items
                        .iter()
                        .all(|it| it.values[name] == item.values[name])
                );
            }
        }
        for column in register
            .columns
            .iter()
            .filter(|column| column.is_searchable)
        {
            let item = &all.items[0];
            let Some(text) = item.values[column.name].as_str() else {
                continue;
            };
            let typed = text.to_uppercase();
            let found = list(&app, register, &format!("q={}", encoded(&typed))).await;
            assert!(
                found.items.iter().any(|it| it.id == item.id),
                "{}: {typed}",
                register.id
            );
        }
        let nothing = list(&app, register, "q=zzzyx").await;
        assert_eq!((nothing.items.len(), nothing.total), (0, Some(0)));
        let day = all.items[3].values[register.date()].as_str().unwrap();
        let on = list(&app, register, &format!("from={day}&to={day}")).await;
        assert_eq!(on.items.len(), 1, "{} on {day}", register.id);
    }
    app.verified().await;
}

#[actix_web::test]
async fn pages_hold_every_record_once_in_any_order() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=11 {
            // Some share their place in the order.
            enter(&staff, register, another(register, number / 2))
                .await
                .assert(201);
        }
        let sortable = register.columns.iter().filter(|column| column.is_sortable);
        let mut orders = vec![register.date().to_owned(), format!("-{}", register.date())];
        orders.extend(
            sortable.flat_map(|column| [column.name.to_owned(), format!("-{}", column.name)]),
        );
        for order in orders {
            let (mut seen, mut keys, mut cursor) = (HashSet::new(), Vec::new(), None::<String>);
            let name = order.trim_start_matches('-');
            loop {
                let from = cursor
                    .map(|cursor| format!("&cursor={cursor}"))
                    .unwrap_or_default();
                let page = list(&app, register, &format!("limit=4&sort={order}{from}")).await;
                for item in &page.items {
                    assert!(seen.insert(item.id), "{} twice by {order}", item.id);
                    keys.push(item.values[name].clone());
                }
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 11, "{}: {order}", register.id);
            let number = |key: &Json| (key.as_i64().unwrap_or_default(), key.to_string());
            let mut sorted = keys.clone();
            sorted.sort_by_key(number);
            if order.starts_with('-') {
                sorted.reverse();
            }
            assert_eq!(keys, sorted, "{}: {order}", register.id);
        }
    }
}

#[actix_web::test]
async fn values_are_counted_and_the_counts_agree_with_the_list() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        for number in 1..=6 {
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        let path = format!("{}/facets", records_path(SLUG, register));
        let facets = app.get(&path).await.assert(200).json();
        let facets = facets["items"].as_array().unwrap();
        let declared: Vec<_> = register
            .columns
            .iter()
            .filter(|column| column.is_facet)
            .collect();
        assert_eq!(facets.len(), declared.len());
        for facet in facets {
            let values = facet["values"].as_array().unwrap();
            let sum: u64 = values
                .iter()
                .map(|value| value["count"].as_u64().unwrap())
                .sum();
            assert_eq!(sum, 6, "{}: {facet}", register.id);
            // No address asks for what has no value: what only a procedure writes has none here.
            let values = values.iter().filter(|value| !value["value"].is_null());
            for value in values {
                let column = facet["column"].as_str().unwrap();
                let query = format!(
                    "{column}={}&total=true",
                    encoded(value["value"].as_str().unwrap())
                );
                let found = list(&app, register, &query).await;
                assert_eq!(
                    found.total,
                    value["count"].as_u64(),
                    "{}: {query}",
                    register.id
                );
            }
        }
    }
}
