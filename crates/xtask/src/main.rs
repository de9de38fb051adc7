//! The project's commands: `cargo xtask help` lists them.
//!
//! Each command first installs what it misses, where it can, and says in one line what to install where it cannot.

mod bench;
mod console;
mod door;
mod drill;
mod ensure;
mod guardian;
mod http;
mod new_register;
mod openapi;
mod postgres;
mod process;
mod project;
mod schemathesis;
mod serve;
mod server;
mod staff;
mod stage;
mod test;
mod tidy;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::console::say;
use crate::project::Project;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Commands of the Munica project",
    disable_help_subcommand = false
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build both apps and the server, load the demo, serve it at http://127.0.0.1:8080
    Serve(serve::Args),
    /// Run everything that CI runs, or some stages of it
    Test(test::Args),
    /// Install every tool the other commands need; they also do so by themselves
    Setup,
    /// Build the browser apps into crates/web/dist
    Wasm(wasm::Args),
    /// Make the pictures of the manuals from the running demo
    Manuals,
    /// Measure the release program and print its figures
    Bench(bench::Args),
    /// Break things on purpose and look at what is left
    Drill(drill::Args),
    /// Check the rules that no compiler knows
    Tidy,
    /// Begin a new register: its declaration, its migration, and a line in each list
    NewRegister(new_register::Args),
    /// Write the OpenAPI documents, or check that they are fresh and clean
    Openapi(openapi::Args),
}

fn main() -> ExitCode {
    let outcome = Project::find().and_then(|project| run(&Cli::parse(), &project));
    outcome.unwrap_or_else(|error| {
        say!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(cli: &Cli, project: &Project) -> Result<ExitCode> {
    match &cli.command {
        Command::Serve(args) => serve::run(project, args)?,
        Command::Test(args) => return test::run(project, args),
        Command::Setup => ensure::everything(project)?,
        Command::Wasm(args) => wasm::build(project, args)?,
        Command::Manuals => test::manuals(project)?,
        Command::Bench(args) => bench::run(project, args)?,
        Command::Drill(args) => drill::run(project, args)?,
        Command::NewRegister(args) => new_register::run(project, args)?,
        Command::Tidy => tidy::run(project)?,
        Command::Openapi(args) => openapi::run(project, args)?,
    }
    Ok(ExitCode::SUCCESS)
}
