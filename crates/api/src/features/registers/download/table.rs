//! Records as rows for people: labels, soles, days as they write them.

use chrono::{DateTime, NaiveDate, NaiveTime};
use shared::registers::{Act, Column, Kind, Register};
use shared::time::lima_datetime;
use tabular::write::Value;

use super::Names;
use super::sink::degrees;
use crate::error::ApiResult;
use crate::registers::read::{self, Cells, Placed, at};

/// What a table is written with.
pub(super) struct Table {
    pub(super) headings: Vec<Heading>,
    pub(super) columns: Vec<Placed>,
    pub(super) names: Names,
    /// Whether names stand over the columns.
    pub(super) named: bool,
}

/// What stands over a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// For programs.
    pub(super) name: String,
    /// For people.
    pub(super) label: String,
    /// Characters that most values have.
    pub(super) width: u8,
}

impl Heading {
    fn new(name: &str, label: &str, width: u8) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            width,
        }
    }

    /// Its name or its label.
    pub(super) fn over(&self, named: bool) -> &str {
        if named { &self.name } else { &self.label }
    }
}

/// The headings of a register's table: what every record has, then its columns, each with its link tag behind it.
pub(super) fn headings(register: &'static Register) -> Vec<Heading> {
    let mut all = vec![
        Heading::new("id", "Identificador", 38),
        Heading::new("version", "Versión", 8),
        Heading::new("municipality", "Código de la municipalidad", 20),
        Heading::new("municipality_name", "Municipalidad", 40),
        Heading::new("recorded_at", "Anotado en el registro", 20),
        Heading::new("act", "Acto", 12),
    ];
    for Placed { column, tag, .. } in read::places(register) {
        all.push(Heading::new(name(column), column.label, width(column.kind)));
        if tag.is_some() {
            let name = format!("{}_tag", column.name);
            let label = format!("{} (etiqueta)", column.label);
            all.push(Heading::new(&name, &label, 26));
        }
    }
    all
}

/// A column's name without the unit that the table does not keep to: soles stand there, and degrees.
fn name(column: &Column) -> &'static str {
    let unit = match column.kind {
        Kind::Money => "_cents",
        Kind::Degrees => "_e6",
        _ => "",
    };
    column.name.strip_suffix(unit).unwrap_or(column.name)
}

const fn width(kind: Kind) -> u8 {
    match kind {
        Kind::Text(most) if most > 100 => 40,
        Kind::Text(_) | Kind::Choice(_) | Kind::Url | Kind::Link(_) => 24,
        Kind::Instant => 20,
        _ => 14,
    }
}

/// The cells of a record, under the headings.
pub(super) fn cells<'r>(
    table: &'r Table,
    row: &'r dyn Cells,
    id: &'r mut [u8],
) -> ApiResult<Vec<Value<'r>>> {
    let owner = table.names.get(&row.uuid(at::MUNICIPALITY)?);
    let act = row.text(at::ACT)?.unwrap_or_default();
    let mut cells = Vec::with_capacity(table.headings.len());
    cells.push(Value::Code(row.uuid(at::ID)?.hyphenated().encode_lower(id)));
    cells.push(
        row.number(at::VERSION)?
            .map_or(Value::Empty, Value::Integer),
    );
    cells.push(owner.map_or(Value::Empty, |owner| Value::Code(&owner.slug)));
    cells.push(owner.map_or(Value::Empty, |owner| Value::Text(&owner.name)));
    cells.push(instant(row.text(at::RECORDED_FROM)?.unwrap_or_default()));
    cells.push(Value::Code(
        act.parse::<Act>().map_or(act, |act| act.title()),
    ));
    for Placed { column, at, tag } in &table.columns {
        cells.push(cell(column, row, *at)?);
        if let Some(tag) = tag {
            cells.push(row.text(*tag)?.map_or(Value::Empty, Value::Code));
        }
    }
    Ok(cells)
}

/// A value as people read it.
pub(in crate::features::registers) fn cell<'r>(
    column: &Column,
    row: &'r dyn Cells,
    place: usize,
) -> ApiResult<Value<'r>> {
    if column.kind.is_number() {
        return Ok(row
            .number(place)?
            .map_or(Value::Empty, |value| number(column.kind, value)));
    }
    let Some(text) = row.text(place)? else {
        let erased = row.text(at::ERASED)?.filter(|_| column.is_personal);
        return Ok(erased.map_or(Value::Empty, Value::Code));
    };
    Ok(match column.kind {
        Kind::Choice(choices) => {
            let known = choices.iter().find(|choice| choice.code == text);
            Value::Code(known.map_or(text, |choice| choice.label))
        }
        Kind::Date => text
            .parse::<NaiveDate>()
            .map_or(Value::Code(text), Value::Date),
        Kind::Time => time_of_day(text).map_or(Value::Code(text), Value::Time),
        Kind::Instant => instant(text),
        // Our own rules let nothing into them that begins a formula.
        Kind::Ruc | Kind::Url | Kind::Link(_) => Value::Code(text),
        _ => Value::Text(text),
    })
}

fn number(kind: Kind, value: i64) -> Value<'static> {
    match kind {
        // Hundredths both: céntimos of soles, and of percent.
        Kind::Money | Kind::Percent => Value::Cents(value),
        // Written and read as a decimal, so that nothing is lost on the way.
        Kind::Degrees => degrees(value).parse().map_or(Value::Empty, Value::Number),
        Kind::Bool => Value::Bool(value != 0),
        _ => Value::Integer(value),
    }
}

/// An instant on the clocks of Lima.
fn instant(text: &str) -> Value<'_> {
    let at = DateTime::parse_from_rfc3339(text);
    at.map_or(Value::Code(text), |at| {
        Value::DateTime(lima_datetime(at.to_utc()))
    })
}

/// `15:04`, as registers keep it.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}
