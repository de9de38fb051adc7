//! A row of a catalogue: added, or corrected as a new version. The fields come from the declaration.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};
use shared::features::catalogs::{
    Catalog, CatalogEntry, Column, ColumnKind, Validity, catalog_row_path, catalog_rows_path,
};
use shared::kit::check::Check;
use shared::kit::problem::FieldError;
use shared::reference::{CatalogRow, Confidence};

use super::values::{sent, typed, yes_or_no};
use super::{PAGE, leave};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::shell::staff::nothing_here;
use crate::staff::{History, opener, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, Choice, DateField, Details, Form, InputWidth, MoneyField, Notice, Select,
    TextInput, Toasts, Tone,
};

/// A row that knows the rules of its catalogue.
#[derive(Serialize)]
struct Filled {
    #[serde(skip)]
    catalog: &'static Catalog,
    #[serde(flatten)]
    row: CatalogRow,
}

impl Check for Filled {
    fn check(&self) -> Vec<FieldError> {
        self.catalog.check(&self.row)
    }
}

fn editable(params: &Params) -> Option<&'static Catalog> {
    Catalog::find(&params.get("name")).filter(|catalog| catalog.editable)
}

/// The page `/admin/catalogos/{name}/nueva`.
pub fn new(params: &Params) -> AnyView {
    let Some(catalog) = editable(params) else {
        return nothing_here();
    };
    let empty = CatalogRow {
        code: String::new(),
        valid_from: None,
        valid_to: None,
        value: json!({}),
        legal_basis: None,
        source: None,
        confidence: Confidence::Found,
    };
    let form = row_form(
        catalog,
        &empty,
        Method::Post,
        catalog_rows_path(catalog.name),
        None,
    );
    frame(catalog, t::CATALOG_ADD.s(), form)
}

/// The page `/admin/catalogos/{name}/{id}`.
pub fn edit(params: &Params) -> AnyView {
    let Some(catalog) = editable(params) else {
        return nothing_here();
    };
    let id = params.get("id");
    let path = catalog_row_path(catalog.name, &id);
    let asked = path.clone();
    let found = use_fetch::<CatalogEntry>(move || asked.clone());
    let content = found.show(
        || skeleton(8),
        move |entry| {
            let row = entry.row();
            let (close, withdraw) = (
                leave::close(catalog, &path, found),
                leave::withdraw(catalog, &path, found),
            );
            view! {
                <Notice tone=Tone::Info><p>{t::CATALOG_CORRECT_TEXT.s()}</p></Notice>
                {row_form(catalog, &row, Method::Put, path.clone(), Some(found))}
                <Details summary=t::CATALOG_CLOSE.s()>{close}</Details>
                <Details summary=t::CATALOG_WITHDRAW.s()>{withdraw}</Details>
            }
        },
    );
    let content = view! {
        {content}
        <History kind=format!("catalog.{}", catalog.name) id=id/>
    };
    frame(catalog, t::CATALOG_CORRECT.s(), content)
}

fn frame(catalog: &Catalog, title: &str, content: impl IntoView + 'static) -> AnyView {
    let above = vec![
        (t::CATALOG_TITLE.s().to_owned(), PAGE.to_owned()),
        (catalog.title.to_owned(), format!("{PAGE}/{}", catalog.name)),
    ];
    let content = view! {
        <div class="l-stack staff-form">{content}</div>
    };
    screen_under(
        above,
        format!("{}: {title}", catalog.title),
        catalog.description.to_owned(),
        (),
        content,
    )
}

/// The fields of a row.
#[derive(Clone)]
struct RowFields {
    code: FormField,
    from: FormField,
    to: FormField,
    basis: FormField,
    source: FormField,
    values: Vec<(&'static Column, FormField)>,
}

impl RowFields {
    fn new(form: FormState, catalog: &'static Catalog, row: &CatalogRow) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let value = |column: &'static Column| {
            let now = typed(column, row.value.get(column.name));
            (column, form.field(name_of(column), now))
        };
        Self {
            code: form.field("code", row.code.clone()),
            from: form.field("valid_from", day(row.valid_from)),
            to: form.field("valid_to", day(row.valid_to)),
            basis: form.field("legal_basis", text(&row.legal_basis)),
            source: form.field("source", text(&row.source)),
            values: catalog.columns.iter().map(value).collect(),
        }
    }

