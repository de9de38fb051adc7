//! The one binary of Munica: `munica serve` and the commands that keep an installation.

mod apps;
mod commands;
mod demo;
mod logging;
mod yardstick;

use std::process::ExitCode;

use clap::Parser;

use commands::Cli;

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
