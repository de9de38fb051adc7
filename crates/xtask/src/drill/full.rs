//! The disk fills up under load, on a small one of its own: the server has to refuse what it cannot keep, go on, and take
//! writes again once there is room. What it acknowledged before must be there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::act::Scene;
use super::kill;
use super::load::{Done, hammer};
use super::site::Site;
use crate::console::say;
use crate::process::capture;
use crate::project::Project;
use crate::server;

/// Options of `drill full`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the disk of the embedded database fills up
    #[arg(long, default_value_t = 1_000)]
    rounds: u32,
    /// A server that is built already
    #[arg(long)]
    munica: Option<PathBuf>,
}

impl Args {
    /// As often as the server is killed.
    pub(super) fn of(kill: &kill::Args) -> Self {
        Self {
            rounds: kill.rounds,
            munica: kill.munica.clone(),
        }
    }
}

/// Megabytes of the disk.
const DISK: u32 = 96;
/// Bytes that a piece of ballast has.
const PIECE: usize = 64 * 1024;
/// Time in which writers may notice that nothing fits any more.
const LONGEST: Duration = Duration::from_secs(10);

/// Runs the drill.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let munica = match &args.munica {
        Some(program) => program.canonicalize()?,
        None => server::build(project, false)?,
    };
    filled(&munica, args.rounds)
}

/// So many rounds on SQLite, whose file stands beside everything else of a small installation.
pub(crate) fn filled(munica: &Path, rounds: u32) -> Result<()> {
    let disk = match Disk::mount() {
        Ok(disk) => disk,
        Err(error) => {
            say!("the disk was not filled: nobody may mount a small one here ({error:#})");
            return Ok(());
        }
    };
    let start = Instant::now();
    let mut site = Site::within(munica, false, disk.0.join("site"))?;
    let ways = site.ways_in()?;
    site.start()?;
    let scene = Scene::set(site.port, &ways)?;
    let mut done = Done::begin(&site.verified()?);
    for round in 1..=rounds {
        let sent = hammer(site.port, &done, &scene, |answered| disk.fill(answered))
            .with_context(|| format!("round {round}"))?;
        disk.empty()?;
        done.ask_again(site.port, sent)?;
    }
    ensure!(done.unknown > 0, "the full disk stopped nobody");
    done.each_once(&site)?;
    say!(
        "disk full: {rounds} rounds, {} acknowledged writes, 0 lost, 0 twice, {} refused and sent again, {:.1} min",
        done.acts(),
        done.unknown,
        start.elapsed().as_secs_f64() / 60.0
    );
    Ok(())
}

/// A small disk in memory.
struct Disk(PathBuf);

impl Disk {
    fn mount() -> Result<Self> {
        let dir = std::env::temp_dir().join(format!("munica-disk-{}", std::process::id()));
        std::fs::create_dir(&dir)?;
        let disk = Self(dir);
        let size = format!("size={DISK}m");
        capture(
            Command::new("mount")
                .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
                .arg(&disk.0),
        )?;
        std::fs::create_dir(disk.0.join("site"))?;
        Ok(disk)
    }

    /// Takes all room there is, and what becomes free, until writers had time to notice.
    fn fill(&self, answered: &AtomicU64) -> Result<()> {
        use std::io::Write as _;
        let start = Instant::now();
        let mut ballast = std::fs::File::create(self.0.join("ballast"))?;
        let piece = vec![b'-'; PIECE];
        let mut last = (answered.load(Ordering::SeqCst), Instant::now());
        // Nobody was answered for a while: everybody met the full disk.
        while last.1.elapsed() < Duration::from_millis(400) {
            while ballast.write_all(&piece).is_ok() {}
            std::thread::sleep(Duration::from_millis(5));
            let now = answered.load(Ordering::SeqCst);
            if now != last.0 {
                last = (now, Instant::now());
            }
            if start.elapsed() > LONGEST {
                // What was written before is room that the database uses again: this time it was enough.
                return Ok(());
            }
        }
        Ok(())
    }

    /// Makes room again.
    fn empty(&self) -> Result<()> {
        Ok(std::fs::remove_file(self.0.join("ballast"))?)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A server that still works there goes first; what cannot be taken away is in memory only.
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
        drop(std::fs::remove_dir(&self.0));
    }
}
