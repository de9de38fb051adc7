//! What the list is narrowed to. It stands in the address, so that a narrowed list can be sent to somebody.

use leptos_router::params::ParamsMap;
use shared::features::directory::{MUNICIPALITIES_PATH, MunicipalityKind, PortalStatus};

use super::departments::name_of;
use super::{kind_label, status_label};
use crate::format::address;
use crate::i18n::t;
use crate::ui::Chip;

/// Where the list stands.
pub(super) const LIST: &str = "/municipalidades";
/// The names of the filters in the address; the API uses the same.
const NAMES: [&str; 6] = ["q", "department", "province", "district", "kind", "status"];

/// The filters of the address, in the order of [`NAMES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    values: [String; 6],
    cursor: String,
}

impl Filters {
    pub(super) fn read(query: &ParamsMap) -> Self {
        let value = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
        Self {
            values: NAMES.map(value),
            cursor: value("cursor"),
        }
    }

    /// The value of one filter.
    pub(super) fn get(&self, name: &str) -> String {
        self.pairs()
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default()
    }

    /// The same filters with one changed, from the first page on.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut out = self.clone();
        for (key, slot) in NAMES.iter().zip(&mut out.values) {
            if *key == name {
                value.clone_into(slot);
            }
        }
        out.cursor.clear();
        out
    }

    /// Whether the list is narrowed at all.
    pub(super) fn any(&self) -> bool {
        self.values.iter().any(|value| !value.is_empty())
    }

    /// Whether this is the first page.
    pub(super) fn first_page(&self) -> bool {
        self.cursor.is_empty()
    }

    /// Where the list narrowed like this stands.
    pub(super) fn href(&self) -> String {
        address(LIST, &self.pairs())
    }

    /// Where its next page stands.
    pub(super) fn page_href(&self, cursor: &str) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.push(("cursor", cursor));
        address(LIST, &pairs)
    }

    /// Where the API answers it.
    pub(super) fn api_path(&self) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.extend([("limit", "50"), ("cursor", self.cursor.as_str())]);
        address(MUNICIPALITIES_PATH, &pairs)
    }

    /// Where all of it is had as CSV.
    pub(super) fn csv_path(&self) -> String {
        address(&format!("{MUNICIPALITIES_PATH}.csv"), &self.pairs())
    }

    /// Each filter in force, with the address without it.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let in_force = self
            .pairs()
            .into_iter()
            .filter(|(_, value)| !value.is_empty());
        let chip = |(name, value)| Chip {
            label: words(name, value),
            href: self.with(name, "").href(),
        };
        in_force.map(chip).collect()
    }

    fn pairs(&self) -> [(&'static str, &str); 6] {
        let [q, department, province, district, kind, status] = &self.values;
        let [n1, n2, n3, n4, n5, n6] = NAMES;
        [
            (n1, q),
            (n2, department),
            (n3, province),
            (n4, district),
            (n5, kind),
            (n6, status),
        ]
        .map(|(name, value)| (name, value.as_str()))
    }
}

fn words(name: &str, value: &str) -> String {
    let known = match name {
        "q" => return format!("«{value}»"),
        "department" => name_of(value),
        "province" => return t::DIRECTORY_CHIP_PROVINCE.with(&[("code", value)]),
        "district" => return t::DIRECTORY_CHIP_DISTRICT.with(&[("code", value)]),
        "kind" => value
            .parse::<MunicipalityKind>()
            .ok()
            .map(|kind| kind_label(kind).s()),
        _ => value
            .parse::<PortalStatus>()
            .ok()
            .map(|status| status_label(status).s()),
    };
    known.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(pairs: &[(&str, &str)]) -> Filters {
        let owned = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Filters::read(&owned.collect())
    }

    #[test]
    fn the_address_and_the_api_carry_the_same_filters() {
        let filters = filters(&[("q", "Ñuñoa"), ("department", "21"), ("other", "x")]);
        assert_eq!(
            filters.href(),
            "/municipalidades?q=%C3%91u%C3%B1oa&department=21"
        );
        assert_eq!(
            filters.api_path(),
            "/api/v1/municipalities?q=%C3%91u%C3%B1oa&department=21&limit=50"
        );
    }

    #[test]
    fn taking_a_filter_away_leads_back_to_the_first_page() {
        let filters = filters(&[
            ("department", "20"),
            ("kind", "provincial"),
            ("cursor", "abc"),
        ]);
        assert_eq!(
            filters.with("kind", "").href(),
            "/municipalidades?department=20"
        );
        let chips: Vec<_> = filters.chips().into_iter().map(|chip| chip.label).collect();
        assert_eq!(chips, ["Piura", "Provincial"]);
    }
}
