//! That what is saved comes back as it was, from either engine to either, and that a damaged archive is refused.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{ConnectionTrait, Database, EntityTrait};
use shared::registers::REGISTERS;
use uuid::Uuid;

use super::{Manifest, check, export_tenant, restore, write};
use crate::features::journal::sign_heads;
use crate::files::entity::file;
use crate::registers;
use crate::settings::Settings;
use crate::state::AppState;
use crate::verify::{Depth, database};
use crate::write::testing::{Note, TestState};

/// How many registers there are.
fn registers() -> u64 {
    u64::try_from(REGISTERS.len()).unwrap()
}

/// An installation with journals, persons, signed heads and a file.
async fn an_installation() -> (TestState, Uuid) {
    let test = TestState::open().await;
    let municipality = Uuid::now_v7();
    for index in 0..30 {
        let owner = if index % 3 == 0 {
            Uuid::now_v7()
        } else {
            municipality
        };
        let note = Note::new(owner, &format!("ñandú \"{index}\"\n"));
        test.run(note.about(Uuid::now_v7(), &format!("4011{index:04}")))
            .await
            .unwrap();
    }
    registers::testing::fill(&test).await;
    sign_heads(&test.state).await.unwrap();
    test.add_file(municipality, b"una ordenanza").await;
    (test, municipality)
}

/// Settings of a place where nothing is yet but the keys.
fn elsewhere(test: &TestState, name: &str) -> Settings {
    let folder = test.folder.path().join(name);
    let mut settings = (*test.state.settings).clone();
    settings.database.url = format!("sqlite://{}", folder.join("munica.db").display())
        .as_str()
        .into();
    settings.database.owner_url = "".into();
    settings.database.read_url = "".into();
    settings.files.url = format!("file://{}", folder.join("files").display());
    settings
}

/// The same on PostgreSQL, where a cluster is named: its address is asked for by the test.
async fn elsewhere_on_postgres(test: &TestState, cluster: &str) -> Settings {
    let name = format!("restored_{}", Uuid::now_v7().simple());
    let admin = Database::connect(cluster).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    let (_, host) = server.split_once('@').unwrap();
    let mut settings = elsewhere(test, &name);
    settings.database.url = format!("postgres://munica_app@{host}/{name}")
        .as_str()
        .into();
    settings.database.read_url = format!("postgres://munica_reader@{host}/{name}")
        .as_str()
        .into();
    settings.database.owner_url = format!("{server}/{name}").as_str().into();
    settings
}

async fn open(settings: &Settings, test: &TestState) -> AppState {
    AppState::open(settings.clone(), test.state.clock.clone())
        .await
        .unwrap()
}

/// What an installation holds, by table: the digests of an archive of it.
async fn content(state: &AppState, folder: &Path) -> Vec<(String, u64, String)> {
    let manifest = write(state, &folder.join(format!("{}.tar.zst", Uuid::now_v7())))
        .await
        .unwrap();
    tables(&manifest)
}

/// Without the reports of the services: each archive leaves one, and the next archive holds it.
fn tables(manifest: &Manifest) -> Vec<(String, u64, String)> {
    let tables = manifest.tables.iter();
    tables
        .filter(|table| table.name != "service_reports")
        .map(|table| (table.name.clone(), table.rows, table.sha256.clone()))
        .collect()
}

#[tokio::test]
async fn an_installation_is_saved_while_it_works_and_comes_back_as_it_was() {
    let (test, _) = an_installation().await;
    let path = test.folder.path().join("backup.tar.zst");
    let stop = AtomicBool::new(false);
    let saved = async {
        let manifest = write(&test.state, &path).await.unwrap();
        stop.store(true, Ordering::SeqCst);
        manifest
    };
    let busy = async {
        let mut written = 0;
        while !stop.load(Ordering::SeqCst) {
            test.note(Uuid::now_v7(), "meanwhile").await;
            written += 1;
        }
        written
    };
    let (manifest, written) = tokio::join!(saved, busy);
    assert!(written > 0);
    let settings = elsewhere(&test, "new");
    let restored = restore(&settings, &path).await.unwrap();
    assert!(restored.report.is_clean(), "{}", restored.report);
    assert!(restored.report.personal_values > 30 && restored.report.versions == 5 * registers());
    let state = open(&settings, &test).await;
    assert_eq!(content(&state, test.folder.path()).await, tables(&manifest));
    let report = database(&state, Depth::Files, None).await.unwrap();
    assert!(report.is_clean() && report.files == 1, "{report}");
}

#[tokio::test]
async fn a_restored_installation_goes_on_where_it_stood() {
    let (test, municipality) = an_installation().await;
    let path = test.folder.path().join("backup.tar.zst");
    write(&test.state, &path).await.unwrap();
    let settings = elsewhere(&test, "new");
    restore(&settings, &path).await.unwrap();
    let state = open(&settings, &test).await;
    let caller = crate::write::Caller::system("test");
    state
        .write
        .run(caller, Note::new(municipality, "on"))
        .await
        .unwrap();
    goes_on(&state).await;
}

