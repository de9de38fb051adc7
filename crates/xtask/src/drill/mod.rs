//! `cargo xtask drill`: what happens to acknowledged work when things break.

mod act;
pub(crate) mod kill;
mod site;

use anyhow::Result;
use clap::Subcommand;

use crate::project::Project;

/// Options of `drill`: without naming one, every drill there is runs as long as it is meant to.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[group(skip)]
pub(crate) struct Args {
    #[command(subcommand)]
    drill: Option<Drill>,
    #[command(flatten)]
    kill: kill::Args,
}

/// The drills.
#[derive(Subcommand)]
enum Drill {
    /// Kill the server at random moments under load; nothing it acknowledged may be lost, nothing may happen twice
    Kill(kill::Args),
}

/// Runs a drill.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    match &args.drill {
        None => kill::run(project, &args.kill),
        Some(Drill::Kill(args)) => kill::run(project, args),
    }
}
