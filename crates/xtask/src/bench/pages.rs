//! Pages of the demo: starts, memory, rates beside a constant answer, what a first visit transfers, Lighthouse.

use std::io::Read;
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result};

use super::load::{Request, once};
use super::subject::{Start, Subject, Yardstick};
use super::{Args, Programs, lighthouse, median, ratios, transfer};
use crate::console::say;
use crate::project::Project;

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

/// Measures the demo.
pub(super) fn run(project: &Project, args: &Args, programs: &Programs) -> Result<()> {
    let mut subject = Subject::create(&programs.munica, false)?;
    let first = subject.start(Start {
        with_demo: true,
        ..Start::default()
    })?;
    subject.stop();
    let starts = (0..STARTS).map(|_| {
        let start = subject.start(Start::default())?;
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
    subject.start(Start::default())?;
    std::thread::sleep(IDLE);
    say!(
        "resident memory, idle                    {:>8.1} MB",
        subject.memory()?
    );
    let yardstick = Yardstick::start(&programs.yardstick)?;
    rates(&subject, &yardstick, args)?;
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

fn rates(subject: &Subject, yardstick: &Yardstick, args: &Args) -> Result<()> {
    say!(
        "requests a second, and as ratio to a constant answer of the same size: in the same server, alone"
    );
    for (name, path) in PAGES {
        let mut request = Request::of(subject.port, path);
        // Once for the memory of answers.
        once(&request)?;
        let answer = once(&request)?;
        let bytes = answer.body.len();
        compare(name, &request, bytes, yardstick.port, args)?;
        request.known = answer.header("etag").map(str::to_owned);
        compare(
            &format!("{name}, 304"),
            &request,
            bytes,
            yardstick.port,
            args,
        )?;
    }
    Ok(())
}

fn compare(name: &str, request: &Request, bytes: usize, alone: u16, args: &Args) -> Result<()> {
    let within = Request::of(request.port, format!("/api/yardstick/constant/{bytes}"));
    let alone = Request::of(alone, format!("/constant/{bytes}"));
    let (rate, ratios) = ratios(request, &[&within, &alone], args)?;
    let [within, alone] = ratios.as_slice() else {
        return Ok(());
    };
    say!("    {name:<24}{rate:>10.0}/s {bytes:>6} bytes {within:>8.2} {alone:>8.2}");
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
pub(super) fn plain_text(port: u16, path: &str) -> Result<String> {
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
