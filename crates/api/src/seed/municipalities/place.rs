//! Which place of INEI a row means.
//!
//! Registers write places in older or other spellings, and give a young district the name of the one it was cut from.
//! The name of a municipality is its own; the columns may be its neighbour's. So its name decides, within the province
//! first; the columns only where they and the name agree or nothing else is left. What was not plain is noted.

use chrono::NaiveDate;
use shared::features::directory::MunicipalityKind;
use shared::text::fold::fold;
use shared::ubigeo::{Level, Ubigeo};

use super::name;
use super::read::Row;
use crate::features::places::{Place, Places};

/// Where a municipality sits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) ubigeo: Ubigeo,
    pub(super) note: Option<String>,
}

/// Finds the district of a row, or says in Spanish why not.
pub(super) fn resolve(
    places: &Places,
    row: &Row,
    kind: MunicipalityKind,
    on: NaiveDate,
) -> Result<Found, String> {
    let in_force: Vec<&Place> = places
        .iter()
        .filter(|place| place.is_in_force(on))
        .collect();
    let of = |level, parent: Option<&Ubigeo>| -> Vec<&Place> {
        let mut all = in_force.clone();
        all.retain(|place| {
            place.code.level() == level && parent.is_none_or(|parent| parent.contains(&place.code))
        });
        all
    };
    let department = row
        .department
        .trim_start_matches("PROVINCIA CONSTITUCIONAL DEL ");
    let department = exact(&of(Level::Department, None), department)
        .ok_or_else(|| format!("no hay un departamento «{}»", row.department))?;
    let provinces = of(Level::Province, Some(&department.code));
    let province = exact(&provinces, &row.province).or_else(|| similar(&provinces, &row.province));
    let own = name::place(&row.name);
    if kind == MunicipalityKind::Provincial {
        let province = exact(&provinces, &own)
            .filter(|_| province.is_none())
            .or(province);
        let province = province.ok_or_else(|| {
            format!(
                "no hay una provincia «{}» en {}",
                row.province, department.name
            )
        })?;
        return seat(places, row, province);
    }
    let districts = province
        .map(|province| of(Level::District, Some(&province.code)))
        .unwrap_or_default();
    let around = of(Level::District, Some(&department.code));
    let own = if kind == MunicipalityKind::PopulatedCenter {
        row.district.clone()
    } else {
        own
    };
    let found = district(&districts, &around, &own, row);
    let found = found.ok_or_else(|| {
        format!(
            "no hay un distrito «{own}» ni «{}» en {}, {}",
            row.district, row.province, department.name
        )
    })?;
    let same =
        compact(&found.name) == compact(&own) && compact(&found.name) == compact(&row.district);
    let note = (!same || province.is_none_or(|province| !province.code.contains(&found.code)))
        .then(|| {
            let [department, province, district] = places.names(&found.code);
            format!(
                "dice {}, {}, {}; se registró en {department}, {province}, {district} ({})",
                row.department, row.province, row.district, found.code
            )
        });
    Ok(Found {
        ubigeo: found.code.clone(),
        note,
    })
}

/// A provincial municipality sits in the capital of its province, whose code ends in 01.
fn seat(places: &Places, row: &Row, province: &Place) -> Result<Found, String> {
    let code: Option<Ubigeo> = format!("{}01", province.code).parse().ok();
    let seat = code.as_ref().and_then(|code| places.get(code));
    let seat =
        seat.ok_or_else(|| format!("la provincia {} no tiene distrito capital", province.name))?;
    let elsewhere = row
        .ubigeo
        .as_deref()
        .is_some_and(|code| code != seat.code.as_str());
    let note = elsewhere.then(|| {
        format!(
            "dice que su sede es {}; se registró en la capital {} ({})",
            row.district, seat.name, seat.code
        )
    });
    Ok(Found {
        ubigeo: seat.code.clone(),
        note,
    })
}

/// From the plainest reading of a row to the last resort.
fn district<'a>(
    districts: &[&'a Place],
    around: &[&'a Place],
    own: &str,
    row: &Row,
) -> Option<&'a Place> {
    let column = || exact(districts, &row.district).or_else(|| similar(districts, &row.district));
    let given = || {
        let code = row.ubigeo.as_deref()?;
        around
            .iter()
            .copied()
            .find(|place| place.code.as_str() == code)
    };
    exact(districts, own)
        .or_else(|| column().filter(|place| agree(&place.name, own) || agree(&row.district, own)))
        // A name that the column does not confirm may be that of a district moved to another province.
        .or_else(|| exact(around, own).filter(|_| !agree(&row.district, own)))
        .or_else(|| similar(districts, own))
        .or_else(|| containing(districts, own))
        .or_else(|| exact(around, own))
        .or_else(|| similar(around, own))
        .or_else(column)
        .or_else(given)
}

fn compact(name: &str) -> String {
    fold(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// The only one of a name.
fn exact<'a>(places: &[&'a Place], name: &str) -> Option<&'a Place> {
    let wanted = compact(name);
    only(
        places
            .iter()
            .copied()
            .filter(|place| compact(&place.name) == wanted),
    )
}

/// The only one of nearly a name.
fn similar<'a>(places: &[&'a Place], name: &str) -> Option<&'a Place> {
    only(
        places
            .iter()
            .copied()
            .filter(|place| alike(&place.name, name)),
    )
}

/// The only one whose name has all these words: `Laraos` is San Pedro de Laraos.
fn containing<'a>(places: &[&'a Place], name: &str) -> Option<&'a Place> {
    only(
        places
            .iter()
            .copied()
            .filter(|place| has_words(&place.name, name)),
    )
}

/// Whether one name has all the words of another, which is long enough to say something.
fn has_words(long: &str, short: &str) -> bool {
    let (long, words) = (fold(long), fold(short));
    let mut words = words.split(' ');
    compact(short).len() >= 4 && words.all(|word| long.split(' ').any(|part| part == word))
}

/// Whether two names may be of the same place: `Pampas` and `Pampas Grande`.
fn agree(a: &str, b: &str) -> bool {
    alike(a, b) || has_words(a, b) || has_words(b, a)
}

fn only<'a>(mut places: impl Iterator<Item = &'a Place>) -> Option<&'a Place> {
    let first = places.next();
    if places.next().is_some() { None } else { first }
}

/// Whether two spellings differ by at most two letters, and by less than a third of them.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (compact(a), compact(b));
    let shorter = a.len().min(b.len());
    distance(a.as_bytes(), b.as_bytes()) <= (shorter / 3).min(2)
}

/// Insertions, deletions and substitutions that lead from one to the other (Levenshtein).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let substituted = diagonal + usize::from(x != y);
            left = substituted.min(left + 1).min(above + 1);
            next.push(left);
            diagonal = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_alike_by_a_letter_or_two() {
        assert_eq!(distance(b"nazca", b"nasca"), 1);
        assert_eq!((distance(b"", b"abc"), distance(b"abc", b"abc")), (3, 0));
        assert!(alike("AYAUCA", "Allauca") && alike("RAYMONDI", "Raimondi"));
        assert!(!alike("Anco", "Anchihuay") && !alike("Lima", "Luya"));
    }
}
