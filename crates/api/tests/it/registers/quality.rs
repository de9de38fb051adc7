//! How good the data is: counted over every register, and told as it is.

use serde_json::{Value as Json, json};
use shared::registers::quality::{QualityOut, all_quality_path, quality_path};
use shared::registers::wire::{RecordsPage, all_records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, another, enter, example, officer};
use crate::support::TestApp;

async fn quality(app: &TestApp, register: &Register) -> QualityOut {
    app.get(&quality_path(SLUG, register))
        .await
        .assert(200)
        .read()
}

#[actix_web::test]
async fn what_is_missing_counts_and_an_empty_register_is_not_judged() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        assert_eq!(quality(&app, register).await.score, None);
        let staff = officer(&app, register, SLUG).await;
        // Everything that a record can have, on a day that is near.
        let mut whole = example(register);
        whole.insert(register.date().to_owned(), json!("2026-11-20"));
        enter(&staff, register, whole.clone()).await.assert(201);
        let full = quality(&app, register).await;
        assert_eq!((full.records, full.completeness), (1, 10_000), "{full:?}");
        assert_eq!((full.late, full.on_time), (0, 10_000), "{full:?}");

        let optional = register.public_columns().find(|it| !it.is_required);
        let mut bare = another(register, 2);
        bare.insert(register.date().to_owned(), json!("2026-11-20"));
        if let Some(column) = optional {
            bare.insert(column.name.to_owned(), Json::Null);
        }
        enter(&staff, register, bare).await.assert(201);
        let less = quality(&app, register).await;
        assert_eq!(less.records, 2);
        assert_eq!(less.completeness < 10_000, optional.is_some());
        if let Some(column) = optional {
            let told = less.columns.iter().find(|it| it.column == column.name);
            assert_eq!(told.map(|it| it.missing), Some(1), "{less:?}");
        }

        let mut old = another(register, 3);
        old.insert(register.date().to_owned(), json!("2024-01-02"));
        enter(&staff, register, old).await.assert(201);
        let late = quality(&app, register).await;
        assert_eq!((late.late, late.on_time), (1, 6_666), "{late:?}");
    }
}

#[actix_web::test]
async fn catch_all_values_and_doubts_are_told() {
    let app = TestApp::demo().await;
    let visits = Register::find("visits").unwrap();
    let staff = officer(&app, visits, SLUG).await;
    let mut odd = example(visits);
    odd.insert("reason".to_owned(), json!("other"));
    odd.insert("entry_time".to_owned(), json!("10:00"));
    odd.insert("exit_time".to_owned(), json!("09:00"));
    enter(&staff, visits, odd).await.assert(201);
    enter(&staff, visits, another(visits, 1)).await.assert(201);
    let told = quality(&app, visits).await;
    let codes: Vec<_> = told
        .doubts
        .iter()
        .map(|it| (it.code.as_str(), it.records))
        .collect();
    assert_eq!(codes, [("leaves_before_entry", 1)], "{told:?}");
    assert_eq!((told.plausible, told.telling), (5_000, 5_000), "{told:?}");
    let reason = told.columns.iter().find(|it| it.column == "reason");
    assert_eq!(reason.map(|it| it.catch_all), Some(1));
}

#[actix_web::test]
async fn over_all_municipalities_the_records_of_each_count() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        for (slug, number) in [(SLUG, 1), ("municallao", 2)] {
            let staff = officer(&app, register, slug).await;
            enter(&staff, register, another(register, number))
                .await
                .assert(201);
        }
        assert_eq!(quality(&app, register).await.records, 1);
        // The demo has records of its own elsewhere.
        let listed = format!("{}?total=true&limit=1", all_records_path(register));
        let listed: RecordsPage = app.get(&listed).await.assert(200).read();
        let all = app.get(&all_quality_path(register)).await.assert(200);
        let all: QualityOut = all.read();
        assert_eq!(Some(all.records), listed.total, "{}", register.id);
        assert!(all.records >= 2);
        let odd = format!("{}?q=x", all_quality_path(register));
        app.get(&odd).await.assert(400);
    }
}
