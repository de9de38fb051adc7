//! Registers with a million visits over a hundred municipalities: lists, records, searches, files, check-ins, imports, each
//! beside the same statements on the bare driver.

mod desk;
mod files;
mod import;
mod listeners;
mod reads;

use anyhow::{Context, Result};

use super::load::Request;
use super::subject::{Start, Subject, Yardstick};
use super::{Args, Database, Programs};
use crate::console::say;
use crate::http;

pub(super) use import::run as import;

/// Municipalities.
const MUNICIPALITIES: u64 = 100;
/// Visits of the municipality whose register is taken as a file.
const FILE: u64 = 100_000;
/// Who lets people in at the same time.
const WRITERS: u64 = 16;
/// Who asks at the same time.
const READERS: usize = 8;

/// Somebody who administers the visits of a municipality: its slug, his mail, his link.
type Ways = Vec<[String; 3]>;

/// Measures registers on a database.
pub(super) fn run(args: &Args, programs: &Programs, database: Database) -> Result<()> {
    let on_postgres = database == Database::Postgres;
    let name = if on_postgres { "PostgreSQL" } else { "SQLite" };
    let mut subject = Subject::create(&programs.munica, on_postgres)?;
    say!(
        "{name}: requests a second, bytes of an answer, ratio to the same statements on the bare driver"
    );
    let mut growth = Vec::new();
    for part in [100, 10, 1] {
        let each = args.visits / part / MUNICIPALITIES;
        let ways = subject.crowd(MUNICIPALITIES, each)?;
        say!("  {} visits", args.visits / part);
        subject.start(Start {
            uncached: true,
            ..Start::default()
        })?;
        growth.push((
            args.visits / part,
            reads::run(args, programs, &subject, &ways)?,
        ));
        subject.stop();
    }
    table(&growth);
    let ways = subject.crowd(1, FILE)?;
    subject.start(Start {
        uncached: true,
        ..Start::default()
    })?;
    files::run(args, programs, &subject, &ways)?;
    subject.stop();
    let ways = subject.crowd(WRITERS, 0)?;
    subject.start(Start::default())?;
    listeners::run(&subject, &ways)?;
    reads::repeated(args, programs, &subject, &ways)?;
    desk::run(args, programs, &subject, &ways)
}

/// Measures check-ins alone.
pub(super) fn desk(args: &Args, programs: &Programs, database: Database) -> Result<()> {
    let mut subject = Subject::create(&programs.munica, database == Database::Postgres)?;
    let ways = subject.crowd(WRITERS, 0)?;
    subject.start(Start::default())?;
    say!("{database:?}");
    desk::run(args, programs, &subject, &ways)
}

/// The address of a municipality's visits.
fn visits(slug: &str) -> String {
    format!("/api/v1/m/{slug}/registers/visits")
}

/// What a comparison showed.
struct Figure {
    name: &'static str,
    /// Requests a second.
    rate: f64,
    /// To its yardstick.
    ratio: f64,
}

impl Figure {
    fn new(name: &'static str, rate: f64, ratios: &[f64]) -> Self {
        let ratio = ratios.first().copied().unwrap_or_default();
        Self { name, rate, ratio }
    }

    fn tell(&self, bytes: usize) {
        let Self { name, rate, ratio } = self;
        say!("    {name:<34}{rate:>10.0}/s {bytes:>8} bytes {ratio:>8.2}");
    }
}

/// How each figure grows with the number of visits.
fn table(growth: &[(u64, Vec<Figure>)]) {
    let heads = growth.iter().map(|(visits, _)| format!("{visits:>22}"));
    say!("  growth{:<30}{}", "", heads.collect::<String>());
    let Some((_, first)) = growth.first() else {
        return;
    };
    for (row, figure) in first.iter().enumerate() {
        let cells = growth.iter().filter_map(|(_, figures)| {
            let Figure { rate, ratio, .. } = figures.get(row)?;
            Some(format!("{rate:>12.0}/s {ratio:>7.2}"))
        });
        say!("    {:<34}{}", figure.name, cells.collect::<String>());
    }
}

/// A page of a list as JSON.
fn page(port: u16, path: &str) -> Result<serde_json::Value> {
    let answer = http::get(port, path, "Accept: application/json")?;
    anyhow::ensure!(
        answer.status == 200,
        "{path}: {} {}",
        answer.status,
        answer.body
    );
    serde_json::from_str(&answer.body).context("not JSON")
}

/// The same requests to the server and to the bare driver.
fn both(
    programs: &Programs,
    subject: &Subject,
    addresses: Vec<String>,
) -> Result<(Request, Request, Yardstick)> {
    let yardstick = Yardstick::beside(
        &programs.yardstick,
        subject,
        &subject.statements(&addresses)?,
    )?;
    let bare = (0..addresses.len()).map(|number| format!("/json/{number}"));
    let bare = Request::each(yardstick.port, bare.collect(), READERS);
    Ok((
        Request::each(subject.port, addresses, READERS),
        bare,
        yardstick,
    ))
}
