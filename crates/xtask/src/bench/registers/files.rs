//! A whole register as a file.

use anyhow::{Context, Result};

use super::super::load::stream;
use super::super::subject::{Subject, Yardstick};
use super::super::{Args, Programs, median};
use super::{FILE, Ways, visits};
use crate::console::say;

/// Measures how fast rows come, what comes first, and what it costs in memory.
pub(super) fn run(args: &Args, programs: &Programs, subject: &Subject, ways: &Ways) -> Result<()> {
    let [slug, ..] = ways.first().context("nobody is there")?;
    let address = format!("{}.csv", visits(slug));
    let rows = FILE;
    let statements = subject.statements(std::slice::from_ref(&address))?;
    let yardstick = Yardstick::beside(&programs.yardstick, subject, &statements)?;
    let (before, mut ratios, mut firsts, mut rates) =
        (subject.memory()?, Vec::new(), Vec::new(), Vec::new());
    subject.forget_peak()?;
    let mut bytes = 0;
    for _ in 0..args.rounds {
        let own = stream(subject.port, &address)?;
        let bare = stream(yardstick.port, "/csv/0")?;
        ratios.push(bare.whole.as_secs_f64() / own.whole.as_secs_f64());
        firsts.push(own.first.as_secs_f64() * 1e3);
        rates.push(u32::try_from(rows).map_or(0.0, f64::from) / own.whole.as_secs_f64());
        bytes = own.bytes;
    }
    say!(
        "    CSV of {rows} rows: {:.0} rows/s, {bytes} bytes, first byte after {:.1} ms, ratio {:.2}, adds {:.1} MB",
        median(rates),
        median(firsts),
        median(ratios),
        subject.peak()? - before
    );
    Ok(())
}
