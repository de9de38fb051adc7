//! People come in at sixteen doors at once.

use anyhow::{Context, Result};

use super::super::load::{self, Written};
use super::super::subject::{Subject, Yardstick};
use super::super::{Args, Programs, median};
use super::Ways;
use crate::console::say;
use crate::door::{Door, ENTRIES};

/// Bytes of a row that is inserted bare: about what a visit has in its public row.
const ROW: usize = 900;

/// Measures check-ins over the municipalities of these writers, then in one, beside a bare insert that waits for the disk as well.
pub(super) fn run(args: &Args, programs: &Programs, subject: &Subject, ways: &Ways) -> Result<()> {
    let doors = ways.iter().map(|way| Door::open(subject.port, way));
    let doors = doors.collect::<Result<Vec<_>>>()?;
    let yardstick = Yardstick::beside(&programs.yardstick, subject, "[]")?;
    let row = "x".repeat(ROW);
    let mut next = 0;
    for (name, hot) in [
        ("check-ins, 16 writers over 16 tenants", false),
        ("check-ins, 16 writers in one tenant", true),
    ] {
        let (mut ratios, mut rates, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..args.rounds {
            let own = entered(args, subject, &doors, hot, &mut next)?;
            let bare = ways
                .iter()
                .map(|_| |_| (String::from("Content-Type: text/plain"), row.clone()));
            let bare = load::write(yardstick.port, "/insert", bare.collect(), args.time())?;
            ratios.push(own.rate / bare.rate);
            rates.push(own.rate);
            slowest.push(own.p99);
        }
        say!(
            "    {name:<38}{:>6.0}/s, ratio to a bare durable insert {:.2}, p99 {:.1} ms",
            median(rates),
            median(ratios),
            median(slowest)
        );
    }
    Ok(())
}

fn entered(
    args: &Args,
    subject: &Subject,
    doors: &[Door],
    hot: bool,
    next: &mut u64,
) -> Result<Written> {
    let from = *next;
    // Nobody comes twice, whoever lets him in and in whichever round.
    *next += 1_000_000;
    let first = doors.first().context("no door")?;
    let writers = doors.iter().zip(0_u64..).map(|(door, place)| {
        let door = if hot { first } else { door };
        move |number: u32| {
            (
                door.headers(),
                door.check_in(from + place * 50_000 + u64::from(number)),
            )
        }
    });
    load::write(subject.port, ENTRIES, writers.collect(), args.time())
}
