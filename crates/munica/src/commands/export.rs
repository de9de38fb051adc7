//! `munica export-journal`: a journal as files that anybody checks with `munica verify --journal`.

use std::path::PathBuf;
use std::sync::Arc;

use api::clock::SystemClock;
use api::settings::Settings;
use api::state::AppState;
use api::verify::export_to;
use clap::Args;

use super::say;

/// Whose journal, and where to.
#[derive(Args)]
pub(super) struct Options {
    /// La municipalidad, por su identificador o su nombre en las direcciones; sin ella, el diario de la plataforma
    #[arg(long)]
    municipality: Option<String>,
    /// Carpeta en la que se escriben los archivos
    #[arg(long)]
    out: PathBuf,
}

pub(super) async fn run(settings: Settings, options: &Options) -> anyhow::Result<()> {
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    export_to(&state, options.municipality.as_deref(), &options.out).await?;
    say(&format!(
        "Diario exportado a {}. LEAME.txt dice cómo se comprueba.",
        options.out.display()
    ));
    Ok(())
}
