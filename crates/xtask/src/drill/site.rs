//! An installation in a folder of its own, on SQLite or on a PostgreSQL that waits for its disk.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::guardian::Guardian;
use crate::postgres::{Postgres, free_port};
use crate::process::{capture, run};
use crate::server::is_ready;

/// Longest wait for a start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Municipalities with a door.
const DOORS: usize = 4;

/// What breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blow {
    /// The server is killed.
    Server,
    /// The database is stopped without waiting for anything.
    Database,
}

/// An installation, served or not.
pub(super) struct Site {
    program: PathBuf,
    dir: PathBuf,
    postgres: Option<Postgres>,
    /// Where it listens.
    pub(super) port: u16,
    child: Option<Child>,
    _guardian: Guardian,
}

impl Site {
    /// Makes and migrates one.
    pub(super) fn create(program: &Path, on_postgres: bool) -> Result<Self> {
        let name = if on_postgres { "postgres" } else { "sqlite" };
        let dir = std::env::temp_dir().join(format!("munica-drill-{name}-{}", std::process::id()));
        std::fs::create_dir(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        Self::within(program, on_postgres, dir)
    }

    /// Makes and migrates one in a folder that is there.
    pub(super) fn within(program: &Path, on_postgres: bool, dir: PathBuf) -> Result<Self> {
        let site = Self {
            program: program.to_owned(),
            postgres: on_postgres.then(Postgres::start_durable).transpose()?,
            port: free_port()?,
            child: None,
            _guardian: Guardian::of_folder(&dir)?,
            dir,
        };
        let mut migrate = site.command();
        if let Some(postgres) = &site.postgres {
            migrate.env("MUNICA_DATABASE__OWNER_URL", &postgres.url);
        }
        run(migrate.arg("migrate"))?;
        if let Some(postgres) = &site.postgres {
            for role in ["munica_app", "munica_reader"] {
                postgres.execute(&format!("ALTER ROLE {role} LOGIN"))?;
            }
        }
        Ok(site)
    }

    /// The program, told where everything lies.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.dir)
            .stdin(Stdio::null())
            .env("MUNICA_SERVER__BIND", format!("127.0.0.1:{}", self.port))
            .env(
                "MUNICA_SERVER__PUBLIC_URL",
                format!("http://127.0.0.1:{}", self.port),
            )
            .env("MUNICA_SERVER__TRUSTED_PROXIES", "[\"127.0.0.1\"]")
            .env("MUNICA_MODE", "demo")
            // One session lasts for all of a drill.
            .env("MUNICA_IDENTITY__ACCESS_MINUTES", "600")
            .env("MUNICA_LOG__FILTER", "off");
        if let Some(postgres) = &self.postgres {
            command
                .env("MUNICA_DATABASE__URL", postgres.address("munica_app"))
                .env(
                    "MUNICA_DATABASE__READ_URL",
                    postgres.address("munica_reader"),
                );
        }
        command
    }

    /// Starts the server; how long it took until it was ready.
    pub(super) fn start(&mut self) -> Result<Duration> {
        let start = Instant::now();
        let mut serve = self.command();
        serve.args(["serve", "--api-only"]).stdout(Stdio::null());
        let child = self.child.insert(serve.spawn()?);
        while start.elapsed() < PATIENCE {
            if is_ready(self.port) {
                return Ok(start.elapsed());
            }
            if let Some(status) = child.try_wait()? {
                bail!("munica serve ended before it was ready: {status}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("munica serve was not ready after {} s", PATIENCE.as_secs())
    }

    /// Makes municipalities with somebody at their doors; how these get in.
    pub(super) fn ways_in(&self) -> Result<Vec<[String; 3]>> {
        let mut seed = self.command();
        seed.args(["seed", "crowd", "--visits=0"]);
        let printed = capture(seed.arg(format!("--municipalities={DOORS}")))?;
        let ways = printed.lines().filter_map(|line| {
            let mut parts = line.split('\t').map(str::to_owned);
            Some([parts.next()?, parts.next()?, parts.next()?])
        });
        Ok(ways.collect())
    }

    /// What breaks in this round.
    pub(super) const fn blow(&self, round: u32) -> Blow {
        if self.postgres.is_some() && round.is_multiple_of(2) {
            Blow::Database
        } else {
            Blow::Server
        }
    }

    /// Breaks it, as it would happen: without a word.
    pub(super) fn strike(&mut self, blow: Blow) -> Result<()> {
        match (blow, &self.postgres) {
            (Blow::Database, Some(postgres)) => postgres.stop_at_once(),
            _ => {
                let mut child = self.child.take().context("the server does not run")?;
                child.kill()?;
                child.wait()?;
                Ok(())
            }
        }
    }

    /// Starts again what was broken; how long it took until the server was ready.
    pub(super) fn recover(&mut self, blow: Blow) -> Result<Duration> {
        let (Blow::Database, Some(postgres)) = (blow, &self.postgres) else {
            return self.start();
        };
        let start = Instant::now();
        postgres.start_again()?;
        while start.elapsed() < PATIENCE {
            if is_ready(self.port) {
                return Ok(start.elapsed());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not find its database again")
    }

    /// What `munica verify` counts where everything holds.
    pub(super) fn verified(&self) -> Result<Value> {
        let report = capture(self.command().args(["verify", "--files", "--json"]))?;
        let report: Value = serde_json::from_str(&report)?;
        let findings = report.get("findings").and_then(Value::as_array);
        ensure!(
            findings.is_some_and(Vec::is_empty),
            "munica verify: {report}"
        );
        Ok(report)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            drop(child.kill());
            drop(child.wait());
        }
    }
}