/// Records are entered as before, and everything agrees.
async fn goes_on(state: &AppState) {
    registers::testing::add(state).await;
    sign_heads(state).await.unwrap();
    let report = database(state, Depth::Files, None).await.unwrap();
    assert!(report.is_clean(), "{report}");
    let all = registers();
    assert_eq!((report.registers, report.versions), (all, 10 * all));
}

/// PostgreSQL to SQLite, back to PostgreSQL, and to SQLite once more; runs where a cluster is named.
#[tokio::test]
async fn an_installation_moves_between_the_engines_without_losing_a_bit() {
    let Ok(cluster) = std::env::var("MUNICA_TEST_PG") else {
        return;
    };
    let (test, municipality) = an_installation().await;
    let folder = test.folder.path();
    let before = content(&test.state, folder).await;
    let mut state = test.state.clone();
    let steps = [
        elsewhere(&test, "first"),
        elsewhere_on_postgres(&test, &cluster).await,
        elsewhere(&test, "second"),
    ];
    let on_postgres = steps[1].clone();
    for settings in steps {
        let path = folder.join(format!("{}.tar.zst", Uuid::now_v7()));
        write(&state, &path).await.unwrap();
        restore(&settings, &path).await.unwrap();
        state = open(&settings, &test).await;
        assert_eq!(content(&state, folder).await, before);
        let read = state.db.read(crate::db::Scope::Tenant(municipality));
        let own = file::Entity::find()
            .all(&read.await.unwrap())
            .await
            .unwrap();
        assert_eq!(own.len(), 1);
    }
    // What counts on from the rows it was given, counts on.
    goes_on(&open(&on_postgres, &test).await).await;
}

#[tokio::test]
async fn a_byte_that_changed_anywhere_in_an_archive_is_noticed() {
    let (test, _) = an_installation().await;
    let path = test.folder.path().join("backup.tar.zst");
    write(&test.state, &path).await.unwrap();
    let ring = Arc::clone(&test.state.keys);
    check(&path, &ring).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let damaged = test.folder.path().join("damaged.tar.zst");
    for step in 0..200_usize {
        let mut other = bytes.clone();
        let at = step * 7_919 % other.len();
        other[at] ^= 1 << (step % 8);
        std::fs::write(&damaged, &other).unwrap();
        assert!(check(&damaged, &ring).is_err(), "byte {at}");
        std::fs::write(&damaged, &bytes[..at]).unwrap();
        assert!(check(&damaged, &ring).is_err(), "cut at {at}");
    }
    let settings = elsewhere(&test, "new");
    assert!(restore(&settings, &damaged).await.is_err());
    assert!(!test.folder.path().join("new/munica.db").exists());
}

#[tokio::test]
async fn an_archive_without_its_keys_or_over_another_installation_is_refused() {
    let (test, _) = an_installation().await;
    let path = test.folder.path().join("backup.tar.zst");
    write(&test.state, &path).await.unwrap();
    let mut settings = elsewhere(&test, "new");
    settings.keys.folder = test.folder.path().join("no-keys");
    assert!(restore(&settings, &path).await.is_err());
    let stranger = TestState::open().await;
    settings.keys.folder = stranger.state.settings.keys.folder.clone();
    let error = restore(&settings, &path).await.unwrap_err().to_string();
    assert!(error.contains("munica keys import"), "{error}");
    assert!(restore(&test.state.settings, &path).await.is_err());
    assert!(
        database(&test.state, Depth::Files, None)
            .await
            .unwrap()
            .is_clean()
    );
}

#[tokio::test]
async fn a_file_that_is_damaged_already_is_named_and_the_rest_is_saved() {
    let (test, municipality) = an_installation().await;
    let file = test.add_file(municipality, b"otra ordenanza").await;
    std::fs::write(&file, "alterada").unwrap();
    let path = test.folder.path().join("backup.tar.zst");
    let manifest = write(&test.state, &path).await.unwrap();
    assert_eq!((manifest.files.len(), manifest.missing_files.len()), (1, 1));
    let report = database(&test.state, Depth::Files, None).await.unwrap();
    assert_eq!(report.findings.len(), 1);
}

#[tokio::test]
async fn an_export_holds_one_municipality_and_nothing_of_the_others() {
    let (test, municipality) = an_installation().await;
    let path = test.folder.path().join("tenant.tar.zst");
    let manifest = export_tenant(&test.state, municipality, &path)
        .await
        .unwrap();
    let rows = |name: &str| {
        manifest
            .tables
            .iter()
            .find(|table| table.name == name)
            .map(|table| table.rows)
    };
    assert_eq!(
        (rows("journal"), rows("personal_values")),
        (Some(20), Some(20))
    );
    assert_eq!(
        (rows("idempotency_records"), rows("files")),
        (None, Some(1))
    );
    assert_eq!(manifest.heads.len(), 1);
    check(&path, &test.state.keys).unwrap();
    let error = restore(&elsewhere(&test, "new"), &path).await.unwrap_err();
    assert!(error.to_string().contains("exportación"), "{error}");
}
