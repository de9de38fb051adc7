//! Where things lie.

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Packages with trees of their own, which are built when they are asked for.
pub(crate) const APART: [&str; 2] = ["bundler", "yardstick"];

/// What cargo is told to take together: always the same set, because every other set would be compiled anew. All but [`APART`].
pub(crate) const SELECTION: [&str; 5] = [
    "--workspace",
    "--exclude",
    "bundler",
    "--exclude",
    "yardstick",
];

/// The project's folders.
pub(crate) struct Project {
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
    /// Where cargo builds; `target` unless the person chose another.
    pub(crate) target: PathBuf,
}

impl Project {
    /// The project that this program was started for.
    pub(crate) fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&manifest)
            .ancestors()
            .nth(2)
            .context("xtask lies in crates/xtask")?
            .to_owned();
        let mut metadata = process::cargo();
        metadata
            .args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version",
                "1",
            ])
            .current_dir(&root);
        let metadata: serde_json::Value = serde_json::from_str(&process::capture(&mut metadata)?)?;
        let target = metadata
            .get("target_directory")
            .and_then(|dir| dir.as_str())
            .context("cargo metadata")?;
        Ok(Self {
            target: PathBuf::from(target),
            root,
        })
    }

    /// A program that runs in the project's folder.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo in the project's folder.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = process::cargo();
        cargo.current_dir(&self.root);
        cargo
    }

    /// Where the browser tests and the npm and PyPI packages stand.
    pub(crate) fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// Files that belong to the project, committed or not yet, relative to its folder; `paths` narrows.
    pub(crate) fn files(&self, paths: &[&str]) -> Result<Vec<PathBuf>> {
        let mut git = self.command("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
        ])
        .args(paths);
        let list = process::capture(&mut git)?;
        let files = list
            .split('\0')
            .filter(|file| !file.is_empty())
            .map(PathBuf::from);
        Ok(files
            .filter(|file| self.root.join(file).is_file())
            .collect())
    }

    /// A number that changes when one of the files does.
    pub(crate) fn fingerprint(&self, paths: &[&str]) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        for file in self.files(paths)? {
            std::fs::read(self.root.join(&file))?.hash(&mut hasher);
            file.hash(&mut hasher);
        }
        Ok(format!("{:016x}", hasher.finish()))
    }
}
