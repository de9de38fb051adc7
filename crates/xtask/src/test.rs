//! `cargo xtask test`: everything that CI runs, in stages.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::drill::{full, kill};
use crate::ensure::{chromium, node, python, rust};
use crate::postgres::Postgres;
use crate::process::{run as run_program, with_path};
use crate::project::{APART, Project, SELECTION};
use crate::server::{self, Server};
use crate::stage::{Budget, Stage, run_all};
use crate::{openapi, schemathesis, tidy, wasm};

/// Options of `test`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these stages, by name
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// This stage and those after it
    #[arg(long)]
    from: Option<String>,
}

static STAGES: [Stage; 12] = [
    Stage {
        name: "fmt",
        budget: Budget::Rest,
        run: fmt,
    },
    Stage {
        name: "tidy",
        budget: Budget::Rest,
        run: tidy::run,
    },
    Stage {
        name: "build",
        budget: Budget::Build,
        run: build,
    },
    Stage {
        name: "clippy",
        budget: Budget::Build,
        run: clippy,
    },
    Stage {
        name: "test-sqlite",
        budget: Budget::Tests,
        run: test_sqlite,
    },
    Stage {
        name: "test-postgres",
        budget: Budget::Tests,
        run: test_postgres,
    },
    Stage {
        name: "drill",
        budget: Budget::Tests,
        run: drills,
    },
    Stage {
        name: "openapi",
        budget: Budget::Rest,
        run: openapi::check,
    },
    Stage {
        name: "wasm",
        budget: Budget::Wasm,
        run: wasm_apps,
    },
    Stage {
        name: "e2e",
        budget: Budget::Browser,
        run: e2e,
    },
    Stage {
        name: "clients",
        budget: Budget::Rest,
        run: clients,
    },
    Stage {
        name: "schemathesis",
        budget: Budget::Rest,
        run: schemathesis::run,
    },
];

/// Runs the chosen stages.
pub(crate) fn run(project: &Project, args: &Args) -> Result<ExitCode> {
    let stages = select(&args.only, args.from.as_deref())?;
    Ok(run_all(project, &stages))
}

fn select(only: &[String], from: Option<&str>) -> Result<Vec<&'static Stage>> {
    for name in only.iter().map(String::as_str).chain(from) {
        if !STAGES.iter().any(|stage| stage.name == name) {
            let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
            bail!("there is no stage {name}; there are {}", names.join(", "));
        }
    }
    let after = STAGES
        .iter()
        .skip_while(|stage| from.is_some_and(|from| stage.name != from));
    Ok(after
        .filter(|stage| only.is_empty() || only.iter().any(|name| name == stage.name))
        .collect())
}

fn fmt(project: &Project) -> Result<()> {
    rust::components()?;
    run_program(project.cargo().args(["fmt", "--all", "--check"]))
}

/// What is compiled for the tests is judged there; here the rest: what stands apart, and the browser's side of the apps.
fn clippy(project: &Project) -> Result<()> {
    rust::components()?;
    let deny = ["--", "-D", "warnings"];
    let mut apart = project.cargo();
    apart.args(["clippy", "--all-targets"]);
    for package in APART {
        apart.args(["--package", package]);
    }
    run_program(apart.args(deny))?;
    let mut web = project.cargo();
    web.args([
        "clippy",
        "--package",
        "web",
        "--no-default-features",
        "--features",
        "csr",
    ]);
    // Debian's compiler has no clippy: there the browser's code is checked as if it were the server's.
    if rust::has_target()? {
        web.args(["--target", rust::TARGET]);
    }
    run_program(web.args(deny))
}

/// Apart from the tests, so that the minutes tell which of the two grows.
fn build(project: &Project) -> Result<()> {
    server::build(project, false)?;
    let mut tests = rust::judging_cargo(project)?;
    run_program(tests.args(["test", "--no-run"]).args(SELECTION))
}

fn test_sqlite(project: &Project) -> Result<()> {
    let mut tests = rust::judging_cargo(project)?;
    tests.arg("test").args(SELECTION);
    run_program(tests.env_remove("MUNICA_TEST_PG"))
}

/// Once more what touches a database: the request tests, and the unit tests of the write service and what stands on it.
fn test_postgres(project: &Project) -> Result<()> {
    let postgres = Postgres::start()?;
    let mut tests = rust::judging_cargo(project)?;
    tests
        .arg("test")
        .args(SELECTION)
        .args(["--lib", "--test", "it"])
        .env("MUNICA_TEST_PG", &postgres.url);
    run_program(&mut tests)
}

/// Short drills; `cargo xtask drill` runs the long ones.
fn drills(project: &Project) -> Result<()> {
    let munica = server::build(project, false)?;
    kill::both(&munica, 50, 20_261_121)?;
    full::filled(&munica, 5)
}

fn wasm_apps(project: &Project) -> Result<()> {
    wasm::build(
        project,
        &wasm::Args {
            strict: true,
            ..wasm::Args::default()
        },
    )
}

fn e2e(project: &Project) -> Result<()> {
    run_program(playwright(project)?.env("MUNICA_WHOLE", "1"))
}

/// The pictures in `docs/manuals/pantallas`, as the demo looks today.
pub(crate) fn manuals(project: &Project) -> Result<()> {
    let mut pictures = playwright(project)?;
    run_program(
        pictures
            .args(["--project", "manuals"])
            .env("MUNICA_FIGURES", "1"),
    )
}

/// The browser tests over the program as the sources stand.
pub(crate) fn playwright(project: &Project) -> Result<Command> {
    let node = node::packages(project)?;
    let chromium = chromium()?;
    wasm::build(project, &wasm::Args::default())?;
    let munica = server::build(project, false)?;
    run_program(node.tool(project, "tsc")?.arg("--noEmit"))?;
    let mut playwright = node.tool(project, "playwright")?;
    playwright
        .arg("test")
        .env("MUNICA_BIN", munica)
        .env("CHROMIUM", chromium);
    Ok(playwright)
}

/// Clients that others would generate, against the running server.
fn clients(project: &Project) -> Result<()> {
    openapi::documents(project)?;
    let node = node::packages(project)?;
    let venv = python::tools(project)?;
    let server = Server::start(project)?;
    let mut script = project.command(project.e2e().join("clients/run.sh"));
    let dirs = [node.packages().join(".bin"), venv.bin()]
        .into_iter()
        .chain(node.program().parent().map(Into::into));
    run_program(with_path(&mut script, dirs)?.arg(&server.origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], from: Option<&str>) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        select(&only, from)
            .unwrap()
            .into_iter()
            .map(|stage| stage.name)
            .collect()
    }

    #[test]
    fn all_stages_run_unless_some_are_chosen() {
        assert_eq!(names(&[], None).len(), STAGES.len());
        assert_eq!(names(&["tidy", "fmt"], None), ["fmt", "tidy"]);
        assert_eq!(names(&[], Some("clients")), ["clients", "schemathesis"]);
    }

    #[test]
    fn an_unknown_stage_is_an_error_that_lists_the_known_ones() {
        let error = select(&["lint".to_owned()], None)
            .err()
            .unwrap()
            .to_string();
        assert!(error.starts_with("there is no stage lint; there are fmt, tidy, build"));
    }
}
