//! Starts other programs and says which one failed.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::console::say;

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program in the open: its output is ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    say!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start {line}"))?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

/// Runs a program and returns what it printed; on failure the error carries what it complained about.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {line}"))?;
    if !output.status.success() {
        bail!(
            "{line}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{line} did not print text"))
}

/// Where a program lies that can be called by its name.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(program))
        .find(|path| path.is_file())
}

/// Puts folders in front of those where a program finds others.
pub(crate) fn with_path(
    command: &mut Command,
    dirs: impl IntoIterator<Item = PathBuf>,
) -> Result<&mut Command> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(dirs.into_iter().chain(env::split_paths(&inherited)))?;
    Ok(command.env("PATH", path))
}

fn line(command: &Command) -> String {
    let words = [command.get_program()]
        .into_iter()
        .chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
