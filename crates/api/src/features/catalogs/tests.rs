//! What the operator does to a catalogue, on a database.

use std::sync::Arc;

use serde_json::json;
use shared::deadline::{Count, Start, Term, Unit};
use shared::features::catalogs::{Catalog, CatalogEntry};
use shared::reference::{CatalogRow, Confidence};

use super::changes::{AddRow, CloseRow, CorrectRow, WithdrawRow};
use super::*;
use crate::clock::ManualClock;
use crate::error::Code;
use crate::http::etag::Expected;
use crate::reference;
use crate::settings::Settings;
use crate::testdb;
use crate::write::Caller;

async fn state() -> (AppState, testdb::TestDb) {
    let db = testdb::fresh().await;
    let mut settings = Settings::defaults().unwrap();
    settings.database.url = db.url.as_str().into();
    settings.database.read_url = db.read_url.as_str().into();
    settings.database.allow_unsafe_durability = true;
    settings.keys.folder = db.folder.path().join("keys");
    settings.files.url = format!("file://{}", db.folder.path().join("files").display());
    let clock = Arc::new(ManualClock::at("2026-11-21T15:00:00Z".parse().unwrap()));
    let state = AppState::open(settings, clock).await.unwrap();
    // A day off of a place names one that exists.
    crate::seed::seed_reference(&state).await.unwrap();
    (state, db)
}

fn holiday(day: &str, name: &str) -> CatalogRow {
    CatalogRow {
        code: "aniversario".to_owned(),
        valid_from: day.parse().ok(),
        valid_to: day.parse().ok(),
        value: json!({"name": name, "scope": "province", "ubigeo": "2001", "compensable": false}),
        legal_basis: Some("Ordenanza 1-2026".to_owned()),
        source: None,
        confidence: Confidence::Found,
    }
}

async fn add(state: &AppState, row: CatalogRow) -> ApiResult<CatalogEntry> {
    let catalog = Catalog::find("holidays").unwrap();
    state
        .write
        .run(Caller::system("test"), AddRow { catalog, row })
        .await
}

async fn due(state: &AppState, ubigeo: &str) -> String {
    let place = ubigeo.parse().unwrap();
    let calendar = reference::calendar(state, Some(&place), None)
        .await
        .unwrap();
    let start = Start::Date("2026-11-23".parse().unwrap());
    Count::new(start, Term::new(2, Unit::BusinessDays))
        .run(&calendar)
        .unwrap()
        .due_on
        .to_string()
}

#[actix_web::test]
async fn a_new_holiday_works_at_once_and_only_where_it_holds() {
    let (state, _db) = state().await;
    assert_eq!(
        (due(&state, "200101").await, due(&state, "070101").await),
        ("2026-11-25".into(), "2026-11-25".into())
    );
    let row = add(&state, holiday("2026-11-24", "Aniversario"))
        .await
        .unwrap();
    assert_eq!(
        (due(&state, "200101").await, due(&state, "070101").await),
        ("2026-11-26".into(), "2026-11-25".into())
    );
    let catalog = Catalog::find("holidays").unwrap();
    let withdraw = WithdrawRow {
        catalog,
        id: row.id,
        expected: expected(&row),
        reason: "Fecha equivocada".to_owned(),
    };
    state
        .write
        .run(Caller::system("test"), withdraw)
        .await
        .unwrap();
    assert_eq!(due(&state, "200101").await, "2026-11-25");
}

/// `If-Match` with the version that was read.
fn expected(row: &CatalogEntry) -> Expected {
    let tag = crate::http::etag::of(&serde_json::to_vec(row).unwrap());
    let request = actix_web::test::TestRequest::default()
        .insert_header(("If-Match", tag))
        .to_http_request();
    Expected::of(&request).unwrap()
}

#[actix_web::test]
async fn a_correction_is_a_new_version_against_the_one_that_was_read() {
    let (state, _db) = state().await;
    let first = add(&state, holiday("2026-11-24", "Aniversaio"))
        .await
        .unwrap();
    let catalog = Catalog::find("holidays").unwrap();
    let correct = |row: &CatalogEntry| CorrectRow {
        catalog,
        id: first.id,
        expected: expected(row),
        row: holiday("2026-11-24", "Aniversario"),
    };
    let second = state
        .write
        .run(Caller::system("test"), correct(&first))
        .await
        .unwrap();
    assert_eq!((second.id, second.version), (first.id, 2));
    let stale = state
        .write
        .run(Caller::system("test"), correct(&first))
        .await
        .unwrap_err();
    assert_eq!(stale.code, Code::Stale);
    assert_eq!(rows(&state, "holidays").await.unwrap().len(), 1);
}

