//! Features do not reach into each other: another feature's `store` and `entity` are closed, its functions are open.

use crate::tidy::{Finding, Source};

const FEATURES: &str = "crates/api/src/features/";
const CLOSED: [&str; 2] = ["store", "entity"];
/// Features that are one context: a person, the roles he holds, and how he proves who he is share their tables.
const IDENTITY: [&str; 5] = ["accounts", "api_keys", "auth", "break_glass", "grants"];

/// Finds `…::other::store` and `…::other::{store, …}` in a feature that is not `other`.
pub(super) fn borders(source: &Source) -> Vec<Finding> {
    let Some(inside) = source.path.strip_prefix(FEATURES) else {
        return Vec::new();
    };
    let own = inside.split(['/', '.']).next().unwrap_or_default();
    let reached = |line: &str| {
        let found = foreign(line, own)?;
        Some(format!(
            "{found} is closed to {own}: call a function of that feature"
        ))
    };
    source
        .lines()
        .filter_map(|(number, line)| Some(Finding::error(number, reached(line)?)))
        .collect()
}

/// The first closed part of another feature that a line names.
fn foreign(line: &str, own: &str) -> Option<String> {
    let segments: Vec<&str> = line.split("::").collect();
    segments.windows(3).find_map(|part| {
        let [before, owner, inner] = part else {
            return None;
        };
        let owner = owner.trim();
        // `super::store` is the own one, `super::other::store` is not.
        let named = last_word(before).is_some_and(|word| word == "features" || word == "super");
        if !named || owner == own || owner == "super" || owner == "self" {
            return None;
        }
        if IDENTITY.contains(&own) && IDENTITY.contains(&owner) {
            return None;
        }
        let closed = CLOSED.into_iter().find(|closed| names(inner, closed))?;
        Some(format!("{owner}::{closed}"))
    })
}

fn last_word(text: &str) -> Option<&str> {
    text.rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

/// Whether what follows `owner::` begins with the word, or is a group that has it.
fn names(inner: &str, word: &str) -> bool {
    let mut words = inner
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|part| !part.is_empty());
    if inner.trim_start().starts_with('{') {
        words.any(|part| part == word)
    } else {
        words.next() == Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, line: &str) -> Vec<usize> {
        borders(&Source { path, text: line })
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn the_tables_of_another_feature_are_closed() {
        let portal = "crates/api/src/features/portal/public.rs";
        assert_eq!(found(portal, "use crate::features::directory::store;"), [1]);
        assert_eq!(
            found(portal, "use crate::features::directory::{convert, entity};"),
            [1]
        );
        assert_eq!(
            found(
                portal,
                "    super::super::directory::entity::Entity::find()"
            ),
            [1]
        );
        assert_eq!(
            found(
                "crates/api/src/features/portal.rs",
                "use super::directory::store;"
            ),
            [1]
        );
    }

    #[test]
    fn the_own_tables_and_other_functions_are_open() {
        let portal = "crates/api/src/features/portal/public.rs";
        assert!(found(portal, "use super::store;").is_empty());
        assert!(found(portal, "use crate::features::portal::{entity, store};").is_empty());
        assert!(
            found(
                portal,
                "use crate::features::directory::{by_slug, restore};"
            )
            .is_empty()
        );
        assert!(
            found(
                "crates/api/src/jobs/x.rs",
                "use crate::features::directory::store;"
            )
            .is_empty()
        );
    }
}
