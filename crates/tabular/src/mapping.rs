//! Which declared column a heading means: by its names, by what was mapped before, and by likeness.

use std::collections::HashMap;

use shared::text::fold::{collapse, fold};

/// Below this a likeness is chance.
const LIKELY: f64 = 0.8;
/// Words that say nothing about a column.
const FILLERS: [&str; 12] = [
    "a", "al", "de", "del", "e", "el", "en", "la", "las", "los", "o", "y",
];

/// A column that a file may have, as a register declares it.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its name in code.
    pub key: &'a str,
    /// Its label, and whatever else officials call it; case, accents and punctuation do not count.
    pub names: &'a [&'a str],
}

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Confidence {
    /// It looks alike, by this share from 0.8 to 1; a person confirms.
    Similar(f64),
    /// It is one of the column's names.
    Exact,
    /// A person said so before.
    Saved,
}

/// What is proposed for a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal<'a> {
    /// Where it stands, from 0.
    pub position: usize,
    /// As it stands in the file.
    pub heading: String,
    /// The key of the column and how sure that is; `None` when the heading means none or a person chose to leave it out.
    pub column: Option<(&'a str, Confidence)>,
}

/// The mapping that a person confirmed: [`key`] of the heading to the key of the column, or to `None` to leave it out.
pub type Saved = HashMap<String, Option<String>>;

/// A heading without what does not count: case, accents, punctuation, and the sign of `N°`.
pub fn key(heading: &str) -> String {
    let spaced: String = heading
        .chars()
        // `D.N.I.` is `DNI`, and `N.º` is `Nº`.
        .filter(|c| *c != '.')
        .map(|c| match c {
            // `fold` knows º as an o; this is the sign of degrees, which most keyboards offer instead.
            '°' => 'º',
            c if c.is_alphanumeric() || c.is_whitespace() => c,
            // Marks that a letter carries, as macOS writes them, belong to the letter.
            '\u{300}'..='\u{36f}' => c,
            _ => ' ',
        })
        .collect();
    fold(&spaced)
}

/// Proposes a column for every heading; no column is proposed twice.
pub fn propose<'a>(
    headings: &[String],
    columns: &[Column<'a>],
    saved: &Saved,
) -> Vec<Proposal<'a>> {
    let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
    let mut found: Vec<Option<(&'a str, Confidence)>> = vec![None; headings.len()];
    for (position, column, confidence) in candidates(&keys, columns, saved) {
        let taken = found.iter().flatten().any(|(key, _)| *key == column);
        if let Some(place @ None) = found.get_mut(position)
            && !taken
        {
            *place = Some((column, confidence));
        }
    }
    let rows = headings.iter().zip(found).enumerate();
    rows.map(|(position, (heading, column))| Proposal {
        position,
        heading: collapse(heading),
        column,
    })
    .collect()
}

/// Every possible pair, the surest first and then from left to right.
fn candidates<'a>(
    keys: &[String],
    columns: &[Column<'a>],
    saved: &Saved,
) -> Vec<(usize, &'a str, Confidence)> {
    let mut pairs = Vec::new();
    for (position, heading) in keys.iter().enumerate() {
        let known = saved.get(heading);
        for column in columns {
            let confidence = match known {
                Some(Some(chosen)) if chosen == column.key => Some(Confidence::Saved),
                // A choice whose column is no longer declared binds nobody.
                Some(Some(chosen)) if columns.iter().all(|column| column.key != chosen) => {
                    likeness(heading, column)
                }
                Some(_) => None,
                None => likeness(heading, column),
            };
            pairs.extend(confidence.map(|confidence| (position, column.key, confidence)));
        }
    }
    pairs.sort_by(|(at, _, one), (other_at, _, other)| {
        let surer = other.partial_cmp(one);
        surer
            .unwrap_or(std::cmp::Ordering::Equal)
            .then(at.cmp(other_at))
    });
    pairs
}

