//! The public directory: what a neighbour finds, whatever he types.

use api::seed::{seed_demo, seed_municipalities, seed_reference};
use sea_orm::{ConnectionTrait, Statement};
use shared::features::directory::{DirectoryTotals, MunicipalityListItem};
use shared::kit::page::Page;

use crate::support::TestApp;

/// A register with homonyms and with names that look like formulas and wildcards.
const REGISTER: &str = "\
ruc,nombre,tipo,ubigeo,departamento,provincia,distrito,codigo_siaf,codconsucode
20608010212,MUNICIPALIDAD DISTRITAL  DE KUMPIRUSHIATO,distrital,080915,CUSCO,LA CONVENCION,KUMPIRUSHIATO,301893,204750
20154477374,MUNICIPALIDAD PROVINCIAL DE PIURA,provincial,200101,PIURA,PIURA,PIURA,301529,1584
20172618864,MUNICIPALIDAD DISTRITAL DE CASTILLA,distrital,200104,PIURA,PIURA,CASTILLA,301530,1585
20198033414,MUNICIPALIDAD PROVINCIAL DE CASTILLA - APLAO,provincial,040401,AREQUIPA,CASTILLA,APLAO,300381,447
20168999926,MUNICIPALIDAD DISTRITAL DE ÑUÑOA,distrital,210806,PUNO,MELGAR,NUÑOA,1,2
20131372931,OTRA COSA,,,LIMA,LIMA,LIMA,1,2
";

async fn with_register() -> TestApp {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    load(&app, REGISTER).await;
    app
}

async fn load(app: &TestApp, register: &str) -> api::seed::Report {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("register.csv");
    std::fs::write(&file, register).unwrap();
    seed_municipalities(&app.state, &file).await.unwrap()
}

async fn page(app: &TestApp, query: &str) -> Page<MunicipalityListItem> {
    let path = format!("/api/v1/municipalities{query}");
    app.get(&path).await.assert(200).read()
}

async fn slugs(app: &TestApp, query: &str) -> Vec<String> {
    let page = page(app, query).await;
    page.items.into_iter().map(|item| item.slug).collect()
}

#[actix_web::test]
async fn a_municipality_is_found_by_place_level_state_and_words() {
    let app = with_register().await;
    let all = [
        "municastilla",
        "municastilla-piura",
        "munikumpirushiato",
        "muninunoa",
        "munipiura",
    ];
    assert_eq!(slugs(&app, "").await, all);
    assert_eq!(
        slugs(&app, "?department=20").await,
        ["municastilla-piura", "munipiura"]
    );
    assert_eq!(
        slugs(&app, "?province=2001&kind=district").await,
        ["municastilla-piura"]
    );
    assert_eq!(slugs(&app, "?district=040401").await, ["municastilla"]);
    assert_eq!(slugs(&app, "?department=20&province=0404").await, [""; 0]);
    assert_eq!(
        slugs(&app, "?q=CASTILLA+piura").await,
        ["municastilla-piura"]
    );
    for typed in [
        "%C3%91U%C3%91OA",
        "nunoa",
        "n%CC%83un%CC%83oa",
        "melgar+PUNO",
    ] {
        assert_eq!(
            slugs(&app, &format!("?q={typed}")).await,
            ["muninunoa"],
            "{typed}"
        );
    }
    assert_eq!(page(&app, "?status=without_portal").await.total, Some(5));
    assert_eq!(page(&app, "?status=domain_active").await.total, Some(0));
    let kumpirushiato = app
        .get("/api/v1/municipalities/munikumpirushiato")
        .await
        .assert(200);
    let item: MunicipalityListItem = kumpirushiato.read();
    assert_eq!(item.name, "Municipalidad Distrital de Kumpirushiato");
    assert_eq!(item.province, "La Convención");
    assert_eq!((item.url, item.created_on), (None, None));
    assert_eq!(
        app.get("/api/v1/municipalities/muninada")
            .await
            .assert(404)
            .problem()
            .code,
        "not_found"
    );
}

#[actix_web::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let app = with_register().await;
    let mut cursor = String::new();
    let mut seen = Vec::new();
    loop {
        let page = page(&app, &format!("?limit=2{cursor}")).await;
        assert_eq!(page.total, Some(5));
        seen.extend(page.items.into_iter().map(|item| item.slug));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, slugs(&app, "").await);
}

#[actix_web::test]
async fn wrong_parameters_are_named_and_wildcards_are_letters() {
    let app = with_register().await;
    for (query, named) in [
        ("?page=2", "«page»"),
        ("?limit=0", "«limit»"),
        ("?limit=diez", "«limit»"),
        ("?department=2001", "«department»"),
        ("?province=99", "«province»"),
        ("?kind=regional", "«kind»"),
        ("?cursor=zzz", "«cursor»"),
        ("?q=a&q=b", "«q»"),
    ] {
        let path = format!("/api/v1/municipalities{query}");
        let detail = app.get(&path).await.assert(400).problem().detail.unwrap();
        assert!(detail.contains(named), "{query}: {detail}");
    }
    for hostile in ["%25", "_", "%5C", "'", "%22%3B--", "piura'+OR+1%3D1"] {
        assert_eq!(
            page(&app, &format!("?q={hostile}")).await.total,
            Some(0),
            "{hostile}"
        );
    }
    // A control character folds to a space: nothing was asked.
    assert_eq!(page(&app, "?q=%00").await.total, Some(5));
}

