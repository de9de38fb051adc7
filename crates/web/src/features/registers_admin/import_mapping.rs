//! What the columns of a file mean: each column of the register with a heading of the file, a fixed value, or nothing.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::registers::import::{ColumnPlan, ImportOptions, ImportOut, MappingIn, import_path};
use shared::registers::{Column, Kind};

use super::import_one::Screen;
use crate::fetch::{Method, SendOptions};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, Choice, Form, Select, TextInput};

/// A column and where its values come from.
#[derive(Clone, Copy)]
struct Line {
    column: &'static Column,
    position: FormField,
    fixed: FormField,
}

/// The form.
pub(super) fn form(screen: Screen, it: &ImportOut) -> AnyView {
    let form = FormState::new();
    let lines: Vec<Line> = screen
        .register
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let plan = it.columns.iter().find(|plan| plan.column == column.name);
            let position = plan.and_then(|plan| plan.position);
            let position = position.map(|at| at.to_string()).unwrap_or_default();
            let fixed = plan.and_then(|plan| plan.fixed.clone()).unwrap_or_default();
            Line {
                column,
                position: form.field(format!("columns[{at}].position"), position),
                fixed: form.field(format!("columns[{at}].fixed"), fixed),
            }
        })
        .collect();
    let sheet = form.field(
        "options.sheet",
        it.options.sheet.clone().unwrap_or_default(),
    );
    let sheets: Vec<_> = it
        .sheets
        .iter()
        .map(|name| Choice::new(name, name))
        .collect();
    let headings = headings(it);
    let path = format!("{}/mapping", import_path(screen.register, it.id));
    let kept = lines.clone();
    let submit = Callback::new(move |()| {
        let body = MappingIn {
            options: ImportOptions {
                sheet: sheet.optional(),
            },
            columns: kept.iter().map(plan).collect(),
        };
        let done = move |_: IgnoredAny| screen.found.refetch();
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    let fields = lines
        .into_iter()
        .map(|line| fields(line, headings.clone()))
        .collect_view();
    view! {
        <p>{t::IMPORTS_MAPPING_LEAD.s()}</p>
        {refusal(form)}
        <Form on_submit=submit>
            {(sheets.len() > 1).then(|| view! {
                <Select name="options.sheet" label=t::IMPORTS_SHEET.s() value=sheet.value error=sheet.error options=sheets
                    empty=t::IMPORTS_SHEET_FIRST.s() optional=true/>
            })}
            {fields}
            <Button submit=true icon="refresh-cw" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::IMPORTS_READ_AGAIN.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn plan(line: &Line) -> ColumnPlan {
    ColumnPlan {
        column: line.column.name.to_owned(),
        position: line.position.optional().and_then(|at| at.parse().ok()),
        fixed: line.fixed.optional(),
    }
}

/// The headings of the file, each with its first value.
fn headings(it: &ImportOut) -> Vec<Choice> {
    let headings = it.headings.iter().map(|heading| {
        let sample = heading.samples.first().cloned().unwrap_or_default();
        let words = format!("{} · {} — {sample}", heading.letters, heading.heading);
        let words = words.trim_end_matches(" — ").to_owned();
        Choice::new(heading.position.to_string(), words)
    });
    headings.collect()
}

fn fields(line: Line, headings: Vec<Choice>) -> impl IntoView {
    let column = line.column;
    let fixed = match column.kind {
        Kind::Choice(choices) => {
            let choices = choices.iter().map(|it| Choice::new(it.code, it.label));
            let choices: Vec<_> = choices.collect();
            view! {
                <Select name=format!("{}.fixed", column.name) label=t::IMPORTS_FIXED.with(&[("column", column.label)])
                    value=line.fixed.value error=line.fixed.error options=choices
                    empty=t::IMPORTS_FIXED_NONE.s() optional=true/>
            }
            .into_any()
        }
        _ => view! {
            <TextInput name=format!("{}.fixed", column.name) label=t::IMPORTS_FIXED.with(&[("column", column.label)])
                value=line.fixed.value error=line.fixed.error optional=true/>
        }
        .into_any(),
    };
    view! {
        <div class="l-cluster">
            <Select name=format!("{}.position", column.name) label=column.label value=line.position.value
                error=line.position.error options=headings empty=t::IMPORTS_NOT_THERE.s() optional=!column.is_required/>
            {fixed}
        </div>
    }
}
