//! What a notice says, and that it says it once.

use chrono::TimeDelta;
use serde_json::json;
use shared::features::watches::END_PAGE;
use shared::registers::Privacy;

use super::{MAIL, an_hour_later, asking, asking_with, clerk, notices, pay, register, subscribe};
use crate::registers::{SLUG, another, enter, officer, withdraw};
use crate::support::TestApp;

/// The files of the mails that were handed over, as a mail server gets them.
fn handed_over(app: &TestApp) -> Vec<String> {
    let folder = std::fs::read_dir(&app.state.settings.mail.folder).unwrap();
    let files = folder.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    files.collect()
}

#[actix_web::test]
async fn a_notice_says_what_was_added_corrected_and_withdrawn_and_says_it_once() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    let payments = register("payments");
    let old = pay(&staff, 1).await;
    let wrong = pay(&staff, 2).await;
    app.wait(TimeDelta::minutes(5));
    subscribe(&app, &asking()).await;
    let added = pay(&staff, 3).await;
    let body = json!({ "values": another(payments, 4), "reason": "Monto mal copiado" });
    staff
        .put(
            old.header("location").unwrap(),
            old.header("etag").unwrap(),
            &body,
        )
        .await
        .assert(200);
    withdraw(
        &staff,
        wrong.header("location").unwrap(),
        wrong.header("etag").unwrap(),
        "Estaba dos veces",
    )
    .await
    .assert(200);
    an_hour_later(&app).await;

    let told = notices(&app, MAIL).await;
    assert_eq!(told.len(), 1);
    let id = added.json()["id"].as_str().unwrap().to_owned();
    for part in [
        "Se agregó: ",
        "Se corrigió: ",
        "Motivo: Monto mal copiado.",
        "Se retiró: ",
        "Motivo: Estaba dos veces.",
        &format!("/m/{SLUG}/registros/payments/{id}"),
        &format!("/api/v1/m/{SLUG}/registers/payments/changes?from="),
        &format!("{END_PAGE}/"),
    ] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
    // What was withdrawn is not quoted.
    let withdrawn = told[0].lines().find(|line| line.starts_with("Se retiró"));
    let quoted = payments
        .columns
        .iter()
        .filter(|column| column.is_searchable);
    for column in quoted {
        assert!(!withdrawn.unwrap().contains(column.label), "{withdrawn:?}");
    }
    // The link to the difference answers the same changes.
    let link = told[0]
        .split_whitespace()
        .find(|word| word.contains("/changes?"))
        .unwrap();
    let path = link.split_once("/api/").unwrap().1;
    let page = app.get(&format!("/api/{path}")).await.assert(200).json();
    assert_eq!(page["items"].as_array().unwrap().len(), 3);

    for _ in 0..3 {
        an_hour_later(&app).await;
    }
    assert_eq!(notices(&app, MAIL).await.len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn a_mail_program_offers_to_unsubscribe_and_a_confirmation_does_not() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    subscribe(&app, &asking()).await;
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    let (lists, others): (Vec<_>, Vec<_>) = handed_over(&app)
        .into_iter()
        .partition(|mail| mail.contains("List-Unsubscribe: <"));
    assert_eq!(lists.len(), 1);
    assert!(lists[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert!(lists[0].contains("/api/v1/watches/links/"));
    assert!(others.iter().all(|mail| !mail.contains("List-Unsubscribe")));
    // One mail, one name: a server that gets it twice drops the second.
    let ids = lists[0].matches("Message-ID: <").count();
    assert_eq!(ids, 1);
}

#[actix_web::test]
async fn a_notice_writes_out_twenty_changes_and_says_that_there_are_more() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    subscribe(&app, &asking()).await;
    staff.login().await.assert(200);
    let payments = register("payments");
    for number in 1..=23 {
        enter(&staff, payments, another(payments, number))
            .await
            .assert(201);
    }
    an_hour_later(&app).await;
    let told = notices(&app, MAIL).await;
    assert_eq!(told[0].matches("Se agregó: ").count(), 20);
    assert!(told[0].contains("Hay más cambios"));
}

#[actix_web::test]
async fn a_change_that_was_written_a_moment_ago_waits_for_the_next_notice_and_is_not_lost() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    subscribe(&app, &asking()).await;
    app.run_jobs().await;
    app.wait(TimeDelta::minutes(62));
    pay(&staff, 1).await;
    app.run_jobs().await;
    assert_eq!(notices(&app, MAIL).await.len(), 0);
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 1);
}

#[actix_web::test]
async fn a_watch_of_all_municipalities_names_each_and_shows_no_document() {
    let app = TestApp::demo().await;
    let visits = register("visits");
    let body = asking_with(&json!({ "register": "visits", "municipality": null }));
    subscribe(&app, &body).await;
    let mut documents = Vec::new();
    for slug in [SLUG, "municallao"] {
        let staff = officer(&app, visits, slug).await;
        let values = another(visits, 1);
        let columns = visits.columns.iter();
        let masked = columns.filter(|column| column.privacy == Privacy::Masked);
        documents.extend(
            masked.filter_map(|column| values.get(column.name)?.as_str().map(str::to_owned)),
        );
        enter(&staff, visits, values).await.assert(201);
    }
    an_hour_later(&app).await;
    let told = notices(&app, MAIL).await;
    assert_eq!(told.len(), 1);
    assert!(!documents.is_empty());
    for document in documents {
        assert!(!told[0].contains(&document), "{document}");
    }
    for slug in [SLUG, "municallao"] {
        assert!(told[0].contains(&format!("/m/{slug}/registros/visits/")));
    }
}
