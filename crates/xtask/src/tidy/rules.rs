//! The rules for one file: its head, its length, and what must not stand in it.

use crate::tidy::{Finding, Source};

const WARN_LINES: usize = 400;
const MOST_LINES: usize = 600;

/// Languages whose files a person writes and another one reads top to bottom.
const CODE: [&str; 8] = ["rs", "ts", "mjs", "js", "css", "sh", "py", "toml"];

/// Every Rust file says first what it is responsible for.
pub(super) fn head(source: &Source) -> Vec<Finding> {
    let missing = source.extension() == "rs" && !source.text.starts_with("//!");
    missing
        .then(|| {
            Finding::error(
                1,
                "the file does not start with //! and what it is responsible for",
            )
        })
        .into_iter()
        .collect()
}

/// Long files are split; a generated one says `@generated` in its first lines.
pub(super) fn length(source: &Source) -> Vec<Finding> {
    let generated = source
        .lines()
        .take(5)
        .any(|(_, line)| line.contains(concat!("@gene", "rated")));
    if generated || !CODE.contains(&source.extension()) {
        return Vec::new();
    }
    let lines = source.text.lines().count();
    let message = format!(
        "{lines} lines; split it by responsibility (warning at {WARN_LINES}, failure at {MOST_LINES})"
    );
    match lines {
        _ if lines > MOST_LINES => vec![Finding::error(lines, message)],
        _ if lines > WARN_LINES => vec![Finding::warning(lines, message)],
        _ => Vec::new(),
    }
}

/// Nothing is left for later, and no test is switched off.
pub(super) fn leftovers(source: &Source) -> Vec<Finding> {
    // Written in two parts, because this file keeps the rule too.
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
    ];
    let calls = [
        concat!("#[ig", "nore"),
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
    ];
    let marks = |line: &str| {
        let word = words.iter().find(|word| {
            line.match_indices(**word)
                .any(|(at, _)| stands_alone(line, at, word.len()))
        });
        word.or_else(|| calls.iter().find(|call| line.contains(**call)))
            .copied()
    };
    each(source, |line| {
        marks(line).map(|mark| format!("{mark} may not be left in the code"))
    })
}

/// No path of somebody's machine.
pub(super) fn machine_paths(source: &Source) -> Vec<Finding> {
    let roots = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/wo", "rk/"),
        concat!("/t", "mp/"),
        concat!("/Us", "ers/"),
    ];
    if source.extension() == "lock" || source.path.ends_with("package-lock.json") {
        return Vec::new();
    }
    source
        .lines()
        .filter_map(|(number, line)| {
            let root = roots.iter().find(|root| {
                line.match_indices(**root)
                    .any(|(at, _)| starts_a_path(line, at))
            })?;
            Some(Finding::error(
                number,
                format!("{root} is a path of one machine"),
            ))
        })
        .collect()
}

/// Entities never leave the server, so they cannot be written out at all.
pub(super) fn entities(source: &Source) -> Vec<Finding> {
    let is_entity = source.path.ends_with("/entity.rs") || source.path.contains("/entity/");
    if !is_entity || source.extension() != "rs" {
        return Vec::new();
    }
    let forbidden = ["Serialize", "Deserialize", "ToSchema"];
    each(source, |line| {
        let word = forbidden.iter().find(|word| line.contains(**word))?;
        (!line.trim_start().starts_with("//"))
            .then(|| format!("an entity may not be {word}: convert it to a wire type"))
    })
}

/// What a person sends never ends a request with a panic: `clippy` refuses `unwrap` and `expect` outside tests, and this
/// rule that somebody lets one pass.
pub(super) fn panics(source: &Source) -> Vec<Finding> {
    let is_test = source.path.contains("/tests/") || source.path.ends_with("/tests.rs");
    if is_test || source.extension() != "rs" {
        return Vec::new();
    }
    let lints = [
        concat!("clippy::unwrap", "_used"),
        concat!("clippy::expect", "_used"),
    ];
    each(source, |line| {
        let lint = lints.iter().find(|lint| line.contains(**lint))?;
        Some(format!(
            "{lint} holds everywhere but in tests: return an error"
        ))
    })
}

/// A finding for every line of code about which `about` has something to say.
fn each(source: &Source, about: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    if !CODE.contains(&source.extension()) {
        return Vec::new();
    }
    source
        .lines()
        .filter_map(|(number, line)| Some(Finding::error(number, about(line)?)))
        .collect()
}

fn stands_alone(line: &str, at: usize, length: usize) -> bool {
    let part_of_a_word = |c: char| c.is_alphanumeric() || c == '_';
    let (before, rest) = line.split_at(at);
    let (_, after) = rest.split_at(length);
    !before.ends_with(part_of_a_word) && !after.starts_with(part_of_a_word)
}

/// `"/x/…` and ` /x/…` are paths of the machine; `https://host/x/`, `../x/` and `{dir}/x/` are not.
fn starts_a_path(line: &str, at: usize) -> bool {
    let (before, _) = line.split_at(at);
    !before.ends_with(|c: char| c.is_alphanumeric() || "._-}~$*)>".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(text: &str) -> Source<'_> {
        Source {
            path: "crates/api/src/x.rs",
            text,
        }
    }

    fn lines(found: &[Finding]) -> Vec<usize> {
        found.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_file_that_does_not_say_what_it_is_for_fails() {
        assert_eq!(lines(&head(&rust("use std::fs;\n"))), [1]);
        assert!(head(&rust("//! Reads.\n")).is_empty());
    }

    #[test]
    fn a_long_file_warns_before_it_fails_and_a_generated_one_does_neither() {
        let long = |lines: usize| "x\n".repeat(lines);
        assert!(length(&rust(&long(400))).is_empty());
        assert!(!length(&rust(&long(401))).first().unwrap().fails);
        assert!(length(&rust(&long(601))).first().unwrap().fails);
        assert!(
            length(&rust(&format!(
                "// {}\n{}",
                concat!("@gene", "rated"),
                long(900)
            )))
            .is_empty()
        );
    }

    #[test]
    fn what_is_left_for_later_is_found_but_not_inside_words() {
        let text = format!(
            "// {}: later\nlet método = 1; // METODOS\n{}]\n",
            concat!("TO", "DO"),
            concat!("#[ig", "nore")
        );
        assert_eq!(lines(&leftovers(&rust(&text))), [1, 3]);
    }

    #[test]
    fn a_path_of_a_machine_is_told_from_a_route() {
        let (home, work) = (concat!("/ho", "me/"), concat!("/wo", "rk/"));
        let text = format!(
            "open(\"{home}ana/x\")\nhttps://example.pe{work}1\n../..{work}x\n`{work}main`\n"
        );
        assert_eq!(lines(&machine_paths(&rust(&text))), [1, 4]);
    }

    #[test]
    fn nobody_lets_an_unwrap_pass_outside_tests() {
        let text = format!(
            "//! Reads.\n#[expect({})]\n",
            concat!("clippy::unwrap", "_used")
        );
        assert_eq!(lines(&panics(&rust(&text))), [2]);
        let test = Source {
            path: "crates/shared/tests/deadline.rs",
            text: &text,
        };
        assert!(panics(&test).is_empty());
    }

    #[test]
    fn an_entity_that_could_be_written_out_fails() {
        let text = "//! Rows. Never Serialize.\n// not Serialize\n#[derive(Serialize)]\n";
        let source = Source {
            path: "crates/api/src/features/portal/entity.rs",
            text,
        };
        assert_eq!(lines(&entities(&source)), [3]);
        assert!(entities(&rust(text)).is_empty());
    }
}
