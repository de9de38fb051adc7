//! Finding a manual by its words. They are few and never change while the program runs: all of them lie folded in memory.

use std::sync::LazyLock;

use shared::access::Role;
use shared::features::help::ManualSummary;
use shared::text::fold::fold;

use super::{MANUALS, SOURCES};

/// A manual, folded.
struct Folded {
    role: Role,
    title: String,
    text: String,
    /// Heading, and the folded text of its section with it.
    sections: Vec<(String, String)>,
}

static FOLDED: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    let folded = |source: &super::Source| {
        let sections = source.markdown.split("\n## ").skip(1);
        Folded {
            role: source.role,
            title: fold(source.markdown.lines().next().unwrap_or_default()),
            text: fold(source.markdown),
            sections: sections
                .map(|section| {
                    let heading = section.lines().next().unwrap_or_default();
                    (heading.trim().to_owned(), fold(section))
                })
                .collect(),
        }
    };
    SOURCES.iter().map(folded).collect()
});

/// The manuals in which every word stands, those with all words in the title first; all of them without words.
pub(super) fn manuals(words: &[String]) -> Vec<ManualSummary> {
    let has_all = |text: &str| words.iter().all(|word| text.contains(word.as_str()));
    let (by_title, others): (Vec<&Folded>, Vec<&Folded>) =
        FOLDED.iter().partition(|manual| has_all(&manual.title));
    let by_text = others.into_iter().filter(|manual| has_all(&manual.text));
    by_title
        .into_iter()
        .chain(by_text)
        .filter_map(|manual| {
            let served = MANUALS.iter().find(|served| served.role == manual.role)?;
            let section = manual.sections.iter().find(|(_, text)| has_all(text));
            Some(ManualSummary {
                role: served.role,
                title: served.title.clone(),
                section: section
                    .filter(|_| !words.is_empty())
                    .map(|(heading, _)| heading.clone()),
            })
        })
        .collect()
}
