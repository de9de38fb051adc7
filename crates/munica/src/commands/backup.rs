//! `munica backup` and `munica restore`.

use std::path::PathBuf;
use std::sync::Arc;

use api::backup;
use api::clock::SystemClock;
use api::db;
use api::settings::Settings;
use api::state::AppState;
use clap::Args;
use uuid::Uuid;

use super::say;

/// What to save, and where.
#[derive(Args)]
pub(super) struct Options {
    /// Archivo que se escribe (por ejemplo munica.tar.zst)
    file: PathBuf,
    /// Solo lo de esta municipalidad, por su identificador
    #[arg(long)]
    municipality: Option<Uuid>,
}

/// What to load.
#[derive(Args)]
pub(super) struct From {
    /// Archivo escrito por «munica backup»
    file: PathBuf,
}

pub(super) async fn run(settings: Settings, options: &Options) -> anyhow::Result<()> {
    db::ensure_exists(&settings.database)?;
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    let manifest = match options.municipality {
        Some(id) => backup::export_tenant(&state, id, &options.file).await?,
        None => backup::write(&state, &options.file).await?,
    };
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    say(&format!(
        "{}: {} tablas, {rows} filas, {} archivos.",
        options.file.display(),
        manifest.tables.len(),
        manifest.files.len()
    ));
    for missing in &manifest.missing_files {
        say(&format!(
            "No se pudo guardar: {missing} falta o está dañado."
        ));
    }
    say("Las llaves no van en el respaldo: guárdelas aparte con «munica keys export».");
    Ok(())
}

pub(super) async fn restore(settings: &Settings, from: &From) -> anyhow::Result<()> {
    let restored = backup::restore(settings, &from.file).await?;
    say(&format!(
        "Restaurado el respaldo del {}. {}",
        restored.manifest.created_at, restored.report
    ));
    Ok(())
}
