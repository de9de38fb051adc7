//! What a register's page is asked for, as its address says it: the parameters of the API, so that a view and the call for
//! it are the same, and amounts as people type them into a form.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::registers::place::{departments_path, points_path};
use shared::registers::statistic::statistics_path;
use shared::registers::{Kind, Order, Query, Register};

use super::value::{hundredths, in_units};
use super::words::{called, in_force};
use crate::format::address;
use crate::i18n::t;
use crate::ui::Chip;

/// Ends of the fields in which amounts are typed in soles or percent, and of the parameters they stand for.
const AMOUNTS: [(&str, &str); 2] = [("_desde", "_min"), ("_hasta", "_max")];

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    register: &'static Register,
    /// Everything but the page, as the API takes it.
    pairs: Vec<(String, String)>,
    cursor: String,
    /// In which order.
    pub(super) order: Order,
    /// As the register stood at this instant.
    pub(super) as_of: Option<DateTime<Utc>>,
    /// What could not be understood, by field: what was typed, and how to mend it.
    mistakes: BTreeMap<String, (String, String)>,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        // Order and moment follow from the pairs.
        self.register.id == other.register.id
            && self.pairs == other.pairs
            && self.cursor == other.cursor
            && self.mistakes == other.mistakes
    }
}

impl Asked {
    /// Reads the parameters of an address. What the register does not know belongs to others; what it cannot understand is
    /// left out of the question, and told.
    pub(crate) fn read(
        register: &'static Register,
        params: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut asked = Self {
            register,
            pairs: Vec::new(),
            cursor: String::new(),
            order: Query::default().order,
            as_of: None,
            mistakes: BTreeMap::new(),
        };
        let filled = params
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty());
        for (name, text) in filled {
            asked.take(name, text.trim());
        }
        asked.settle();
        asked
    }

    /// Takes in a parameter that can be understood by itself.
    fn take(&mut self, name: String, text: &str) {
        if let Some(parameter) = amount(self.register, &name) {
            match hundredths(text) {
                Some(number) => self.pairs.push((parameter, number.to_string())),
                None => {
                    let mend = t::REGISTERS_AMOUNT_HINT.s().to_owned();
                    self.mistakes.insert(name, (text.to_owned(), mend));
                }
            }
            return;
        }
        if name == "cursor" {
            text.clone_into(&mut self.cursor);
        } else if knows(self.register, &name) {
            match Query::parse(self.register, [(name.as_str(), text)]) {
                Ok(_) => self.pairs.push((name, text.to_owned())),
                Err(error) => drop(self.mistakes.insert(name, (text.to_owned(), error.message))),
            }
        }
    }

    /// Leaves out what cannot be asked together.
    fn settle(&mut self) {
        loop {
            let pairs = self.pairs.iter();
            let pairs = pairs.map(|(name, text)| (name.as_str(), text.as_str()));
            match Query::parse(self.register, pairs) {
                Ok(query) => {
                    self.order = query.order;
                    self.as_of = query.as_of;
                    return;
                }
                Err(error) => {
                    let before = self.pairs.len();
                    self.pairs.retain(|(name, _)| *name != error.parameter);
                    if self.pairs.len() == before {
                        self.pairs.clear();
                    }
                    let told = (String::new(), error.message);
                    self.mistakes.insert(error.parameter, told);
                }
            }
        }
    }

    /// What stands in a field: what it narrows to, or what was typed and not understood.
    pub(super) fn field(&self, name: &str) -> String {
        if let Some((typed, _)) = self.mistakes.get(name) {
            return typed.clone();
        }
        let wanted = amount(self.register, name);
        let mut values = self.values(wanted.as_deref().unwrap_or(name));
        match (values.next(), values.next()) {
            (Some(value), None) if wanted.is_some() => {
                value.parse().map(in_units).unwrap_or_default()
            }
            (Some(value), None) => value.to_owned(),
            _ => String::new(),
        }
    }

    /// How to mend what was typed into a field.
    pub(super) fn mistake(&self, name: &str) -> Option<String> {
        self.mistakes.get(name).map(|(_, mend)| mend.clone())
    }

    /// What could not be understood, as people call it, and how to mend it.
    pub(super) fn mistakes(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.mistakes.iter();
        all.map(|(name, (_, mend))| (called(self.register, name), mend.as_str()))
    }

    /// What no field of these names says, and a form must carry along: several values of a set, the order, the moment.
    pub(super) fn beside(&self, fields: &[String]) -> Vec<(String, String)> {
        let named = |name: &str| {
            fields.iter().any(|field| {
                let parameter = amount(self.register, field);
                parameter.as_deref().unwrap_or(field) == name
            })
        };
        let carried = self
            .pairs
            .iter()
            .filter(|(name, _)| !named(name) || self.values(name).count() > 1);
        carried.cloned().collect()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let pairs = self.pairs.iter().filter(move |(known, _)| known == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// Whether the list is narrowed to this value.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).any(|known| known == value)
    }

    /// Whether the list is narrowed to several values of a column.
    pub(super) fn has_several(&self, name: &str) -> bool {
        self.values(name).count() > 1
    }

    /// Whether the list is narrowed at all, or of another time.
    pub(crate) fn is_narrowed(&self) -> bool {
        self.pairs.iter().any(|(name, _)| name != "sort")
    }

    /// Whether this is the first page.
    pub(crate) fn is_first_page(&self) -> bool {
        self.cursor.is_empty()
    }

    /// The first page of the list as it is asked for.
    pub(crate) fn href(&self, list: &str) -> String {
        href(list, self.pairs.iter().cloned())
    }

    /// The same with what could not be understood, for the page to say so.
    pub(super) fn typed(&self, list: &str) -> String {
        let mistakes = self.mistakes.iter();
        let mistakes = mistakes.map(|(name, (typed, _))| (name.clone(), typed.clone()));
        href(list, self.pairs.iter().cloned().chain(mistakes))
    }

    /// The page that begins at a cursor.
    pub(crate) fn page(&self, list: &str, cursor: String) -> String {
        let next = ("cursor".to_owned(), cursor);
        href(list, self.pairs.iter().cloned().chain([next]))
    }

    /// The list narrowed to one value more.
    pub(super) fn with(&self, list: &str, name: &str, value: &str) -> String {
        let more = (name.to_owned(), value.to_owned());
        href(list, self.pairs.iter().cloned().chain([more]))
    }

    /// The list without one of the values it is narrowed to.
    pub(super) fn without(&self, list: &str, name: &str, value: &str) -> String {
        let gone = |pair: &&(String, String)| !(pair.0 == name && pair.1 == value);
        href(list, self.pairs.iter().filter(gone).cloned())
    }

    /// The list in another order.
    pub(super) fn sorted(&self, list: &str, sort: &str) -> String {
        let rest = self.pairs.iter().filter(|(name, _)| name != "sort");
        let sort = ("sort".to_owned(), sort.to_owned());
        href(list, rest.cloned().chain([sort]))
    }

    /// Where the API answers a page of it.
    pub(crate) fn records(&self, api: &str, limit: &str, total: bool) -> String {
        let more = [
            ("limit", limit),
            ("total", if total { "true" } else { "" }),
            ("cursor", self.cursor.as_str()),
        ];
        let more = more.map(|(name, value)| (name.to_owned(), value.to_owned()));
        href(api, self.pairs.iter().cloned().chain(more))
    }

    /// Where the API counts its facets.
    pub(super) fn facets(&self, api: &str) -> String {
        self.unordered(&format!("{api}/facets"))
    }

    /// Where the API tells its statistics.
    pub(super) fn statistics(&self, api: &str) -> String {
        self.unordered(&statistics_path(api))
    }

    /// Where the API tells the places of its records.
    pub(super) fn points(&self, api: &str) -> String {
        self.unordered(&points_path(api))
    }

    /// Where the API counts it by department.
    pub(super) fn departments(&self, api: &str) -> String {
        self.unordered(&departments_path(api))
    }

    /// What is asked, whatever the order.
    pub(super) fn unordered(&self, path: &str) -> String {
        let rest = self.pairs.iter().filter(|(name, _)| name != "sort");
        href(path, rest.cloned())
    }

    /// What narrows it whatever the moment, as the part of an address after its `?`.
    pub(super) fn narrowing(&self) -> String {
        let whole = self.part("");
        whole.trim_start_matches('?').to_owned()
    }

    /// An address of the part that is asked for, without order and moment.
    pub(super) fn part(&self, path: &str) -> String {
        href(path, self.parted().cloned())
    }

    /// Whether only a part of the register is asked for.
    pub(super) fn is_part(&self) -> bool {
        self.parted().next().is_some()
    }

    fn parted(&self) -> impl Iterator<Item = &(String, String)> {
        let pairs = self.pairs.iter();
        pairs.filter(|(name, _)| name != "sort" && name != "as_of")
    }

    /// Each filter in force, with the address without it.
    pub(super) fn chips(&self, list: &str) -> Vec<Chip> {
        let filters = self.pairs.iter().filter(|(name, _)| name != "sort");
        let chip = |(name, value): &(String, String)| Chip {
            label: in_force(self.register, name, value),
            href: self.without(list, name, value),
        };
        filters.map(chip).collect()
    }
}

/// The parameter that an amount typed into this field stands for.
fn amount(register: &Register, field: &str) -> Option<String> {
    AMOUNTS.iter().find_map(|(typed, meant)| {
        let column = register.column(field.strip_suffix(typed)?)?;
        let is_amount = matches!(column.kind, Kind::Money | Kind::Percent);
        let asked = is_amount && column.is_filterable && column.is_public();
        asked.then(|| format!("{}{meant}", column.name))
    })
}

/// Whether a parameter of this name is for the register and not for the page around it. How many records there are on a
/// page, and whether they are counted, the page decides.
fn knows(register: &'static Register, name: &str) -> bool {
    match name {
        "limit" | "total" | "cursor" => false,
        "q" | "sort" | "as_of" => true,
        _ => Query::narrows(register, name),
    }
}

fn href(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let pairs: Vec<_> = pairs.collect();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    address(path, &pairs)
}
