//! The munica program under test: built once, started with invented data in a folder of its own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::console::say;
use crate::ensure::rust;
use crate::guardian::Guardian;
use crate::postgres::free_port;
use crate::process::run;
use crate::project::{Project, SELECTION};

/// Longest wait for a first start, which migrates and loads the demo, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Builds the server and returns the program.
pub(crate) fn build(project: &Project, release: bool) -> Result<PathBuf> {
    // Where nobody has built the apps yet there is nothing to embed, and that is no error.
    std::fs::create_dir_all(project.root.join("crates/web/dist/assets"))?;
    let mut cargo = if release {
        project.cargo()
    } else {
        rust::judging_cargo(project)?
    };
    cargo.arg("build").args(SELECTION).args(["--bin", "munica"]);
    if release {
        cargo.arg("--release");
    }
    run(&mut cargo)?;
    Ok(project
        .target
        .join(if release { "release" } else { "debug" })
        .join("munica"))
}

/// The address it listens on, which is also the one it writes into links and mails.
pub(crate) fn listen(command: &mut Command, port: u16) {
    command
        .env("MUNICA_SERVER__BIND", format!("127.0.0.1:{port}"))
        .env(
            "MUNICA_SERVER__PUBLIC_URL",
            format!("http://127.0.0.1:{port}"),
        );
}

/// Takes the limits off: all tests and measurements come from one address.
pub(crate) fn unlimited(command: &mut Command) {
    for class in [
        "READS_BY_ADDRESS",
        "WRITES_BY_ADDRESS",
        "SIGN_INS_BY_ADDRESS",
        "BY_ACCOUNT",
        "BY_KEY",
    ] {
        command.env(format!("MUNICA_LIMITS__{class}"), "0");
    }
}

/// What the demo prints, in its folder.
const PRINTED: &str = "printed.txt";

/// A demo that runs until this value goes.
pub(crate) struct Server {
    /// `http://127.0.0.1:…`
    pub(crate) origin: String,
    dir: PathBuf,
    child: Child,
    _guardian: Guardian,
}

impl Server {
    /// Starts the demo and waits until it is ready.
    pub(crate) fn start(project: &Project) -> Result<Self> {
        let program = build(project, false)?;
        let dir = std::env::temp_dir().join(format!("munica-server-{}", std::process::id()));
        std::fs::create_dir(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
        let guardian = Guardian::of_folder(&dir)?;
        let port = free_port()?;
        let mut serve = project.command(program);
        // All it writes lies below its working folder, and no munica.toml is there.
        listen(serve.args(["serve", "--demo"]).current_dir(&dir), port);
        unlimited(&mut serve);
        // Of ten thousand requests only those count that went wrong.
        serve.env("MUNICA_LOG__FILTER", "warn");
        // One session lasts for all invented requests.
        serve.env("MUNICA_IDENTITY__ACCESS_MINUTES", "60");
        let printed = std::fs::File::create(dir.join(PRINTED))?;
        let child = serve.stdin(Stdio::null()).stdout(printed).spawn()?;
        let mut server = Self {
            origin: format!("http://127.0.0.1:{port}"),
            dir,
            child,
            _guardian: guardian,
        };
        server.wait_until_ready(port)?;
        say!("munica answers at {}", server.origin);
        Ok(server)
    }

    /// The file with what it printed, the invitations of the demo among it.
    pub(crate) fn printed(&self) -> PathBuf {
        self.dir.join(PRINTED)
    }

    fn wait_until_ready(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("munica serve --demo ended before it was ready: {status}");
            }
            if is_ready(port) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!(
            "munica serve --demo was not ready after {} s",
            PATIENCE.as_secs()
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Whether `/ready` answers 200.
pub(crate) fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
