//! The page that sends what a device kept is killed in the middle of it: the browser test of that name, for as long as a drill
//! lasts. The tests run it with fifty rounds.

use anyhow::Result;

use super::kill;
use crate::process::run as run_program;
use crate::project::Project;
use crate::test::playwright;

/// Options of `drill queue`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the page is killed
    #[arg(long, default_value_t = 1_000)]
    rounds: u32,
}

impl Args {
    /// As often as the server is killed.
    pub(super) fn of(kill: &kill::Args) -> Self {
        Self {
            rounds: kill.rounds,
        }
    }
}

/// Runs the drill.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let mut drill = playwright(project)?;
    drill.args([
        "desk-offline",
        "--grep",
        "dies while it sends|is invited|makes the account",
        "--project",
        "desktop",
    ]);
    run_program(drill.env("MUNICA_ROUNDS", args.rounds.to_string()))
}
