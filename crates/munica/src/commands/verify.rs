//! `munica verify`: 0 when everything agrees, 1 when something does not, 2 when it could not be looked at.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use api::clock::SystemClock;
use api::db;
use api::state::AppState;
use api::verify::{self, Depth, Kept, Report};
use clap::{ArgGroup, Args};
use shared::registers::Register;

use super::{complain, say};

/// What to verify.
#[derive(Args)]
#[command(group = ArgGroup::new("promised").args(["heads", "evidence"]))]
pub(super) struct Options {
    /// En vez de la base de datos, las versiones publicadas de este registro (visits, payments, works) que están en --file
    #[arg(value_name = "REGISTRO", requires_all = ["file", "heads", "keys"], conflicts_with_all = ["journal", "evidence"])]
    register: Option<String>,
    /// El archivo de versiones que se descargó: …/registers/REGISTRO/versions.ndjson
    #[arg(long, requires = "register")]
    file: Option<PathBuf>,
    /// Compara también cada archivo guardado con su huella
    #[arg(long)]
    files: bool,
    /// Responde en JSON
    #[arg(long)]
    json: bool,
    /// En vez de la base de datos, un diario exportado (un asiento por línea)
    #[arg(long, requires = "heads", requires = "keys")]
    journal: Option<PathBuf>,
    /// Cabezas firmadas que alguien guardó, una por línea; sin --journal se compara con ellas la base de datos
    #[arg(long)]
    heads: Option<PathBuf>,
    /// Las llaves públicas, como las responde /api/v1/keys; sin --journal valen las de esta instalación si no se indican
    #[arg(long, requires = "promised")]
    keys: Option<PathBuf>,
    /// En vez de la base de datos, la evidencia de un incidente de datos personales; con --keys, según esas llaves
    #[arg(long, conflicts_with = "journal")]
    evidence: Option<PathBuf>,
}

pub(super) async fn run(general: &super::Options, options: &Options) -> anyhow::Result<ExitCode> {
    match look(general, options).await {
        Ok(report) => {
            let text = if options.json {
                serde_json::to_string_pretty(&report)?
            } else {
                report.to_string()
            };
            say(&text);
            Ok(ExitCode::from(report.exit_code()))
        }
        Err(error) => {
            complain(&error);
            Ok(ExitCode::from(2))
        }
    }
}

async fn look(general: &super::Options, options: &Options) -> anyhow::Result<Report> {
    if let Some(evidence) = &options.evidence {
        return verify::evidence(evidence, options.keys.as_deref());
    }
    if let (Some(register), Some(file), Some(heads), Some(keys)) = (
        &options.register,
        &options.file,
        &options.heads,
        &options.keys,
    ) {
        let register = Register::named(register)
            .ok_or_else(|| anyhow::anyhow!("no hay un registro «{register}»"))?;
        return verify::versions(register, file, heads, keys);
    }
    if let (Some(journal), Some(heads), Some(keys)) =
        (&options.journal, &options.heads, &options.keys)
    {
        return verify::file(journal, heads, keys);
    }
    let settings = general.settings()?;
    db::ensure_exists(&settings.database)?;
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    let depth = if options.files {
        Depth::Files
    } else {
        Depth::Journals
    };
    let kept = options.heads.as_deref().map(|heads| Kept {
        heads,
        keys: options.keys.as_deref(),
    });
    verify::database(&state, depth, kept).await
}
