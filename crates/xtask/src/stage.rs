//! Runs stages one after the other, goes on after a failure, and tells at the end what took how long.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::console::say;
use crate::project::Project;

/// What a stage's minutes are counted to, with the minutes that a cold run on two cores may take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Budget {
    Build,
    Tests,
    Wasm,
    Browser,
    Rest,
}

impl Budget {
    const ALL: [(Self, &'static str, u32); 5] = [
        (Self::Build, "build", 20),
        (Self::Tests, "tests", 15),
        (Self::Wasm, "WASM", 12),
        (Self::Browser, "browser", 8),
        (Self::Rest, "rest", 5),
    ];
}

/// One stage of a command.
pub(crate) struct Stage {
    /// Its name for `--only`.
    pub(crate) name: &'static str,
    /// Where its minutes count.
    pub(crate) budget: Budget,
    /// What it does.
    pub(crate) run: fn(&Project) -> Result<()>,
}

struct Done {
    name: &'static str,
    budget: Budget,
    took: Duration,
    failure: Option<String>,
}

/// Runs the stages and prints the table; the last line is `N passed, N failed`.
pub(crate) fn run_all(project: &Project, stages: &[&Stage]) -> ExitCode {
    let mut done = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        say!("\n=== {} ({} of {})", stage.name, at + 1, stages.len());
        let start = Instant::now();
        let failure = (stage.run)(project).err().map(|error| format!("{error:#}"));
        let took = start.elapsed();
        match &failure {
            None => say!("=== {} passed in {} min", stage.name, minutes(took)),
            Some(error) => {
                say!("\n{}", error.lines().next().unwrap_or_default());
                say!(
                    "=== {} FAILED after {} min; again: cargo xtask test --only {0}",
                    stage.name,
                    minutes(took)
                );
            }
        }
        done.push(Done {
            name: stage.name,
            budget: stage.budget,
            took,
            failure,
        });
    }
    summary(&done);
    if done.iter().any(|stage| stage.failure.is_some()) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn summary(done: &[Done]) {
    say!("\n{:<16} {:>8}", "stage", "minutes");
    for stage in done {
        let mark = if stage.failure.is_some() {
            "FAILED"
        } else {
            ""
        };
        say!("{:<16} {:>8} {mark}", stage.name, minutes(stage.took));
    }
    say!("\n{:<16} {:>8} {:>8}", "counted to", "minutes", "budget");
    for (budget, name, allowed) in Budget::ALL {
        let took: Duration = done
            .iter()
            .filter(|stage| stage.budget == budget)
            .map(|stage| stage.took)
            .sum();
        let over = if took > Duration::from_secs(u64::from(allowed) * 60) {
            "over"
        } else {
            ""
        };
        say!("{name:<16} {:>8} {allowed:>8} {over}", minutes(took));
    }
    say!(
        "{:<16} {:>8}\n",
        "all",
        minutes(done.iter().map(|stage| stage.took).sum())
    );
    for stage in done {
        if let Some(failure) = &stage.failure {
            say!(
                "=== {}: {failure}\n    again: cargo xtask test --only {0}",
                stage.name
            );
        }
    }
    let failed = done.iter().filter(|stage| stage.failure.is_some()).count();
    say!("{} passed, {failed} failed", done.len() - failed);
}

fn minutes(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() / 60.0)
}