/// How much a heading, given by its [`key`], looks like a column.
pub(crate) fn likeness(heading: &str, column: &Column<'_>) -> Option<Confidence> {
    if heading.is_empty() {
        return None;
    }
    let best = column
        .names
        .iter()
        .chain(std::iter::once(&column.key))
        .map(|name| alike(heading, &key(name)))
        .fold(0.0, f64::max);
    match best {
        best if best >= 1.0 => Some(Confidence::Exact),
        best if best >= LIKELY => Some(Confidence::Similar(best)),
        _ => None,
    }
}

fn alike(heading: &str, name: &str) -> f64 {
    if name.is_empty() {
        return 0.0;
    }
    if heading == name {
        return 1.0;
    }
    let (one, other) = (words(heading), words(name));
    // The same words around other fillers; not quite certain, because word order may matter.
    if one == other && !one.is_empty() {
        return 0.97;
    }
    let (shared, all) = (
        one.iter().filter(|word| other.contains(word)).count(),
        one.len().max(other.len()),
    );
    // Spelling mistakes weigh little in a long heading; a heading with one more word weighs by its share.
    let spelling = strsim::normalized_damerau_levenshtein(&one.join(" "), &other.join(" "));
    let whole = |number: usize| u32::try_from(number).map_or(0.0, f64::from);
    let common = whole(shared) / whole(all.max(1));
    spelling.max(common).min(0.95)
}

/// The words that count, sorted.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !FILLERS.contains(word))
        .collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<'_>] = &[
        Column {
            key: "visit_date",
            names: &["Fecha de visita", "Fecha"],
        },
        Column {
            key: "visitor",
            names: &["Visitante", "Nombre del visitante"],
        },
        Column {
            key: "document",
            names: &["N.º de documento", "DNI", "Documento de identidad"],
        },
        Column {
            key: "entry",
            names: &["Hora de ingreso", "Ingreso"],
        },
        Column {
            key: "exit",
            names: &["Hora de salida", "Salida"],
        },
    ];

    fn proposed(headings: &[&str], saved: &Saved) -> Vec<Option<(&'static str, Confidence)>> {
        let headings: Vec<String> = headings.iter().map(ToString::to_string).collect();
        let proposals = propose(&headings, COLUMNS, saved);
        proposals
            .into_iter()
            .map(|proposal| proposal.column)
            .collect()
    }

    #[test]
    fn names_match_whatever_their_case_accents_and_punctuation() {
        for heading in [
            "N° DE DOCUMENTO",
            "nº de documento:",
            "No. de Documento",
            "dni",
        ] {
            assert_eq!(
                proposed(&[heading], &Saved::new()),
                [Some(("document", Confidence::Exact))],
                "{heading}"
            );
        }
    }

    #[test]
    fn a_likeness_is_proposed_and_chance_is_not() {
        let found = proposed(
            &[
                "FECHA VISITA",
                "Nombre visitnte",
                "Hora",
                "Observaciones",
                "",
            ],
            &Saved::new(),
        );
        assert!(matches!(found[0], Some(("visit_date", Confidence::Similar(s))) if s > 0.96));
        assert!(matches!(
            found[1],
            Some(("visitor", Confidence::Similar(_)))
        ));
        assert_eq!(found[2..], [None, None, None]);
    }

    #[test]
    fn no_column_is_given_twice_and_the_surer_heading_has_it() {
        let found = proposed(&["Hora ingreso", "Ingreso", "Salida"], &Saved::new());
        assert_eq!(
            found,
            [
                None,
                Some(("entry", Confidence::Exact)),
                Some(("exit", Confidence::Exact))
            ]
        );
    }

    #[test]
    fn what_a_person_chose_before_wins() {
        let saved = Saved::from([
            (key("Ingreso"), Some("exit".to_owned())),
            (key("Fecha"), None),
            (key("Salida"), Some("no_longer_there".to_owned())),
        ]);
        assert_eq!(
            proposed(&["INGRESO", "Fecha", "Hora de salida", "DNI"], &saved),
            [
                Some(("exit", Confidence::Saved)),
                None,
                None,
                Some(("document", Confidence::Exact))
            ]
        );
        assert_eq!(
            proposed(&["Salida"], &saved),
            [Some(("exit", Confidence::Exact))]
        );
    }
}
