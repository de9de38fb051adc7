//! What is asked of a register, as addresses say it: the same for the API, the browser, watches and citations.
//!
//! `q` searches, `from` and `to` narrow by the register's date, a column's name narrows to a value (repeated: to any of
//! them), `…_min` and `…_max` to a range, `…_contains` to a part of a text, `sort` orders (`-` before a name turns it
//! round), `as_of` goes back to an instant, `total` counts, `limit` and `cursor` page.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};

use super::{Column, Kind, Register, Value};
use crate::rules::ruc_dni;
use crate::text::fold::{collapse, fold};

/// Records of a page when the request does not say.
pub const DEFAULT_LIMIT: u32 = 20;
/// Most records of one page.
pub const MAX_LIMIT: u32 = 1000;
/// Longest text that is searched for, in characters.
const MAX_TEXT: usize = 100;
/// Most values of one set.
const MAX_SET: usize = 50;
/// Parameters that say how a list is shown, and not what is in it.
const OF_LISTS: [&str; 5] = ["as_of", "cursor", "limit", "sort", "total"];

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What is searched for, folded; empty when nothing is.
    pub search: String,
    /// By what the list is narrowed.
    pub filters: Vec<Filter>,
    /// In which order.
    pub order: Order,
    /// As the register stood at this instant; now when there is none.
    pub as_of: Option<DateTime<Utc>>,
    /// Whether all matches are counted.
    pub total: bool,
    /// Records of a page.
    pub limit: u32,
    /// Where the page begins, opaque.
    pub cursor: Option<String>,
}

/// A condition on one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The column's name.
    pub column: &'static str,
    /// What its value must be.
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Any of these.
    Is(Vec<Value>),
    /// Not below the first, not above the second.
    Between(Option<Value>, Option<Value>),
    /// A text that contains this one, both folded.
    Contains(String),
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The column; the register's own order when there is none.
    pub column: Option<&'static str>,
    /// The greatest first.
    pub descending: bool,
}

/// A parameter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Its name.
    pub parameter: String,
    /// How to mend it, in Spanish.
    pub message: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "El parámetro «{}»: {}", self.parameter, self.message)
    }
}

impl Default for Query {
    fn default() -> Self {
        Self {
            search: String::new(),
            filters: Vec::new(),
            order: Order {
                column: None,
                descending: true,
            },
            as_of: None,
            total: false,
            limit: DEFAULT_LIMIT,
            cursor: None,
        }
    }
}

impl Query {
    /// The words of the search without the signs around them: `«Castro» - Ruesta` is looked for as `Castro Ruesta`.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.search.split(' ');
        let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty())
    }

    /// Reads the parameters of an address, decoded.
    ///
    /// # Errors
    /// The first parameter that the register does not know or that has no such value.
    pub fn parse<'a>(
        register: &'static Register,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut tests: BTreeMap<(&'static str, Shape), Test> = BTreeMap::new();
        for (name, text) in pairs {
            let wrong = |message: String| QueryError {
                parameter: name.to_owned(),
                message,
            };
            if query.common(register, name, text).map_err(wrong)? {
                continue;
            }
            let (column, shape) = column(register, name)
                .ok_or_else(|| wrong("no existe en este registro.".to_owned()))?;
            // As it came: folded it may be shorter than what the document allows.
            if shape == Shape::Contains && text.chars().count() > MAX_TEXT {
                return Err(wrong(format!("escriba como máximo {MAX_TEXT} caracteres.")));
            }
            let text = collapse(text);
            if text.is_empty() {
                // Of words none may be given; a day or a number that is not there is a mistake.
                if matches!(
                    column.kind,
                    Kind::Text(_) | Kind::Ruc | Kind::Document | Kind::Url | Kind::Link(_)
                ) {
                    continue;
                }
                return Err(wrong("no tiene valor.".to_owned()));
            }
            let test = test(column, shape, &text).map_err(wrong)?;
            match tests.entry((column.name, shape.merged())) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(test);
                }
                std::collections::btree_map::Entry::Occupied(mut known) => {
                    join(known.get_mut(), test).map_err(wrong)?;
                }
            }
        }
        query.filters = tests
            .into_iter()
            .map(|((column, _), test)| Filter { column, test })
            .collect();
        Ok(query)
    }

    /// Reads what narrows a register whatever the moment: all that a feed, a difference and a watch know. Order, page,
    /// count and moment are for lists.
    ///
    /// # Errors
    /// As [`Query::parse`], and for a parameter that is for lists.
    pub fn narrowing<'a>(
        register: &'static Register,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, QueryError> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        match pairs.iter().find(|(name, _)| OF_LISTS.contains(name)) {
            Some((name, _)) => Err(QueryError {
                parameter: (*name).to_owned(),
                message: "no existe aquí.".to_owned(),
            }),
            None => Self::parse(register, pairs),
        }
    }

    /// Whether a list can be narrowed by a parameter of this name.
    pub fn narrows(register: &'static Register, name: &str) -> bool {
        column(register, name).is_some()
    }

    /// Whether it is one of the parameters that every register knows.
    fn common(
        &mut self,
        register: &'static Register,
        name: &str,
        text: &str,
    ) -> Result<bool, String> {
        match name {
            "q" => {
                if text.chars().count() > MAX_TEXT {
                    return Err(format!("escriba como máximo {MAX_TEXT} caracteres."));
                }
                self.search = fold(text);
            }
            "sort" => self.order = order(register, text)?,
            "as_of" => {
                let instant = DateTime::parse_from_rfc3339(text);
                let instant = instant
                    .map_err(|_| "escriba un instante como 2026-11-21T15:00:00Z.".to_owned())?;
                self.as_of = Some(instant.with_timezone(&Utc));
            }
            "total" => self.total = flag(text)?,
            "limit" => {
                let limit = text.parse().ok().filter(|n| (1..=MAX_LIMIT).contains(n));
                self.limit = limit.ok_or_else(|| format!("va de 1 a {MAX_LIMIT}."))?;
            }
            "cursor" => self.cursor = Some(text.to_owned()).filter(|text| !text.is_empty()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The parameters that say the same again, without page and count; values are not encoded.
    pub fn pairs(&self, register: &'static Register) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if !self.search.is_empty() {
            pairs.push(("q".to_owned(), self.search.clone()));
        }
        for filter in &self.filters {
            let name = filter.column;
            match &filter.test {
                Test::Is(values) => {
                    pairs.extend(
                        values
                            .iter()
                            .map(|value| (name.to_owned(), value.to_string())),
                    );
                }
                Test::Between(low, high) => {
                    let is_date = name == register.date();
                    let (below, above) = if is_date {
                        ("from".to_owned(), "to".to_owned())
                    } else {
                        (format!("{name}_min"), format!("{name}_max"))
                    };
                    pairs.extend(low.as_ref().map(|low| (below, low.to_string())));
                    pairs.extend(high.as_ref().map(|high| (above, high.to_string())));
                }
                Test::Contains(text) => pairs.push((format!("{name}_contains"), text.clone())),
            }
        }
        if self.order != Self::default().order {
            let sign = if self.order.descending { "-" } else { "" };
            let column = self.order.column.unwrap_or(register.date());
            pairs.push(("sort".to_owned(), format!("{sign}{column}")));
        }
        if let Some(instant) = self.as_of {
            let instant = instant.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            pairs.push(("as_of".to_owned(), instant));
        }
        pairs
    }
}

/// Which condition a parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Is,
    Min,
    Max,
    Contains,
}

