//! The value of a column as people read it and as they type it.

use serde_json::Value;
use shared::features::catalogs::{Column, ColumnKind};
use shared::money::Cents;

use crate::format::{money, short_date};
use crate::i18n::t;

/// As people read it.
pub(super) fn shown(column: &Column, value: Option<&Value>) -> String {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return "–".to_owned();
    };
    let text = value.as_str().map(str::to_owned);
    match column.kind {
        ColumnKind::Money => value.as_i64().map(money),
        ColumnKind::Integer => value.as_i64().map(|number| number.to_string()),
        ColumnKind::Bool => value.as_bool().map(|yes| yes_or_no(yes).to_owned()),
        ColumnKind::Date => text.and_then(|text| text.parse().ok()).map(short_date),
        ColumnKind::Choice => text.map(|text| {
            let choice = column.choices.iter().find(|choice| choice.value == text);
            choice.map_or(text, |choice| choice.label.to_owned())
        }),
        ColumnKind::Text | ColumnKind::Url | ColumnKind::Ubigeo => text,
    }
    .unwrap_or_else(|| value.to_string())
}

/// As it stands in a field: money in soles, everything else as it is.
pub(super) fn typed(column: &Column, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) if column.kind == ColumnKind::Money => {
            value.as_i64().map(soles).unwrap_or_default()
        }
        Some(value) => value.to_string(),
    }
}

/// As it travels. What is no number stays as it was typed, so that the rule of its column names it.
pub(super) fn sent(column: &Column, typed: &str) -> Option<Value> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = match column.kind {
        ColumnKind::Money => typed.parse::<Cents>().ok().map(|amount| amount.0),
        ColumnKind::Integer => typed.parse::<i64>().ok(),
        ColumnKind::Bool => return Some(Value::Bool(typed == "true")),
        _ => None,
    };
    Some(number.map_or_else(|| Value::from(typed), Value::from))
}

/// `true` and `false` in words.
pub(super) fn yes_or_no(yes: bool) -> &'static str {
    if yes {
        t::CATALOG_YES.s()
    } else {
        t::CATALOG_NO.s()
    }
}

fn soles(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents.rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::features::catalogs::Catalog;

    use super::*;

    #[test]
    fn money_is_typed_in_soles_and_travels_in_centimos() {
        let column = &Catalog::find("uit").unwrap().columns[0];
        assert_eq!(sent(column, "5,500.5"), Some(json!(550_050)));
        assert_eq!(typed(column, Some(&json!(550_050))), "5500.50");
        assert_eq!(shown(column, Some(&json!(550_000))), "S/ 5,500.00");
        assert_eq!(sent(column, "cinco mil"), Some(json!("cinco mil")));
        assert_eq!(sent(column, " "), None);
        assert_eq!(shown(column, None), "–");
    }
}
