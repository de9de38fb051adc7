//! The one binary of Munica: `munica serve` and the commands that keep an installation.

mod apps;
mod commands;
mod demo;
mod logging;
mod yardstick;

use std::process::ExitCode;

use clap::Parser;
use tikv_jemallocator::Jemalloc;

use commands::Cli;

/// Where all memory comes from, SQLite's too. The system's allocator keeps for each thread what it once needed: a server that
/// had signed sixteen clerks in stood at 136 MB, with this one at 79.
#[global_allocator]
static MEMORY: Jemalloc = Jemalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    match commands::run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}
