//! The places in memory: by code, by name, with the names of what they lie in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::features::places::PlacePublic;
use shared::text::fold::{fold, sort_key};
use shared::ubigeo::{Level, Ubigeo};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its code.
    pub(crate) code: Ubigeo,
    /// Its name.
    pub(crate) name: String,
    /// Its capital, where known.
    pub(crate) capital: Option<String>,
    /// First day, where known.
    pub(crate) valid_from: Option<NaiveDate>,
    /// Last day, of those that ceased to exist.
    pub(crate) valid_to: Option<NaiveDate>,
    /// RENIEC's code, where known.
    pub(crate) reniec: Option<String>,
    /// Millionths of a degree north.
    pub(crate) latitude_e6: Option<i32>,
    /// Millionths of a degree east.
    pub(crate) longitude_e6: Option<i32>,
}

impl Place {
    /// Whether it exists on a day.
    pub(crate) fn is_in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}

#[derive(Clone, Debug)]
struct Entry {
    place: Place,
    folded: String,
    sort_key: String,
    /// Folded names of the places it lies in and its own, to search in.
    folded_path: String,
    path: String,
}

/// All places, in the order of their codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    entries: BTreeMap<Ubigeo, Entry>,
}

/// What a search asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    pub(crate) level: Option<Level>,
    pub(crate) within: Option<Ubigeo>,
    pub(crate) words: Vec<String>,
    pub(crate) on: Option<NaiveDate>,
}

impl Places {
    pub(crate) fn new(places: Vec<Place>) -> Self {
        let names: BTreeMap<Ubigeo, String> = places
            .iter()
            .map(|place| (place.code.clone(), place.name.clone()))
            .collect();
        let entry = |place: Place| {
            let path = path(&names, &place);
            let entry = Entry {
                folded: fold(&place.name),
                sort_key: sort_key(&place.name),
                folded_path: fold(&path),
                path,
                place,
            };
            (entry.place.code.clone(), entry)
        };
        Self {
            entries: places.into_iter().map(entry).collect(),
        }
    }

    /// Every place.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Place> {
        self.entries.values().map(|entry| &entry.place)
    }

    /// The place of a code.
    pub(crate) fn get(&self, code: &Ubigeo) -> Option<&Place> {
        self.entries.get(code).map(|entry| &entry.place)
    }

    /// The place of a code, as it is published.
    pub(crate) fn public(&self, code: &Ubigeo) -> Option<PlacePublic> {
        self.entries.get(code).map(Entry::public)
    }

    /// The name of a place; empty for an unknown code.
    pub(crate) fn name(&self, code: &Ubigeo) -> &str {
        self.get(code).map_or("", |place| &place.name)
    }

    /// Names of department, province and district of a district's code, as far as they are known.
    pub(crate) fn names(&self, district: &Ubigeo) -> [&str; 3] {
        let province = district.province();
        [
            self.name(&district.department()),
            province.as_ref().map_or("", |province| self.name(province)),
            self.name(district),
        ]
    }

    /// The places that match, best first: those whose own name is or begins with what was typed, then by name.
    pub(crate) fn search(&self, search: &Search) -> Vec<PlacePublic> {
        let typed = search.words.join(" ");
        let mut found: Vec<_> = self
            .entries
            .values()
            .filter(|entry| search.finds(entry))
            .map(|entry| (rank(entry, &typed), entry))
            .collect();
        found.sort_by(|(a_rank, a), (b_rank, b)| {
            let key = |entry: &Entry| (entry.place.code.level(), entry.sort_key.clone());
            (a_rank, key(a), &a.place.code).cmp(&(b_rank, key(b), &b.place.code))
        });
        found.into_iter().map(|(_, entry)| entry.public()).collect()
    }
}

impl Search {
    fn finds(&self, entry: &Entry) -> bool {
        let place = &entry.place;
        let code = &place.code;
        let named = match self.typed_code() {
            Some(typed) => code.to_string().starts_with(typed),
            None => self.names(entry),
        };
        named
            && self.level.is_none_or(|level| level == code.level())
            && self
                .within
                .as_ref()
                .is_none_or(|parent| parent != code && parent.contains(code))
            && self.on.is_none_or(|on| place.is_in_force(on))
    }

