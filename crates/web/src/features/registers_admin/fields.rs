//! The fields of a record, each the control that fits its kind.

use leptos::prelude::*;
use serde_json::{Map, Value as Json};
use shared::kit::problem::FieldError;
use shared::registers::{Column, Kind, Privacy, Register};

use super::typed::{meant, name_of, typed};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::ui::{Choice, DateField, InputWidth, MoneyField, Select, TextArea, TextInput};

/// Texts longer than this are written on several lines.
const LINE: u16 = 150;

/// The fields of every column.
#[derive(Clone)]
pub(super) struct Fields(Vec<(&'static Column, FormField)>);

impl Fields {
    /// Fields in which the values of a record stand; none for what only a procedure writes.
    pub(super) fn new(
        form: FormState,
        register: &'static Register,
        values: &Map<String, Json>,
    ) -> Self {
        let field = |column: &'static Column| {
            let now = typed(column, values.get(column.name));
            (column, form.field(name_of(column), now))
        };
        let by_hand = register.columns.iter().filter(|one| !one.is_procedural);
        Self(by_hand.map(field).collect())
    }

    /// What was typed; what of it could not be understood.
    pub(super) fn read(&self) -> (Map<String, Json>, Vec<FieldError>) {
        let (mut values, mut wrong) = (Map::new(), Vec::new());
        for (column, field) in &self.0 {
            match meant(column, &field.text()) {
                Ok(json) => drop(values.insert(column.name.to_owned(), json)),
                Err(error) => wrong.push(error),
            }
        }
        (values, wrong)
    }

    /// The controls: what the public reads first, then what it does not.
    pub(super) fn view(&self) -> AnyView {
        let (open, closed): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(column, _)| column.is_public());
        let control = |(column, field): &&(&'static Column, FormField)| control(column, *field);
        let closed = (!closed.is_empty()).then(|| {
            let fields = closed.iter().map(control).collect_view();
            view! {
                <fieldset class="staff-group">
                    <legend>{t::RECORDS_PRIVATE.s()}</legend>
                    <p class="u-small u-muted">{t::RECORDS_PRIVATE_TEXT.s()}</p>
                    {fields}
                </fieldset>
            }
        });
        view! {
            {open.iter().map(control).collect_view()}
            {closed}
        }
        .into_any()
    }
}

fn control(column: &'static Column, field: FormField) -> AnyView {
    let (name, label, optional) = (name_of(column), column.label, !column.is_required);
    let (value, error) = (field.value, field.error);
    let hint = hint(column);
    let line = move |kind: &'static str,
                     keyboard: Option<&'static str>,
                     unit: Option<&'static str>| {
        view! {
            <TextInput name=name.clone() label=label hint=hint.clone() value=value error=error optional=optional kind=kind
                inputmode=keyboard.unwrap_or("text") prefix=unit.unwrap_or_default() width=width(column.kind)/>
        }
        .into_any()
    };
    let choose = |options: Vec<Choice>| {
        view! {
            <Select name=name_of(column) label=label value=value error=error optional=optional options=options/>
        }
        .into_any()
    };
    match column.kind {
        Kind::Text(most) if most > LINE => view! {
            <TextArea name=name_of(column) label=label hint=self::hint(column) rows=3 max_chars=usize::from(most) value=value error=error
                optional=optional/>
        }
        .into_any(),
        Kind::Choice(choices) => {
            choose(choices.iter().map(|one| Choice::new(one.code, one.label)).collect())
        }
        Kind::Bool => choose(vec![
            Choice::new("true", t::REGISTERS_YES.s()),
            Choice::new("false", t::REGISTERS_NO.s()),
        ]),
        Kind::Date => view! {
            <DateField name=name_of(column) label=label value=value error=error optional=optional/>
        }
        .into_any(),
        Kind::Money => view! {
            <MoneyField name=name_of(column) label=label hint=self::hint(column) value=value error=error optional=optional/>
        }
        .into_any(),
        Kind::Time => line("time", None, None),
        Kind::Instant => line("datetime-local", None, None),
        Kind::Percent => line("text", Some("decimal"), Some("%")),
        Kind::Integer => line("text", Some("numeric"), None),
        Kind::Degrees => line("text", Some("decimal"), None),
        Kind::Ruc => line("text", Some("numeric"), None),
        Kind::Url => line("url", None, None),
        Kind::Text(_) | Kind::Document | Kind::Link(_) => line("text", None, None),
    }
}

/// What the column tells, and an example of it.
fn hint(column: &Column) -> String {
    let example = t::CATALOG_EXAMPLE.with(&[("example", &example(column))]);
    let masked = (column.privacy == Privacy::Masked).then(|| t::RECORDS_MASKED.s());
    let parts = [Some(column.description), masked, Some(example.as_str())];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// An example as one types it.
fn example(column: &Column) -> String {
    let value = shared::registers::Value::written(column, column.example);
    value.map_or_else(
        |_| column.example.to_owned(),
        |value| typed(column, Some(&value.json(column.kind))),
    )
}

const fn width(kind: Kind) -> InputWidth {
    match kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Url | Kind::Link(_) => InputWidth::Full,
        _ => InputWidth::Medium,
    }
}
