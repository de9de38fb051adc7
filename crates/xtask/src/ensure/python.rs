//! The PyPI packages, pinned with hashes, each set in a virtual environment of its own under `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::console::say;
use crate::ensure::debian;
use crate::process::{run, which};
use crate::project::Project;

/// A virtual environment with its packages.
pub(crate) struct Venv(PathBuf);

impl Venv {
    /// The folder of its programs.
    pub(crate) fn bin(&self) -> PathBuf {
        self.0.join("bin")
    }

    /// One of its programs.
    pub(crate) fn program(&self, project: &Project, name: &str) -> Command {
        project.command(self.bin().join(name))
    }

    /// The folder its packages are in.
    pub(crate) fn site_packages(&self) -> Result<PathBuf> {
        let program = "import sysconfig; print(sysconfig.get_path('purelib'))";
        let printed =
            crate::process::capture(Command::new(self.bin().join("python")).args(["-c", program]))?;
        Ok(PathBuf::from(printed.trim()))
    }
}

/// The tools of the stages: schemathesis, openapi-spec-validator, openapi-python-client, holidays.
pub(crate) fn tools(project: &Project) -> Result<Venv> {
    venv(project, "venv", "requirements.txt")
}

/// The environment `target/{name}` with exactly what `e2e/{requirements}` pins.
pub(crate) fn venv(project: &Project, name: &str, requirements: &str) -> Result<Venv> {
    let dir = project.target.join(name);
    let wanted = std::fs::read_to_string(project.e2e().join(requirements))?;
    let stamp = dir.join("installed.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(Venv(dir));
    }
    say!("installing {requirements} into {}", dir.display());
    create(&dir)?;
    run(Command::new(dir.join("bin/python"))
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
        ])
        .arg(project.e2e().join(requirements)))?;
    std::fs::write(stamp, wanted)?;
    Ok(Venv(dir))
}

/// Made anew, so that nothing stays of an older set.
fn create(dir: &Path) -> Result<()> {
    let venv = |dir: &Path| {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(dir))
    };
    if which("python3").is_some() && venv(dir).is_ok() {
        return Ok(());
    }
    debian::install(&["python3", "python3-venv"], "the OpenAPI tools")?;
    venv(dir)
}
