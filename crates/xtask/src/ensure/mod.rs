//! Installs what a command needs and the machine lacks. What is there is left alone.

pub(crate) mod debian;
pub(crate) mod node;
pub(crate) mod python;
pub(crate) mod rust;

use std::path::PathBuf;

use anyhow::Result;

use crate::console::say;
use crate::postgres;
use crate::process::which;
use crate::project::Project;

/// Everything any command needs.
pub(crate) fn everything(project: &Project) -> Result<()> {
    rust::components()?;
    let wasm = rust::wasm_toolchain(false)?;
    let node = node::packages(project)?;
    let python = python::tools(project)?;
    let postgres = postgres::programs()?;
    let chromium = chromium()?;
    say!("WASM       {wasm}");
    say!("node       {}", node.program().display());
    say!("python     {}", python.bin().display());
    say!("PostgreSQL {}", postgres.display());
    say!("Chromium   {}", chromium.display());
    Ok(())
}

/// The browser of the tests: `$CHROMIUM`, one that is installed, or Debian's.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    let found = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(which)
    };
    match found() {
        Some(program) => Ok(program),
        None => {
            debian::install(&["chromium"], "the browser tests")?;
            found().ok_or_else(|| {
                anyhow::anyhow!("Chromium was installed and is not found: set CHROMIUM")
            })
        }
    }
}
