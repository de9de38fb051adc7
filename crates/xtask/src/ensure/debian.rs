//! Debian's packages, where this is Debian and we may install.

use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use crate::process::{run, which};

static LISTS_ARE_FRESH: AtomicBool = AtomicBool::new(false);

/// Installs packages, or fails with the one line that a person has to type.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let list = packages.join(" ");
    if which("apt-get").is_none() {
        bail!("{purpose} need these programs, please install them (names as in Debian): {list}");
    }
    if !is_root() {
        bail!("{purpose} need more programs, please run: sudo apt-get install {list}");
    }
    if !LISTS_ARE_FRESH.swap(true, Ordering::Relaxed) {
        run(apt().args(["update", "-q"]))?;
    }
    run(apt()
        .args(["install", "-q", "-y", "--no-install-recommends"])
        .args(packages))
}

/// Whether a package is installed.
pub(crate) fn has(package: &str) -> bool {
    let status = Command::new("dpkg-query")
        .args(["-W", "-f=${Status}", package])
        .output();
    status.is_ok_and(|output| output.stdout.ends_with(b"ok installed"))
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}