#[actix_web::test]
async fn two_rows_of_a_code_never_hold_on_the_same_day() {
    let (state, _db) = state().await;
    add(&state, holiday("2026-11-24", "Aniversario"))
        .await
        .unwrap();
    add(&state, holiday("2027-11-24", "Aniversario"))
        .await
        .unwrap();
    assert_eq!(
        add(&state, holiday("2026-11-24", "Otro"))
            .await
            .unwrap_err()
            .code,
        Code::Duplicate
    );
    let mut wrong = holiday("2026-11-24", "");
    wrong.code = "X".to_owned();
    assert_eq!(
        add(&state, wrong).await.unwrap_err().problem().errors.len(),
        2
    );
}

#[actix_web::test]
async fn a_closed_row_holds_no_longer_and_its_successor_follows() {
    let (state, _db) = state().await;
    let catalog = Catalog::find("state_links").unwrap();
    let link = |url: &str, from: Option<&str>| CatalogRow {
        code: "prueba".to_owned(),
        valid_from: from.and_then(|day| day.parse().ok()),
        valid_to: None,
        value: json!({"label": "PCM", "url": url, "position": 1}),
        legal_basis: None,
        source: Some("gob.pe".to_owned()),
        confidence: Confidence::Found,
    };
    let run = async |row| {
        state
            .write
            .run(Caller::system("test"), AddRow { catalog, row })
            .await
    };
    let old = run(link("https://www.pcm.gob.pe", None)).await.unwrap();
    assert!(
        run(link("https://www.gob.pe/pcm", Some("2027-01-01")))
            .await
            .is_err()
    );
    let close = CloseRow {
        catalog,
        id: old.id,
        expected: expected(&old),
        last_day: "2026-12-31".parse().unwrap(),
    };
    state
        .write
        .run(Caller::system("test"), close)
        .await
        .unwrap();
    run(link("https://www.gob.pe/pcm", Some("2027-01-01")))
        .await
        .unwrap();
    let rows = rows(&state, "state_links").await.unwrap();
    let own: Vec<_> = rows.iter().filter(|row| row.code == "prueba").collect();
    let on = |day: &str| {
        own.iter()
            .filter(|row| row.row().is_in_force(day.parse().unwrap()))
            .count()
    };
    assert_eq!((own.len(), on("2026-12-31"), on("2027-01-01")), (2, 1, 1));
}

#[actix_web::test]
async fn the_header_shows_what_is_known_today_with_its_source() {
    let (state, _db) = state().await;
    let shown = reference::today_header(&state).await.unwrap();
    let shown: Vec<_> = shown
        .iter()
        .map(|widget| (widget.value.as_str(), widget.source.as_str()))
        .collect();
    let year = "Año de la Esperanza y el Fortalecimiento de la Democracia";
    assert_eq!(
        shown,
        [(year, "DS 011-2026-PCM"), ("S/ 5,500.00", "DS 301-2025-EF")]
    );
    let catalog = Catalog::find("exchange_rates").unwrap();
    let row = CatalogRow {
        code: "usd".to_owned(),
        valid_from: "2026-11-20".parse().ok(),
        valid_to: "2026-11-20".parse().ok(),
        value: json!({"buy_e4": 34_050, "sell_e4": 34_080}),
        legal_basis: None,
        source: Some("SBS".to_owned()),
        confidence: Confidence::Found,
    };
    state
        .write
        .run(Caller::system("test"), AddRow { catalog, row })
        .await
        .unwrap();
    let shown = reference::today_header(&state).await.unwrap();
    assert_eq!(
        shown.last().map(|widget| widget.value.as_str()),
        Some("S/ 3.405 / 3.408")
    );
}

#[actix_web::test]
async fn a_renamed_place_is_found_under_its_new_name_and_so_are_its_municipalities() {
    let (state, _db) = state().await;
    crate::seed::seed_demo(&state).await.unwrap();
    let castilla = crate::features::municipalities::by_slug(&state, "municastilla-piura")
        .await
        .unwrap()
        .unwrap();
    let save = crate::features::places::SavePlace {
        code: "200104".parse().unwrap(),
        place: shared::features::places::PlaceIn {
            name: "Castilla la Nueva".to_owned(),
            legal_basis: "Ley 1".to_owned(),
            ..shared::features::places::PlaceIn::default()
        },
        expected: Some(crate::http::etag::Expected::any()),
    };
    state
        .write
        .run(Caller::system("test"), save.clone())
        .await
        .unwrap();
    let renamed = crate::features::municipalities::by_slug(&state, "municastilla-piura")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (renamed.id, renamed.district.as_str()),
        (castilla.id, "Castilla la Nueva")
    );
    let orphan = crate::features::places::SavePlace {
        code: "209901".parse().unwrap(),
        expected: None,
        ..save
    };
    let error = state
        .write
        .run(Caller::system("test"), orphan)
        .await
        .unwrap_err();
    assert_eq!(
        error
            .problem()
            .errors
            .first()
            .map(|error| error.field.clone()),
        Some("code".to_owned())
    );
}