#[actix_web::test]
async fn totals_count_by_department_and_by_month() {
    let app = with_register().await;
    seed_demo(&app.state).await.unwrap();
    let totals: DirectoryTotals = app
        .get("/api/v1/municipalities/totals")
        .await
        .assert(200)
        .read();
    assert_eq!((totals.total, totals.with_portal), (8, 5));
    assert_eq!(totals.departments.len(), 25);
    let piura = totals
        .departments
        .iter()
        .find(|row| row.code == "20")
        .unwrap();
    assert_eq!(
        (piura.name.as_str(), piura.total, piura.with_portal),
        ("Piura", 2, 2)
    );
    let months: Vec<_> = totals
        .periods
        .iter()
        .map(|row| (row.period.as_str(), row.created))
        .collect();
    assert_eq!(months, [("2026-11", 5)]);
}

#[actix_web::test]
async fn a_register_is_loaded_once_and_the_demo_turns_its_rows_into_portals() {
    let app = with_register().await;
    let again = load(&app, REGISTER).await;
    assert_eq!(
        (again.loaded, again.unchanged, again.skipped.len()),
        (0, 5, 1)
    );
    seed_demo(&app.state).await.unwrap();
    seed_demo(&app.state).await.unwrap();
    assert_eq!(page(&app, "").await.total, Some(8));
    let journal = app.owner().await;
    let acts = "SELECT action FROM journal ORDER BY seq";
    let acts = Statement::from_string(journal.get_database_backend(), acts);
    let acts = journal.query_all_raw(acts).await.unwrap();
    let acts: Vec<String> = acts
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
    let seeds: Vec<&str> = acts
        .iter()
        .map(String::as_str)
        .filter(|act| act.ends_with(".seeded"))
        .collect();
    let seeded = "municipalities.seeded";
    assert_eq!(seeds.first(), Some(&"reference.seeded"));
    assert_eq!(seeds.iter().filter(|act| **act == seeded).count(), 2);
    // The portals once, and the records of one of them, in pieces.
    assert_eq!(seeds.iter().filter(|act| **act == "demo.seeded").count(), 4);
    // The second run of the demo gave no role and no domain again.
    let times = |what: &str| acts.iter().filter(|act| *act == what).count();
    assert_eq!((times("grant.given"), times("domain.activated")), (10, 1));
    let piura: MunicipalityListItem = app
        .get("/api/v1/municipalities/munipiura")
        .await
        .assert(200)
        .read();
    assert_eq!(piura.url.as_deref(), Some("/m/munipiura"));
    assert_eq!(piura.ruc.as_deref(), Some("20154477374"));
    let tacna = slugs(&app, "?department=23").await;
    assert_eq!(tacna, ["municoronelgregorioalbarracinlanchipa"]);
}

#[actix_web::test]
async fn the_directory_is_a_file_to_take_away() {
    let app = with_register().await;
    let answer = app
        .get("/api/v1/municipalities.csv?department=20")
        .await
        .assert(200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with("slug,name,kind,ruc,ubigeo,department"));
    assert!(lines[2].starts_with(
        "munipiura,Municipalidad Provincial de Piura,provincial,20154477374,200101,Piura"
    ));
    app.get("/api/v1/municipalities.csv?limit=5")
        .await
        .assert(400);
}

/// Real files are not ours to ship: without them this test says so and passes.
#[actix_web::test]
async fn the_register_of_the_country_fills_the_directory() {
    let folder = std::env::var_os("MUNICA_TRIAL_DATA").map_or_else(
        || std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        std::path::PathBuf::from,
    );
    let file = folder.join("municipalidades/municipalidades_osce.csv");
    if !file.exists() {
        eprintln!(
            "skipped: no register at hand; set MUNICA_TRIAL_DATA to the folder of the trial data"
        );
        return;
    }
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let report = seed_municipalities(&app.state, &file).await.unwrap();
    assert_eq!(
        (report.loaded, report.unmatched.len(), report.skipped.len()),
        (1_891, 0, 1)
    );
    let again = seed_municipalities(&app.state, &file).await.unwrap();
    assert_eq!((again.loaded, again.unchanged), (0, 1_891));
    let totals: DirectoryTotals = app
        .get("/api/v1/municipalities/totals")
        .await
        .assert(200)
        .read();
    assert_eq!((totals.total, totals.with_portal), (1_891, 0));
    assert_eq!(page(&app, "?kind=provincial").await.total, Some(196));
    assert_eq!(
        slugs(&app, "?q=castilla+piura").await,
        ["municastilla-piura"]
    );
    let csv = app.get("/api/v1/municipalities.csv").await.assert(200);
    assert_eq!(
        csv.body.iter().filter(|byte| **byte == b'\n').count(),
        1_892
    );
}

#[actix_web::test]
async fn a_ruc_or_the_code_of_a_district_finds_its_municipality() {
    let app = with_register().await;
    assert_eq!(slugs(&app, "?q=20154477374").await, ["munipiura"]);
    assert_eq!(slugs(&app, "?q=200104").await, ["municastilla-piura"]);
    assert!(slugs(&app, "?q=20154477375").await.is_empty());
}
