//! The browser apps: compiled here, bundled by the crate `bundler`, left alone while nothing they are made of changes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::console::say;
use crate::ensure::{node, rust};
use crate::process::{capture, run};
use crate::project::Project;

/// What the apps are made of.
const INPUTS: [&str; 7] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "crates/bundler",
    "crates/shared",
    "crates/web",
    "e2e/package-lock.json",
];

/// Options of `wasm`.
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// Build even if nothing changed
    #[arg(long)]
    pub(crate) force: bool,
    /// Fail where the public app's first load is over its budget
    #[arg(long)]
    pub(crate) strict: bool,
    /// Compile with Debian's rustc-web, as on a machine that cannot download the target
    #[arg(long)]
    pub(crate) debian: bool,
    /// For looking at a change soon: hardly optimised, several times as large
    #[arg(long, conflicts_with = "strict")]
    pub(crate) quick: bool,
}

/// Builds `crates/web/dist`.
pub(crate) fn build(project: &Project, args: &Args) -> Result<()> {
    let dist = project.root.join("crates/web/dist");
    let stamp = dist.join("inputs.txt");
    let inputs = format!(
        "{} {}",
        project.fingerprint(&INPUTS)?,
        match (args.debian, args.quick) {
            (_, true) => "quick",
            (true, false) => "debian",
            (false, false) => "",
        }
    );
    if !args.force && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
        say!("the browser apps are as built before: nothing they are made of has changed");
    } else {
        compile_and_bundle(project, args, &dist)?;
        fs::write(stamp, inputs)?;
    }
    check_first_load(&dist, args.strict)
}

fn compile_and_bundle(project: &Project, args: &Args, dist: &Path) -> Result<()> {
    let node = node::packages(project)?;
    let (mut cargo, modules) = rust::wasm_toolchain(args.debian)?.build(project, args.quick);
    run(cargo.args([
        "--package",
        "web",
        "--no-default-features",
        "--features",
        "csr",
        "--bins",
    ]))?;
    let mut bundler = project.cargo();
    bundler
        .args([
            "run",
            "--package",
            "bundler",
            "--",
            "--web",
            "crates/web",
            "--out",
        ])
        .arg(dist);
    bundler
        .arg("--wasm")
        .arg(modules)
        .arg("--packages")
        .arg(node.packages());
    if args.quick {
        return run(bundler.arg("--quick"));
    }
    let wasm_opt = node.packages().join(".bin/wasm-opt");
    if capture(node.on_path(Command::new(&wasm_opt).arg("--version"))?).is_ok() {
        bundler.arg("--wasm-opt").arg(wasm_opt);
    } else {
        say!("warning: wasm-opt does not run here; the apps are larger than they need to be");
    }
    bundler
        .arg("--terser")
        .arg(node.packages().join(".bin/terser"));
    run(node.on_path(&mut bundler)?)
}

fn check_first_load(dist: &Path, strict: bool) -> Result<()> {
    let manifest: Value = serde_json::from_slice(&fs::read(dist.join("manifest.json"))?)?;
    let figure = |name| {
        manifest
            .pointer(&format!("/first_load/{name}"))
            .and_then(Value::as_u64)
    };
    let loaded = figure("brotli").context("manifest.json has no first load")?;
    let budget = figure("budget").context("manifest.json has no budget")?;
    say!("first load of the public app: {loaded} of {budget} bytes");
    ensure!(
        !strict || loaded <= budget,
        "the public app's first load is over its budget"
    );
    Ok(())
}