impl Shape {
    /// The two ends of a range are one condition.
    const fn merged(self) -> Self {
        match self {
            Self::Max => Self::Min,
            other => other,
        }
    }
}

/// The column and the condition that a parameter names.
fn column(register: &'static Register, name: &str) -> Option<(&'static Column, Shape)> {
    let found = |name: &str, shape: Shape| {
        let column = register.column(name)?;
        let ranges = column.kind.is_number() || is_moment(column.kind);
        let allowed = column.is_public()
            && (column.is_filterable || name == register.date())
            && match shape {
                Shape::Is => true,
                Shape::Min | Shape::Max => ranges,
                Shape::Contains => matches!(column.kind, Kind::Text(_)),
            };
        allowed.then_some((column, shape))
    };
    match name {
        "from" => return found(register.date(), Shape::Min),
        "to" => return found(register.date(), Shape::Max),
        _ => {}
    }
    let suffixes = [
        ("_min", Shape::Min),
        ("_max", Shape::Max),
        ("_contains", Shape::Contains),
    ];
    let ranged = suffixes
        .iter()
        .find_map(|(suffix, shape)| found(name.strip_suffix(suffix)?, *shape));
    ranged.or_else(|| found(name, Shape::Is))
}

const fn is_moment(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Time | Kind::Instant)
}

fn test(column: &Column, shape: Shape, text: &str) -> Result<Test, String> {
    if shape == Shape::Contains {
        return Ok(Test::Contains(fold(text)));
    }
    if column.kind == Kind::Ruc && ruc_dni(text).is_some() {
        return Err(
            "el RUC de una persona natural lleva su DNI, y con un DNI no se busca aquí.".to_owned(),
        );
    }
    let value = if shape == Shape::Is && column.is_tagged() && is_tag(text) {
        Value::Text(text.to_owned())
    } else {
        Value::written(column, text).map_err(|error| error.message)?
    };
    Ok(match shape {
        Shape::Min => Test::Between(Some(value), None),
        Shape::Max => Test::Between(None, Some(value)),
        Shape::Is | Shape::Contains => Test::Is(vec![value]),
    })
}

/// Whether a text is a link tag, as the list shows it in the place of a number.
pub fn is_tag(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A second condition on the same column: another value of the set, the other end of the range.
fn join(known: &mut Test, more: Test) -> Result<(), String> {
    match (known, more) {
        (Test::Is(values), Test::Is(more)) => {
            values.extend(more);
            if values.len() > MAX_SET {
                return Err(format!("elija como máximo {MAX_SET} valores."));
            }
        }
        (Test::Between(low @ None, _), Test::Between(Some(value), None)) => *low = Some(value),
        (Test::Between(_, high @ None), Test::Between(None, Some(value))) => *high = Some(value),
        _ => return Err("está repetido.".to_owned()),
    }
    Ok(())
}

fn order(register: &'static Register, text: &str) -> Result<Order, String> {
    let (name, descending) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (text, false),
    };
    if name == register.date() {
        return Ok(Order {
            column: None,
            descending,
        });
    }
    let column = register.column(name);
    let column = column.filter(|column| column.is_sortable && column.is_public());
    let column = column.ok_or_else(|| {
        let sortable = register.columns.iter().filter(|column| column.is_sortable);
        let names = sortable.map(|column| column.name);
        let names: Vec<_> = std::iter::once(register.date()).chain(names).collect();
        format!("se ordena por {}.", names.join(", "))
    })?;
    Ok(Order {
        column: Some(column.name),
        descending,
    })
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" | "" => Ok(false),
        _ => Err("escriba true o false.".to_owned()),
    }
}
