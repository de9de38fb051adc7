//! `cargo xtask drill`: what happens to acknowledged work when things break.

mod act;
mod http;
pub(crate) mod kill;
mod site;

use anyhow::Result;
use clap::Subcommand;

use crate::project::Project;

/// The drills.
#[derive(Subcommand)]
pub(crate) enum Drill {
    /// Kill the server at random moments under load; nothing it acknowledged may be lost, nothing may happen twice
    Kill(kill::Args),
}

/// Runs a drill.
pub(crate) fn run(project: &Project, drill: &Drill) -> Result<()> {
    match drill {
        Drill::Kill(args) => kill::run(project, args),
    }
}
