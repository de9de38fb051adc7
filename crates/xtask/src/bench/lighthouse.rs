//! Lighthouse (mobile) in Debian's Chromium.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::console::say;
use crate::ensure::{chromium, node};
use crate::process::capture;
use crate::project::Project;

/// The browser runs as root in containers and must not look for its maker's servers.
const FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync";

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// The four scores of a page, 0 to 100, median of the runs; what costs points is said.
pub(super) fn scores(
    project: &Project,
    page: &str,
    runs: usize,
    skip: Option<&str>,
) -> Result<Vec<f64>> {
    let (node, chromium) = (node::packages(project)?, chromium()?);
    let mut reports = Vec::new();
    for _ in 0..runs {
        let mut lighthouse = node.tool(project, "lighthouse")?;
        lighthouse
            .arg(page)
            .args(["--quiet", "--output=json", "--form-factor=mobile"])
            .arg(format!("--chrome-flags={FLAGS}"))
            .env("CHROME_PATH", &chromium);
        if let Some(audit) = skip {
            lighthouse.arg(format!("--skip-audits={audit}"));
        }
        let report: Value = serde_json::from_str(&capture(&mut lighthouse)?)?;
        reports.push(report);
    }
    let mut scores = Vec::new();
    for category in CATEGORIES {
        let score = |report: &Value| {
            report
                .pointer(&format!("/categories/{category}/score"))?
                .as_f64()
        };
        let all: Option<Vec<f64>> = reports.iter().map(score).collect();
        scores.push(super::median(all.context("a category without a score")?) * 100.0);
    }
    if let Some(report) = reports.last() {
        complain(report);
    }
    Ok(scores)
}

/// Names the audits that are not perfect, so that whoever reads the scores knows where to look.
fn complain(report: &Value) {
    let audits = report.get("audits").and_then(Value::as_object);
    for audit in audits.into_iter().flat_map(|audits| audits.values()) {
        let score = audit.get("score").and_then(Value::as_f64);
        if score.is_some_and(|score| score < 0.9) {
            let text = |name: &str| audit.get(name).and_then(Value::as_str).unwrap_or_default();
            say!(
                "    {} {} {}",
                text("id"),
                score.unwrap_or_default(),
                text("displayValue")
            );
        }
    }
}
