//! What addresses carry.

use shared::registers::{Column, Kind, Register};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Type};

use super::{known, query, text};

/// Back to an instant.
pub(super) fn moment() -> Parameter {
    query(
        "as_of",
        "Como estaba en este instante",
        known(KnownFormat::DateTime),
    )
}

/// What a list takes: what it is narrowed by, its order and its pages.
pub(super) fn parameters(register: &'static Register) -> Vec<Parameter> {
    let mut all = filters(register);
    all.push(order(register));
    all.extend(pages());
    let total = ObjectBuilder::new().schema_type(Type::Boolean);
    all.push(query("total", "Contar todos los que coinciden", total));
    all
}

/// Which page is asked for.
pub(super) fn pages() -> [Parameter; 2] {
    let limit = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(shared::registers::MAX_LIMIT));
    [
        query("limit", "Registros por página, 20 si no se dice", limit),
        query("cursor", "«next_cursor» de la página anterior", text()),
    ]
}

/// By what a list is ordered.
pub(super) fn order(register: &'static Register) -> Parameter {
    let sortable = register.columns.iter().filter(|column| column.is_sortable);
    let names = std::iter::once(register.date()).chain(sortable.map(|column| column.name));
    let orders = names.flat_map(|name| [name.to_owned(), format!("-{name}")]);
    let about = "Columna que ordena; con «-», de mayor a menor";
    query("sort", about, text().enum_values(Some(orders)))
}

/// What a list is narrowed by, and the moment of which it is.
pub(super) fn filters(register: &'static Register) -> Vec<Parameter> {
    let mut all = narrowing(register, ["from", "to"]);
    all.insert(3, moment());
    all
}

/// What narrows a register whatever the moment; the first and the last day under these names.
pub(super) fn narrowing(register: &'static Register, days: [&str; 2]) -> Vec<Parameter> {
    let words = "Palabras; no importan tildes ni mayúsculas";
    let [from, to] = days;
    let mut all = vec![
        query("q", words, text().max_length(Some(100))),
        query(from, "Desde este día", known(KnownFormat::Date)),
        query(to, "Hasta este día", known(KnownFormat::Date)),
    ];
    let date = register.date();
    let filterable = register
        .public_columns()
        .filter(|column| column.is_filterable && column.name != date);
    for column in filterable {
        let label = column.label;
        let values = ArrayBuilder::new().items(written(column));
        all.push(query(
            column.name,
            format!("{label}: uno de estos valores"),
            values,
        ));
        if column.kind.is_number() {
            all.push(query(
                format!("{}_min", column.name),
                format!("{label}: desde"),
                written(column),
            ));
            all.push(query(
                format!("{}_max", column.name),
                format!("{label}: hasta"),
                written(column),
            ));
        }
        if matches!(column.kind, Kind::Text(_)) {
            let part = text().max_length(Some(100));
            all.push(query(
                format!("{}_contains", column.name),
                format!("{label}: contiene"),
                part,
            ));
        }
    }
    all
}

/// A value as an address carries it.
pub(super) fn written(column: &Column) -> ObjectBuilder {
    match column.kind {
        Kind::Integer | Kind::Money | Kind::Percent | Kind::Degrees => {
            ObjectBuilder::new().schema_type(Type::Integer)
        }
        Kind::Bool => ObjectBuilder::new().schema_type(Type::Boolean),
        Kind::Date => known(KnownFormat::Date),
        Kind::Instant => known(KnownFormat::DateTime),
        Kind::Choice(choices) => text().enum_values(Some(choices.iter().map(|choice| choice.code))),
        _ => text(),
    }
}
