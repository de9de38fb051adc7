//! `cargo xtask serve`: from a fresh clone to a demo in the browser.

use std::os::unix::process::CommandExt;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::console::say;
use crate::project::Project;
use crate::{server, wasm};

/// Options of `serve`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Build the server as it is published: slower to build, faster to answer
    #[arg(long)]
    release: bool,
    /// Port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Given to `munica serve --demo` as they stand
    #[arg(last = true)]
    args: Vec<String>,
}

/// Builds, then becomes the server.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let start = Instant::now();
    say!("[1/3] browser apps");
    wasm::build(project, &wasm::Args::default())?;
    say!("[2/3] server");
    let program = server::build(project, args.release)?;
    let data = project.root.join("data/demo");
    std::fs::create_dir_all(&data)?;
    say!(
        "[3/3] demo in data/demo, built in {:.1} min",
        start.elapsed().as_secs_f64() / 60.0
    );
    let mut munica = project.command(&program);
    server::settings(
        munica.args(["serve", "--demo"]).args(&args.args),
        &data,
        args.port,
    );
    Err(munica.exec()).with_context(|| format!("cannot start {}", program.display()))
}
