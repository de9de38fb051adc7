//! `cargo xtask drill`: what happens to acknowledged work when things break.

mod act;
pub(crate) mod full;
pub(crate) mod kill;
mod load;
mod queue;
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
    /// Kill the server, or stop its database, at random moments under load; nothing that was acknowledged may be lost, nothing
    /// may happen twice
    Kill(kill::Args),
    /// Fill the disk under load, and make room again
    Full(full::Args),
    /// Kill the page that sends what a device kept without a network, in the middle of it
    Queue(queue::Args),
}

/// Runs a drill.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    match &args.drill {
        None => {
            kill::run(project, &args.kill)?;
            full::run(project, &full::Args::of(&args.kill))?;
            queue::run(project, &queue::Args::of(&args.kill))
        }
        Some(Drill::Kill(args)) => kill::run(project, args),
        Some(Drill::Full(args)) => full::run(project, args),
        Some(Drill::Queue(args)) => queue::run(project, args),
    }
}
