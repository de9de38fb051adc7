//! Every operation with invented requests, always the same ones: as anybody, and as somebody who may call it.

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

/// How many requests are invented for an operation.
#[derive(Clone, Copy)]
enum Depth {
    /// Those of its description, its borders, sequences, and so many others.
    All(&'static str),
    /// So many, and nothing else.
    Only(&'static str),
}

/// Who asks, and what of whom.
struct Run {
    /// Whose session; nobody's where there is none.
    who: Option<&'static str>,
    /// How much of each operation.
    depth: Depth,
    /// Which addresses, as a regular expression.
    include: &'static str,
    /// And which of them not, each as one more.
    exclude: &'static [&'static str],
}

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";
/// With a session in every request it cannot be told whether one without it is refused; and `GET …/{kind}/order` is
/// then no undeclared method but `GET …/{kind}/{id}`, whose answer is that there is no such record.
const CHECKS_OF_ANYBODY: &str = "negative_data_rejection,ignored_auth,unsupported_method";

/// The registers beside visits: their operations are the same code over another declaration.
const OTHERS: &str = "/(payments|works|interest_acts|official_agenda)(/|\\.|$)";
/// What only the visitor register's people may do.
const OF_VISITS: &str = "^/api/v1/admin/(visits|interests|(registers|imports)/(visits|staff))";
/// What only the data protection officer may do.
const OF_PRIVACY: &str = "^/api/v1/admin/privacy/(incidents|records)";

/// Events never end; what ends the session that asks, closes the portal, or answers 503 on purpose is left to the tests.
const RUNS: [Run; 7] = [
    Run {
        who: None,
        depth: Depth::All("15"),
        include: "^/",
        exclude: &["/events$|^/api/v1/(admin|platform)/", OTHERS],
    },
    Run {
        who: None,
        depth: Depth::Only("3"),
        include: OTHERS,
        exclude: &["/events$|^/api/v1/admin/"],
    },
    // Who may not call an operation is turned away before his request is read.
    Run {
        who: None,
        depth: Depth::Only("2"),
        include: "^/api/v1/(admin|platform)/",
        exclude: &["/events$"],
    },
    Run {
        who: Some("operator"),
        depth: Depth::All("10"),
        include: "^/api/v1/platform/",
        exclude: &["/events$|/operators|/accounts/|/suspend$|/tenant-removals"],
    },
    Run {
        who: Some("administrator"),
        depth: Depth::All("10"),
        include: "^/api/v1/admin/",
        exclude: &[
            "/events$|/grants|/accounts/|/sessions|/(payments|interest_acts|official_agenda)(/|$)",
            OF_VISITS,
            OF_PRIVACY,
        ],
    },
    Run {
        who: Some("visits"),
        depth: Depth::All("10"),
        include: OF_VISITS,
        exclude: &["/events$"],
    },
    Run {
        who: Some("privacy"),
        depth: Depth::All("10"),
        include: OF_PRIVACY,
        exclude: &["/events$"],
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
    st.args(SAME);
    match run.depth {
        Depth::All(examples) => st.args(["--max-examples", examples]),
        Depth::Only(examples) => st.args(["--phases", "fuzzing", "--max-examples", examples]),
    };
    st.args(["--include-path-regex", run.include]);
    st.args(["--exclude-path-regex", &run.exclude.join("|")]);
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
