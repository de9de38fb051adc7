//! A compiler for the browser: rustup's target, or Debian's compiler where that cannot be downloaded.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::console::say;
use crate::ensure::debian;
use crate::process::{capture, run, which};
use crate::project::Project;

/// The target of the browser apps.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's cargo and rustc for the web; those in front of them on the path build the server.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// How the apps are compiled.
pub(crate) enum WasmToolchain {
    /// The compiler in use has the target.
    Own,
    /// Debian's compiler builds the standard library too.
    Debian {
        /// The linker.
        linker: PathBuf,
    },
}

impl fmt::Display for WasmToolchain {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Own => write!(f, "{TARGET} of the compiler in use"),
            Self::Debian { linker } => {
                write!(f, "Debian's rustc-web, linked by {}", linker.display())
            }
        }
    }
}

impl WasmToolchain {
    /// The cargo command to which packages and features are added, and the folder where the modules will lie.
    pub(crate) fn build(&self, project: &Project, quick: bool) -> (Command, PathBuf) {
        let profile = if quick { "wasm-quick" } else { "wasm" };
        let (mut cargo, target) = match self {
            Self::Own => (project.cargo(), project.target.clone()),
            Self::Debian { linker } => (
                debian_cargo(project, linker),
                project.target.join("wasm-debian"),
            ),
        };
        cargo
            .args(["build", "--profile", profile, "--target", TARGET])
            .arg("--target-dir")
            .arg(&target);
        if matches!(self, Self::Debian { .. }) {
            cargo.args([
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
            ]);
        }
        (cargo, target.join(TARGET).join(profile))
    }
}

/// Finds or installs a compiler for the browser; `debian` takes Debian's in any case.
pub(crate) fn wasm_toolchain(debian: bool) -> Result<WasmToolchain> {
    if !debian && (has_target()? || add_target()) {
        return Ok(WasmToolchain::Own);
    }
    if !DEBIAN_PACKAGES.into_iter().all(debian::has) {
        say!("{TARGET} cannot be downloaded: Debian's compiler takes its place");
        debian::install(&DEBIAN_PACKAGES, "the browser apps")
            .with_context(|| format!("first try: rustup target add {TARGET}"))?;
    }
    Ok(WasmToolchain::Debian { linker: linker()? })
}

/// Cargo with clippy in front of the compiler: what the tests run is judged as it is compiled. A `cargo clippy` of its own
/// would read every dependency once more, which took half as long as the whole build.
pub(crate) fn judging_cargo(project: &Project) -> Result<Command> {
    components()?;
    let mut cargo = project.cargo();
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    // What `cargo clippy -- -Dwarnings` tells its driver.
    cargo.env("CLIPPY_ARGS", "-Dwarnings");
    Ok(cargo)
}

/// Adds what formats and judges the code, which rustup's minimal profile leaves out. A compiler of another origin has them or
/// names them when they are called.
pub(crate) fn components() -> Result<()> {
    if which("rustup").is_none() {
        return Ok(());
    }
    let missing = ["cargo-fmt", "cargo-clippy"]
        .into_iter()
        .any(|tool| !works(tool));
    if missing {
        run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
            .context("rustfmt and clippy are missing: rustup component add rustfmt clippy")?;
    }
    Ok(())
}

/// Rustup puts a program in the path for each component, also for those that are not there.
fn works(tool: &str) -> bool {
    capture(Command::new(tool).arg("--version")).is_ok()
}

fn rustc() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// Whether the compiler in use has the standard library of the target.
pub(crate) fn has_target() -> Result<bool> {
    let dir = capture(rustc().args(["--print", "target-libdir", "--target", TARGET]))?;
    let Ok(files) = std::fs::read_dir(dir.trim()) else {
        return Ok(false);
    };
    Ok(files
        .flatten()
        .any(|file| file.file_name().to_string_lossy().starts_with("libcore-")))
}

fn add_target() -> bool {
    which("rustup").is_some() && run(Command::new("rustup").args(["target", "add", TARGET])).is_ok()
}

/// The linker that came with rustup's compiler, or Debian's.
fn linker() -> Result<PathBuf> {
    let sysroot = capture(rustc().args(["--print", "sysroot"]))?;
    let host = capture(rustc().args(["--print", "host-tuple"]))?;
    let own = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(host.trim())
        .join("bin/rust-lld");
    if own.is_file() {
        return Ok(own);
    }
    match which("wasm-ld-22") {
        Some(linker) => Ok(linker),
        None => {
            debian::install(&["lld-22"], "the browser apps")?;
            which("wasm-ld-22").context("lld-22 was installed and wasm-ld-22 is not found")
        }
    }
}

fn debian_cargo(project: &Project, linker: &Path) -> Command {
    let mut cargo = project.command(DEBIAN_CARGO);
    cargo
        .env("RUSTC", DEBIAN_RUSTC)
        // Building the standard library is not stable yet; Debian's compiler is a stable one.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    for rustups in ["CARGO", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "RUSTDOC"] {
        cargo.env_remove(rustups);
    }
    cargo
}
