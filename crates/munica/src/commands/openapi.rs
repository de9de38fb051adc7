//! `munica openapi`: the document as the code has it, written or compared with what is committed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::say;

/// Where the document lies.
#[derive(Args)]
pub(super) struct Options {
    /// Carpeta donde se escribe munica.json
    #[arg(long)]
    write: Option<PathBuf>,
    /// Carpeta cuyo munica.json se compara; sale con error si difiere
    #[arg(long)]
    check: Option<PathBuf>,
}

const FILE: &str = "munica.json";

pub(super) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut text = serde_json::to_string_pretty(&api::openapi::document())?;
    text.push('\n');
    if let Some(folder) = &options.check {
        let committed = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        if committed != text {
            say(
                "El documento OpenAPI no está al día: ejecute «cargo xtask openapi» y revise el cambio.",
            );
            return Ok(ExitCode::FAILURE);
        }
        say("El documento OpenAPI está al día.");
    } else if let Some(folder) = &options.write {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(FILE), text)?;
    } else {
        say(&text);
    }
    Ok(ExitCode::SUCCESS)
}
