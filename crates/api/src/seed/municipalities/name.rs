//! The names of register files: shouted, without accents, with the capital after a hyphen.

use shared::features::directory::MunicipalityKind;
use shared::text::fold::fold;

/// Words that are written small inside a name.
const SMALL: [&str; 9] = ["de", "del", "la", "las", "los", "el", "y", "e", "en"];

/// The level a name speaks of; the column says it where the name does not.
pub(super) fn kind(name: &str, column: Option<&str>) -> Option<MunicipalityKind> {
    let of = |text: &str| {
        let folded = fold(text);
        let has = |word: &str| folded.split(' ').any(|part| part == word);
        match () {
            () if folded.contains("centro poblado") || has("delegada") => {
                Some(MunicipalityKind::PopulatedCenter)
            }
            () if has("provincial") || has("metropolitana") => Some(MunicipalityKind::Provincial),
            () if has("distrital") => Some(MunicipalityKind::District),
            () => None,
        }
    };
    let own = fold(name)
        .starts_with("municipalidad")
        .then(|| of(name))
        .flatten();
    own.or_else(|| column.and_then(of))
}

/// The place a name speaks of: what follows the level, without the capital after ` - `.
pub(super) fn place(name: &str) -> String {
    let head = name.split(" - ").next().unwrap_or(name);
    let introduces = |word: &&str| {
        let folded = fold(word);
        [
            "municipalidad",
            "distrital",
            "provincial",
            "metropolitana",
            "delegada",
            "centro",
            "poblado",
            "de",
            "del",
        ]
        .contains(&folded.as_str())
    };
    head.split_whitespace()
        .skip_while(introduces)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name as one writes it: names of the places around with their accents, other words with a capital.
///
/// ```text
/// MUNICIPALIDAD DISTRITAL  DE NUÑOA → Municipalidad Distrital de Nuñoa
/// ```
pub(super) fn title(name: &str, around: &[&str]) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut known: Vec<(Vec<String>, &str)> =
        around.iter().map(|place| (parts(place), *place)).collect();
    known.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while let (Some(word), Some(rest)) = (words.get(at), folded.get(at..)) {
        let place = known
            .iter()
            .find(|(parts, _)| !parts.is_empty() && rest.starts_with(parts));
        if let Some((parts, place)) = place {
            out.push((*place).to_owned());
            at += parts.len();
        } else {
            out.push(one(word, around, at == 0));
            at += 1;
        }
    }
    out.join(" ")
}

fn parts(place: &str) -> Vec<String> {
    place.split_whitespace().map(fold).collect()
}

fn one(word: &str, around: &[&str], first: bool) -> String {
    let folded = fold(word);
    if !first && SMALL.contains(&folded.as_str()) {
        return word.to_lowercase();
    }
    let spelled = around
        .iter()
        .flat_map(|place| place.split_whitespace())
        .find(|known| fold(known) == folded);
    spelled.map_or_else(
        || word.split('-').map(capital).collect::<Vec<_>>().join("-"),
        str::to_owned,
    )
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

/// How many words of a name are of no place around it.
pub(super) fn strange_words(name: &str, around: &[&str]) -> usize {
    let known: Vec<String> = around.iter().flat_map(|place| parts(place)).collect();
    let words = name.split_whitespace().skip(2).map(fold);
    let of_a_place =
        |word: &String| SMALL.contains(&word.as_str()) || word == "-" || known.contains(word);
    words.filter(|word| !of_a_place(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shouted_names_are_written_as_one_writes_them() {
        let case =
            |name, around: &[&str], expected: &str| assert_eq!(title(name, around), expected);
        case(
            "MUNICIPALIDAD DISTRITAL  DE KUMPIRUSHIATO",
            &["Kumpirushiato"],
            "Municipalidad Distrital de Kumpirushiato",
        );
        case(
            "MUNICIPALIDAD DISTRITAL DE LA PUNTA",
            &["La Punta", "Callao"],
            "Municipalidad Distrital de La Punta",
        );
        case(
            "MUNICIPALIDAD DISTRITAL DE CARMEN DE LA LEGUA",
            &["Carmen de la Legua Reynoso"],
            "Municipalidad Distrital de Carmen de la Legua",
        );
        case(
            "MUNICIPALIDAD PROVINCIAL DE PASCO - CHAPIMARCA",
            &["Chaupimarca", "Pasco"],
            "Municipalidad Provincial de Pasco - Chapimarca",
        );
        case(
            "MUNICIPALIDAD DISTRITAL DE CORONEL GREGORIO ALBARRACIN LANCHIPA",
            &["Coronel Gregorio Albarracín Lanchipa"],
            "Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa",
        );
        case(
            "MUNICIPALIDAD DISTRITAL DE UNIÓN ASHÁNINKA",
            &["Unión Ashaninka"],
            "Municipalidad Distrital de Unión Ashaninka",
        );
    }

    #[test]
    fn the_level_is_read_from_the_name_before_the_column() {
        assert_eq!(
            kind("MUNICIPALIDAD METROPOLITANA DE LIMA", None),
            Some(MunicipalityKind::Provincial)
        );
        assert_eq!(
            kind("MUNICIPALIDAD LA PUNTA", Some("distrital")),
            Some(MunicipalityKind::District)
        );
        assert_eq!(
            kind("MUNICIPALIDAD DEL CENTRO POBLADO DE SALITRAL", None),
            Some(MunicipalityKind::PopulatedCenter)
        );
        assert_eq!(kind("EMPRESA DE AGUA PROVINCIAL", None), None);
        assert_eq!(
            place("MUNICIPALIDAD PROVINCIAL DEL DATEM DEL MARAÑON"),
            "DATEM DEL MARAÑON"
        );
        assert_eq!(
            place("MUNICIPALIDAD DISTRITAL DE LARAOS - HUAROCHIRI"),
            "LARAOS"
        );
    }
}
