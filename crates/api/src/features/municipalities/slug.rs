//! The slug of a municipality: `muni` and the name of its place, with what lies around it only where others bear the
//! name. It follows from the places of the country, not from who came first, so that it does not depend on the order in
//! which municipalities are registered; once given it stays.

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::features::directory::MunicipalityKind;
use shared::text::slug::{homonym_slug, municipality_slug};
use shared::ubigeo::{Level, Ubigeo};

use crate::features::places::Places;

/// How many provinces and districts bear each name.
pub(super) struct Bearers {
    provinces: HashMap<String, u32>,
    districts: HashMap<String, u32>,
}

impl Bearers {
    pub(super) fn new(places: &Places, on: NaiveDate) -> Self {
        let count = |level| {
            let mut bearers = HashMap::<String, u32>::new();
            let in_force = places.iter().filter(|place| place.is_in_force(on));
            for place in in_force.filter(|place| place.code.level() == level) {
                if let Some(slug) = municipality_slug(&place.name) {
                    *bearers.entry(slug).or_default() += 1;
                }
            }
            bearers
        };
        Self {
            provinces: count(Level::Province),
            districts: count(Level::District),
        }
    }

    fn is_unique(&self, kind: MunicipalityKind, slug: &str) -> bool {
        let of = |bearers: &HashMap<String, u32>| bearers.get(slug).copied().unwrap_or(0);
        match kind {
            MunicipalityKind::Provincial => of(&self.provinces) <= 1,
            MunicipalityKind::District => of(&self.provinces) == 0 && of(&self.districts) <= 1,
            MunicipalityKind::PopulatedCenter => of(&self.provinces) + of(&self.districts) == 0,
        }
    }
}

/// The slugs a municipality may get, in the order of preference; the last ones carry its code.
pub(super) fn candidates(
    bearers: &Bearers,
    kind: MunicipalityKind,
    ubigeo: &Ubigeo,
    names: [&str; 3],
    populated_center: Option<&str>,
) -> impl Iterator<Item = String> {
    let [department, province, district] = names;
    let (name, around): (&str, Vec<&str>) = match kind {
        MunicipalityKind::Provincial => (province, vec![department]),
        MunicipalityKind::District => (district, vec![province, department]),
        MunicipalityKind::PopulatedCenter => (
            populated_center.unwrap_or(district),
            vec![district, province, department],
        ),
    };
    let plain = municipality_slug(name).filter(|slug| bearers.is_unique(kind, slug));
    let mut slugs: Vec<String> = plain.into_iter().collect();
    for places in 1..=around.len() {
        slugs.extend(homonym_slug(name, around.get(..places).unwrap_or_default()));
    }
    let (name, code) = (name.to_owned(), ubigeo.to_string());
    slugs.extend(homonym_slug(&name, &[&code]));
    let numbered = move |number: u32| homonym_slug(&name, &[&code, &number.to_string()]);
    slugs.into_iter().chain((2..100).filter_map(numbered))
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    fn first(kind: MunicipalityKind, code: &str) -> String {
        let places = Places::new(crate::features::places::file_rows().unwrap());
        let bearers = Bearers::new(&places, "2026-11-21".parse().unwrap());
        let ubigeo: Ubigeo = code.parse().unwrap();
        let slugs = candidates(&bearers, kind, &ubigeo, places.names(&ubigeo), None);
        slugs.take(1).last().unwrap()
    }

    #[test]
    fn the_slug_is_the_name_where_no_other_bears_it() {
        assert_eq!(first(MunicipalityKind::Provincial, "200101"), "munipiura");
        assert_eq!(first(MunicipalityKind::Provincial, "070101"), "municallao");
        assert_eq!(first(MunicipalityKind::District, "070105"), "munilapunta");
        // Yauyos is a province too; of the districts named Castilla one is also a province of Arequipa.
        assert_eq!(first(MunicipalityKind::Provincial, "151001"), "muniyauyos");
        assert_eq!(
            first(MunicipalityKind::District, "200104"),
            "municastilla-piura"
        );
    }

    #[test]
    fn no_two_municipalities_of_the_country_want_the_same_slug_in_the_end() {
        let places = Places::new(crate::features::places::file_rows().unwrap());
        let on = "2026-11-21".parse().unwrap();
        let bearers = Bearers::new(&places, on);
        let mut taken = HashSet::new();
        let mut refused = HashMap::<usize, u32>::new();
        for place in places.iter().filter(|place| place.is_in_force(on)) {
            let (kind, code) = match place.code.level() {
                Level::Department => continue,
                Level::Province => (MunicipalityKind::Provincial, format!("{}01", place.code)),
                Level::District => (MunicipalityKind::District, place.code.to_string()),
            };
            let ubigeo: Ubigeo = code.parse().unwrap();
            let slugs = candidates(&bearers, kind, &ubigeo, places.names(&ubigeo), None);
            let mut slugs = slugs.enumerate();
            let (at, slug) = slugs.find(|(_, slug)| !taken.contains(slug)).unwrap();
            taken.insert(slug);
            *refused.entry(at).or_default() += 1;
        }
        // The order of registration matters to nobody but a handful of names that repeat within a province.
        assert!(
            refused
                .iter()
                .filter(|(at, _)| **at > 0)
                .map(|(_, count)| count)
                .sum::<u32>()
                <= 10,
            "{refused:?}"
        );
    }
}
