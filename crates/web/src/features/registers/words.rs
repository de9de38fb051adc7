//! Parameters of an address in the words of people.

use shared::registers::{Query, Register, Test};

use super::value::told;
use crate::format::date_time;
use crate::i18n::{Text, t};

/// A filter in force: `Importe desde S/ 1,000.00`.
pub(super) fn in_force(register: &'static Register, name: &str, value: &str) -> String {
    if name == "q" {
        return format!("«{value}»");
    }
    let Ok(query) = Query::parse(register, [(name, value)]) else {
        return value.to_owned();
    };
    if let Some(at) = query.as_of {
        return t::REGISTERS_CHIP_AS_OF.with(&[("when", &date_time(at))]);
    }
    let filter = query.filters.first();
    let found = filter.and_then(|filter| Some((filter, register.column(filter.column)?)));
    let Some((filter, column)) = found else {
        return value.to_owned();
    };
    let say = |text: Text, value: &str| text.with(&[("column", column.label), ("value", value)]);
    match &filter.test {
        Test::Is(values) => {
            let values: Vec<_> = values.iter().map(|value| told(column, value)).collect();
            format!("{}: {}", column.label, values.join(", "))
        }
        Test::Between(Some(low), _) => say(t::REGISTERS_CHIP_FROM, &told(column, low)),
        Test::Between(None, Some(high)) => say(t::REGISTERS_CHIP_TO, &told(column, high)),
        Test::Between(None, None) => value.to_owned(),
        Test::Contains(_) => say(t::REGISTERS_CHIP_CONTAINS, value),
    }
}

/// What people call a parameter: its column, where it has one.
pub(super) fn called<'a>(register: &'static Register, name: &'a str) -> &'a str {
    const ENDS: [&str; 6] = ["", "_min", "_max", "_contains", "_desde", "_hasta"];
    let named = match name {
        "q" => return t::REGISTERS_SEARCH.s(),
        "from" | "to" => register.date(),
        _ => name,
    };
    let column = |end| register.column(named.strip_suffix(end)?);
    ENDS.into_iter()
        .find_map(column)
        .map_or(name, |column| column.label)
}
