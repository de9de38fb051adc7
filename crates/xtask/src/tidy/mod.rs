//! `cargo xtask tidy`: the rules that no compiler knows.
//!
//! Reads the files of the project line by line; what a rule means stands in `rules.rs`.

mod features;
mod rules;
mod texts;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::console::say;
use crate::project::Project;

/// A broken rule, or a file that is growing too long.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    line: usize,
    message: String,
    fails: bool,
}

impl Finding {
    fn error(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
            fails: true,
        }
    }

    fn warning(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
            fails: false,
        }
    }
}

/// A file as the rules see it.
struct Source<'a> {
    /// Relative to the project, with `/`.
    path: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn extension(&self) -> &str {
        self.path
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    /// Lines with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{}: {}{}",
            self.line,
            if self.fails { "" } else { "warning: " },
            self.message
        )
    }
}

/// Checks every file; fails when a rule is broken.
pub(crate) fn run(project: &Project) -> Result<()> {
    let (mut files, mut broken) = (0, 0);
    let mut named = BTreeSet::new();
    for path in project.files(&[])? {
        let path = path
            .to_str()
            .with_context(|| format!("{} is not UTF-8", path.display()))?;
        let Some(text) = text(&project.root.join(path))? else {
            continue;
        };
        files += 1;
        let source = Source { path, text: &text };
        named.extend(texts::named(&source).map(str::to_owned));
        broken += tell(path, &check(&source));
    }
    let path = texts::LOCALE;
    if let Some(text) = text(&project.root.join(path))? {
        broken += tell(path, &texts::unused(&Source { path, text: &text }, &named));
    }
    ensure!(broken == 0, "tidy: {broken} broken rules");
    say!("tidy: {files} files, every rule kept");
    Ok(())
}

/// Prints what was found in a file; answers how many of it are broken rules.
fn tell(path: &str, found: &[Finding]) -> usize {
    for finding in found {
        say!("{path}:{finding}");
    }
    found.iter().filter(|finding| finding.fails).count()
}

/// The text of a file, or nothing where it is a picture or the like.
fn text(file: &Path) -> Result<Option<String>> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(String::from_utf8(bytes).ok())
}

fn check(source: &Source) -> Vec<Finding> {
    let all = [
        rules::head,
        rules::length,
        rules::leftovers,
        rules::machine_paths,
        rules::entities,
        rules::panics,
        features::borders,
    ];
    let mut found: Vec<Finding> = all.iter().flat_map(|rule| rule(source)).collect();
    found.sort_by_key(|finding| finding.line);
    found
}
