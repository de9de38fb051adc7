//! The server is killed (`SIGKILL`) at random moments while writers hammer it. After each restart every act that was
//! acknowledged is asked for again under its idempotency key and must have the same answer; every act of which nobody
//! knows is sent until it is acknowledged. Then the journals must hold each of them once, with all its parts.
//!
//! This shows that the program loses nothing when it dies. It says nothing about a power cut.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::act::{Act, Scan, among};
use super::site::Site;
use crate::console::say;
use crate::http::Answer;
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

/// Who write at the same time.
const WRITERS: usize = 8;
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
            "{name}: {rounds} rounds, {} acknowledged writes, 0 lost, 0 twice, {} of unknown fate sent again, slowest start \
             {} ms, {:.1} min (seed {seed})",
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
    let next = AtomicU64::new(0);
    let (mut unknown, mut slowest) = (0, site.start()?);
    let scan = Scan::upload(site.port)?;
    for round in 1..=rounds {
        let sent = hammer_and_kill(site, &next, &scan, moments.next())?;
        slowest = slowest.max(site.start()?);
        for (act, before) in sent {
            let after = acknowledged(site.port, &act)?;
            match before {
                None => unknown += 1,
                Some(before) => ensure!(
                    lasting(&before) == lasting(&after),
                    "{}: acknowledged as {before:?}, after the restart {after:?}",
                    act.key
                ),
            }
        }
        if round % VERIFY_EVERY == 0 || round == rounds {
            let done = next.load(Ordering::SeqCst);
            each_once(&site.verified()?, done)?;
            say!(
                "round {round}: {done} acts, {unknown} of unknown fate sent again, all there once"
            );
        }
    }
    let acts = next.load(Ordering::SeqCst);
    ensure!(acts > u64::from(rounds), "hardly anything was written");
    Ok(Figures {
        acts,
        unknown,
        slowest,
    })
}

/// What must be the same in every answer to an act: a link to a document is made anew each time, since it expires.
fn lasting(answer: &Answer) -> (u16, Value) {
    let mut body = serde_json::from_str(&answer.body).unwrap_or(Value::Null);
    let documents = body.get_mut("documents").and_then(Value::as_array_mut);
    for document in documents.into_iter().flatten() {
        if let Some(fields) = document.as_object_mut() {
            fields.remove("url");
        }
    }
    (answer.status, body)
}

/// Every act stands in the journals once, and so do the values it kept: none was written by half.
fn each_once(report: &Value, done: u64) -> Result<()> {
    let number = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0);
    let mut values = 0;
    for (kind, count) in among(done) {
        let found = number(report.get("acts").and_then(|acts| acts.get(kind.action)));
        ensure!(
            found == count,
            "{}: {count} were acknowledged, the journals hold {found}",
            kind.action
        );
        values += count * kind.values;
    }
    let kept = number(report.get("personal_values"));
    ensure!(
        kept == values,
        "the acts kept {values} personal values, the database holds {kept}"
    );
    Ok(())
}

/// Acts of a round; without an answer where nobody knows.
type Sent = Vec<(Act, Option<Answer>)>;

fn hammer_and_kill(site: &mut Site, next: &AtomicU64, scan: &Scan, moment: Moment) -> Result<Sent> {
    let (port, stop) = (site.port, AtomicBool::new(false));
    let answered = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| scope.spawn(|| write_until(port, next, scan, &answered, &stop)))
            .collect();
        let start = Instant::now();
        while answered.load(Ordering::SeqCst) < moment.answers && start.elapsed() < LONGEST {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(moment.then);
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

fn write_until(
    port: u16,
    next: &AtomicU64,
    scan: &Scan,
    answered: &AtomicU64,
    stop: &AtomicBool,
) -> Result<Sent> {
    let mut sent = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let act = Act::numbered(next.fetch_add(1, Ordering::SeqCst), scan);
        let answer = match act.send(port) {
            Ok(answer) if (200..300).contains(&answer.status) => Some(answer),
            Ok(answer) if answer.status == 503 => None,
            Ok(answer) => bail!("{}: {} {}", act.key, answer.status, answer.body),
            // The server is gone: whether it had time to commit is for the next start to tell.
            Err(_) => None,
        };
        let gone = answer.is_none();
        answered.fetch_add(u64::from(!gone), Ordering::SeqCst);
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
        let answer = act.send(port);
        match answer {
            Ok(answer) if (200..300).contains(&answer.status) => return Ok(answer),
            other if start.elapsed() > Duration::from_secs(30) => {
                bail!("{}: not acknowledged after the restart: {other:?}", act.key)
            }
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_may_differ_between_two_answers() {
        let answer = |body: &str| {
            lasting(&Answer {
                status: 201,
                head: String::new(),
                body: body.to_owned(),
            })
        };
        let first = answer(r#"{"code":"1","documents":[{"code":"A","url":"/x"}]}"#);
        assert_eq!(
            first,
            answer(r#"{"code":"1","documents":[{"code":"A","url":"/y"}]}"#)
        );
        assert_ne!(
            first,
            answer(r#"{"code":"1","documents":[{"code":"B","url":"/x"}]}"#)
        );
        assert_ne!(first, answer(r#"{"code":"1","documents":[]}"#));
    }

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
