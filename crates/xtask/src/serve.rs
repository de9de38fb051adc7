//! `cargo xtask serve`: from a fresh clone to a demo in the browser.

use std::os::unix::process::CommandExt;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::console::say;
use crate::project::Project;
use crate::{server, wasm};

/// Settings that keep the demo apart from an installation in the same folder.
const DEMO_FOLDER: [(&str, &str); 7] = [
    ("MUNICA_DATABASE__URL", "sqlite://data/demo/munica.db"),
    ("MUNICA_FILES__URL", "file://data/demo/files"),
    ("MUNICA_KEYS__FOLDER", "data/demo/keys"),
    ("MUNICA_MAIL__FOLDER", "data/demo/mails"),
    ("MUNICA_SMS__FOLDER", "data/demo/sms"),
    ("MUNICA_DNS__ZONE_FILE", "data/demo/dns.zone"),
    ("MUNICA_SIGNATURE__FOLDER", "data/demo/signature"),
];

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
    std::fs::create_dir_all(project.root.join("data/demo"))?;
    say!(
        "[3/3] demo in data/demo, built in {:.1} min",
        start.elapsed().as_secs_f64() / 60.0
    );
    let mut munica = project.command(&program);
    munica
        .args(["serve", "--demo"])
        .args(&args.args)
        .envs(DEMO_FOLDER);
    server::listen(&mut munica, args.port);
    Err(munica.exec()).with_context(|| format!("cannot start {}", program.display()))
}
