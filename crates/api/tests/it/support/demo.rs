//! The municipalities of the demo, loaded once per process and copied for each test: with its database go its keys and files.

use std::path::Path;

use api::seed::{seed_demo, seed_reference};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::TestApp;
use super::db::{self, FILE, Template, TestDb};

struct Loaded {
    database: Template,
    /// Keys and files.
    folder: TempDir,
}

/// A database with the reference data and the demo.
pub(crate) async fn fresh() -> TestDb {
    static LOADED: OnceCell<Loaded> = OnceCell::const_new();
    let loaded = LOADED.get_or_init(load).await;
    let copy = db::copied(&loaded.database).await;
    for name in ["keys", "files"] {
        copy_folder(
            &loaded.folder.path().join(name),
            &copy.folder.path().join(name),
        );
    }
    copy
}

async fn load() -> Loaded {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    seed_demo(&app.state).await.unwrap();
    let TestDb {
        owner_url, folder, ..
    } = app.close().await;
    let database = match std::env::var("MUNICA_TEST_PG") {
        Ok(cluster) => Template::Postgres {
            cluster,
            name: owner_url.rsplit('/').next().unwrap().to_owned(),
        },
        Err(_) => {
            let own = tempfile::tempdir().unwrap();
            let file = own.path().join(FILE);
            std::fs::copy(folder.path().join(FILE), &file).unwrap();
            Template::Sqlite { _folder: own, file }
        }
    };
    Loaded { database, folder }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
}
