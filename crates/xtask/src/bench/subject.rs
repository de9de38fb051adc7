//! The server that is measured: the release program over a demo in a folder of its own, stopped and started again.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::guardian::Guardian;
use crate::postgres::free_port;
use crate::server::{is_ready, listen, unlimited};

/// Longest wait for a start.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server under measurement.
pub(super) struct Subject {
    program: PathBuf,
    dir: PathBuf,
    /// Where it listens.
    pub(super) port: u16,
    /// Where the constant answer stands alone.
    pub(super) yardstick: u16,
    child: Option<Child>,
    _guardian: Guardian,
}

impl Subject {
    /// Makes its folder.
    pub(super) fn create(program: &Path) -> Result<Self> {
        let dir = std::env::temp_dir().join(format!("munica-bench-{}", std::process::id()));
        std::fs::create_dir(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        Ok(Self {
            program: program.to_owned(),
            port: free_port()?,
            yardstick: free_port()?,
            child: None,
            _guardian: Guardian::of_folder(&dir)?,
            dir,
        })
    }

    /// Starts it; how long it took until it was ready.
    pub(super) fn start(&mut self, with_demo: bool) -> Result<Duration> {
        let start = Instant::now();
        let mut serve = Command::new(&self.program);
        serve.current_dir(&self.dir).arg("serve");
        serve.arg(format!("--yardstick=127.0.0.1:{}", self.yardstick));
        if with_demo {
            serve.arg("--demo");
        }
        listen(&mut serve, self.port);
        unlimited(&mut serve);
        // As an installation logs, into nowhere.
        serve
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
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
        let child = self.child.as_ref().context("the server does not run")?;
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next());
        let kib: f64 = kib.context("no VmRSS")?.parse()?;
        Ok(kib * 1024.0 / 1e6)
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        self.stop();
    }
}
