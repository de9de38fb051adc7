//! Every operation with invented requests, always the same ones: as anybody, as an operator, as an administrator.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::console::say;
use crate::ensure::python;
use crate::openapi;
use crate::process::{capture, run as run_program};
use crate::project::Project;
use crate::server::Server;

/// The same requests in every run: a seed, and no memory of earlier failures.
const SAME: [&str; 5] = [
    "--seed",
    "20261121",
    "--generation-database",
    "none",
    "--no-color",
];

/// Who asks, and what of whom.
struct Run {
    /// Whose session; nobody's where there is none.
    who: Option<&'static str>,
    /// Invented requests for each operation.
    examples: &'static str,
    /// Which addresses, as a regular expression.
    include: &'static str,
    /// And which of them not.
    exclude: &'static str,
}

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";
/// With a session in every request it cannot be told whether one without it is refused; and `GET …/{kind}/order` is
/// then no undeclared method but `GET …/{kind}/{id}`, whose answer is that there is no such record.
const CHECKS_OF_ANYBODY: &str = "negative_data_rejection,ignored_auth,unsupported_method";

/// Events never end; what ends the session that asks, closes the portal, or answers 503 on purpose is left to the tests.
const RUNS: [Run; 3] = [
    Run {
        who: None,
        examples: "25",
        include: "^/",
        exclude: "/events$",
    },
    Run {
        who: Some("operator"),
        examples: "10",
        include: "^/api/v1/platform/",
        exclude: "/events$|/operators|/accounts/|/suspend$|/tenant-removals",
    },
    Run {
        who: Some("administrator"),
        examples: "10",
        include: "^/api/v1/admin/",
        exclude: "/events$|/grants|/accounts/|/sessions",
    },
];

/// Runs all of them over all documents, each document against a demo of its own.
pub(crate) fn run(project: &Project) -> Result<()> {
    let venv = python::tools(project)?;
    for document in openapi::documents(project)? {
        let server = Server::start(project)?;
        let mut sign_in = venv.program(project, "python");
        sign_in.arg(project.e2e().join("schemathesis/sessions.py"));
        sign_in.arg(&server.origin).arg(server.printed());
        let sessions: Value = serde_json::from_str(&capture(&mut sign_in)?)?;
        for run in &RUNS {
            invent(project, &venv, &server, &document, run, &sessions)?;
        }
    }
    Ok(())
}

fn invent(
    project: &Project,
    venv: &python::Venv,
    server: &Server,
    document: &Path,
    run: &Run,
    sessions: &Value,
) -> Result<()> {
    say!("as {}", run.who.unwrap_or("anybody"));
    let mut st = venv.program(project, "st");
    st.arg("run").arg(document).args(["--url", &server.origin]);
    st.args(SAME).args(["--max-examples", run.examples]);
    st.args(["--include-path-regex", run.include]);
    st.args(["--exclude-path-regex", run.exclude]);
    let Some(who) = run.who else {
        st.args(["--checks", &format!("{CHECKS},{CHECKS_OF_ANYBODY}")]);
        return run_program(st.current_dir(&project.target));
    };
    st.args(["--checks", CHECKS]);
    let cookies = sessions.get(who).and_then(Value::as_str);
    let cookies = cookies.with_context(|| format!("no session of {who}"))?;
    for header in [
        format!("Cookie: {cookies}"),
        format!("Origin: {}", server.origin),
        "X-Munica-CSRF: 1".to_owned(),
    ] {
        st.args(["--header", &header]);
    }
    run_program(st.current_dir(&project.target))
}
