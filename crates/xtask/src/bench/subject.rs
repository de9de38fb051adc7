//! The server that is measured: the release program over a demo in a folder of its own, stopped and started again; and beside
//! it the program that does the same with nothing around it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::guardian::Guardian;
use crate::http;
use crate::postgres::{Postgres, free_port};
use crate::process::{capture, run};
use crate::server::{is_ready, listen, unlimited};

/// Longest wait for a start.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server under measurement.
pub(super) struct Subject {
    program: PathBuf,
    dir: PathBuf,
    postgres: Option<Postgres>,
    /// Where it listens.
    pub(super) port: u16,
    child: Option<Child>,
    _guardian: Guardian,
}

/// How it is started.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Start {
    /// With the municipalities of the demo.
    pub(super) with_demo: bool,
    /// Without the memory of answers: each is made anew.
    pub(super) uncached: bool,
}

impl Subject {
    /// Makes its folder, and its database where it is not the embedded one.
    pub(super) fn create(program: &Path, on_postgres: bool) -> Result<Self> {
        let name = if on_postgres { "postgres" } else { "sqlite" };
        let dir = std::env::temp_dir().join(format!("munica-bench-{name}-{}", std::process::id()));
        std::fs::create_dir(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        let subject = Self {
            program: program.to_owned(),
            postgres: on_postgres.then(Postgres::start_durable).transpose()?,
            port: free_port()?,
            child: None,
            _guardian: Guardian::of_folder(&dir)?,
            dir,
        };
        if let Some(postgres) = &subject.postgres {
            let mut migrate = subject.command();
            migrate.env("MUNICA_DATABASE__OWNER_URL", &postgres.url);
            run(migrate.arg("migrate"))?;
            for role in ["munica_app", "munica_reader"] {
                postgres.execute(&format!("ALTER ROLE {role} LOGIN"))?;
            }
        }
        Ok(subject)
    }

    /// The program as a demo, told where everything lies.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.dir).stdin(Stdio::null());
        command.env("MUNICA_MODE", "demo");
        // One session lasts for all of a measurement.
        command.env("MUNICA_IDENTITY__ACCESS_MINUTES", "60");
        listen(&mut command, self.port);
        unlimited(&mut command);
        match &self.postgres {
            Some(postgres) => {
                command.env("MUNICA_DATABASE__URL", postgres.address("munica_app"));
                command.env(
                    "MUNICA_DATABASE__READ_URL",
                    postgres.address("munica_reader"),
                );
            }
            None => {
                let url = format!("sqlite://{}", self.file().display());
                command.env("MUNICA_DATABASE__URL", url);
            }
        }
        command
    }

    /// The file of the embedded database.
    fn file(&self) -> PathBuf {
        self.dir.join("munica.db")
    }

    /// Fills it up with invented visits; the ways in of those who administer them, each a slug, a mail and a link.
    pub(super) fn crowd(&self, municipalities: u64, visits: u64) -> Result<Vec<[String; 3]>> {
        let mut seed = self.command();
        seed.args(["seed", "crowd"]);
        seed.arg(format!("--municipalities={municipalities}"));
        seed.arg(format!("--visits={visits}"));
        let printed = capture(seed.env("MUNICA_LOG__FILTER", "off"))?;
        if let Some(postgres) = &self.postgres {
            postgres.execute("VACUUM ANALYZE")?;
        }
        let ways = printed.lines().filter_map(|line| {
            let mut parts = line.split('\t').map(str::to_owned);
            Some([parts.next()?, parts.next()?, parts.next()?])
        });
        Ok(ways.collect())
    }

    /// Starts it; how long it took until it was ready.
    pub(super) fn start(&mut self, how: Start) -> Result<Duration> {
        let start = Instant::now();
        let mut serve = self.command();
        serve.args(["serve", "--yardstick"]);
        if how.with_demo {
            serve.arg("--demo");
        }
        if how.uncached {
            serve.env("MUNICA_SERVER__CACHE_LIMIT", "0");
        }
        // As an installation logs, into nowhere.
        serve.stdout(Stdio::null()).stderr(Stdio::null());
        let child = self.child.insert(serve.spawn()?);
        while start.elapsed() < PATIENCE {
            if is_ready(self.port) {
                return Ok(start.elapsed());
            }
            if let Some(status) = child.try_wait()? {
                bail!("munica serve ended before it was ready: {status}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("munica serve was not ready after {} s", PATIENCE.as_secs())
    }

    /// What its addresses ask of the database, as JSON for the yardstick.
    pub(super) fn statements(&self, addresses: &[String]) -> Result<String> {
        let asked = serde_json::to_string(addresses)?;
        let head = "Content-Type: application/json";
        let answer = http::post(self.port, "/api/yardstick/statements", head, &asked)?;
        anyhow::ensure!(
            answer.status == 200,
            "statements: {} {}",
            answer.status,
            answer.body
        );
        Ok(answer.body)
    }

    /// Stops it.
    pub(super) fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// Resident memory in megabytes.
    pub(super) fn memory(&self) -> Result<f64> {
        self.figure("VmRSS:")
    }

    /// The most memory that was resident since [`Subject::forget_peak`], in megabytes.
    pub(super) fn peak(&self) -> Result<f64> {
        self.figure("VmHWM:")
    }

    /// Begins to look for a peak anew.
    pub(super) fn forget_peak(&self) -> Result<()> {
        let child = self.child.as_ref().context("the server does not run")?;
        Ok(std::fs::write(
            format!("/proc/{}/clear_refs", child.id()),
            "5",
        )?)
    }

    fn figure(&self, name: &str) -> Result<f64> {
        let child = self.child.as_ref().context("the server does not run")?;
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kib = line.and_then(|line| line.split_whitespace().next());
        let kib: f64 = kib.with_context(|| format!("no {name}"))?.parse()?;
        Ok(kib * 1024.0 / 1e6)
    }
}

/// The program that does the same with nothing around it.
pub(super) struct Yardstick {
    /// Where it listens.
    pub(super) port: u16,
    child: Child,
}

impl Yardstick {
    /// Starts it with the constant answer alone.
    pub(super) fn start(program: &Path) -> Result<Self> {
        Self::spawn(&mut Command::new(program))
    }

    /// Starts it on the database of a subject, with what requests ask.
    pub(super) fn beside(program: &Path, subject: &Subject, requests: &str) -> Result<Self> {
        let file = subject.dir.join("requests.json");
        std::fs::write(&file, requests)?;
        let mut command = Command::new(program);
        command.arg("--requests").arg(file);
        match &subject.postgres {
            Some(postgres) => {
                command
                    .arg("--database")
                    .arg(postgres.address("munica_reader"));
                command.arg("--inserts").arg(&postgres.url);
            }
            None => {
                command.arg("--database").arg(subject.file());
                command
                    .arg("--inserts")
                    .arg(subject.dir.join("yardstick.db"));
            }
        }
        Self::spawn(&mut command)
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let port = free_port()?;
        command.arg(format!("--bind=127.0.0.1:{port}"));
        let child = command.stdin(Stdio::null()).spawn()?;
        let yardstick = Self { port, child };
        let start = Instant::now();
        while http::get(port, "/constant/1", "X-Yardstick: 1").is_err() {
            anyhow::ensure!(start.elapsed() < PATIENCE, "the yardstick does not answer");
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(yardstick)
    }
}

impl Drop for Yardstick {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        self.stop();
    }
}
