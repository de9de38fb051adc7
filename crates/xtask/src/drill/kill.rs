//! The server is killed (`SIGKILL`) at random moments while writers hammer it; on PostgreSQL every second time the database
//! is stopped at once instead, and the server, which goes on, has to find it again. Afterwards every act that was acknowledged
//! is asked for again under its idempotency key and must have the same answer; every act of which nobody knows is sent until
//! it is acknowledged. Then the journals must hold each of them once, with all its parts, and every tree its leaf.
//!
//! This shows that the programs lose nothing when they die. It says nothing about a power cut.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::act::Scene;
use super::load::{Done, hammer};
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
    /// From which the moments of death follow
    #[arg(long, default_value_t = 20_261_121)]
    pub(crate) seed: u64,
    /// A server that is built already
    #[arg(long)]
    pub(crate) munica: Option<PathBuf>,
}

/// Rounds after which the journals are verified; also after the last.
const VERIFY_EVERY: u32 = 25;
/// Most answers that a server gives before it dies, and the milliseconds after them: counted in answers, the drill is as
/// hard on a busy machine.
const ANSWERS: u64 = 40;
const MORE_MILLIS: u64 = 25;
/// A server that answers too little is killed all the same.
const LONGEST: Duration = Duration::from_secs(5);

/// Runs the drill on both databases.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let munica = match &args.munica {
        Some(program) => program.canonicalize()?,
        None => server::build(project, false)?,
    };
    both(&munica, args.rounds, args.seed)
}

/// So many rounds on each database, from one seed.
pub(crate) fn both(munica: &Path, rounds: u32, seed: u64) -> Result<()> {
    for (on_postgres, name) in [(false, "SQLite"), (true, "PostgreSQL")] {
        let start = Instant::now();
        let mut site = Site::create(munica, on_postgres)?;
        let figures = drill(&mut site, rounds, Moments(seed))
            .with_context(|| format!("on {name}, seed {seed}"))?;
        say!(
            "{name}: {rounds} rounds, {} acknowledged writes, 0 lost, 0 twice, {} of unknown fate sent again, slowest \
             return {} ms, {:.1} min (seed {seed})",
            figures.acts,
            figures.unknown,
            figures.slowest.as_millis(),
            start.elapsed().as_secs_f64() / 60.0
        );
    }
    Ok(())
}

/// What a drill without a fault amounts to.
struct Figures {
    acts: u64,
    unknown: u64,
    slowest: Duration,
}

/// The moments of death: the same ones for the same seed (SplitMix64).
struct Moments(u64);

/// When a server dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    answers: u64,
    then: Duration,
}

impl Moments {
    fn next(&mut self) -> Moment {
        Moment {
            answers: self.number() % ANSWERS,
            then: Duration::from_millis(self.number() % MORE_MILLIS),
        }
    }

    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

fn drill(site: &mut Site, rounds: u32, mut moments: Moments) -> Result<Figures> {
    let ways = site.ways_in()?;
    let mut slowest = site.start()?;
    let scene = Scene::set(site.port, &ways)?;
    let mut done = Done::begin(&site.verified()?);
    for round in 1..=rounds {
        let (moment, blow) = (moments.next(), site.blow(round));
        let port = site.port;
        let sent = hammer(port, &done, &scene, |answered| {
            wait(answered, moment);
            site.strike(blow)?;
            // Whoever waits for an answer meanwhile gets it, or learns that there is none.
            slowest = slowest.max(site.recover(blow)?);
            Ok(())
        })?;
        done.ask_again(site.port, sent)?;
        if round % VERIFY_EVERY == 0 || round == rounds {
            done.each_once(site)?;
            let (acts, unknown) = (done.acts(), done.unknown);
            say!(
                "round {round}: {acts} acts, {unknown} of unknown fate sent again, all there once"
            );
        }
    }
    let acts = done.acts();
    ensure!(acts > u64::from(rounds), "hardly anything was written");
    Ok(Figures {
        acts,
        unknown: done.unknown,
        slowest,
    })
}

/// Until so many answers were given, and a little longer.
fn wait(answered: &AtomicU64, moment: Moment) {
    let start = Instant::now();
    while answered.load(Ordering::SeqCst) < moment.answers && start.elapsed() < LONGEST {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(moment.then);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_kills_at_the_same_moments() {
        let moments = |seed| {
            let mut moments = Moments(seed);
            [moments.next(), moments.next(), moments.next()]
        };
        assert_eq!(moments(1), moments(1));
        assert_ne!(moments(1), moments(2));
        assert!(moments(3).iter().all(|moment| moment.answers < ANSWERS));
    }
}
