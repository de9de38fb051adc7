//! The OpenAPI documents: written by the server itself, checked by it and by three linters.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::ensure::{node, python};
use crate::process::run as run_program;
use crate::project::Project;
use crate::server;

/// Options of `openapi`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Change nothing; fail where the documents are stale or a linter complains
    #[arg(long)]
    check: bool,
}

/// Writes or checks `openapi/`.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    if args.check {
        return check(project);
    }
    let munica = server::build(project, false)?;
    run_program(
        project
            .command(munica)
            .args(["openapi", "--write", "openapi/"]),
    )
}

/// Fresh, valid, and clean for redocly and spectral.
pub(crate) fn check(project: &Project) -> Result<()> {
    let munica = server::build(project, false)?;
    run_program(
        project
            .command(munica)
            .args(["openapi", "--check", "openapi/"]),
    )
    .context("if the change is wanted: cargo xtask openapi, and commit the result")?;
    let documents = documents(project)?;
    let venv = python::tools(project)?;
    let node = node::packages(project)?;
    for document in &documents {
        run_program(
            venv.program(project, "openapi-spec-validator")
                .arg(document),
        )?;
    }
    run_program(
        node.tool(project, "redocly")?
            .args(["lint", "--config", "../openapi/redocly.yaml"])
            .args(&documents),
    )?;
    let mut spectral = node.tool(project, "spectral")?;
    spectral.args([
        "lint",
        "--ruleset",
        "../openapi/spectral.yaml",
        "--fail-severity",
        "warn",
    ]);
    run_program(spectral.args(&documents))
}

/// The committed documents.
pub(crate) fn documents(project: &Project) -> Result<Vec<PathBuf>> {
    let files = project.files(&["openapi/*.json"])?;
    ensure!(
        !files.is_empty(),
        "openapi/ has no document: cargo xtask openapi writes them"
    );
    Ok(files
        .into_iter()
        .map(|file| project.root.join(file))
        .collect())
}