    /// The row as typed now.
    fn read(&self, catalog: &Catalog) -> CatalogRow {
        let member = |(column, field): &(&'static Column, FormField)| {
            Some((column.name.to_owned(), sent(column, &field.text())?))
        };
        let members: Map<String, Value> = self.values.iter().filter_map(member).collect();
        let valid_from = self.from.text().parse().ok();
        let one_day = catalog.validity == Validity::Day;
        CatalogRow {
            code: self.code.text(),
            valid_from,
            valid_to: if one_day {
                valid_from
            } else {
                self.to.text().parse().ok()
            },
            value: Value::Object(members),
            legal_basis: self.basis.optional(),
            source: self.source.optional(),
            confidence: Confidence::Found,
        }
    }

    fn view(&self, catalog: &'static Catalog) -> AnyView {
        let Self {
            code,
            from,
            to,
            basis,
            source,
            ..
        } = self.clone();
        let values = self
            .values
            .iter()
            .map(|(column, field)| value_field(column, *field))
            .collect_view();
        let period = catalog.validity == Validity::Period;
        let first = if period {
            t::CATALOG_FROM
        } else {
            t::CATALOG_DAY
        };
        view! {
            <TextInput name="code" label=catalog.key_label value=code.value error=code.error width=InputWidth::Medium/>
            <DateField name="valid_from" label=first.s() value=from.value error=from.error optional=period/>
            {period.then(|| view! {
                <DateField name="valid_to" label=t::CATALOG_TO.s() value=to.value error=to.error optional=true/>
            })}
            {values}
            <TextInput name="legal_basis" label=t::CATALOG_LEGAL.s() value=basis.value error=basis.error optional=true/>
            <TextInput name="source" label=t::CATALOG_SOURCE.s() hint=t::CATALOG_SOURCE_HINT.s() value=source.value
                error=source.error optional=true/>
        }
        .into_any()
    }
}

fn row_form(
    catalog: &'static Catalog,
    row: &CatalogRow,
    method: Method,
    path: String,
    found: Option<Remote<CatalogEntry>>,
) -> AnyView {
    let form = FormState::new();
    let fields = RowFields::new(form, catalog, row);
    let (toasts, go) = (Toasts::here(), opener());
    let view = fields.view(catalog);
    let submit = Callback::new(move |()| {
        let body = Filled {
            catalog,
            row: fields.read(catalog),
        };
        let etag = found.and_then(Remote::etag);
        let options = etag.map_or_else(SendOptions::once, SendOptions::if_match);
        let go = go.clone();
        send_form(
            form,
            method,
            path.clone(),
            body,
            options,
            move |_: IgnoredAny| {
                toasts.success(t::STAFF_SAVED.s());
                go(&format!("{PAGE}/{}", catalog.name));
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {view}
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::STAFF_SAVE.s()}</Button>
        </Form>
    }
    .into_any()
}

fn name_of(column: &Column) -> String {
    format!("value.{}", column.name)
}

/// The control that fits the kind of a column.
fn value_field(column: &'static Column, field: FormField) -> AnyView {
    let (name, label, optional) = (name_of(column), column.label, !column.required);
    let (value, error) = (field.value, field.error);
    let unit = column.unit.filter(|_| column.kind != ColumnKind::Money);
    let hint =
        unit.map(|unit| t::CATALOG_UNIT.with(&[("unit", unit), ("example", column.example)]));
    let hint = hint.unwrap_or_default();
    let choose = |options: Vec<Choice>| {
        view! { <Select name=name.clone() label=label value=value error=error optional=optional options=options/> }.into_any()
    };
    match column.kind {
        ColumnKind::Choice => {
            let choice = |choice: &shared::features::catalogs::Choice| Choice::new(choice.value, choice.label);
            choose(column.choices.iter().map(choice).collect())
        }
        ColumnKind::Bool => choose([true, false].map(|yes| Choice::new(yes.to_string(), yes_or_no(yes))).to_vec()),
        ColumnKind::Date => {
            view! { <DateField name=name label=label value=value error=error optional=optional/> }.into_any()
        }
        ColumnKind::Money => {
            view! { <MoneyField name=name label=label value=value error=error optional=optional/> }.into_any()
        }
        ColumnKind::Integer => view! {
            <TextInput name=name label=label hint=hint value=value error=error optional=optional inputmode="numeric"
                width=InputWidth::Medium/>
        }
        .into_any(),
        ColumnKind::Text | ColumnKind::Url | ColumnKind::Ubigeo => {
            let hint = if column.kind == ColumnKind::Text { hint } else { t::CATALOG_EXAMPLE.with(&[("example", column.example)]) };
            view! { <TextInput name=name label=label hint=hint value=value error=error optional=optional/> }.into_any()
        }
    }
}
