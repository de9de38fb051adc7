//! `cargo xtask bench`: what the server takes and gives, measured in one run on this machine beside its own yardsticks.
//!
//! Rates are compared round by round with an answer that is always the same and as long, so that a busy machine slows
//! both; the median of the ratios counts. Nothing here fails by being slow: figures are for people. `docs/performance.md`
//! says what each of them means.

mod lighthouse;
mod load;
mod subject;
mod transfer;

use std::io::Read;
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::console::say;
use crate::project::Project;
use crate::{server, wasm};
use load::{Request, once, rate};
use subject::Subject;

/// Options of `bench`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A release program that is built already, with the apps in it
    #[arg(long)]
    munica: Option<PathBuf>,
    /// Rounds of each comparison
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 2)]
    seconds: u64,
    /// Leave Lighthouse out
    #[arg(long)]
    no_lighthouse: bool,
}

/// What is compared with the constant answer.
const PAGES: [(&str, &str); 4] = [
    ("directory, API", "/api/v1/municipalities"),
    ("directory, page", "/municipalidades"),
    ("a portal, API", "/api/v1/m/munipiura"),
    ("a portal, page", "/m/munipiura"),
];

/// Starts on an existing database.
const STARTS: usize = 7;
/// After this time without a request the server is idle.
const IDLE: Duration = Duration::from_secs(5);

/// Measures everything and prints it.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let program = match &args.munica {
        Some(program) => program.canonicalize()?,
        None => {
            wasm::build(project, &wasm::Args::default())?;
            server::build(project, true)?
        }
    };
    let mut subject = Subject::create(&program)?;
    let first = subject.start(true)?;
    subject.stop();
    let starts = (0..STARTS).map(|_| {
        let start = subject.start(false)?;
        subject.stop();
        Ok(start.as_secs_f64() * 1e3)
    });
    let starts = starts.collect::<Result<Vec<f64>>>()?;
    say!(
        "first start with the demo, ready after   {:>8.0} ms",
        first.as_secs_f64() * 1e3
    );
    say!(
        "start on an existing database            {:>8.0} ms",
        median(starts)
    );
    subject.start(false)?;
    std::thread::sleep(IDLE);
    say!(
        "resident memory, idle                    {:>8.1} MB",
        subject.memory()?
    );
    rates(&subject, args)?;
    say!(
        "resident memory, after all this          {:>8.1} MB",
        subject.memory()?
    );
    for page in ["/", "/municipalidades", "/m/munipiura"] {
        let files = transfer::first_load(subject.port, page)?;
        let total: usize = files.iter().map(|(_, bytes)| bytes).sum();
        say!("first load of {page:<27}{total:>8} bytes");
        for (file, bytes) in files {
            say!("    {bytes:>8} {file}");
        }
    }
    if !args.no_lighthouse {
        look(project, subject.port)?;
    }
    Ok(())
}

fn rates(subject: &Subject, args: &Args) -> Result<()> {
    let time = Duration::from_secs(args.seconds);
    say!(
        "requests a second, and as ratio to a constant answer of the same size: in the same server, alone"
    );
    for (name, path) in PAGES {
        let mut request = Request {
            port: subject.port,
            path: path.to_owned(),
            known: None,
        };
        // Once for the memory of answers.
        once(&request)?;
        let answer = once(&request)?;
        compare(
            name,
            &request,
            answer.body.len(),
            subject,
            args.rounds,
            time,
        )?;
        request.known = answer.header("etag").map(str::to_owned);
        let name = format!("{name}, 304");
        compare(
            &name,
            &request,
            answer.body.len(),
            subject,
            args.rounds,
            time,
        )?;
    }
    Ok(())
}

fn compare(
    name: &str,
    request: &Request,
    bytes: usize,
    subject: &Subject,
    rounds: usize,
    time: Duration,
) -> Result<()> {
    let constant = |port| Request {
        port,
        path: format!("/api/yardstick/{bytes}"),
        known: None,
    };
    let (within, alone) = (constant(subject.port), constant(subject.yardstick));
    let (mut rates, mut to_within, mut to_alone) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let own = rate(request, time)?;
        to_within.push(own / rate(&within, time)?);
        to_alone.push(own / rate(&alone, time)?);
        rates.push(own);
    }
    say!(
        "    {name:<24}{:>10.0}/s {:>6} bytes {:>8.2} {:>8.2}",
        median(rates),
        bytes,
        median(to_within),
        median(to_alone)
    );
    Ok(())
}

fn look(project: &Project, port: u16) -> Result<()> {
    say!("Lighthouse, mobile: performance, accessibility, best practices, SEO");
    // The portals of a demo tell search engines to stay away, which Lighthouse holds against any page.
    let pages = [
        ("/", None),
        ("/municipalidades", None),
        ("/m/munipiura", Some("is-crawlable")),
    ];
    for (page, skip) in pages {
        let scores =
            lighthouse::scores(project, &format!("http://127.0.0.1:{port}{page}"), 3, skip)?;
        let scores: Vec<String> = scores.iter().map(|score| format!("{score:>5.0}")).collect();
        say!("    {page:<24}{}", scores.join(""));
    }
    Ok(())
}

/// A page as text, not compressed.
fn plain_text(port: u16, path: &str) -> Result<String> {
    use std::io::Write;
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (_, body) = text.split_once("\r\n\r\n").context("no answer")?;
    Ok(body.to_owned())
}

/// The middle of some figures; zero of none.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
