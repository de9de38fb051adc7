//! A PostgreSQL of our own for tests and drills, in a temporary folder.
//!
//! The one of the tests does not wait for the disk (`fsync=off`), so nothing about durability may be concluded from it;
//! the one of the drills does.

use std::fs::{self, DirBuilder};
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::console::say;
use crate::ensure::debian;
use crate::guardian::Guardian;
use crate::process::{capture, which};

const SETTINGS: &str =
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200";

/// A running cluster, gone with this value or with this program.
pub(crate) struct Postgres {
    /// Its administrator's address.
    pub(crate) url: String,
    dir: PathBuf,
    /// What its server is told at every start.
    options: String,
    _guardian: Guardian,
}

impl Postgres {
    /// Creates a cluster for tests and waits until it answers.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(SETTINGS)
    }

    /// Creates a cluster that keeps what it acknowledges.
    pub(crate) fn start_durable() -> Result<Self> {
        Self::start_with("")
    }

    /// Its address for another role.
    pub(crate) fn address(&self, role: &str) -> String {
        self.url.replacen("postgres@", &format!("{role}@"), 1)
    }

    /// Runs a statement as its administrator.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        let psql = programs()?.join("psql");
        capture(Command::new(psql).args([self.url.as_str(), "-qc", sql]))?;
        Ok(())
    }

    fn start_with(settings: &str) -> Result<Self> {
        let programs = programs()?;
        let dir =
            std::env::temp_dir().join(format!("munica-pg-{}-{}", std::process::id(), free_port()?));
        DirBuilder::new()
            .mode(0o700)
            .create(&dir)
            .with_context(|| format!("cannot create {}", dir.display()))?;
        if debian::is_root() {
            capture(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let guardian = guardian(&programs, &dir)?;
        let mut initdb = owned(&programs.join("initdb"), &dir);
        initdb.arg("-D").arg(dir.join("db"));
        initdb.args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "--no-sync",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
        ]);
        capture(&mut initdb)?;
        let port = free_port()?;
        let options = format!(
            "-c listen_addresses=127.0.0.1 -p {port} -k {} {settings}",
            dir.display()
        );
        start(&programs, &dir, &options)?;
        say!(
            "PostgreSQL of {} answers on port {port}",
            programs.display()
        );
        Ok(Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            dir,
            options,
            _guardian: guardian,
        })
    }

    /// Stops it as a power cut would, but for what the system keeps in memory.
    pub(crate) fn stop_at_once(&self) -> Result<()> {
        let mut stop = owned(&programs()?.join("pg_ctl"), &self.dir);
        stop.arg("-D").arg(self.dir.join("db"));
        capture(stop.args(["-s", "-m", "immediate", "stop"]))?;
        Ok(())
    }

    /// Starts it again.
    pub(crate) fn start_again(&self) -> Result<()> {
        start(&programs()?, &self.dir, &self.options)
    }
}

fn start(programs: &Path, dir: &Path, options: &str) -> Result<()> {
    let mut start = owned(&programs.join("pg_ctl"), dir);
    start.arg("-D").arg(dir.join("db"));
    start.args(["-w", "-s", "-l"]).arg(dir.join("log"));
    capture(start.args(["-o", options, "start"]))
        .with_context(|| fs::read_to_string(dir.join("log")).unwrap_or_default())?;
    Ok(())
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The folder of `initdb` and `pg_ctl`, installed if need be.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(dir) = find() {
        return Ok(dir);
    }
    debian::install(&["postgresql"], "the tests on PostgreSQL")?;
    find().context("PostgreSQL was installed and initdb is not found")
}

/// On the path, or where Debian puts its versions: the newest.
fn find() -> Option<PathBuf> {
    if let Some(initdb) = which("initdb") {
        // A link on the path says nothing about where the other programs are.
        return Some(initdb.canonicalize().ok()?.parent()?.to_owned());
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let newest = versions
        .filter_map(|dir| dir.file_name().to_str()?.parse::<u32>().ok())
        .max()?;
    let bin = Path::new("/usr/lib/postgresql")
        .join(newest.to_string())
        .join("bin");
    bin.join("initdb").is_file().then_some(bin)
}

/// PostgreSQL refuses to run as root: there it runs as the user that its package made.
fn owned(program: &Path, dir: &Path) -> Command {
    let mut command = if debian::is_root() {
        let mut runuser = Command::new("runuser");
        runuser.args(["-u", "postgres", "--"]).arg(program);
        runuser
    } else {
        Command::new(program)
    };
    command.current_dir(dir);
    command
}

fn guardian(programs: &Path, dir: &Path) -> Result<Guardian> {
    let stop = owned(&programs.join("pg_ctl"), dir);
    let words = [dir.as_os_str(), stop.get_program()]
        .into_iter()
        .chain(stop.get_args());
    Guardian::new(
        "dir=$1; shift; \"$@\" -D \"$dir/db\" -m immediate stop; rm -rf \"$dir\"",
        words,
    )
}
