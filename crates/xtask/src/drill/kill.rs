//! The server is killed (`SIGKILL`) at random moments while writers hammer it. After each restart every act that was
//! acknowledged is asked for again under its idempotency key and must have the same answer; every act of which nobody
//! knows is sent until it is acknowledged. Then the journals must hold each of them once.
//!
//! This shows that the program loses nothing when it dies. It says nothing about a power cut.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::act::{ACTION, Act};
use super::http::{Answer, send};
use super::site::Site;
use crate::console::say;
use crate::project::Project;
use crate::server;

/// Options of `drill kill`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the server is killed on each database
    #[arg(long, default_value_t = 1_000)]
    pub(crate) rounds: u32,
    /// A server that is built already
    #[arg(long)]
    pub(crate) munica: Option<PathBuf>,
}

/// Who write at the same time.
const WRITERS: usize = 8;
/// Rounds after which the journals are verified; also after the last.
const VERIFY_EVERY: u32 = 25;

/// Runs the drill on both databases.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let munica = match &args.munica {
        Some(program) => program.canonicalize()?,
        None => server::build(project, false)?,
    };
    for on_postgres in [false, true] {
        let mut site = Site::create(&munica, on_postgres)?;
        drill(&mut site, args.rounds)
            .with_context(|| format!("on {}", if on_postgres { "PostgreSQL" } else { "SQLite" }))?;
    }
    Ok(())
}

fn drill(site: &mut Site, rounds: u32) -> Result<()> {
    let next = AtomicU64::new(0);
    let (mut unknown, mut slowest) = (0, site.start()?);
    for round in 1..=rounds {
        let sent = hammer_and_kill(site, &next)?;
        slowest = slowest.max(site.start()?);
        for (act, before) in sent {
            let after = acknowledged(site.port, &act)?;
            match before {
                None => unknown += 1,
                Some(before) => ensure!(
                    before == after,
                    "{}: acknowledged as {before:?}, after the restart {after:?}",
                    act.key
                ),
            }
        }
        if round % VERIFY_EVERY == 0 || round == rounds {
            let (done, found) = (next.load(Ordering::SeqCst), site.verified(ACTION)?);
            ensure!(
                done == found,
                "{done} acts were acknowledged, the journals hold {found}"
            );
            say!(
                "round {round}: {done} acts, {unknown} of unknown fate sent again, all there once"
            );
        }
    }
    say!("slowest start: {} ms", slowest.as_millis());
    ensure!(
        next.load(Ordering::SeqCst) > u64::from(rounds),
        "hardly anything was written"
    );
    Ok(())
}

/// Acts of a round; without an answer where nobody knows.
type Sent = Vec<(Act, Option<Answer>)>;

fn hammer_and_kill(site: &mut Site, next: &AtomicU64) -> Result<Sent> {
    let (port, stop) = (site.port, AtomicBool::new(false));
    let random = RandomState::new().build_hasher().finish();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| scope.spawn(|| write_until(port, next, &stop)))
            .collect();
        std::thread::sleep(Duration::from_millis(random % 500));
        let killed = site.kill();
        stop.store(true, Ordering::SeqCst);
        killed?;
        let mut sent = Vec::new();
        for writer in writers {
            let Ok(acts) = writer.join() else {
                bail!("a writer panicked");
            };
            sent.extend(acts?);
        }
        Ok(sent)
    })
}

fn write_until(port: u16, next: &AtomicU64, stop: &AtomicBool) -> Result<Sent> {
    let mut sent = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let act = Act::numbered(next.fetch_add(1, Ordering::SeqCst));
        let answer = match send(port, &act) {
            Ok(answer) if (200..300).contains(&answer.status) => Some(answer),
            Ok(answer) if answer.status == 503 => None,
            Ok(answer) => bail!("{}: {} {}", act.key, answer.status, answer.body),
            // The server is gone: whether it had time to commit is for the next start to tell.
            Err(_) => None,
        };
        let gone = answer.is_none();
        sent.push((act, answer));
        if gone {
            break;
        }
    }
    Ok(sent)
}

/// Sends an act until it is acknowledged.
fn acknowledged(port: u16, act: &Act) -> Result<Answer> {
    let start = Instant::now();
    loop {
        let answer = send(port, act);
        match answer {
            Ok(answer) if (200..300).contains(&answer.status) => return Ok(answer),
            other if start.elapsed() > Duration::from_secs(30) => {
                bail!("{}: not acknowledged after the restart: {other:?}", act.key)
            }
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}
