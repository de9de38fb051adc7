//! `cargo xtask bench`: what the server takes and gives, measured in one run on this machine beside its own yardsticks.
//!
//! Rates are compared round by round with an answer that is always the same and as long, so that a busy machine slows
//! both; the median of the ratios counts. Nothing here fails by being slow: figures are for people. `docs/performance.md`
//! says what each of them means.

mod lighthouse;
mod load;
mod pages;
mod registers;
mod subject;
mod transfer;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::process::run as run_program;
use crate::project::Project;
use crate::{server, wasm};
use load::{Request, rate};

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
    /// Only this part
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Only this database
    #[arg(long, value_enum)]
    database: Option<Database>,
    /// Visits in all, over a hundred municipalities; measured too with a tenth and a hundredth of them
    #[arg(long, default_value_t = 1_000_000)]
    visits: u64,
}

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Starts, memory, pages, first loads
    Pages,
    /// Reading and writing registers
    Registers,
    /// A large file, while the desk goes on
    Import,
    /// People who come in, into registers that are empty; those of a million visits belong to `registers`
    Desk,
}

/// A database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Database {
    /// The embedded one
    Sqlite,
    /// A cluster that waits for its disk
    Postgres,
}

impl Args {
    fn takes(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }

    fn databases(&self) -> impl Iterator<Item = Database> {
        let only = self.database;
        let both = [Database::Sqlite, Database::Postgres].into_iter();
        both.filter(move |database| only.is_none_or(|only| only == *database))
    }

    const fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

/// The programs that are started.
struct Programs {
    munica: PathBuf,
    yardstick: PathBuf,
}

/// Measures everything and prints it.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let programs = Programs {
        munica: match &args.munica {
            Some(program) => program.canonicalize()?,
            None => {
                wasm::build(project, &wasm::Args::default())?;
                server::build(project, true)?
            }
        },
        yardstick: yardstick(project)?,
    };
    if args.takes(Part::Pages) {
        pages::run(project, args, &programs)?;
    }
    for database in args.databases() {
        if args.takes(Part::Registers) {
            registers::run(args, &programs, database)?;
        }
        if args.takes(Part::Import) {
            registers::import(args, &programs, database)?;
        }
        if args.only == Some(Part::Desk) {
            registers::desk(args, &programs, database)?;
        }
    }
    Ok(())
}

/// Builds what is measured against, as well optimised as what is measured.
fn yardstick(project: &Project) -> Result<PathBuf> {
    run_program(
        project
            .cargo()
            .args(["build", "--release", "--package", "yardstick"]),
    )?;
    Ok(project.target.join("release").join("yardstick"))
}

/// The medians of a rate and of its ratio to each of some yardsticks, asked in turn so that a busy machine slows all of them.
fn ratios(own: &Request, to: &[&Request], args: &Args) -> Result<(f64, Vec<f64>)> {
    let (mut rates, mut ratios) = (Vec::new(), vec![Vec::new(); to.len()]);
    for _ in 0..args.rounds {
        let reached = rate(own, args.time())?;
        for (yardstick, ratios) in to.iter().zip(&mut ratios) {
            ratios.push(reached / rate(yardstick, args.time())?);
        }
        rates.push(reached);
    }
    Ok((median(rates), ratios.into_iter().map(median).collect()))
}

/// The middle of some figures; zero of none.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
