//! Starts other programs and says which one failed.

use std::collections::VecDeque;
use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::console::say;

/// The cargo that runs this program, in the environment that a shell would give it: what cargo told this program about
/// itself would make it build again what looks at it (`ring`), and all that stands on it.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Lines of a failed program's output that its error repeats.
const LAST_LINES: usize = 60;

/// Runs a program in the open: its output is ours. Where nobody watches, the error carries the last lines of it, so that
/// the end of a log tells what failed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    say!("$ {line}");
    let outcome = if std::io::stdout().is_terminal() {
        command.status().map(|status| (status, String::new()))
    } else {
        passed_on(command)
    };
    let (status, last) = outcome.with_context(|| format!("cannot start {line}"))?;
    if !status.success() {
        bail!("{line}: {status}\n{last}");
    }
    Ok(())
}

/// Runs a program, passes on what it prints, and keeps the last of it.
fn passed_on(command: &mut Command) -> std::io::Result<(ExitStatus, String)> {
    let (reader, writer) = std::io::pipe()?;
    let mut child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
    // The command holds the writing end too: until it lets go, there is no end to read to.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let last = pass_on(reader, std::io::stdout())?;
    Ok((child.wait()?, last))
}

fn pass_on(from: impl Read, mut to: impl Write) -> std::io::Result<String> {
    let mut from = BufReader::new(from);
    let (mut last, mut line) = (VecDeque::new(), Vec::new());
    while from.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        last.push_back(String::from_utf8_lossy(&line).into_owned());
        line.clear();
    }
    Ok(last.into_iter().collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_of_a_failed_program_are_kept() {
        let text: String = (1..=100).map(|line| format!("line {line}\n")).collect();
        let mut seen = Vec::new();
        let last = pass_on(text.as_bytes(), &mut seen).unwrap();
        assert_eq!(seen, text.as_bytes());
        assert!(last.starts_with("line 41\n") && last.ends_with("line 100\n"));
    }
}