    /// The digits with which a code begins, where nothing else was typed: no name has any.
    fn typed_code(&self) -> Option<&str> {
        match self.words.as_slice() {
            [word] if word.bytes().all(|byte| byte.is_ascii_digit()) => Some(word),
            _ => None,
        }
    }

    fn names(&self, entry: &Entry) -> bool {
        // One word at least is of its own name: whoever types a province does not want all its districts.
        (self.words.is_empty()
            || self
                .words
                .iter()
                .any(|word| entry.folded.contains(word.as_str())))
            && self
                .words
                .iter()
                .all(|word| entry.folded_path.contains(word.as_str()))
    }
}

impl Entry {
    fn public(&self) -> PlacePublic {
        let place = self.place.clone();
        let degrees = |millionths: i32| f64::from(millionths) / 1_000_000.0;
        PlacePublic {
            level: place.code.level(),
            parent: place.code.parent(),
            code: place.code,
            name: place.name,
            path: self.path.clone(),
            capital: place.capital,
            reniec: place.reniec,
            latitude: place.latitude_e6.map(degrees),
            longitude: place.longitude_e6.map(degrees),
            valid_from: place.valid_from,
            valid_to: place.valid_to,
        }
    }
}

fn rank(entry: &Entry, typed: &str) -> u8 {
    match entry.folded.as_str() {
        name if name == typed => 0,
        name if name.starts_with(typed) => 1,
        _ => 2,
    }
}

fn path(names: &BTreeMap<Ubigeo, String>, place: &Place) -> String {
    let code = &place.code;
    let above = [Some(code.department()), code.province()];
    let above = above.into_iter().flatten().filter(|above| above != code);
    let mut path: Vec<&str> = above
        .filter_map(|above| names.get(&above))
        .map(String::as_str)
        .collect();
    path.push(&place.name);
    path.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(level: Option<Level>, within: Option<&str>, typed: &str) -> Vec<String> {
        let places = Places::new(super::super::file_rows().unwrap());
        let search = Search {
            level,
            within: within.map(|code| code.parse().unwrap()),
            words: fold(typed).split_whitespace().map(str::to_owned).collect(),
            on: "2026-11-21".parse().ok(),
        };
        places
            .search(&search)
            .into_iter()
            .map(|place| place.path)
            .collect()
    }

    #[test]
    fn a_district_is_found_by_what_people_type() {
        assert_eq!(
            found(Some(Level::District), None, "CASTILLA piura"),
            ["Piura, Piura, Castilla"]
        );
        assert_eq!(found(None, None, "nunoa"), ["Puno, Melgar, Nuñoa"]);
        let piura = found(None, None, "piura");
        assert_eq!(piura, ["Piura", "Piura, Piura", "Piura, Piura, Piura"]);
    }

    #[test]
    fn a_place_is_found_by_its_code_and_what_lies_in_it_by_the_beginning() {
        assert_eq!(found(None, None, "150101"), ["Lima, Lima, Lima"]);
        let callao = found(None, None, "0701");
        assert_eq!(callao.len(), 8, "the province and its districts");
        assert_eq!(callao.first().unwrap(), "Callao, Callao");
        assert_eq!(found(None, Some("20"), "150101"), [""; 0]);
        assert_eq!(found(None, None, "999999"), [""; 0]);
    }

    #[test]
    fn lists_are_complete_in_spanish_order_and_without_what_no_longer_exists() {
        let provinces = found(Some(Level::Province), Some("20"), "");
        assert_eq!(provinces.len(), 8);
        assert_eq!(provinces.first().unwrap(), "Piura, Ayabaca");
        assert_eq!(found(Some(Level::Department), None, "").len(), 25);
        assert_eq!(found(Some(Level::District), None, "").len(), 1_891);
        assert_eq!(found(Some(Level::District), None, "huaribamba").len(), 1);
    }
}
